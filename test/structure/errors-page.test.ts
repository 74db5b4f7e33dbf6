// docs/errors.md against the registry.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { errorsPage } from './errors-page.ts'

test('docs/errors.md shows the errors as they are; node scripts/errors.js writes it', () => {
  const file = path.resolve(import.meta.dirname, '../../docs/errors.md')
  assert.equal(readFileSync(file, 'utf8'), errorsPage())
})
