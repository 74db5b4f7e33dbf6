import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseWholeNumber } from './whole-number.ts'

test('a whole number may have a sign and zeros in front', () => {
  for (const [text, value] of [
    ['0', 0],
    ['-0', 0],
    ['+7', 7],
    ['-12', -12],
    ['0005', 5],
  ] as const) {
    assert.equal(Object.is(parseWholeNumber(text), value), true, text)
  }
})

test('a number of 64 bits is one, and the next is none', () => {
  assert.equal(parseWholeNumber('9007199254740993'), 2 ** 53)
  assert.equal(parseWholeNumber('9223372036854775807'), 2 ** 63)
  assert.equal(parseWholeNumber('-9223372036854775808'), -(2 ** 63))
  assert.equal(parseWholeNumber('9223372036854775808'), undefined)
  assert.equal(parseWholeNumber('-9223372036854775809'), undefined)
})

test('what is no whole number is none', () => {
  for (const text of ['', ' 1', '1.0', '1e3', '0x10', '--1', '１'])
    assert.equal(parseWholeNumber(text), undefined, text)
})
