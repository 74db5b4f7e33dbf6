// Replays what a real MediaWiki answered: what once passed has to go on passing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWiki } from '../support/server.ts'
import { readPassing, replay, summary } from './replay.ts'

test('every listed step of the conformance scenarios passes', { timeout: 600_000 }, async t => {
  const listed = await readPassing()
  const wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  const steps = await replay({ api: wiki.api }).finally(wiki.stop)
  for (const line of summary(steps)) t.diagnostic(line)

  const byId = new Map(steps.map(step => [step.id, step]))
  const lost = listed.filter(id => !byId.get(id)?.passed)
  const gained = steps.filter(step => step.passed).length - (listed.length - lost.length)
  if (gained > 0) t.diagnostic(`${gained} more pass than are listed; npm run conformance -- --update lists them`)
  assert.deepEqual(
    lost.map(id => `${id}\n    ${byId.get(id)?.difference ?? 'there is no such step'}`),
    [],
  )
})
