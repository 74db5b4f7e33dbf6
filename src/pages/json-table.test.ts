import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonTable } from './json-table.ts'

const words = { emptyArray: 'no items', emptyObject: 'no entries' }
const text = (value: unknown): string =>
  (jsonTable(JSON.stringify(value), words) ?? '').replace(/<\/?(table|tbody|span)[^>]*>/g, '').replaceAll('\n', '')

test('objects are rows with names, lists are rows without', () => {
  assert.equal(
    text({ a: 1, b: [true, null] }),
    '<tr><th>a</th><td class="mw-json-value">1</td></tr><tr><th>b</th><td><tr><td class="mw-json-value">true</td></tr><tr><td class="mw-json-value">null</td></tr></td></tr>',
  )
})

test('markup in names and strings is shown as it is written', () => {
  assert.equal(text({ '<b>': '<i>&' }), '<tr><th>&lt;b&gt;</th><td class="mw-json-value">"&lt;i&gt;&amp;"</td></tr>')
})

test('what is empty is said in words', () => {
  assert.equal(text({}), '<tr><td class="mw-json-empty">no entries</td></tr>')
  assert.match(text([]), /<td class="mw-json-empty">no items<\/td>/)
})

test('members stand in their order, numbers with all their digits; what is no JSON has no table', () => {
  const shown = jsonTable('{"b":9007199254740993,"1":1.0}', words) ?? ''
  assert.match(shown, /<span>b<.*9007199254740993.*<span>1<.*>1</s)
  assert.equal(jsonTable('{', words), undefined)
})

test('a single value has a table of its own', () => {
  assert.equal(
    jsonTable('"s"', words),
    '<table class="mw-json mw-json-single-value"><tbody><tr><td>"s"</td></tr></tbody></table>',
  )
})

test('a value that is too deep has no table', () => {
  const deep = (depth: number): string => `${'['.repeat(depth)}"bottom"${']'.repeat(depth)}`
  assert.match(jsonTable(deep(512), words) ?? '', /bottom/)
  assert.equal(jsonTable(deep(513), words), undefined)
  assert.equal(jsonTable(deep(100_000), words), undefined)
})
