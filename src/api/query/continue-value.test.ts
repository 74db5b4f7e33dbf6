// What a `continue` parameter may hold, and what is refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../errors.ts'
import { readContinue } from './continue-value.ts'

const now = new Date('2026-01-01T00:00:00Z')

test('the values come back in their kinds', () => {
  assert.equal(readContinue(undefined, ['integer'], now), undefined)
  assert.deepEqual(readContinue('7', ['integer'], now), [7])
  assert.deepEqual(readContinue('-1|A_b', ['integer', 'text'], now), [-1, 'A_b'])
  assert.deepEqual(readContinue('20250101000000|5', ['timestamp', 'integer'], now), ['20250101000000', 5])
})

test('what is no such value, too much or too little is refused', () => {
  const refused = (raw: string, ...kinds: ('integer' | 'timestamp' | 'text')[]) =>
    assert.throws(
      () => readContinue(raw, kinds, now),
      error => error instanceof Failure && error.code === 'badcontinue',
      raw,
    )
  for (const raw of ['', 'x', '1x', '01', '1.5', '1e3', ' 1', '9223372036854775808', '1|2']) refused(raw, 'integer')
  refused('yesterday-ish|1', 'timestamp', 'integer')
  refused('a|b|c', 'text', 'text')
  refused('a', 'text', 'text')
})
