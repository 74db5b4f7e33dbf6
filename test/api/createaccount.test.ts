// action=createaccount and action=validatepassword over HTTP: making accounts, and what keeps one from it.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki } from '../support/server.ts'

const wiki = await startWiki({ database: 'memory' })
const admin = await wiki.as('Admin')
let names = 0

after(() => wiki.stop())

const password = 'Some-pass-word-1'
const newName = () => `Newcomer ${++names}`

async function create(params: Params, who: Client = admin): Promise<Answer> {
  const createtoken = await who.token('createaccount')
  const form = { username: newName(), password, retype: password, createreturnurl: 'https://client.example/' }
  const common = { action: 'createaccount', createtoken, createmessageformat: 'raw', errorformat: 'raw' }
  return who.post({ ...common, ...form, ...params })
}
const outcome = (answer: Answer): unknown => answer.at('createaccount.messagecode') ?? answer.at('createaccount.status')
const entriesOf = async (name: string) =>
  (
    await admin.get({
      action: 'query',
      list: 'logevents',
      letitle: `User:${name}`,
      leprop: 'type|user|comment|details',
    })
  ).list('query.logevents')

describe('action=createaccount', () => {
  test('makes an account for somebody else, with a reason in the log', async () => {
    const answer = await create({ username: 'made_by admin', reason: 'asked for' })
    assert.deepEqual(answer.body, { createaccount: { status: 'PASS', username: 'Made by admin' } })
    const [entry] = (await entriesOf('Made by admin')) as { params?: { userid: number } }[]
    const { params, ...rest } = entry ?? {}
    assert.deepEqual(rest, { type: 'newusers', action: 'create2', user: 'Admin', comment: 'asked for' })
    assert.ok((params?.userid ?? 0) > 0)
    const client = await wiki.client().login('Made by admin', password)
    assert.equal((await client.get({ action: 'query', meta: 'userinfo' })).at('query.userinfo.name'), 'Made by admin')
  })

  test('makes one for oneself, logged under the new name, without logging in', async () => {
    const [name, nobody] = [newName(), wiki.client()]
    const answer = await create({ username: name, reason: 'not read' }, nobody)
    assert.equal(outcome(answer), 'PASS')
    assert.deepEqual(answer.at('warnings.0.params.0.list'), ['reason'])
    assert.equal((await nobody.get({ action: 'query', meta: 'userinfo' })).at('query.userinfo.anon'), true)
    const [entry] = (await entriesOf(name)) as Record<string, unknown>[]
    assert.deepEqual([entry?.action, entry?.user, entry?.comment], ['create', name, ''])
  })

  test('fails for a name that cannot be, is taken or kept, before it looks at the passwords', async () => {
    for (const name of ['', 'Bad#x', '192.0.2.1', 'A@b', 'A/b', 'X'.repeat(236), 'Maintenance script']) {
      const answer = await create({ username: name, retype: 'other' })
      assert.deepEqual(answer.at('createaccount.message.key'), 'noname', name)
      assert.equal(outcome(answer), 'invaliduser')
    }
    assert.equal(outcome(await create({ username: 'bob', retype: 'other' })), 'userexists')
    assert.equal(outcome(await create({ createrequests: 'SomethingElse' })), 'invaliduser')
  })

  test('fails for passwords that differ, are missing or weak', async () => {
    const weak = async (one: string, more: Params = {}) =>
      outcome(await create({ password: one, retype: one, ...more }))
    assert.equal(outcome(await create({ retype: 'other' })), 'badretype')
    assert.equal(outcome(await create({ retype: undefined })), 'authmanager-create-no-primary')
    assert.equal(await weak(''), 'authmanager-create-no-primary')
    assert.equal(await weak('Zq3-9x!'), 'passwordtooshort')
    assert.equal(await weak('password'), 'passwordincommonlist')
    assert.equal(await weak('aZ1-'.repeat(1025)), 'passwordtoolong')
    assert.equal(await weak('LONGERNAME', { username: 'Some longername here' }), 'password-substring-username-match')
    assert.equal(await weak('Passpass', { username: 'Useruser' }), 'password-login-forbidden')
  })

  test('tells several weaknesses as a list', async () => {
    const answer = await create({ username: 'Somebody called zq3', password: 'zq3', retype: 'zq3' })
    assert.equal(outcome(answer), '___1____2')
    assert.equal(answer.at('createaccount.message.key'), 'rawmessage')
    assert.match(String(answer.at('createaccount.message.params.0')), /^\* .*8 characters.*\n\* .*user name/)
  })

  test('wants an address to come back to, its token, and passwords in the body', async () => {
    assert.equal((await create({ createreturnurl: 'x' })).code, 'badurl_createreturnurl')
    assert.equal((await create({ createreturnurl: undefined })).code, 'missingparam')
    assert.equal((await create({ createtoken: 'bad' })).code, 'badtoken')
    assert.equal(outcome(await create({ createcontinue: true })), 'authmanager-create-not-in-progress')
    const createtoken = await admin.token('createaccount')
    const body = new URLSearchParams({ username: newName(), createreturnurl: 'https://x.example/', createtoken })
    const address = `/api.php?action=createaccount&format=json&formatversion=2&errorformat=raw&password=${password}`
    const answer = await admin.fetch(`${address}&retype=${password}`, { method: 'POST', body })
    assert.deepEqual([answer.code, answer.at('errors.0.params')], ['mustpostparams', ['password, retype', 2]])
  })

  test('fails for who is blocked from it, by name or by address, and for who may not', async () => {
    const name = newName()
    assert.equal(outcome(await create({ username: name })), 'PASS')
    const client = await wiki.client().login(name, password)
    ;(await admin.write({ action: 'block', user: name })).ok()
    assert.equal(outcome(await create({}, client)), 'PASS')
    ;(await admin.write({ action: 'block', user: name, nocreate: true, reblock: true })).ok()
    const refused = await create({ username: '' }, client)
    assert.equal(outcome(refused), 'invaliduser')
    const blocked = await create({ username: 'Bad#x' }, client)
    assert.deepEqual([outcome(blocked), blocked.at('createaccount.message.key')], ['blocked', 'blockedtext'])
  })

  test('lets an account through a block that spares accounts', async () => {
    ;(await admin.write({ action: 'block', user: '127.0.0.1', nocreate: true, anononly: true })).ok()
    try {
      assert.equal(outcome(await create({}, wiki.client())), 'blocked')
      assert.equal(outcome(await create({}, await wiki.as('Bob'))), 'PASS')
    } finally {
      ;(await admin.write({ action: 'unblock', user: '127.0.0.1' })).ok()
    }
  })
})

describe('a wiki where not everybody makes accounts', () => {
  test('names the groups that may', async () => {
    const accounts = [{ name: 'Bob', password: 'Bob-password-1' }]
    const groupRights = { '*': ['read', 'edit'] }
    const closed = await startWiki({ database: 'memory', fixture: { accounts, settings: { groupRights } } })
    try {
      const answer = await create({ username: 'Bad#x' }, await closed.as('Bob'))
      assert.equal(outcome(answer), 'permissiondenied')
      assert.equal(answer.at('createaccount.message.key'), 'badaccess-groups')
      assert.match(JSON.stringify(answer.at('createaccount.message.params')), /\|Administrators\]\]/)
    } finally {
      await closed.stop()
    }
  })
})

describe('action=validatepassword', () => {
  const validate = (params: Params, who: Client = wiki.client()) =>
    who.post({ action: 'validatepassword', errorformat: 'raw', ...params })
  const verdict = (answer: Answer): unknown => {
    const messages = (answer.at('validatepassword.validitymessages') ?? []) as { code: string; params: unknown[] }[]
    return [answer.at('validatepassword.validity'), ...messages.map(one => [one.code, ...one.params])]
  }

  test('says whether a new account may have a password', async () => {
    assert.deepEqual(verdict(await validate({ password: 'Gh7-kk2-V' })), ['Good'])
    assert.deepEqual(verdict(await validate({ password: 'Gh7' })), ['Change', ['passwordtooshort', 8]])
    assert.deepEqual(verdict(await validate({ password: 'xY'.repeat(2050) })), ['Invalid', ['passwordtoolong', 4096]])
    const inName = await validate({ password: 'gh7-kk2-v', user: 'Gh7-kk2-v it is' })
    assert.deepEqual(verdict(inName), ['Change', ['password-substring-username-match']])
  })

  test('asks more of who may do much', async () => {
    assert.deepEqual(verdict(await validate({ password: 'Gh7-kk2-V' }, admin)), ['Change', ['passwordtooshort', 10]])
  })

  test('is about names that can be registered', async () => {
    for (const [user, code] of [
      ['Bob', 'userexists'],
      ['A@b', 'baduser_user'],
      ['#99999999', 'baduser_user'],
      ['Bad#x', 'baduser'],
    ]) {
      assert.equal((await validate({ password: 'x', user })).code, code)
    }
  })
})
