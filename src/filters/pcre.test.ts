import assert from 'node:assert/strict'
import { test } from 'node:test'
import { patternOf } from './pcre.ts'

const matches = (pcre: string, text: string): boolean => {
  const pattern = patternOf(pcre)
  assert.notEqual(pattern, undefined, `${pcre} is read`)
  return new RegExp(pattern ?? '', 'iu').test(text)
}

test('patterns of blacklists match what they match in PCRE', () => {
  const cases: [string, string, boolean][] = [
    ['\\bcasino-\\d+\\.example\\b', 'x.casino-12.example/', true],
    ['bad\\_name\\-x', 'bad_name-x', true],
    ['\\!\\@\\#', '!@#', true],
    ['(?<!good)bad', 'goodbad', false],
    ['(?<!good)bad', 'verybad', true],
    ['foo(?!bar)', 'foobar', false],
    ['[[:alpha:]]+9', 'é9', true],
    ['^[^[:digit:]]+$', 'a1', false],
    ['\\x{1F600}', '😀', true],
    ['\\p{Cyrillic}', 'ж', true],
    ['\\p{^L}', 'a', false],
    ['\\pL', '1', false],
    ['(?i)ABC', 'abc', true],
    ['(?:a|b){2,3}', 'ab', true],
    ['a{x}', 'a{x}', true],
    ['[\\w-.]+@', 'a-b.c@', true],
    ['[]x]', ']', true],
    ['(?P<n>a)\\1', 'aa', true],
    ['\\Aabc\\z', 'abc', true],
    ['\\Qa.b\\E+', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['a(?#what it is)b', 'ab', true],
    ['a}', 'a}', true],
  ]
  for (const [pcre, text, expected] of cases) assert.equal(matches(pcre, text), expected, `${pcre} on ${text}`)
})

test('a pattern that is wrong, or has no counterpart, is none', () => {
  for (const pcre of ['exam(ple', 'a++', 'a*+', 'a{2}+', '(?>a)', '(?R)', '(?(1)a|b)', '[a', '[z-a]', 'a\\', '\\K']) {
    assert.equal(patternOf(pcre), undefined, pcre)
  }
})
