import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeCharacterReferences } from './character-references.ts'

test('names and numbers become characters', () => {
  assert.equal(decodeCharacterReferences('&eacute;&#65;&#x41;&#X41;&half;&AMP;'), 'éAAA½&')
  assert.equal(decodeCharacterReferences('&amp;amp;'), '&amp;')
  assert.equal(decodeCharacterReferences('&רלמ;'), '\u200f')
})

test('what is no reference stays', () => {
  for (const text of ['&', '&amp', '&nosuch;', '&AMp;', '&;', '&#;', '&#x;', '&#65', 'a & b;', '&é;']) {
    assert.equal(decodeCharacterReferences(text), text)
  }
})

test('numbers of no character become the replacement character', () => {
  for (const number of [
    '0',
    '1',
    '11',
    '12',
    '13',
    '127',
    '128',
    '159',
    'xD800',
    'xFFFE',
    'x110000',
    '99999999999999999999',
  ]) {
    assert.equal(decodeCharacterReferences(`&#${number};`), '\ufffd', number)
  }
  for (const number of ['9', '10', '32', '160', 'xFDD0', 'x1FFFE', 'x10FFFF']) {
    assert.notEqual(decodeCharacterReferences(`&#${number};`), '\ufffd', number)
  }
})
