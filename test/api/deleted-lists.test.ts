// list=alldeletedrevisions and list=deletedrevs over HTTP: what was deleted, for who may know of it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
const revisions: number[] = []

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  for (const [who, title, text] of [
    [bob, 'A', 'one'],
    [admin, 'A', 'two'],
    [bob, 'B', 'three'],
    [bob, 'Talk:A', 'four'],
  ] as const) {
    const answer = await who.write({ action: 'edit', title, text, summary: text })
    revisions.push(answer.ok().number('edit.newrevid'))
  }
  for (const title of ['A', 'B', 'Talk:A']) (await admin.write({ action: 'delete', title })).ok()
})
after(() => wiki.stop())

const ask = (params: Params, who: Client = admin): Promise<Answer> =>
  who.get({ action: 'query', list: 'alldeletedrevisions', adrprop: 'ids', ...params })
const found = async (params: Params): Promise<Record<string, number[]>> => {
  const pages = (await ask(params)).ok().list('query.alldeletedrevisions')
  return Object.fromEntries(
    (pages as { title: string; revisions: { revid: number }[] }[]).map(page => [
      page.title,
      page.revisions.map(one => revisions.indexOf(one.revid)),
    ]),
  )
}

describe('alldeletedrevisions', () => {
  test('by title, backwards or forwards', async () => {
    assert.deepEqual(await found({}), { 'Talk:A': [3], B: [2], A: [1, 0] })
    assert.deepEqual(await found({ adrdir: 'newer' }), { A: [0, 1], B: [2], 'Talk:A': [3] })
    assert.deepEqual(await found({ adrprefix: 'A' }), { 'Talk:A': [3], A: [1, 0] })
    assert.deepEqual(await found({ adrfrom: 'B', adrto: 'B' }), { B: [2] })
    assert.deepEqual(await found({ adrnamespace: 1 }), { 'Talk:A': [3] })
  })

  test('by one author, by time; or by all others', async () => {
    assert.deepEqual(await found({ adruser: 'Bob' }), { 'Talk:A': [3], B: [2], A: [0] })
    assert.deepEqual(await found({ adrexcludeuser: 'Bob' }), { A: [1] })
    assert.deepEqual(await found({ adruser: 'Nobody there' }), {})
  })

  test('what does not go together', async () => {
    for (const params of [
      { adruser: 'Bob', adrfrom: 'A' },
      { adruser: 'Bob', adrexcludeuser: 'Admin' },
      { adrend: '2020-01-01T00:00:00Z' },
    ]) {
      assert.equal((await ask(params)).code, 'invalidparammix')
    }
  })

  test('nothing at all for who may not see the history of deleted pages', async () => {
    assert.equal((await ask({}, bob)).code, 'permissiondenied')
    assert.equal((await ask({ adruser: 'Bob' }, bob)).code, 'permissiondenied')
    assert.equal((await ask({}, wiki.client())).code, 'permissiondenied')
  })

  test('a suppressed author is found by who may see suppressed things only', async () => {
    const account = {
      action: 'createaccount',
      username: 'Syl',
      password: 'A-long-password-1',
      retype: 'A-long-password-1',
      createreturnurl: wiki.url,
    }
    ;(await admin.post({ ...account, createtoken: await admin.token('createaccount') })).ok()
    ;(await admin.write({ action: 'userrights', user: 'Syl', add: 'sysop' }, 'userrights')).ok()
    const syl = await wiki.client().login('Syl', 'A-long-password-1')
    const made = await ask({ adrprefix: 'B', adrprop: 'timestamp' })
    const ids = made.string('query.alldeletedrevisions.0.revisions.0.timestamp').replace(/\D/g, '')
    const hide = { action: 'revisiondelete', type: 'archive', target: 'B', ids, hide: 'user', suppress: 'yes' }
    ;(await admin.write(hide)).ok()
    const titles = async (who: Client) =>
      ((await ask({ adruser: 'Bob' }, who)).ok().list('query.alldeletedrevisions') as { title: string }[]).map(
        one => one.title,
      )
    assert.deepEqual(await titles(admin), ['Talk:A', 'B', 'A'])
    assert.deepEqual(await titles(syl), ['Talk:A', 'A'])
    const answer = await ask({ adrprefix: 'B', adrprop: 'user' }, syl)
    assert.deepEqual(answer.at('query.alldeletedrevisions.0.revisions'), [{ userhidden: true, suppressed: true }])
  })
})

describe('deletedrevs', () => {
  const old = (params: Params, who: Client = admin) =>
    who.get({ action: 'query', list: 'deletedrevs', drprop: 'revid|len', ...params })
  const titles = (answer: Answer) =>
    (answer.ok().list('query.deletedrevs') as { title: string }[]).map(one => one.title)

  test('of named pages, of one author, or of a namespace', async () => {
    assert.deepEqual(titles(await old({ titles: 'A|Talk:A' })), ['Talk:A', 'A'])
    assert.deepEqual(titles(await old({ druser: 'Admin' })), ['A'])
    assert.deepEqual(titles(await old({})), ['B', 'A'])
    assert.deepEqual(titles(await old({ drnamespace: 1 })), ['Talk:A'])
    const unique = await old({ drunique: true })
    assert.equal((unique.at('query.deletedrevs.1.revisions') as unknown[]).length, 1)
  })

  test('its text, where it is asked for', async () => {
    const answer = await old({ titles: 'A', drprop: 'content', drdir: 'newer', drlimit: 1 })
    assert.equal(answer.at('query.deletedrevs.0.revisions.0.text'), 'one')
  })

  test('a token to bring the pages back with', async () => {
    const token = (await old({ titles: 'A', drprop: 'token' })).string('query.deletedrevs.0.token')
    assert.equal((await admin.post({ action: 'checktoken', type: 'csrf', token })).at('checktoken.result'), 'valid')
    const forOthers = await old({ titles: 'A', drprop: 'token', origin: '*' })
    assert.notEqual(forOthers.code, undefined)
  })

  test('what does not go with what is named', async () => {
    assert.equal((await old({ drstart: '2020-01-01T00:00:00Z' })).code, 'badparams')
    assert.equal((await old({ titles: 'A', drfrom: 'A' })).code, 'badparams')
    assert.equal((await old({ druser: 'Bob', drexcludeuser: 'Admin' })).code, 'badparams')
    assert.equal((await old({}, bob)).code, 'permissiondenied')
  })
})
