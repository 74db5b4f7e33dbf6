import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isValidToken, makeToken, matchesToken, timeOfToken } from './tokens.ts'

const now = new Date('2030-01-01T00:00:00.700Z')
const account = { session: { secret: 'secret' }, viewer: { isRegistered: true } }
const nobody = { session: { secret: 'secret' }, viewer: { isRegistered: false } }

test('a token has the form that clients know, and tells when it was made', () => {
  const token = makeToken('secret', 'csrf', now)
  assert.match(token, /^[0-9a-f]{40}\+\\$/)
  assert.equal(timeOfToken(token)?.toISOString(), '2030-01-01T00:00:00.000Z')
  for (const other of ['', '+\\', 'abc+\\', `${token}x`]) assert.equal(timeOfToken(other), undefined, other)
})

test('a token is good for its session, its type and its time', () => {
  const token = makeToken('secret', 'csrf', now)
  for (let time = 0; time < 2; time++) assert.equal(matchesToken('secret', 'csrf', token), true)
  assert.equal(matchesToken('secret', 'csrf', `${token[0] === '0' ? '1' : '0'}${token.slice(1)}`), false)
  assert.equal(matchesToken('other', 'csrf', token), false)
  assert.equal(matchesToken('secret', 'patrol', token), false)
  assert.equal(matchesToken('secret', 'csrf', token.slice(0, 32) + token.slice(32).replace(/[0-9a-f]/, 'f')), false)
  for (const bad of ['', '+\\', 'x'.repeat(200)]) assert.equal(matchesToken('secret', 'csrf', bad), false)
})

test('nobody has the token of nobody, but for what protects the session itself', () => {
  assert.equal(isValidToken(nobody, 'csrf', '+\\'), true)
  assert.equal(isValidToken(nobody, 'csrf', makeToken('secret', 'csrf', now)), false)
  for (const type of ['login', 'createaccount'] as const) {
    assert.equal(isValidToken(nobody, type, '+\\'), false)
    assert.equal(isValidToken(nobody, type, makeToken('secret', type, now)), true)
  }
  assert.equal(isValidToken(account, 'csrf', '+\\'), false)
  assert.equal(isValidToken(account, 'csrf', makeToken('secret', 'csrf', now)), true)
  const lost = { ...account, session: { secret: '' } }
  assert.equal(isValidToken(lost, 'csrf', makeToken('', 'csrf', now)), false)
})
