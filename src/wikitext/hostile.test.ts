import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorSeconds } from '../../test/support/processor.ts'
import { hostilePieces as pieces, hostileShapes as shapes } from './fixtures/hostile.ts'
import { contextFor } from './fixtures/wiki.ts'
import { presentHtml } from './present.ts'
import { render } from './render.ts'

/** Seconds of the processor. */
const bound = 10
/** Half as many characters as the server is asked to bear: what takes four times as long for twice as many is found. */
const length = 100_000
const boundOfPieces = 3
const extensions = new Set(['ParserFunctions', 'Cite', 'Poem'] as const)

async function survives(text: string, most = bound): Promise<void> {
  const took = await processorSeconds(async () => {
    const rendering = await render(text, contextFor('Probe', { extensions }))
    assert.equal(typeof presentHtml(rendering, { toc: 'list' }), 'string')
  })
  assert.ok(took < most, `${took.toFixed(1)} s`)
}

for (const piece of pieces) {
  test(`${JSON.stringify(piece)} said very often is rendered in time`, () =>
    survives(piece.repeat(Math.ceil(length / piece.length)), boundOfPieces))
}

for (const [name, text] of Object.entries(shapes)) {
  test(`${name}: rendered in time`, () => survives(text))
}

test('a line of one megabyte is rendered in time', () =>
  survives("word [[link]] ''it'' http://a.b &amp; ".repeat(26_000)))
