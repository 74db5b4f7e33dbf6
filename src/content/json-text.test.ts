// The stored forms and the faults are those that MediaWiki 1.43.9 answered.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readJson, writeJson } from './json-text.ts'

const stored = (text: string, most = 1_000_000): string | undefined => {
  const read = readJson(text)
  return read.ok ? writeJson(read.value, most) : read.why
}

test('numbers keep their digits, as PHP writes them', () => {
  const cases = {
    '9007199254740993': '9007199254740993',
    '9223372036854775807': '9223372036854775807',
    '9223372036854775808': '9.223372036854776e+18',
    '-9223372036854775808': '-9223372036854775808',
    '-9223372036854775809': '-9.223372036854776e+18',
    '123456789012345680000': '1.2345678901234568e+20',
    '-0': '0',
    '-0.0': '-0',
    '0e1': '0',
    '1.5e3': '1500',
    '3.0': '3',
    '1.10': '1.1',
    '1e16': '10000000000000000',
    '1e17': '1.0e+17',
    '0.0001': '0.0001',
    '0.00012345': '0.00012345',
    '0.00001': '1.0e-5',
    '5e-324': '5.0e-324',
    '123456.789e3': '123456789',
    '1e400': 'syntax',
  }
  assert.deepEqual(Object.fromEntries(Object.keys(cases).map(text => [text, stored(text)])), cases)
})

test('members keep their order, and of two of one name the last counts in the place of the first', () => {
  assert.equal(stored('{"b":1,"2":1,"1":1}'), '{\n\t"b": 1,\n\t"2": 1,\n\t"1": 1\n}')
  assert.equal(stored('{"a":1,"b":2,"a":3}'), '{\n\t"a": 3,\n\t"b": 2\n}')
  assert.equal(
    stored('{"":1,"__proto__":{"x":[]},"c":{}}'),
    '{\n\t"": 1,\n\t"__proto__": {\n\t\t"x": []\n\t},\n\t"c": {}\n}',
  )
})

test('what could end a script or a line of one is written as an escape', () => {
  assert.equal(
    stored('["<a>&\\u2028\u2029\\u0000 \\"\\\\ \\/\\b\\f é \\ud83d\\ude00\'\u007f"]'),
    '[\n\t"\\u003Ca\\u003E\\u0026\\u2028\\u2029\\u0000 \\"\\\\ /\\b\\f é 😀\'\u007f"\n]',
  )
})

test('what is wrong is told as PHP tells it', () => {
  const cases = {
    '': 'syntax',
    '  ': 'syntax',
    '[1,]': 'syntax',
    '{"a":1,}': 'syntax',
    '{a:1}': 'syntax',
    '[] []': 'syntax',
    '[TRUE]': 'syntax',
    '[01]': 'syntax',
    '[1.]': 'syntax',
    '[+1]': 'syntax',
    '\ufeff[]': 'syntax',
    '["\\u00g0"]': 'syntax',
    '["\\x"]': 'syntax',
    '["a\\': 'syntax',
    '["a': 'ctrl-char',
    '["a\nb"]': 'ctrl-char',
    '["\\udc00"]': 'utf16',
    '["\\ud800\\u0041"]': 'utf16',
    '{"\\u0000a":1}': 'invalid-property-name',
  }
  assert.deepEqual(Object.fromEntries(Object.keys(cases).map(text => [text, stored(text)])), cases)
  const nested = (depth: number): string | undefined => stored('['.repeat(depth) + ']'.repeat(depth))?.slice(0, 5)
  assert.deepEqual([nested(511), nested(512)], ['[\n\t[\n', 'depth'])
  assert.equal(stored('['.repeat(1_000_000)), 'depth')
})

test('what would get longer than allowed is not written', () => {
  const deep = `${'['.repeat(500)}${'1,'.repeat(5000)}1${']'.repeat(500)}`
  assert.equal(stored(deep, 100_000), undefined)
})

test('what JSON.parse reads means the same when it is stored, and what it refuses is refused', () => {
  fc.assert(
    fc.property(fc.json(), text => {
      const again = stored(text) ?? ''
      assert.deepEqual(JSON.parse(again), JSON.parse(text))
      assert.equal(stored(again), again)
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', 'true', ' ')), parts => {
      const text = parts.join('')
      let valid = true
      try {
        JSON.parse(text)
      } catch {
        valid = false
      }
      assert.equal(readJson(text).ok, valid, text)
    }),
    { numRuns: 1000 },
  )
})
