import assert from 'node:assert/strict'
import { test } from 'node:test'
import { archiveIdOf, archiveNameOf, base36OfHex, extensionOf, hashFolders, hexOfBase36 } from './file.ts'

test('a hash has 31 digits in base 36, and comes back from them', () => {
  assert.equal(base36OfHex('3f4062cf300257feb74aba2795f43d23cd902541'), '7dzh00untfjxhgfmbrt2x7j5ragkpc1')
  assert.equal(hexOfBase36('7dzh00untfjxhgfmbrt2x7j5ragkpc1'), '3f4062cf300257feb74aba2795f43d23cd902541')
  assert.equal(base36OfHex('0'.repeat(40)), '0'.repeat(31))
})

test('a name lies in the folders of its hash', () => {
  assert.equal(hashFolders('X.png'), 'a/a5')
})

test('jpeg is another word for jpg, in any case', () => {
  assert.deepEqual(['a.JPEG', 'a.b.Png', 'a', '.png'].map(extensionOf), ['jpg', 'png', '', 'png'])
})

test('an old version is named by a time', () => {
  assert.equal(archiveIdOf(archiveNameOf('20261122020850', 'P!r.png')), '20261122020850')
})
