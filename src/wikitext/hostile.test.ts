import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostilePieces as pieces, hostileShapes as shapes } from './fixtures/hostile.ts'
import { contextFor } from './fixtures/wiki.ts'
import { presentHtml } from './present.ts'
import { render } from './render.ts'

/** Seconds of the processor. */
const bound = 10
const extensions = new Set(['ParserFunctions', 'Cite', 'Poem'] as const)

async function survives(text: string): Promise<void> {
  const started = process.cpuUsage()
  const rendering = await render(text, contextFor('Probe', { extensions }))
  assert.equal(typeof presentHtml(rendering, { toc: 'list' }), 'string')
  const { user, system } = process.cpuUsage(started)
  const took = (user + system) / 1_000_000
  assert.ok(took < bound, `${took.toFixed(1)} s`)
}

for (const piece of pieces) {
  test(`${JSON.stringify(piece)} said very often is rendered in time`, () =>
    survives(piece.repeat(Math.ceil(200_000 / piece.length))))
}

for (const [name, text] of Object.entries(shapes)) {
  test(`${name}: rendered in time`, () => survives(text))
}

test('a line of one megabyte is rendered in time', () =>
  survives("word [[link]] ''it'' http://a.b &amp; ".repeat(26_000)))
