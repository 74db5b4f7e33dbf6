import assert from 'node:assert/strict'
import { test } from 'node:test'
import { upperFirst } from './first-letter.ts'

test('the first letter becomes a capital and the others stay', () => {
  assert.equal(upperFirst('fooBar'), 'FooBar')
  assert.equal(upperFirst('éa'), 'Éa')
  assert.equal(upperFirst('𐐨x'), '𐐀x')
  assert.equal(upperFirst('1a'), '1a')
  assert.equal(upperFirst('💩'), '💩')
  assert.equal(upperFirst(''), '')
})

test('a letter whose titlecase differs from its uppercase gets the titlecase', () => {
  for (const [letter, capital] of [
    ['ß', 'Ss'],
    ['ǆ', 'ǅ'],
    ['Ǆ', 'ǅ'],
    ['ﬃ', 'Ffi'],
    ['և', 'Եւ'],
    ['ŉ', 'ʼN'],
    ['ᾀ', 'ᾈ'],
    ['ᾯ', 'ᾯ'],
    ['ᾳ', 'ᾼ'],
  ] as const) {
    assert.equal(upperFirst(`${letter}x`), `${capital}x`, letter)
  }
})

test('Georgian letters and capitals that came later stay small', () => {
  for (const letter of ['ა', 'ჿ', 'ƛ', 'ɤ', '𖺻']) assert.equal(upperFirst(`${letter}x`), `${letter}x`, letter)
})

test('a capital joins the mark behind it', () => {
  assert.equal(upperFirst('i\u0307x'), '\u0130x')
})
