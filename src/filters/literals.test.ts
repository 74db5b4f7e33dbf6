import assert from 'node:assert/strict'
import { test } from 'node:test'
import { literalOf } from './literals.ts'

test('the longest run that every match has is found', () => {
  const cases: [string, string][] = [
    ['\\bcasino-12\\.example\\b', 'casino-12.example'],
    ['Bad.*', 'bad'],
    ['.*bad word.* thing', 'bad word'],
    ['colou?rless', 'rless'],
    ['abcd*ef', 'abc'],
    ['abcde{0,2}fg', 'abcd'],
    ['abc+def', 'abc'],
    ['(abc)def', 'def'],
    ['(?:a|b)cdef', 'cdef'],
    ['[abc]+defg', 'defg'],
    ['[\\]x]+defg', 'defg'],
    ['\\dabc\\w', 'abc'],
    ['\\u{1F600}smile', 'smile'],
    ['\\x41lpha', 'lpha'],
    ['\\p{Script=Cyrillic}abc', 'abc'],
    ['a\\.b\\.c', 'a.b.c'],
    ['Straße', 'strasse'],
  ]
  for (const [pattern, expected] of cases) assert.equal(literalOf(pattern), expected, pattern)
})

test('where a match may be without it, there is none', () => {
  for (const pattern of ['abc|def', 'ab', '(abc)?', '[abc]{3}', '.*', '(?:abc|def)+', 'ab(?!cde)']) {
    assert.equal(literalOf(pattern), '', pattern)
  }
})

test('what a pattern matches has its literal, in any case', () => {
  for (const [pattern, text] of [
    ['spam\\.example', 'SPAM.example'],
    ['spam\\.example', 'ſpam.example'],
    ['kelvin', '\u212Aelvin'],
  ] as const) {
    assert.ok(new RegExp(pattern, 'iu').test(text))
    assert.ok(text.toUpperCase().toLowerCase().includes(literalOf(pattern)), text)
  }
})
