// Readers of accounts over HTTP: those asked for, all of them, one's own, and who contributed to a page.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { followed } from '../support/follow.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
const ids = new Map<string, number>()

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  const nobody = wiki.client()
  for (const [who, title] of [
    [bob, 'Page'],
    [admin, 'Page'],
    [await wiki.as('Robot'), 'Page'],
    [nobody, 'Page'],
    [admin, 'Other'],
  ] as const) {
    ids.set(title, (await who.write({ action: 'edit', title, appendtext: 'more' })).ok().number('edit.newrevid'))
  }
  for (const name of ['Hidden', 'Blocked']) {
    const password = 'a long enough password'
    const client = wiki.client()
    const createtoken = await client.token('createaccount')
    const order = { username: name, password, retype: password, createreturnurl: wiki.url, createtoken }
    ;(await client.post({ action: 'createaccount', ...order })).ok()
    await client.login(name, password)
    ;(await client.write({ action: 'edit', title: 'Page', appendtext: `by ${name}` })).ok()
  }
  ;(await admin.write({ action: 'block', user: 'Hidden', hidename: true, nocreate: true, reason: 'out of sight' })).ok()
  ;(await admin.write({ action: 'block', user: 'Blocked', expiry: '2099-01-01T00:00:00Z', reason: 'enough' })).ok()
})
after(() => wiki.stop())

const ask = (params: Params, who: Client = bob): Promise<Answer> => who.get({ action: 'query', ...params })
const users = async (params: Params, who?: Client): Promise<unknown[]> =>
  (await ask({ list: 'users', ...params }, who)).ok().list('query.users')
const names = async (params: Params, who?: Client): Promise<unknown[]> =>
  (await ask({ list: 'allusers', ...params }, who))
    .ok()
    .list('query.allusers')
    .map(user => (user as { name: string }).name)

describe('users that are asked for', () => {
  test('by name or by id, also those that are none', async () => {
    const [known] = (await users({ ususers: 'bob' })) as { userid: number }[]
    assert.deepEqual(await users({ ususers: 'bob' }), [{ userid: known?.userid, name: 'Bob' }])
    assert.deepEqual(await users({ ususerids: known?.userid }), [{ userid: known?.userid, name: 'Bob' }])
    assert.deepEqual(await users({ ususers: 'Never here|1.2.3.4|a#b' }), [
      { name: '1.2.3.4', invalid: true },
      { name: 'a#b', invalid: true },
      { name: 'Never here', missing: true },
    ])
    assert.deepEqual(await users({ ususerids: 9999 }), [{ userid: 9999, missing: true }])
    assert.equal((await ask({ list: 'users', ususers: 'Bob', ususerids: 1 })).code, 'invalidparammix')
  })

  test('with what is known of them', async () => {
    const usprop = 'groups|implicitgroups|groupmemberships|editcount|registration|rights|emailable|gender|centralids'
    const [robot] = (await users({ ususers: 'Robot', usprop })) as Record<string, unknown>[]
    assert.equal(robot?.editcount, 1)
    assert.deepEqual(robot?.groups, ['bot', '*', 'user', 'autoconfirmed'])
    assert.deepEqual(robot?.implicitgroups, ['*', 'user', 'autoconfirmed'])
    assert.deepEqual(robot?.groupmemberships, [{ group: 'bot', expiry: 'infinity' }])
    assert.ok((robot?.rights as string[] | undefined)?.includes('bot'))
    assert.equal(robot?.gender, 'unknown')
    assert.equal(typeof robot?.registration, 'string')
  })

  test('with their blocks, and whether the name is free', async () => {
    const [blocked] = (await users({ ususers: 'Blocked', usprop: 'blockinfo' })) as Record<string, unknown>[]
    assert.equal(blocked?.blockedby, 'Admin')
    assert.equal(blocked?.blockreason, 'enough')
    assert.equal(blocked?.blockexpiry, '2099-01-01T00:00:00Z')
    assert.deepEqual(await users({ ususers: 'Free name', usprop: 'cancreate' }), [
      { name: 'Free name', missing: true, cancreate: true },
    ])
  })

  test('those who are hidden are missing, but for who may see them', async () => {
    assert.deepEqual(await users({ ususers: 'Hidden', usprop: 'blockinfo|editcount|registration' }), [
      { name: 'Hidden', missing: true },
    ])
    const [shown] = (await users({ ususers: 'Hidden', usprop: 'editcount' }, admin)) as Record<string, unknown>[]
    assert.equal(shown?.editcount, 1)
    const { userid } = shown as { userid: number }
    assert.deepEqual(await users({ ususerids: userid }), [{ userid, missing: true }])
  })
})

describe('all users', () => {
  test('in a range, of a group, with a right, with edits', async () => {
    assert.deepEqual(await names({}), ['Admin', 'Blocked', 'Bob', 'Robot'])
    assert.deepEqual(await names({ auprefix: 'B' }), ['Blocked', 'Bob'])
    assert.deepEqual(await names({ aufrom: 'Bob', audir: 'descending' }), ['Bob', 'Blocked', 'Admin'])
    assert.deepEqual(await names({ augroup: 'sysop' }), ['Admin'])
    assert.deepEqual(await names({ auexcludegroup: 'sysop|bot' }), ['Blocked', 'Bob'])
    assert.deepEqual(await names({ aurights: 'bot' }), ['Robot'])
    assert.deepEqual(await names({ auwitheditsonly: true }), ['Admin', 'Blocked', 'Bob', 'Robot'])
    assert.equal((await ask({ list: 'allusers', augroup: 'bot', auexcludegroup: 'sysop' })).code, 'invalidparammix')
  })

  test('those who are hidden are for who may see them', async () => {
    assert.ok(!(await names({ aulimit: 'max' })).includes('Hidden'))
    assert.ok((await names({ aulimit: 'max' }, admin)).includes('Hidden'))
  })

  test('continued to the end', async () => {
    const list = await followed(bob, { list: 'allusers', aulimit: 1 }, 'query.allusers')
    assert.deepEqual(
      list.map(user => (user as { name: string }).name),
      ['Admin', 'Blocked', 'Bob', 'Robot'],
    )
  })
})

describe('oneself', () => {
  const own = async (uiprop: string, who: Client = bob) =>
    (await ask({ meta: 'userinfo', uiprop }, who)).ok().at('query.userinfo') as Record<string, unknown>

  test('somebody with an account', async () => {
    const shown = await own(
      'groups|rights|editcount|options|hasmsg|ratelimits|registrationdate|latestcontrib|changeablegroups',
    )
    assert.equal(shown.name, 'Bob')
    assert.deepEqual(shown.groups, ['*', 'user', 'autoconfirmed'])
    assert.ok((shown.rights as string[]).includes('edit'))
    assert.equal(shown.editcount, 1)
    assert.equal(shown.messages, false)
    assert.equal(typeof (shown.options as Record<string, unknown>).language, 'string')
    assert.match(String(shown.latestcontrib), /^\d{4}-/)
    assert.deepEqual(shown.changeablegroups, { add: [], remove: [], 'add-self': [], 'remove-self': [] })
  })

  test('an address', async () => {
    const shown = await own('rights|editcount|email|registrationdate', wiki.client())
    assert.equal(shown.id, 0)
    assert.equal(shown.anon, true)
    assert.equal(shown.name, '127.0.0.1')
    assert.equal(shown.registrationdate, undefined)
  })

  test('the address for mail is told to its owner', async () => {
    const shown = await own('email|realname')
    assert.equal(shown.email, '')
    assert.equal(shown.realname, '')
  })
})

describe('who contributed', () => {
  const contributors = async (params: Params, who: Client = bob) =>
    (await ask({ prop: 'contributors', titles: 'Page', ...params }, who)).ok()

  test('accounts by id, addresses by number, nobody who is hidden', async () => {
    const answer = await contributors({ pclimit: 'max' })
    const page = answer.list('query.pages')[0] as { anoncontributors: number; contributors: { name: string }[] }
    assert.equal(page.anoncontributors, 1)
    assert.deepEqual(
      page.contributors.map(one => one.name),
      ['Admin', 'Bob', 'Robot', 'Blocked'],
    )
    // As MediaWiki: hidden names are in this list for nobody.
    assert.doesNotMatch((await contributors({ pclimit: 'max' }, admin)).text, /Hidden/)
  })

  test('by their groups and rights', async () => {
    const some = async (params: Params) =>
      ((await contributors(params)).at('query.pages.0.contributors') as { name: string }[]).map(one => one.name)
    assert.deepEqual(await some({ pcgroup: 'bot' }), ['Robot'])
    assert.deepEqual(await some({ pcexcludegroup: 'bot|sysop' }), ['Bob', 'Blocked'])
    assert.deepEqual(await some({ pcrights: 'delete' }), ['Admin'])
    assert.deepEqual(await some({ pcexcluderights: 'delete' }), ['Bob', 'Robot', 'Blocked'])
  })

  test('continued over pages', async () => {
    let more: Params = {}
    const found: string[] = []
    for (let round = 0; round < 9; round++) {
      const answer = await contributors({ titles: 'Page|Other', pclimit: 1, ...more })
      for (const page of answer.list('query.pages') as { title: string; contributors?: { name: string }[] }[]) {
        for (const one of page.contributors ?? []) found.push(`${page.title}: ${one.name}`)
      }
      if (answer.at('continue') === undefined) break
      more = answer.at('continue') as Params
    }
    assert.deepEqual(found, ['Page: Admin', 'Page: Bob', 'Page: Robot', 'Page: Blocked', 'Other: Admin'])
  })

  test('a hidden author of one revision is no contributor', async () => {
    const target = ids.get('Other') ?? 0
    const hide = { action: 'revisiondelete', type: 'revision', ids: target, target: 'Other', hide: 'user' }
    ;(await admin.write({ action: 'edit', title: 'Other', appendtext: 'again' })).ok()
    ;(await bob.write({ action: 'edit', title: 'Other', appendtext: 'too' })).ok()
    ;(await admin.write(hide)).ok()
    const all = (await contributors({ titles: 'Other' })).at('query.pages.0.contributors') as { name: string }[]
    assert.deepEqual(
      all.map(one => one.name),
      ['Admin', 'Bob'],
    )
  })
})
