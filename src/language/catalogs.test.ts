import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { catalogFolder, shippedCatalogs } from './catalogs.ts'
import { createMessages, message } from './messages.ts'

const folder = new URL('../../i18n/', import.meta.url)
const languages = readdirSync(folder)
  .filter(name => name.endsWith('.json'))
  .map(name => name.slice(0, -5))
const english = shippedCatalogs('en') ?? {}
const documentation = shippedCatalogs('qqq') ?? {}
const messages = createMessages({
  catalog: shippedCatalogs,
  variable: name => (/^(ns|sitename)$/i.test(name) ? 'x' : undefined),
})
const parametersOf = (text: string): Set<string> => new Set([...text.matchAll(/\$(\d+)/g)].map(found => found[1] ?? ''))

test('every text says what it is for, and nothing else does', () => {
  assert.ok(Object.keys(english).length > 1000)
  assert.deepEqual(Object.keys(documentation), Object.keys(english))
  for (const [key, text] of Object.entries(documentation)) assert.notEqual(text.trim(), '', key)
})

test('keys are in order in every file', () => {
  for (const language of languages) {
    const keys = Object.keys(JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as object)
    assert.deepEqual(keys, ['@metadata', ...keys.slice(1).sort((a, b) => (a < b ? -1 : 1))], language)
  }
})

test('every parameter in a text is explained', () => {
  for (const [key, text] of Object.entries(english)) {
    // Those of the API's help are the same everywhere: the prefix of the module's parameters, and what it says of itself.
    if (key.startsWith('apihelp-')) continue
    const explained = parametersOf(documentation[key] ?? '')
    for (const parameter of parametersOf(text)) assert.ok(explained.has(parameter), `${key}: $${parameter}`)
  }
})

test('a translation is of a text that English has and takes no other parameters', () => {
  for (const language of languages) {
    if (language === 'qqq' || language === 'en') continue
    for (const [key, text] of Object.entries(shippedCatalogs(language) ?? {})) {
      assert.ok(Object.hasOwn(english, key), `${language}: ${key}`)
      const known = parametersOf(english[key] ?? '')
      for (const parameter of parametersOf(text)) assert.ok(known.has(parameter), `${language}: ${key}: $${parameter}`)
    }
  }
})

test('what each module is for, the help of the modules that most is done with, and the sandbox, are in four more languages', () => {
  const whole = [
    /^apihelp-[^-]+-summary$/,
    /^apihelp-(main|query|query\+tags|query\+tokens|edit|tag|managetags|revisiondelete|help|json)-/,
    /^(apisandbox|x-sandbox-|paramvalidator-help-|api-help-flag-)/,
  ]
  for (const language of ['es', 'pl', 'ru', 'tr']) {
    const translated = shippedCatalogs(language) ?? {}
    const missing = Object.keys(english).filter(
      key => whole.some(one => one.test(key)) && english[key] !== '' && !Object.hasOwn(translated, key),
    )
    assert.deepEqual(missing, [], language)
  }
})

test('every text can be shown in every form', () => {
  const parameters = Array.from({ length: 12 }, (_, index) => index + 1)
  for (const language of languages) {
    if (language === 'qqq') continue
    for (const [key, text] of Object.entries(shippedCatalogs(language) ?? {})) {
      const of = message(key, ...parameters)
      const literal = Array.from(text.matchAll(/&#123;&#123;(.*?)&#125;&#125;/g), match => `{{${match[1]}}}`)
      for (const whole of [messages.plain(of, language), messages.html(of, language)]) {
        const shown = literal.reduce((rest, one) => rest.replace(one, ''), whole)
        assert.ok(!/\$\d|⧼|\{\{(?!REVISIONID|PAGENAME|\{)/.test(shown), `${language}: ${key}: ${shown}`)
      }
    }
  }
})

test('a folder without files has no languages', () => {
  assert.equal(catalogFolder(new URL('../../src/language/', import.meta.url))('en'), undefined)
})
