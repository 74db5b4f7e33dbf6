// action=block and action=unblock over HTTP: who can be blocked, from what, until when; what is logged; what a block does.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki } from '../support/server.ts'

const wiki = await startWiki({ database: 'memory', env: { PALIMPSEST_TRUSTED_PROXIES: '127.0.0.1' } })
const admin = await wiki.as('Admin')
let names = 0

after(() => wiki.stop())

const password = 'Some-pass-word-1'

/** A new account, logged in. */
async function somebody(groups = ''): Promise<{ name: string; client: Client }> {
  const name = `Person ${++names}`
  const createtoken = await admin.token('createaccount')
  const form = { username: name, password, retype: password, createreturnurl: 'http://wiki.example/', createtoken }
  const made = await admin.post({ action: 'createaccount', ...form })
  assert.equal(made.at('createaccount.status'), 'PASS', made.text)
  if (groups !== '') (await admin.write({ action: 'userrights', user: name, add: groups }, 'userrights')).ok()
  return { name, client: await wiki.client().login(name, password) }
}

const block = (params: Params, who: Client = admin) => who.write({ action: 'block', errorformat: 'raw', ...params })
const unblock = (params: Params, who: Client = admin) => who.write({ action: 'unblock', errorformat: 'raw', ...params })
const edit = (who: Client, title: string, params: Params = {}) =>
  who.write({ action: 'edit', title, text: `text ${Math.random()}`, errorformat: 'raw', ...params })
const keyOf = (answer: Answer): unknown => answer.at('errors.0.key')

async function log(name: string, who: Client = admin): Promise<Record<string, unknown>[]> {
  const leprop = 'type|details|comment|user|title|ids'
  const answer = await who.get({ action: 'query', list: 'logevents', letitle: `User:${name}`, leprop })
  return answer.list('query.logevents') as Record<string, unknown>[]
}

/** As from this address. */
const from = (ip: string) => ({ 'x-forwarded-for': ip })
const editFrom = (who: Client, ip: string, token: string) =>
  who.post({ action: 'edit', title: 'From afar', text: `x${Math.random()}`, token, errorformat: 'raw' }, from(ip))

describe('placing a block', () => {
  test('tells what it forbids and until when, and is logged with its flags', async () => {
    const { name } = await somebody()
    const answer = await block({ user: name, expiry: '2099-01-01T00:00:00Z', reason: 'r', nocreate: true })
    const { id, userID, ...rest } = answer.at('block') as Record<string, unknown>
    assert.ok(Number(id) > 0 && Number(userID) > 0)
    assert.deepEqual(rest, {
      user: name,
      expiry: '2099-01-01T00:00:00Z',
      reason: 'r',
      anononly: false,
      nocreate: true,
      autoblock: false,
      noemail: false,
      hidename: false,
      allowusertalk: false,
      watchuser: false,
      partial: false,
      pagerestrictions: null,
      namespacerestrictions: null,
    })
    const [entry] = await log(name)
    assert.equal(`${entry?.type}/${entry?.action}`, 'block/block')
    assert.equal(entry?.comment, 'r')
    assert.deepEqual(entry?.params, {
      duration: '2099-01-01T00:00:00Z',
      flags: ['nocreate', 'noautoblock', 'nousertalk'],
      sitewide: true,
      expiry: '2099-01-01T00:00:00Z',
    })
  })

  test('is refused twice, and changed with reblock unless nothing would change', async () => {
    const { name } = await somebody()
    const id = (await block({ user: name })).number('block.id')
    assert.equal(keyOf(await block({ user: name, reason: 'other' })), 'ipb_already_blocked')
    assert.equal(keyOf(await block({ user: name, reblock: true })), 'ipb_already_blocked')
    assert.equal((await block({ user: name, reason: 'other', reblock: true })).at('block.id'), id)
    assert.deepEqual(
      (await log(name)).map(entry => entry.action),
      ['reblock', 'block', 'create2'],
    )
  })

  test('finds who is meant by id, by address in any form, by range', async () => {
    const { name } = await somebody()
    const id = (await admin.get({ action: 'query', list: 'users', ususers: name })).number('query.users.0.userid')
    assert.equal((await block({ user: `#${id}` })).at('block.user'), name)
    assert.equal((await block({ userid: id, reblock: true, reason: 'x' })).at('block.user'), name)
    assert.equal((await block({ user: '192.0.2.007' })).at('block.user'), '192.0.2.7')
    assert.equal((await block({ user: '198.51.100.77/20' })).at('block.user'), '198.51.96.0/20')
    assert.equal((await block({ user: '2001:db8::1/64' })).at('block.user'), '2001:DB8:0:0:0:0:0:0/64')
    assert.equal((await unblock({ user: '2001:DB8::/64' })).at('unblock.user'), '2001:DB8:0:0:0:0:0:0/64')
    assert.equal(keyOf(await unblock({ user: '198.51.96.1' })), 'ipb_cant_unblock')
  })

  test('keeps the flags that fit the target: no autoblock of an address, no accounts spared in an account', async () => {
    const { name } = await somebody()
    await block({ user: name, anononly: true, autoblock: true, allowusertalk: true })
    assert.deepEqual((await log(name))[0]?.params, { duration: 'infinity', flags: [], sitewide: true })
    await block({ user: '192.0.2.8', anononly: true, autoblock: true, hidename: true, allowusertalk: true })
    assert.deepEqual((await log('192.0.2.8'))[0]?.params, { duration: 'infinity', flags: ['anononly'], sitewide: true })
  })

  test('of a part names pages and namespaces, each once, and keeps nobody from the rest', async () => {
    const { name, client } = await somebody()
    ;(await edit(admin, 'Closed')).ok()
    const answer = await block({
      user: name,
      partial: true,
      pagerestrictions: 'Closed|closed',
      namespacerestrictions: '5|3',
    })
    assert.deepEqual(answer.at('block.pagerestrictions'), ['Closed'])
    assert.deepEqual(answer.at('block.namespacerestrictions'), [5, 3])
    assert.deepEqual((await log(name))[0]?.params, {
      duration: 'infinity',
      flags: ['noautoblock', 'nousertalk'],
      restrictions: { pages: [{ page_ns: 0, page_title: 'Closed' }], namespaces: [5, 3] },
      sitewide: false,
    })
    assert.equal(keyOf(await edit(client, 'Closed')), 'blockedtext-partial')
    assert.equal(keyOf(await edit(client, 'Project talk:Any')), 'blockedtext-partial')
    assert.equal(keyOf(await edit(client, `User talk:${name}`)), 'blockedtext-partial')
    ;(await edit(client, 'Open')).ok()
  })

  test('watches the user page if asked to', async () => {
    const { name } = await somebody()
    assert.equal((await block({ user: name, watchuser: true })).at('block.watchuser'), true)
    const watched = await admin.get({ action: 'query', list: 'watchlistraw', wrlimit: 'max' })
    const titles = (watched.list('watchlistraw') as { title: string }[]).map(one => one.title)
    assert.ok(titles.includes(`User:${name}`) && titles.includes(`User talk:${name}`), watched.text)
  })

  test('of a time that is over is none', async () => {
    const { name } = await somebody()
    await block({ user: name, expiry: '1 second' })
    await new Promise(resolve => setTimeout(resolve, 2100))
    assert.equal(keyOf(await unblock({ user: name })), 'ipb_cant_unblock')
    ;(await block({ user: name })).ok()
  })
})

describe('a block is refused', () => {
  test('for what is no target, no time or forbids nothing, in this order', async () => {
    const { name } = await somebody()
    for (const [params, key] of [
      [{}, 'apierror-missingparam-one-of'],
      [{ user: name, userid: 1 }, 'apierror-invalidparammix'],
      [{ user: 'Bad#name' }, 'paramvalidator-baduser'],
      [{ user: 'Nobody at all', expiry: 'nonsense', partial: true }, 'nosuchusershort'],
      [{ userid: 99999999, noemail: true }, 'apierror-nosuchuserid'],
      [{ user: name, noemail: true, expiry: 'nonsense' }, 'apierror-cantblock-email'],
      [{ user: '192.0.2.0/15', expiry: 'nonsense' }, 'ip_range_toolarge'],
      [{ user: '2001:db8::/18' }, 'ip_range_toolarge'],
      [{ user: name, partial: true, expiry: 'nonsense' }, 'ipb-prevent-user-talk-edit'],
      [{ user: name, expiry: 'nonsense', hidename: true }, 'ipb_expiry_invalid'],
      [{ user: name, expiry: '' }, 'ipb_expiry_invalid'],
      [{ user: name, expiry: '2001-01-01T00:00:00Z' }, 'ipb_expiry_old'],
      [{ user: name, hidename: true, expiry: '1 day' }, 'ipb_expiry_temp'],
      [{ user: name, hidename: true, partial: true, allowusertalk: true }, 'ipb_hide_partial'],
      [{ user: name, partial: true, allowusertalk: true }, 'ipb-empty-block'],
      [{ user: name, partial: true, pagerestrictions: 'No such page' }, 'paramvalidator-missingtitle'],
      [{ user: name, tags: 'nope' }, 'tags-apply-not-allowed-one'],
    ] as const) {
      assert.equal(keyOf(await block(params)), key, JSON.stringify(params))
    }
    assert.deepEqual(
      (await log(name)).map(entry => entry.action),
      ['create2'],
    )
  })

  test('for who may not block, and names may be hidden by suppressors only', async () => {
    const { name } = await somebody()
    const bob = await wiki.as('Bob')
    assert.equal(keyOf(await block({ user: name }, bob)), 'apierror-permissiondenied')
    assert.equal(keyOf(await unblock({ user: name }, bob)), 'apierror-permissiondenied-unblock')
    const sysop = await somebody('sysop')
    assert.equal(keyOf(await block({ user: name, hidename: true }, sysop.client)), 'badaccess-group0')
  })

  test('for an administrator who is blocked, unless it is of themselves or of who blocked them', async () => {
    const [first, second, other] = [await somebody('sysop'), await somebody('sysop'), await somebody()]
    ;(await block({ user: first.name }, second.client)).ok()
    assert.equal(keyOf(await block({ user: other.name }, first.client)), 'ipbblocked')
    const refused = await unblock({ user: other.name }, first.client)
    assert.equal(keyOf(refused), 'ipbblocked')
    assert.equal(refused.at('errors.0.data.blockinfo.blockedby'), second.name)
    ;(await block({ user: second.name, expiry: '1 hour' }, first.client)).ok()
    ;(await unblock({ user: second.name }, first.client)).ok()
    ;(await block({ user: first.name, reblock: true, allowusertalk: true }, first.client)).ok()
    ;(await unblock({ user: first.name }, first.client)).ok()
  })
})

describe('a hidden name', () => {
  test('is withheld from administrators everywhere, and shown again after the block', async () => {
    const { name, client } = await somebody()
    const sysop = await somebody('sysop')
    ;(await edit(client, 'By the hidden', { summary: 'made' })).ok()
    const author = async (who: Client) =>
      (await who.get({ action: 'query', prop: 'revisions', titles: 'By the hidden', rvprop: 'user|comment' })).at(
        'query.pages.0.revisions.0',
      ) as Record<string, unknown>
    ;(await block({ user: name, hidename: true, reason: 'out of sight' })).ok()
    assert.deepEqual(await author(sysop.client), { userhidden: true, comment: 'made', suppressed: true })
    assert.equal((await author(admin)).user, name)
    assert.deepEqual(await log(name, sysop.client), [])
    assert.deepEqual(
      (await log(name)).map(entry => `${entry.type}/${entry.action} ${entry.actionhidden ?? ''}`),
      ['suppress/block ', 'newusers/create2 true'],
    )
    for (const params of [{}, { reblock: true }, { hidename: true }]) {
      assert.equal(keyOf(await block({ user: name, ...params }, sysop.client)), 'cant-see-hidden-user')
    }
    assert.equal(keyOf(await unblock({ user: name }, sysop.client)), 'unblock-hideuser')
    ;(await unblock({ user: name })).ok()
    assert.equal((await author(sysop.client)).user, name)
    assert.deepEqual(
      (await log(name, sysop.client)).map(entry => entry.action),
      ['unblock', 'create2'],
    )
  })

  test('that is shown again does not open what was suppressed before', async () => {
    const { name, client } = await somebody()
    const sysop = await somebody('sysop')
    const id = (await edit(client, 'Twice hidden', { summary: 'a secret' })).number('edit.newrevid')
    ;(await edit(admin, 'Twice hidden')).ok()
    const hide = { action: 'revisiondelete', type: 'revision', ids: id, hide: 'comment', suppress: 'yes' }
    ;(await admin.write(hide)).ok()
    ;(await block({ user: name, hidename: true })).ok()
    ;(await unblock({ user: name })).ok()
    const seen = await sysop.client.get({ action: 'query', prop: 'revisions', revids: id, rvprop: 'user|comment' })
    assert.deepEqual(seen.at('query.pages.0.revisions.0'), { user: name, commenthidden: true, suppressed: true })
  })
})

describe('an autoblock', () => {
  test('falls on the address from which a blocked account edits, and goes with its block', async () => {
    const { name, client } = await somebody()
    const other = await somebody()
    const [token, otherToken] = [await client.token(), await other.client.token()]
    ;(await editFrom(client, '203.0.113.1', token)).ok()
    const id = (await block({ user: name, autoblock: true, nocreate: true, reason: 'vandal' })).number('block.id')
    // Where it last came from.
    assert.equal((await editFrom(wiki.client(), '203.0.113.1', '+\\')).code, 'autoblocked')
    // Where it comes from now.
    assert.equal(keyOf(await editFrom(client, '203.0.113.2', token)), 'blockedtext')
    const refused = await eventually(() => editFrom(other.client, '203.0.113.2', otherToken), 'autoblocked')
    assert.equal(keyOf(refused), 'autoblockedtext')
    const params = refused.list('errors.0.params')
    assert.equal(params[6], '203.0.113.2')
    assert.match(String(params[1]), new RegExp(`${name}.*"vandal"`))
    // Who is spared, and who is elsewhere.
    ;(await editFrom(admin, '203.0.113.2', await admin.token())).ok()
    ;(await editFrom(other.client, '203.0.113.3', otherToken)).ok()
    const listed = await admin.get({ action: 'query', list: 'blocks', bkprop: 'id|user|flags' })
    const autoblock = (listed.list('query.blocks') as { id: number; automatic: boolean; user?: string }[]).find(
      one => one.automatic,
    )
    assert.equal(autoblock?.user, undefined)
    const lifted = await unblock({ id: autoblock?.id ?? 0 })
    assert.deepEqual([lifted.at('unblock.user'), lifted.at('unblock.userid')], ['', 0])
    const entries = await admin.get({ action: 'query', list: 'logevents', leaction: 'block/unblock', lelimit: 1 })
    assert.equal(entries.at('query.logevents.0.title'), `User:#${autoblock?.id}`)
    ;(await unblock({ id })).ok()
    ;(await editFrom(wiki.client(), '203.0.113.1', '+\\')).ok()
    ;(await editFrom(wiki.client(), '203.0.113.2', '+\\')).ok()
  })

  test('is not told of beside the block that it sprang from, and ends with its autoblocking', async () => {
    const { name, client } = await somebody()
    const token = await client.token()
    ;(await editFrom(client, '203.0.113.4', token)).ok()
    ;(await block({ user: name, autoblock: true })).ok()
    const refused = await editFrom(client, '203.0.113.4', token)
    assert.equal(refused.at('errors.0.data.blockinfo.blockcomponents'), undefined)
    ;(await block({ user: name, reblock: true })).ok()
    ;(await editFrom(wiki.client(), '203.0.113.4', '+\\')).ok()
  })
})

/** Asks again while the work in the background is done. */
async function eventually(ask: () => Promise<Answer>, code: string): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await ask()
    if (answer.code === code || tries === 2400) return answer
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

describe('who is blocked', () => {
  test('is told by whom, why and until when, or that no reason was given', async () => {
    const { name, client } = await somebody()
    await block({ user: name, expiry: '2099-01-01T00:00:00Z' })
    const refused = await edit(client, 'Anything')
    const params = refused.list('errors.0.params')
    assert.equal(refused.code, 'blocked')
    assert.equal(params[0], '[[User:Admin|\u202aAdmin\u202c]]')
    assert.equal(params[1], 'no reason given')
    assert.equal(params[6], `\u202a${name}\u202c`)
    assert.equal(params[5], '00:00, 1 January 2099')
    assert.deepEqual(refused.at('errors.0.data.blockinfo.blockreason'), '')
  })

  test('by an address alone is so if no account is spared', async () => {
    const { client } = await somebody()
    const token = await client.token()
    await block({ user: '203.0.113.32/28', anononly: true })
    assert.equal((await editFrom(wiki.client(), '203.0.113.40', '+\\')).code, 'blocked')
    ;(await editFrom(client, '203.0.113.40', token)).ok()
    await block({ user: '203.0.113.32/28', reblock: true })
    assert.equal((await editFrom(client, '203.0.113.40', token)).list('errors.0.params')[6], '203.0.113.32/28')
  })

  test('by several blocks is told of all of them as one', async () => {
    const { name, client } = await somebody()
    const token = await client.token()
    await block({ user: '203.0.113.64/28', reason: 'range', expiry: '2099-01-01T00:00:00Z' })
    await block({ user: name, reason: 'account', allowusertalk: true, expiry: '2098-01-01T00:00:00Z' })
    const info = (await editFrom(client, '203.0.113.65', token)).at('errors.0.data.blockinfo') as Record<
      string,
      unknown
    >
    assert.equal(info.blockid, null)
    assert.equal(info.blockedby, '')
    assert.equal(info.blockexpiry, '2099-01-01T00:00:00Z')
    assert.equal(info.blockowntalk, true)
    const parts = info.blockcomponents as Record<string, unknown>[]
    assert.deepEqual(
      parts.map(part => [part.blockreason, part.blockowntalk]),
      [
        ['account', false],
        ['range', true],
      ],
    )
    const tag = { action: 'tag', revid: 1, add: '', token, errorformat: 'raw' }
    const refused = await client.post(tag, from('203.0.113.65'))
    assert.equal(keyOf(refused), 'blockedtext-composite')
    const user = await client.get({ action: 'query', meta: 'userinfo', uiprop: 'blockinfo' }, from('203.0.113.65'))
    assert.deepEqual(user.at('query.userinfo.blockcomponents'), parts)
  })

  test('may write on the own talk page if the block lets them, but for one that names the page', async () => {
    const { name, client } = await somebody()
    const talk = `User talk:${name}`
    await block({ user: name, allowusertalk: true })
    ;(await edit(client, talk)).ok()
    await block({ user: name, partial: true, allowusertalk: true, namespacerestrictions: '3', reblock: true })
    ;(await edit(client, talk)).ok()
    assert.equal((await edit(client, 'User talk:Bob')).code, 'blocked')
    await block({ user: name, partial: true, allowusertalk: true, pagerestrictions: talk, reblock: true })
    assert.equal((await edit(client, talk)).code, 'blocked')
  })
})

describe('unblocking', () => {
  test('says whose block it was, and is logged', async () => {
    const { name } = await somebody()
    const id = (await block({ user: name })).number('block.id')
    const answer = await unblock({ user: name, reason: 'sorry', watchuser: true })
    const { userid, ...rest } = answer.at('unblock') as Record<string, unknown>
    assert.ok(Number(userid) > 0)
    assert.deepEqual(rest, { id, user: name, reason: 'sorry', watchuser: true })
    const [entry] = await log(name)
    assert.deepEqual([entry?.type, entry?.action, entry?.comment, entry?.params], ['block', 'unblock', 'sorry', {}])
  })

  test('is refused where there is no such block', async () => {
    for (const [params, key, about] of [
      [{}, 'apierror-missingparam-one-of', undefined],
      [{ id: 1, user: 'Bob' }, 'apierror-invalidparammix', undefined],
      [{ id: 99999999 }, 'ipb_cant_unblock', '#99999999'],
      [{ id: 0 }, 'ipb_cant_unblock', '#0'],
      [{ user: 'Bob' }, 'ipb_cant_unblock', 'Bob'],
      [{ user: 'Nobody at all' }, 'ipb_cant_unblock', 'Nobody at all'],
      [{ userid: 99999999 }, 'apierror-nosuchuserid', 99999999],
      [{ user: 'Bob', tags: 'nope' }, 'tags-apply-not-allowed-one', 'nope'],
    ] as const) {
      const answer = await unblock(params)
      assert.equal(keyOf(answer), key, JSON.stringify(params))
      if (about !== undefined) assert.equal(answer.at('errors.0.params.0'), about)
    }
  })
})

test('what a page lets somebody do counts the blocks that reach that deed, and quickly none at all', async () => {
  const { name, client } = await somebody()
  ;(await block({ user: name, expiry: 'infinite' })).ok()
  const actions = 'edit|createaccount|upload|purge|unblock|read'
  const ask = async (detail: string) => {
    const tested = { intestactions: actions, intestactionsdetail: detail, errorformat: 'raw' }
    const answer = await client.get({ action: 'query', prop: 'info', titles: 'Main Page', ...tested })
    const shown = answer.at('query.pages.0.actions') as Record<string, { key: string }[]>
    return Object.fromEntries(Object.entries(shown).map(([action, errors]) => [action, errors.map(one => one.key)]))
  }
  const open = { createaccount: [], purge: [], read: [] }
  const full = { edit: ['blockedtext'], upload: ['blockedtext'], unblock: ['badaccess-group0'], ...open }
  assert.deepEqual(await ask('full'), full)
  assert.deepEqual(await ask('quick'), { ...full, edit: [], upload: [] })
})

test('who is blocked hears that first, also where a right is missing', async () => {
  const { name, client } = await somebody()
  ;(await block({ user: name, expiry: 'infinite' })).ok()
  const answer = await client.write({ action: 'undelete', title: 'Bad[', errorformat: 'raw' })
  assert.equal(keyOf(answer), 'blockedtext')
  const old = await client.write({ action: 'undelete', title: 'Main Page' })
  assert.deepEqual(Object.keys(old.at('error') as object).slice(0, 3), ['code', 'info', 'blockinfo'])
})
