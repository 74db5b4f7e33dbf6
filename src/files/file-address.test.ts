import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { filePath, readFileAddress, scaledSize, thumbnailPath } from './file-address.ts'

const current = { name: 'Ö_?!.png', archiveName: undefined }
const old = { name: 'X.png', archiveName: '20261122020850!X.png' }
const read = (path: string) => readFileAddress(path.replace(/^\/w\/images\//, ''))

describe('an address says which version it means', () => {
  test('of a file', () => assert.deepEqual(read(filePath(current, '/w')), { ...current, width: undefined }))
  test('of an old version', () => {
    assert.equal(filePath(old, '/w'), '/w/images/archive/a/a5/20261122020850%21X.png')
    assert.deepEqual(read(filePath(old, '/w')), { ...old, width: undefined })
  })
  test('of a scaled picture', () => {
    assert.deepEqual(read(thumbnailPath(current, 120, '/w')), { ...current, width: 120 })
    assert.deepEqual(read(thumbnailPath(old, 7, '/w')), { ...old, width: 7 })
  })
  test('a drawing is scaled as a picture', () => {
    const drawing = { name: 'X.svg', archiveName: undefined }
    assert.match(thumbnailPath(drawing, 9, ''), /\/9px-X\.svg\.png$/)
    assert.deepEqual(read(thumbnailPath(drawing, 9, '/w')), { ...drawing, width: 9 })
  })
})

describe('an address means nothing', () => {
  for (const path of [
    'a/a6/X.png',
    'X.png',
    'a/a5/X.png/y',
    'a/a5/%E0X.png',
    '../a/a5/X.png',
    'archive/a/a5/X.png',
    'thumb/a/a5/X.png',
    'thumb/a/a5/X.png/0px-X.png',
    'thumb/a/a5/X.png/9px-Y.png',
    'deleted/a/a5/X.png',
  ]) {
    test(path, () => assert.equal(readFileAddress(path), undefined))
  }
})

test('pictures keep their proportions and grow only where they are drawn', () => {
  const picture = { width: 100, height: 50, mime: 'image/png' }
  assert.deepEqual(scaledSize(picture, { width: 50 }), { width: 50, height: 25 })
  assert.deepEqual(scaledSize(picture, { width: 50, height: 10 }), { width: 20, height: 10 })
  assert.deepEqual(scaledSize(picture, { width: 200 }), { width: 100, height: 50 })
  assert.deepEqual(scaledSize({ ...picture, mime: 'image/svg+xml' }, { width: 200 }), { width: 200, height: 100 })
  assert.deepEqual(scaledSize(picture, {}), { width: 100, height: 50 })
  assert.deepEqual(scaledSize({ ...picture, width: 0 }, { width: 9 }), { width: 0, height: 50 })
})
