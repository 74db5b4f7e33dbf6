// list=usercontribs over HTTP: whose edits, which of them, and what is hidden.
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
  for (const [who, title, text, more] of [
    [bob, 'Page', 'one', {}],
    [bob, 'Page', 'one two', { minor: true }],
    [await wiki.as('Robot'), 'Page', 'three', {}],
    [bob, 'Talk:Page', 'hello', {}],
    [wiki.client(), 'Page', 'by nobody', {}],
  ] as const) {
    const answer = await who.write({ action: 'edit', title, text, summary: text, ...more })
    revisions.push(answer.ok().number('edit.newrevid'))
  }
  ;(await admin.write({ action: 'managetags', operation: 'create', tag: 'mark' })).ok()
  ;(await admin.write({ action: 'tag', revid: revisions[1] ?? 0, add: 'mark' })).ok()
})
after(() => wiki.stop())

const ask = (params: Params, who: Client = bob): Promise<Answer> =>
  who.get({ action: 'query', list: 'usercontribs', ...params })
const comments = async (params: Params, who?: Client): Promise<unknown[]> =>
  (await ask({ ucprop: 'comment', ...params }, who))
    .ok()
    .list('query.usercontribs')
    .map(item => (item as { comment?: string }).comment)

describe('whose edits', () => {
  test('those of somebody, newest first', async () => {
    assert.deepEqual(await comments({ ucuser: 'Bob' }), ['hello', 'one two', 'one'])
    assert.deepEqual(await comments({ ucuser: 'Bob', ucdir: 'newer' }), ['one', 'one two', 'hello'])
    assert.deepEqual(await comments({ ucuser: 'Never here' }), [])
  })

  test('those of several, one after the other', async () => {
    assert.deepEqual(await comments({ ucuser: 'Bob|Robot' }), ['three', 'hello', 'one two', 'one'])
    const ids = (await bob.get({ action: 'query', list: 'users', ususers: 'Bob|Robot' }))
      .list('query.users')
      .map(user => (user as { userid: number }).userid)
    assert.deepEqual(await comments({ ucuserids: ids }), ['three', 'hello', 'one two', 'one'])
  })

  test('those of all whose name begins alike, and of a range of addresses', async () => {
    assert.deepEqual(await comments({ ucuserprefix: 'Rob' }), ['three'])
    for (const range of ['127.0.0.0/16', '127.0.0.0/20', '127.0.0.1/32']) {
      assert.deepEqual(await comments({ uciprange: range }), ['by nobody'], range)
    }
    assert.deepEqual(await comments({ uciprange: '192.0.2.0/24' }), [])
  })

  test('what names nobody, too many ways to name somebody, or too many addresses', async () => {
    assert.equal((await ask({})).code, 'missingparam')
    assert.equal((await ask({ ucuser: '' })).code, 'paramempty_ucuser')
    assert.equal((await ask({ ucuserids: '' })).code, 'paramempty_ucuserids')
    assert.equal((await ask({ ucuserids: 0 })).code, 'invaliduserid')
    assert.equal((await ask({ ucuser: 'Bad#name' })).code, 'baduser')
    assert.equal((await ask({ ucuser: 'Bob', ucuserprefix: 'B' })).code, 'invalidparammix')
    assert.equal((await ask({ uciprange: 'x' })).code, 'invalidiprange')
    assert.equal((await ask({ uciprange: '10.0.0.0/8' })).code, 'cidrtoobroad')
  })

  test('a place in the list of one is none in the list of several', async () => {
    const one = (await ask({ ucuser: 'Bob', uclimit: 1 })).string('continue.uccontinue')
    const several = (await ask({ ucuser: 'Bob|Robot', uclimit: 1 })).string('continue.uccontinue')
    const named = (await ask({ ucuserprefix: 'B', uclimit: 1 })).string('continue.uccontinue')
    assert.match(one, /^\d{14}\|\d+$/)
    assert.match(several, /^actor\|\d+\|\d{14}\|\d+$/)
    assert.match(named, /^name\|Bob\|\d{14}\|\d+$/)
    assert.equal((await ask({ ucuser: 'Bob|Robot', uccontinue: one })).code, 'badcontinue')
    assert.equal((await ask({ ucuser: 'Bob', uccontinue: several })).code, 'badcontinue')
    assert.equal((await ask({ ucuser: 'Bob|Robot', uccontinue: named })).code, 'badcontinue')
  })
})

describe('which edits', () => {
  test('those with a flag, or without', async () => {
    assert.deepEqual(await comments({ ucuser: 'Bob', ucshow: 'minor' }), ['one two'])
    assert.deepEqual(await comments({ ucuser: 'Bob', ucshow: 'new' }), ['hello', 'one'])
    assert.deepEqual(await comments({ ucuser: 'Bob', ucshow: 'top' }), ['hello'])
    assert.deepEqual(await comments({ ucuser: 'Bob', ucshow: '!top|!minor' }), ['one'])
    assert.deepEqual(await comments({ ucuser: 'Bob', uctoponly: true }), ['hello'])
    assert.equal((await ask({ ucuser: 'Bob', ucshow: 'top|!top' })).code, 'show')
  })

  test('those in a namespace, with a tag, of a time', async () => {
    assert.deepEqual(await comments({ ucuser: 'Bob', ucnamespace: 1 }), ['hello'])
    assert.deepEqual(await comments({ ucuser: 'Bob', uctag: 'mark' }), ['one two'])
    assert.deepEqual(await comments({ ucuser: 'Bob', ucend: '2099-01-01T00:00:00Z' }), [])
  })

  test('whether they are patrolled is for those only who may patrol', async () => {
    assert.equal((await ask({ ucuser: 'Bob', ucprop: 'patrolled' })).code, 'permissiondenied')
    assert.deepEqual(await comments({ ucuser: 'Bob', ucshow: '!patrolled' }, admin), ['hello', 'one two', 'one'])
  })

  test('sizes and their differences', async () => {
    const answer = await ask({ ucuser: 'Bob', ucprop: 'size|sizediff', ucnamespace: 0 })
    assert.deepEqual(
      answer.list('query.usercontribs').map(item => (item as { sizediff: number }).sizediff),
      [4, 3],
    )
  })
})

describe('what is hidden', () => {
  before(async () => {
    for (const [index, hide] of [
      [0, 'content'],
      [1, 'user'],
    ] as const) {
      ;(await admin.write({ action: 'revisiondelete', type: 'revision', ids: revisions[index] ?? 0, hide })).ok()
    }
  })

  test('an edit whose author is hidden is not among theirs, but for who may see it', async () => {
    for (const params of [
      { ucuser: 'Bob' },
      { ucuser: 'Bob|Robot' },
      { ucuserprefix: 'Bob' },
      { ucuser: 'Bob', uctag: 'mark' },
    ]) {
      assert.ok(!(await comments(params)).includes('one two'), JSON.stringify(params))
      assert.ok((await comments(params, admin)).includes('one two'), JSON.stringify(params))
    }
  })

  test('a hidden text is marked', async () => {
    const answer = await ask({ ucuser: 'Bob', ucprop: 'ids', ucshow: 'new', ucnamespace: 0 })
    assert.equal(answer.at('query.usercontribs.0.texthidden'), true)
    assert.equal(answer.at('query.usercontribs.0.suppressed'), undefined)
  })
})
