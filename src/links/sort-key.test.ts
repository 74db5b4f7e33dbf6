import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOfHex, hexOf, keptPrefix, sortKey } from './sort-key.ts'

test('a key is in capitals, with what the page chose before its name', () => {
  assert.equal(hexOf(sortKey('La x', '')), Buffer.from('LA X').toString('hex'))
  assert.equal(hexOf(sortKey('Ca2', 'äb')), 'c384420a434132')
  assert.equal(hexOf(sortKey('Ey', '\tq')), Buffer.from(' Q\nEY').toString('hex'))
  assert.equal(hexOf(sortKey('E', 'straße ǆ')), `5354524153534520c784${Buffer.from('\nE').toString('hex')}`)
})

test('what a page chooses is cut to 255 bytes, never within a character', () => {
  assert.equal(keptPrefix('ab'.repeat(150)), `${'ab'.repeat(127)}a`)
  assert.equal(keptPrefix(`a${'é'.repeat(200)}`), `a${'é'.repeat(127)}`)
  assert.equal(keptPrefix('é'.repeat(200)), 'é'.repeat(127))
  assert.equal(keptPrefix('short'), 'short')
})

test('hexadecimal digits are read, and nothing else', () => {
  assert.deepEqual(bytesOfHex('4aFf'), new Uint8Array([0x4a, 0xff]))
  assert.deepEqual(bytesOfHex(''), new Uint8Array())
  for (const text of ['4', 'zz', '4x', ' 41']) assert.equal(bytesOfHex(text), undefined, text)
})
