// action=login over HTTP: bots and people, what is said to whom, throttling, and what becomes of sessions.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { passwordOf, startServer, startWiki, type TestServer, type TestWiki } from '../support/server.ts'

let wiki: TestServer
let throttled: TestWiki

before(async () => {
  wiki = await startServer()
  const account = { name: 'Bob', password: 'Bob-password-1', botPasswords: [bot] }
  throttled = await startWiki({
    database: 'memory',
    fixture: { accounts: [account], settings: { loginAttempts: 3 } },
    env: { PALIMPSEST_TRUSTED_PROXIES: '127.0.0.1' },
  })
})
after(async () => {
  await wiki.stop()
  await throttled.stop()
})

const botPassword = 'b'.repeat(32)
const bot = { appId: 'bot', password: botPassword, grants: 'basic' }

async function login(who: Client, lgname: string, lgpassword: string, more: Params = {}): Promise<Answer> {
  const lgtoken = (await who.get({ action: 'query', meta: 'tokens', type: 'login' })).string('query.tokens.logintoken')
  return who.post({ action: 'login', lgname, lgpassword, lgtoken, errorformat: 'raw', ...more })
}
const reasonOf = (answer: Answer): unknown => [answer.at('login.result'), answer.at('login.reason.code')]
const nameOf = async (who: Client) => (await who.get({ action: 'query', meta: 'userinfo' })).at('query.userinfo.name')

describe('logging in', () => {
  test('works with a bot password in both ways of writing it, and with that of the account after a warning', async () => {
    for (const [name, password, warns] of [
      ['Robot@bot', botPassword, false],
      ['robot@bot', botPassword, false],
      ['Robot', `bot@${botPassword}`, false],
      ['Robot', passwordOf('Robot'), true],
    ] as const) {
      const client = wiki.client()
      const answer = await login(client, name, password)
      assert.equal(answer.at('login.result'), 'Success', answer.text)
      assert.equal(answer.at('login.lgusername'), 'Robot')
      assert.equal(answer.at('warnings.0.key'), warns ? 'apiwarn-deprecation-login-botpw' : undefined)
      assert.equal(await nameOf(client), 'Robot')
    }
  })

  test('says the same of a wrong password and of an account that is not there', async () => {
    const answers: unknown[] = []
    for (const [name, password] of [
      ['Bob', 'wrong'],
      ['Nobody here', 'wrong'],
      ['Robot@bot', 'c'.repeat(32)],
      ['Robot@nobot', botPassword],
      ['Nobody here@bot', botPassword],
    ] as const) {
      const answer = await login(wiki.client(), name, password)
      assert.deepEqual(reasonOf(answer), ['Failed', 'wrongpassword'], name)
      answers.push(answer.at('login'))
    }
    assert.equal(new Set(answers.map(one => JSON.stringify(one))).size, 1)
  })

  test('is not tried with what can be no account', async () => {
    for (const [name, password] of [
      ['Bad#name', 'x'],
      ['', ''],
      ['Bob', ''],
      ['192.0.2.1', 'x'],
      ['Maintenance script', 'x'],
    ] as const) {
      assert.deepEqual(reasonOf(await login(wiki.client(), name, password)), ['Failed', 'authmanager-authn-no-primary'])
    }
  })

  test('tells the reason in words in the old format of errors', async () => {
    const answer = await login(wiki.client(), 'Bob', 'wrong', { errorformat: 'bc' })
    assert.match(answer.string('login.reason'), /password is wrong/)
  })

  test('gives a token to who has none, and refuses another one', async () => {
    const client = wiki.client()
    const first = await client.post({ action: 'login', lgname: 'Bob', lgpassword: 'x' })
    assert.equal(first.at('login.result'), 'NeedToken')
    assert.equal(first.at('warnings.login.warnings') !== undefined, true)
    const lgtoken = first.string('login.token')
    const wrong = await client.post({ action: 'login', lgname: 'Bob', lgpassword: 'x', lgtoken: 'bad' })
    assert.deepEqual(wrong.at('login'), { result: 'WrongToken' })
    const right = await client.post({ action: 'login', lgname: 'Bob', lgpassword: passwordOf('Bob'), lgtoken })
    assert.equal(right.at('login.result'), 'Success')
    const stranger = wiki.client()
    const lost = await stranger.post({ action: 'login', lgname: 'Bob', lgtoken: 'bad', errorformat: 'raw' })
    assert.deepEqual(reasonOf(lost), ['Failed', 'sessionlost'])
    const old = { action: 'login', lgname: 'Robot', lgpassword: 'x', lgtoken, errorformat: 'raw' }
    assert.deepEqual(reasonOf(await client.post(old)), ['Failed', 'sessionlost'])
  })

  test('is not for who came with a bot password, nor for scripts of other sites', async () => {
    const robot = await wiki.as('Robot@bot')
    const again = await login(robot, 'Bob', passwordOf('Bob'))
    assert.deepEqual(reasonOf(again), ['Aborted', 'api-login-fail-badsessionprovider'])
    assert.equal(await nameOf(robot), 'Robot')
    const scripted = await wiki.client().post({ action: 'login', lgname: 'Bob', callback: 'f' })
    assert.match(scripted.text, /"result":"Aborted"/)
  })

  test('takes password and token from the body only', async () => {
    const client = wiki.client()
    const address = '?action=login&format=json&formatversion=2&errorformat=raw&lgpassword=x&lgtoken=x'
    const answer = await client.fetch(`/api.php${address}`, {
      method: 'POST',
      body: new URLSearchParams({ lgname: 'Bob' }),
    })
    assert.equal(answer.code, 'mustpostparams')
    assert.deepEqual(answer.at('errors.0.params'), ['lgpassword, lgtoken', 2])
    const got = await client.get({ action: 'login', lgname: 'Bob', errorformat: 'raw' })
    assert.deepEqual([got.code, got.at('errors.0.module')], ['mustbeposted', 'main'])
  })

  test('changes the number of the session, so that who knew the old one does not share it', async () => {
    const client = wiki.client()
    const lgtoken = await client.token('login')
    const before = [...client.cookies.values()]
    await client.post({ action: 'login', lgname: 'Bob', lgpassword: passwordOf('Bob'), lgtoken })
    assert.equal(await nameOf(client), 'Bob')
    const thief = wiki.client()
    for (const [name] of client.cookies) thief.cookies.set(name, before[0] ?? '')
    assert.notEqual(await nameOf(thief), 'Bob')
  })

  test('makes tokens of the new session only', async () => {
    const client = wiki.client()
    const csrf = (await wiki.as('Bob')).token()
    await login(client, 'Bob', passwordOf('Bob'))
    const answer = await client.post({ action: 'edit', title: 'Not mine', text: 'x', token: await csrf })
    assert.equal(answer.code, 'badtoken')
  })
})

test('whose answer others could read acts for nobody, whether address, form or header says so', async () => {
  const bob = await wiki.as('Bob')
  const whoAmI = { action: 'query', meta: 'userinfo' }
  const names = [
    await bob.post({ ...whoAmI, origin: '*' }),
    await bob.get({ ...whoAmI, origin: '*' }),
    await bob.get(whoAmI, { 'Treat-as-Untrusted': '1' }),
  ].map(answer => answer.at('query.userinfo.name'))
  assert.deepEqual(new Set(names), new Set(['127.0.0.1']))
  assert.equal(await nameOf(bob), 'Bob')
  const edit = { action: 'edit', title: 'By a form', text: 'x', origin: '*' }
  assert.equal((await bob.write(edit)).code, 'badtoken')
  assert.equal((await bob.post({ ...whoAmI, origin: 'https://elsewhere.example' })).status, 403)
})

describe('a session', () => {
  test('ends with action=logout, whatever began it', async () => {
    for (const name of ['Bob', 'Robot@bot']) {
      const client = await wiki.as(name)
      const before = new Map(client.cookies)
      assert.equal((await client.post({ action: 'logout', token: 'bad' })).code, 'badtoken')
      const answer = await client.write({ action: 'logout' })
      assert.equal(answer.text, '{}')
      client.forgetTokens()
      for (const [cookie, value] of before) client.cookies.set(cookie, value)
      assert.equal((await client.get({ action: 'query', meta: 'userinfo' })).at('query.userinfo.anon'), true)
    }
    const nobody = await wiki.client().post({ action: 'logout', token: '+\\', errorformat: 'raw' })
    assert.equal(nobody.at('warnings.0.code'), 'notloggedin')
  })

  test('survives a restart of the server', async () => {
    const bob = await wiki.as('Bob')
    const token = await bob.token()
    await wiki.kill('SIGTERM')
    wiki = await wiki.restart()
    const moved = bob.on(wiki.api)
    assert.equal(await nameOf(moved), 'Bob')
    ;(await moved.post({ action: 'edit', title: 'After the restart', text: 'x', token })).ok()
  })
})

describe('throttled', () => {
  const from = (ip: string) => ({ 'x-forwarded-for': ip })
  async function attempt(ip: string, lgname: string, lgpassword: string): Promise<unknown> {
    const client = throttled.client()
    const lgtoken = await client.token('login')
    const answer = await client.post({ action: 'login', lgname, lgpassword, lgtoken, errorformat: 'raw' }, from(ip))
    return answer.at('login.reason.code') ?? answer.at('login.result')
  }

  test('is an account from one address after too many attempts, with the right password too', async () => {
    for (let i = 0; i < 3; i++) assert.equal(await attempt('203.0.113.1', 'Bob', 'wrong'), 'wrongpassword')
    assert.equal(await attempt('203.0.113.1', 'bob', 'wrong'), 'login-throttled')
    assert.equal(await attempt('203.0.113.1', 'Bob', 'Bob-password-1'), 'login-throttled')
    assert.equal(await attempt('203.0.113.2', 'Bob', 'Bob-password-1'), 'Success')
  })

  test('is an account that is not there just the same', async () => {
    for (let i = 0; i < 3; i++) assert.equal(await attempt('203.0.113.3', 'Nobody here', 'x'), 'wrongpassword')
    assert.equal(await attempt('203.0.113.3', 'Nobody here', 'x'), 'login-throttled')
  })

  test('are bot passwords on their own', async () => {
    for (let i = 0; i < 3; i++) assert.equal(await attempt('203.0.113.4', 'Bob@bot', 'c'.repeat(32)), 'wrongpassword')
    assert.equal(await attempt('203.0.113.4', 'Bob@bot', botPassword), 'login-throttled')
    assert.equal(await attempt('203.0.113.4', 'Bob', 'Bob-password-1'), 'Success')
  })

  test('is nobody who gets in before', async () => {
    for (let i = 0; i < 2; i++) {
      for (let j = 0; j < 2; j++) assert.equal(await attempt('203.0.113.5', 'Bob', 'wrong'), 'wrongpassword')
      assert.equal(await attempt('203.0.113.5', 'Bob', 'Bob-password-1'), 'Success')
    }
  })

  test('says how long to wait', async () => {
    const client = throttled.client()
    let answer: Answer | undefined
    for (let i = 0; i < 4; i++) {
      const lgtoken = await client.token('login')
      const form = { action: 'login', lgname: 'Bob', lgpassword: 'wrong', lgtoken, errorformat: 'raw' }
      answer = await client.post(form, from('203.0.113.6'))
    }
    assert.deepEqual(answer?.at('login.reason.params'), [{ duration: 300 }])
  })
})
