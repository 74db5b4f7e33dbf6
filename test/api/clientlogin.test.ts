// action=clientlogin and meta=authmanagerinfo over HTTP: logging a person in, and what there is to fill in.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { passwordOf, startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki

before(async () => {
  wiki = await startWiki({ database: 'memory' })
})
after(() => wiki.stop())

const passwordRequest = 'MediaWiki\\Auth\\PasswordAuthenticationRequest'
const form = { username: 'Bob', password: passwordOf('Bob'), loginreturnurl: 'https://client.example/back' }

async function login(params: Params, who: Client = wiki.client()): Promise<Answer> {
  const logintoken = await who.token('login')
  const common = { action: 'clientlogin', logintoken, loginmessageformat: 'raw', errorformat: 'raw' }
  return who.post({ ...common, ...form, ...params })
}
const failure = (answer: Answer): unknown => [answer.at('clientlogin.status'), answer.at('clientlogin.messagecode')]
const nameOf = async (who: Client) => (await who.get({ action: 'query', meta: 'userinfo' })).at('query.userinfo.name')
const ask = async (params: Params, who: Client = wiki.client()) =>
  (await who.get({ action: 'query', meta: 'authmanagerinfo', amimessageformat: 'raw', ...params })).ok()

describe('action=clientlogin', () => {
  test('passes with a name and a password, and logs the session in', async () => {
    const client = wiki.client()
    const answer = await login({ username: 'bob', rememberMe: true }, client)
    assert.deepEqual(answer.body, { clientlogin: { status: 'PASS', username: 'Bob' } })
    assert.equal(await nameOf(client), 'Bob')
  })

  test('fails with one message for a wrong password and for an account that is not there', async () => {
    const wrong = await login({ password: 'wrong' })
    assert.deepEqual(wrong.at('clientlogin'), {
      status: 'FAIL',
      message: { key: 'wrongpassword', params: [] },
      messagecode: 'wrongpassword',
      canpreservestate: false,
    })
    assert.equal((await login({ username: 'Nobody here' })).text, wrong.text)
    assert.deepEqual(failure(await login({ username: 'Robot@bot', password: 'b'.repeat(32) })), [
      'FAIL',
      'wrongpassword',
    ])
  })

  test('fails where something is missing, and reads only the fields of the requests that were chosen', async () => {
    const missing = ['FAIL', 'authmanager-authn-no-primary']
    for (const params of [{ username: '' }, { password: '' }, { username: undefined }, { username: 'Bad#name' }]) {
      assert.deepEqual(failure(await login(params)), missing)
    }
    const unread = await login({ loginrequests: 'SomethingElse' })
    assert.deepEqual(failure(unread), missing)
    assert.deepEqual(unread.at('warnings.0.params.0.list'), ['username', 'password'])
    assert.deepEqual(failure(await login({ loginrequests: passwordRequest })), ['PASS', undefined])
  })

  test('shows its message in the asked form', async () => {
    const shown = async (loginmessageformat: string) =>
      (await login({ password: 'wrong', loginmessageformat })).at('clientlogin.message')
    assert.equal(await shown('none'), undefined)
    assert.match(String(await shown('wikitext')), /password is wrong/)
    assert.match(String(await shown('html')), /password is wrong/)
    assert.equal((await login({ loginmessageformat: 'poem' })).code, 'badvalue')
  })

  test('wants an address to come back to, or to go on', async () => {
    for (const url of ['/relative', '', 'javascript:alert(1)', '//host/', 'app://x/']) {
      const answer = await login({ loginreturnurl: url })
      assert.deepEqual([answer.code, answer.at('errors.0.key')], ['badurl_loginreturnurl', 'apierror-badurl'], url)
    }
    assert.equal((await login({ loginreturnurl: undefined })).code, 'missingparam')
    const goingOn = await login({ logincontinue: true })
    assert.deepEqual(failure(goingOn), ['FAIL', 'authmanager-authn-not-in-progress'])
  })

  test('takes the password and the token from the body only, and no other token', async () => {
    const client = wiki.client()
    const logintoken = await client.token('login')
    const body = new URLSearchParams({ username: 'Bob', loginreturnurl: form.loginreturnurl, logintoken })
    const address = '/api.php?action=clientlogin&format=json&formatversion=2&errorformat=raw'
    const answer = await client.fetch(`${address}&password=x`, { method: 'POST', body })
    assert.deepEqual([answer.code, answer.at('errors.0.params')], ['mustpostparams', ['password', 1]])
    assert.equal((await login({ logintoken: 'bad' })).code, 'badtoken')
    assert.equal((await login({ logintoken: undefined })).at('errors.0.key'), 'paramvalidator-missingparam')
    assert.equal((await client.get({ action: 'clientlogin', logintoken: 'x' })).code, 'mustpostparams')
  })

  test('makes another account of a session, but not of one that a bot password began', async () => {
    const client = await wiki.as('Bob')
    assert.deepEqual(failure(await login({ username: 'Admin', password: passwordOf('Admin') }, client)), [
      'PASS',
      undefined,
    ])
    assert.equal(await nameOf(client), 'Admin')
    const robot = await wiki.as('Robot@bot')
    assert.deepEqual(failure(await login({}, robot)), ['FAIL', 'userlogin-cannot-login'])
    assert.equal(await nameOf(robot), 'Robot')
  })
})

describe('meta=authmanagerinfo', () => {
  test('says what is possible, and what is safe, for who asks', async () => {
    const [nobody, bob, robot] = [wiki.client(), await wiki.as('Bob'), await wiki.as('Robot@bot')]
    const seen = async (who: Client) =>
      (await ask({ amisecuritysensitiveoperation: 'x' }, who)).at('query.authmanagerinfo')
    const info = { canauthenticatenow: true, cancreateaccounts: true, canlinkaccounts: false }
    assert.deepEqual(await seen(nobody), { ...info, securitysensitiveoperationstatus: 'reauth' })
    assert.deepEqual(await seen(bob), { ...info, securitysensitiveoperationstatus: 'ok' })
    assert.deepEqual(await seen(robot), { ...info, canauthenticatenow: false, securitysensitiveoperationstatus: 'ok' })
  })

  test('lists what is filled in to log in, to make an account, to change a password', async () => {
    const bob = await wiki.as('Bob')
    const fields = async (amirequestsfor: string, who?: Client) => {
      const requests = (await ask({ amirequestsfor }, who)).list('query.authmanagerinfo.requests')
      return (requests as { fields: object }[]).map(one => Object.keys(one.fields).join(' '))
    }
    assert.deepEqual(await fields('login'), ['username password', 'rememberMe'])
    assert.deepEqual(await fields('create'), ['username password retype', 'username', 'realname'])
    assert.deepEqual(await fields('create', bob), ['username password retype', 'username', 'realname', 'reason'])
    assert.deepEqual(await fields('change', bob), ['password retype'])
    for (const nothing of ['login-continue', 'create-continue', 'link', 'link-continue', 'remove', 'unlink']) {
      assert.deepEqual(await fields(nothing), [])
    }
  })

  test('merges the fields of all requests into one form', async () => {
    const bob = await wiki.as('Bob')
    const params = { amirequestsfor: 'create', amimergerequestfields: true, amimessageformat: 'none' }
    const info = (await ask(params, bob)).at('query.authmanagerinfo') as Record<string, unknown>
    assert.deepEqual(info.fields, {
      username: { type: 'string', optional: false, sensitive: false },
      password: { type: 'password', optional: false, sensitive: true },
      retype: { type: 'password', optional: false, sensitive: true },
      realname: { type: 'string', optional: true, sensitive: false },
      reason: { type: 'string', optional: true, sensitive: false },
    })
    assert.deepEqual((info.requests as object[])[0], {
      id: passwordRequest,
      metadata: {},
      required: 'primary-required',
    })
  })
})
