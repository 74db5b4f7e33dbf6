// Replays what a real MediaWiki answered: what once passed has to go on passing, and a known difference has to be one.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { startWiki } from '../support/server.ts'
import { readDifferences, standsFor } from './differences.ts'
import { readPassing, replay, type Step, summary } from './replay.ts'

let steps: Step[] = []

before(
  async () => {
    const wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
    steps = await replay({ api: wiki.api }).finally(wiki.stop)
  },
  { timeout: 600_000 },
)

test('every listed step of the conformance scenarios passes', async t => {
  for (const line of summary(steps)) t.diagnostic(line)
  const listed = await readPassing()
  const byId = new Map(steps.map(step => [step.id, step]))
  const lost = listed.filter(id => !byId.get(id)?.passed)
  const gained = steps.filter(step => step.passed).length - (listed.length - lost.length)
  if (gained > 0) t.diagnostic(`${gained} more pass than are listed; npm run conformance -- --update lists them`)
  assert.deepEqual(
    lost.map(id => `${id}\n    ${byId.get(id)?.difference ?? 'there is no such step'}`),
    [],
  )
})

test('every known difference is still one', () => {
  const gone = readDifferences().flatMap(({ seenIn }) =>
    seenIn
      .filter(name => !name.endsWith('.ts'))
      .filter(name => !steps.some(step => standsFor(name, step.id) && !step.passed)),
  )
  assert.deepEqual(gone, [])
})
