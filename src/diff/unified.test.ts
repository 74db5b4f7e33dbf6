// The recorded answers are those of MediaWiki 1.43.9: action=compare&difftype=unified of two texts.

import assert from 'node:assert/strict'
import test from 'node:test'
import recorded from './unified.fixture.json' with { type: 'json' }
import { unifiedDiff } from './unified.ts'

for (const { name, a, b, body } of recorded) {
  test(`the unified difference is MediaWiki's: ${name}`, () => {
    assert.equal(unifiedDiff(a, b), body)
  })
}
