import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inChunks } from './chunks.ts'

test('pieces have few lengths, and together are the whole', () => {
  for (const length of [0, 1, 2, 3, 7, 128, 129, 300, 1000]) {
    const items = Array.from({ length }, (_, index) => index)
    const pieces = [...inChunks(items)]
    assert.deepEqual(pieces.flat(), items)
    for (const piece of pieces) assert.ok(piece.length <= 128 && Number.isInteger(Math.log2(piece.length)))
  }
})
