// The list of known differences from MediaWiki keeps to its own rules. That a difference is still there is seen by
// conformance.test.ts, which replays the steps.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { readDifferences, standsFor } from './differences.ts'
import { readPassing } from './replay.ts'

const root = path.resolve(import.meta.dirname, '../..')

test('each known difference has a reason and says where it is seen', () => {
  assert.ok(readDifferences().length > 0)
})

test('a test that a difference is seen in is there', () => {
  const files = readDifferences().flatMap(({ seenIn }) => seenIn.filter(name => name.endsWith('.ts')))
  assert.deepEqual(
    files.filter(file => !existsSync(path.join(root, file))),
    [],
  )
})

test('no step that has to pass is a known difference', async () => {
  const steps = readDifferences().flatMap(({ seenIn }) => seenIn.filter(name => !name.endsWith('.ts')))
  const passing = await readPassing()
  assert.deepEqual(
    steps.filter(name => passing.some(step => standsFor(name, step))),
    [],
  )
})
