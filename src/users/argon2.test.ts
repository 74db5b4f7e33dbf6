import assert from 'node:assert/strict'
import test from 'node:test'
import { argon2id, implementations } from './argon2.ts'

test('Node and WebAssembly give a password the same hash', async () => {
  const salt = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
  const cost = { memory: 64, passes: 2, parallelism: 1 }
  const expected = await implementations.webAssembly('pässword', salt, cost, 32)
  assert.equal(expected.length, 32)
  assert.deepEqual(await argon2id('pässword', salt, cost, 32), expected)
  assert.notDeepEqual(await argon2id('password', salt, cost, 32), expected)
})
