import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BoundedInSize } from './bounded-in-size.ts'

test('what would be too much together empties it first; what is too large alone is not kept', () => {
  const map = new BoundedInSize<string>(10)
  map.set('a', 'first', 6)
  map.set('a', 'again', 4)
  map.set('large', 'alone', 11)
  assert.deepEqual([map.get('a'), map.get('large')], ['again', undefined])
  map.set('b', 'second', 4)
  assert.deepEqual([map.get('a'), map.get('b')], ['again', 'second'])
  map.set('c', 'third', 1)
  assert.deepEqual([map.get('a'), map.get('b'), map.get('c')], [undefined, undefined, 'third'])
})
