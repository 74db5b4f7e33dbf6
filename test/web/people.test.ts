// Special pages about people: blocking and unblocking, groups, preferences; and the button that says a change was looked at.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { Person } from './person.ts'

let wiki: TestWiki
let api: Client
let admin: Person
let bob: Person

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  api = await wiki.as('Admin')
  admin = new Person(wiki, api)
  bob = new Person(wiki, await wiki.as('Bob'))
  for (const title of ['Garden', 'Park']) {
    ;(await bob.client.write({ action: 'edit', title, text: 'text', summary: 'begun' })).ok()
  }
})
after(() => wiki.stop())

const blocksOf = async (user: string) => {
  const params = { list: 'blocks', bkusers: user, bkprop: 'user|expiry|reason|flags|restrictions' }
  return (await api.get({ action: 'query', ...params })).ok().list('query.blocks') as Record<string, unknown>[]
}

describe('blocking', () => {
  test('is for who may', async () => {
    const page = await bob.visit('/wiki/Special:Block/Robot')
    assert.equal(page.status, 403)
    assert.equal((await bob.visit('/wiki/Special:Unblock/Robot')).status, 403)
    assert.ok(!(await bob.visit('/wiki/Special:SpecialPages')).text.includes('Block somebody'))
  })

  test('asks whom, places the block, and shows what was done', async () => {
    const ask = await admin.visit('/wiki/Special:Block')
    const form = await admin.send(ask, { wpTarget: 'robot' })
    const done = await admin.send(form, { wpExpiry: '1 week', wpReason: 'too quick' })
    assert.equal(done.status, 200)
    assert.match(done.text, /Robot is blocked until: .*20\d\d/)
    assert.match(done.text, /too quick/)
    const [block] = await blocksOf('Robot')
    assert.equal(block?.reason, 'too quick')
    assert.equal(block?.nocreate, true)
    assert.equal(block?.autoblock, true)
    assert.equal(block?.allowusertalk, true)
  })

  test('a block that is there is shown and changed', async () => {
    const form = await admin.visit('/wiki/Special:Block/Robot')
    assert.match(form.text, /Robot is blocked until/)
    assert.equal(form.formWith('wpReason').fields.get('wpReason'), 'too quick')
    const done = await admin.send(form, {
      wpExpiry: 'infinite',
      wpEditingRestriction: 'partial',
      wpPageRestrictions: 'Garden\npark',
      'wpNamespace-10': '1',
    })
    assert.equal(done.status, 200, done.text.slice(0, 500))
    const [block] = await blocksOf('Robot')
    assert.equal(block?.partial, true)
    assert.equal(block?.expiry, 'infinity')
    const restrictions = block?.restrictions as { pages: { title: string }[]; namespaces: number[] } | undefined
    assert.deepEqual(restrictions?.pages.map(page => page.title).sort(), ['Garden', 'Park'])
    assert.deepEqual(restrictions?.namespaces, [10])
    const again = (await admin.visit('/wiki/Special:Block/Robot')).formWith('wpReason')
    assert.equal(again.fields.get('wpEditingRestriction'), 'partial')
    assert.equal(again.fields.get('wpPageRestrictions'), 'Garden\nPark')
    assert.equal(again.fields.get('wpNamespace-10'), '1')
  })

  test('says what is wrong and keeps what was written', async () => {
    const form = await admin.visit('/wiki/Special:Block/Bob')
    const wrong = await admin.send(form, { wpExpiry: 'sometime', wpReason: 'kept' })
    assert.equal(wrong.status, 400)
    assert.match(wrong.text, /cannot be read/)
    assert.equal(wrong.formWith('wpReason').fields.get('wpReason'), 'kept')
    const nobody = await admin.send(await admin.visit('/wiki/Special:Block/Nobody here'), { wpExpiry: '1 day' })
    assert.match(nobody.text, /Nobody here/)
    const page = await admin.send(form, { wpEditingRestriction: 'partial', wpPageRestrictions: 'Nothing' })
    assert.equal(page.status, 404)
    assert.deepEqual(await blocksOf('Bob'), [])
  })

  test('an address is blocked, and let again', async () => {
    const form = await admin.visit('/wiki/Special:Block/192.0.2.7')
    assert.ok(!form.has('f-wpAutoBlock'))
    await admin.send(form, { wpExpiry: '2 days', wpReason: 'spam' })
    assert.equal((await blocksOf('192.0.2.7'))[0]?.anononly, true)
    const ask = await admin.visit((await admin.visit('/wiki/Special:Block/192.0.2.7')).link('Unblock somebody'))
    const done = await admin.send(ask, { wpReason: 'long ago' })
    assert.match(done.text, /192\.0\.2\.7 is not blocked any more/)
    assert.deepEqual(await blocksOf('192.0.2.7'), [])
    assert.match((await admin.visit('/wiki/Special:Unblock/192.0.2.7')).text, /There is no block/)
  })

  test('no other site can send the form', async () => {
    const form = await admin.visit('/wiki/Special:Block/Bob')
    const foreign = await admin.send(form, { wpExpiry: '1 day' }, {}, { 'sec-fetch-site': 'cross-site' })
    assert.equal(foreign.status, 400)
    assert.deepEqual(await blocksOf('Bob'), [])
  })

  test('a block that hides a name is told to those only who may hide names', async () => {
    const form = await admin.visit('/wiki/Special:Block/Robot')
    await admin.send(form, { wpExpiry: 'infinite', wpEditingRestriction: 'sitewide', wpHideUser: '1' })
    assert.equal((await blocksOf('Robot'))[0]?.hidden, true)
    ;(await api.write({ action: 'userrights', user: 'Bob', add: 'sysop' }, 'userrights')).ok()
    const page = await bob.visit('/wiki/Special:Block/Robot')
    assert.ok(!page.text.includes('is blocked until'))
    assert.doesNotMatch((await bob.visit('/wiki/Special:Unblock/Robot')).text, /Lift the block/)
    ;(await api.write({ action: 'userrights', user: 'Bob', remove: 'sysop' }, 'userrights')).ok()
    await admin.send(await admin.visit('/wiki/Special:Unblock/Robot'), { wpReason: '' })
    assert.deepEqual(await blocksOf('Robot'), [])
  })
})

describe('groups', () => {
  const groupsOf = async (user: string) => {
    const params = { list: 'users', ususers: user, usprop: 'groupmemberships' }
    const answer = (await api.get({ action: 'query', ...params })).ok()
    return answer.list('query.users.0.groupmemberships') as { group: string; expiry: string }[]
  }

  test('are shown to everybody, and changed by who may', async () => {
    const read = await bob.visit('/wiki/Special:UserRights/Admin')
    assert.match(read.text, /Administrators/)
    assert.throws(() => read.formWith('group-bot'))
    const form = await admin.send(await admin.visit('/wiki/Special:UserRights'), { user: 'bob' })
    const done = await admin.send(form, {
      'group-bot': '1',
      'group-sysop': '1',
      'expiry-sysop': '2099-01-01',
      wpReason: 'why',
    })
    assert.match(done.text, /The groups of Bob are saved/)
    assert.match(done.text, /why/)
    assert.deepEqual((await groupsOf('Bob')).map(({ group, expiry }) => `${group} ${expiry}`).sort(), [
      'bot infinity',
      'sysop 2099-01-01T00:00:00Z',
    ])
    const again = await admin.visit('/wiki/Special:UserRights/Bob')
    assert.equal(again.formWith('group-bot').fields.get('expiry-sysop'), '2099-01-01T00:00:00Z')
    await admin.send(again, { 'group-bot': '', 'group-sysop': '' })
    assert.deepEqual(await groupsOf('Bob'), [])
  })

  test('of nobody are not there, and a bad end is said', async () => {
    assert.equal((await admin.visit('/wiki/Special:UserRights/Nobody here')).status, 404)
    const form = await admin.visit('/wiki/Special:UserRights/Bob')
    const wrong = await admin.send(form, { 'group-bot': '1', 'expiry-bot': 'sometime' })
    assert.equal(wrong.status, 400)
    assert.deepEqual(await groupsOf('Bob'), [])
    assert.equal((await bob.send(form, { 'group-sysop': '1' })).status, 400)
    assert.deepEqual(await groupsOf('Bob'), [])
  })
})

describe('preferences', () => {
  const optionsOf = async (client: Client) =>
    (await client.get({ action: 'query', meta: 'userinfo', uiprop: 'options' }))
      .ok()
      .at('query.userinfo.options') as Record<string, unknown>

  test('are for who has logged in', async () => {
    assert.equal((await new Person(wiki).visit('/wiki/Special:Preferences')).status, 403)
  })

  test('are kept, and followed at once', async () => {
    const page = await bob.visit((await bob.visit('/wiki/Garden')).link('Preferences'))
    const done = await bob.send(page, { gender: 'female', language: 'en', watchdefault: '', watchmoves: '1' })
    assert.match(done.text, /What you chose is saved/)
    const options = await optionsOf(bob.client)
    assert.deepEqual(
      [options.gender, options.language, options.watchdefault, options.watchmoves],
      ['female', 'en', 0, '1'],
    )
    await bob.send(done, { language: 'es', watchdefault: '1' })
    assert.equal((await optionsOf(bob.client)).language, 'es')
    assert.equal((await bob.visit('/wiki/Garden')).headers.get('content-language'), 'es')
    await bob.send(await bob.visit('/wiki/Special:Preferences?uselang=en'), { language: 'en' })
  })

  test('take no other values than those they have', async () => {
    const wrong = await bob.send(await bob.visit('/wiki/Special:Preferences'), { language: 'nowhere' })
    assert.equal(wrong.status, 400)
    assert.equal((await optionsOf(bob.client)).language, 'en')
  })
})

describe('patrolling', () => {
  test('is done by a button at the difference, which is gone then', async () => {
    const answer = (await bob.client.write({ action: 'edit', title: 'Garden', appendtext: ' more' })).ok()
    const query = { diff: String(answer.number('edit.newrevid')), oldid: 'prev' }
    const diff = await admin.action('Garden', query)
    const done = await admin.send(diff, { rcid: diff.formWith('rcid').fields.get('rcid') ?? '' })
    assert.match(done.text, /Garden is marked as patrolled/)
    const again = await admin.action('Garden', query)
    assert.throws(() => again.formWith('rcid'), /no form/)
    const log = await api.get({ action: 'query', list: 'logevents', letype: 'patrol', letitle: 'Garden' })
    assert.equal(log.list('query.logevents').length, 1)
  })

  test('is offered to nobody who may not, and is not done by a link', async () => {
    const answer = (await bob.client.write({ action: 'edit', title: 'Garden', appendtext: ' and more' })).ok()
    const diff = await bob.action('Garden', { diff: String(answer.number('edit.newrevid')), oldid: 'prev' })
    assert.throws(() => diff.formWith('rcid'), /no form/)
    assert.equal((await admin.action('Garden', { action: 'markpatrolled', rcid: '1' })).status, 400)
  })
})
