import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bcp47,
  fallbackChain,
  formatNumber,
  isRightToLeft,
  isValidLanguageCode,
  languageName,
  pluralForm,
  resolveLanguage,
} from './languages.ts'

test('a code that could lead out of a title is none', () => {
  for (const code of ['en', 'zh-hant', 'xx', 'EN', 'de-x-formal', 'a b'])
    assert.equal(isValidLanguageCode(code), true, code)
  for (const code of ['', 'a/b', 'a:b', 'a<b', 'a&b', "a'b", 'a\\b', 'a[b', 'a%41b', 'a\u0000b', 'a\r\nb']) {
    assert.equal(isValidLanguageCode(code), false, code)
  }
})

test('the asked language is resolved', () => {
  const of = { user: 'pl', content: 'en' }
  assert.equal(resolveLanguage('user', of), 'pl')
  assert.equal(resolveLanguage('content', of), 'en')
  assert.equal(resolveLanguage('DE', of), 'de')
  assert.equal(resolveLanguage('a/b', of), 'en')
  assert.equal(resolveLanguage('qqq', of), 'en')
  assert.equal(resolveLanguage('qqx', of), 'qqx')
})

test('fallbacks begin with the language and end with English', () => {
  assert.deepEqual(fallbackChain('de-formal').slice(0, 2), ['de-formal', 'de'])
  assert.deepEqual(fallbackChain('en'), ['en'])
  assert.ok(fallbackChain('be-tarask').includes('be'))
  assert.equal(fallbackChain('nonsense').at(-1), 'en')
})

test('codes are written as the web writes them', () => {
  assert.equal(bcp47('zh-hans'), 'zh-Hans')
  assert.equal(bcp47('pt-br'), 'pt-BR')
  assert.equal(bcp47('simple'), 'en-simple')
  assert.equal(bcp47('de-formal'), 'de-x-formal')
})

test('plural forms are counted in the order of CLDR', () => {
  assert.deepEqual(
    [1, 2, 5].map(count => pluralForm(count, 'ru')),
    [0, 1, 2],
  )
  assert.deepEqual(
    [0, 1, 2, 3, 11, 100].map(count => pluralForm(count, 'ar')),
    [0, 1, 2, 3, 4, 5],
  )
  assert.deepEqual(
    [0, 1, -1].map(count => pluralForm(count, 'en')),
    [1, 0, 0],
  )
  assert.equal(pluralForm(2, 'not a code'), 1)
})

test('numbers are written in the language', () => {
  assert.equal(formatNumber(1234.5, 'en'), '1,234.5')
  assert.equal(formatNumber(1234567, 'de'), '1.234.567')
  assert.equal(formatNumber('abc', 'en'), 'abc')
  assert.equal(formatNumber('', 'en'), '')
})

test('directions and names are known', () => {
  assert.equal(isRightToLeft('he'), true)
  assert.equal(isRightToLeft('en'), false)
  assert.equal(languageName('de', 'en'), 'German')
  assert.equal(languageName('de', 'de'), 'Deutsch')
})
