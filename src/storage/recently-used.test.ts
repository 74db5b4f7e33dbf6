import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RecentlyUsed } from './recently-used.ts'

test('what was not used for longest is forgotten first, and told', () => {
  const forgotten: number[] = []
  const cache = new RecentlyUsed<number>(2, value => forgotten.push(value))
  cache.set('a', 1)
  cache.set('b', 2)
  assert.equal(cache.get('a'), 1)
  cache.set('c', 3)
  assert.deepEqual(forgotten, [2])
  assert.equal(cache.get('b'), undefined)
  assert.equal(cache.get('a'), 1)
  assert.equal(cache.get('c'), 3)
})

test('it never keeps more than its limit', () => {
  const cache = new RecentlyUsed<number>(10)
  for (let index = 0; index < 1000; index++) {
    cache.set(`key ${index % 37}`, index)
    assert.ok(cache.size <= 10)
  }
})
