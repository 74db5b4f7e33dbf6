// action=checktoken over HTTP, and what tokens are good for.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let token: string

before(async () => {
  wiki = await startWiki({ database: 'memory' })
  admin = await wiki.as('Admin')
  token = await admin.token()
})
after(() => wiki.stop())

const check = (params: Params, who: Client = admin) => who.get({ action: 'checktoken', errorformat: 'raw', ...params })
const result = async (params: Params, who?: Client) => (await check(params, who)).ok().at('checktoken.result')

test('a token is valid for its session and its type alone', async () => {
  assert.equal(await result({ type: 'csrf', token }), 'valid')
  assert.equal(await result({ type: 'patrol', token }), 'invalid')
  assert.equal(await result({ type: 'csrf', token }, await wiki.as('Bob')), 'invalid')
  assert.equal(await result({ type: 'csrf', token }, await wiki.as('Admin')), 'invalid')
  assert.equal(await result({ type: 'csrf', token: `x${token.slice(1)}` }), 'invalid')
})

test('the token of nobody is a plus and a backslash, but for logging in', async () => {
  const nobody = wiki.client()
  assert.equal(await result({ type: 'csrf', token: '+\\' }, nobody), 'valid')
  assert.equal(await result({ type: 'login', token: '+\\' }, nobody), 'invalid')
  assert.equal(await result({ type: 'csrf', token: '+\\' }), 'invalid')
})

test('a token that is older than asked for has expired, and says when it was made', async () => {
  const answer = await check({ type: 'csrf', token, maxtokenage: 0 })
  assert.equal(answer.at('checktoken.result'), 'expired')
  assert.match(answer.string('checktoken.generated'), /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.equal(await result({ type: 'csrf', token, maxtokenage: 1000 }), 'valid')
  assert.equal((await check({ type: 'csrf', token: 'short+\\' })).at('checktoken.generated'), undefined)
})

test('a token whose plus became a blank is told of', async () => {
  const answer = await check({ type: 'csrf', token: token.replace('+', ' ') })
  assert.equal(answer.at('checktoken.result'), 'invalid')
  assert.equal(answer.at('warnings.0.key'), 'apiwarn-checktoken-percentencoding')
})

test('type and token are wanted', async () => {
  assert.equal((await check({ token })).code, 'missingparam')
  assert.deepEqual((await check({ type: 'csrf', token: '' })).at('errors.0.params'), [
    { plaintext: 'token' },
    { plaintext: '' },
  ])
  assert.equal((await check({ type: 'nonsense', token })).code, 'badvalue')
})
