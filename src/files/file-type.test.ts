import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gif, jpeg, png, webp } from '../../test/support/images.ts'
import { inspect } from './file-type.ts'

const shortly = (bytes: Buffer) => {
  const { mime, width, height, bits } = inspect(bytes)
  return [mime, width, height, bits]
}

describe('what a file is stands in its bytes', () => {
  test('png', () => {
    assert.deepEqual(shortly(png('a', { width: 7, height: 3 })), ['image/png', 7, 3, 8])
    assert.deepEqual(inspect(png('a')).metadata.at(-2), { name: 'colorType', value: 'truecolour' })
  })
  test('gif', () => {
    assert.deepEqual(shortly(gif), ['image/gif', 1, 1, 1])
    assert.deepEqual(inspect(gif).metadata.slice(0, 3), [
      { name: 'frameCount', value: 1 },
      { name: 'looped', value: false },
      { name: 'duration', value: 0 },
    ])
  })
  test('jpeg', () => assert.deepEqual(shortly(jpeg), ['image/jpeg', 3, 2, 8]))
  test('webp', () => assert.deepEqual(shortly(webp), ['image/webp', 1, 1, 0]))
  test('svg', () => {
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="8"/>')
    assert.deepEqual(shortly(drawing), ['image/svg+xml', 9, 8, 0])
  })
  test('pdf and text have no size', () => {
    assert.deepEqual(shortly(Buffer.from('%PDF-1.7\n')), ['application/pdf', 0, 0, 0])
    assert.deepEqual(shortly(Buffer.from('hällo')), ['text/plain', 0, 0, 0])
  })
  test('a page is no text', () => assert.equal(inspect(Buffer.from(' <!DOCTYPE html><p>')).mime, 'text/html'))
  test('other bytes are bytes', () => {
    for (const bytes of [Buffer.from([0, 1, 2]), Buffer.from([0xe4, 0x20]), Buffer.from('MZ\0')]) {
      assert.equal(inspect(bytes).mime, 'application/octet-stream')
    }
  })
})

test('a file that ends early is still told, and breaks nothing', () => {
  for (const bytes of [png('a'), gif, jpeg, webp]) {
    for (let length = 0; length < bytes.length; length++) assert.ok(inspect(bytes.subarray(0, length)).mime)
  }
})
