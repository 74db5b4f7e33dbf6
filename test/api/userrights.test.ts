// action=userrights over HTTP: putting people into groups and taking them out.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki } from '../support/server.ts'

const wiki = await startWiki({ database: 'memory' })
const admin = await wiki.as('Admin')
let names = 0

after(() => wiki.stop())

const password = 'Some-pass-word-1'
async function somebody(): Promise<{ name: string; client: Client }> {
  const name = `Member ${++names}`
  const createtoken = await admin.token('createaccount')
  const form = { username: name, password, retype: password, createreturnurl: 'http://wiki.example/', createtoken }
  assert.equal((await admin.post({ action: 'createaccount', ...form })).at('createaccount.status'), 'PASS')
  return { name, client: await wiki.client().login(name, password) }
}

const change = (params: Params, who: Client = admin): Promise<Answer> =>
  who.write({ action: 'userrights', errorformat: 'raw', ...params }, 'userrights')
const changed = (answer: Answer): unknown => [answer.ok().at('userrights.added'), answer.at('userrights.removed')]
const keyOf = (answer: Answer): unknown => answer.at('errors.0.key')
const memberships = async (name: string) =>
  (await admin.get({ action: 'query', list: 'users', ususers: name, usprop: 'groupmemberships' })).at(
    'query.users.0.groupmemberships',
  )

test('groups are added and removed at once, and the log keeps both states', async () => {
  const { name } = await somebody()
  const first = await change({ user: name, add: 'bot|sysop' })
  assert.deepEqual(changed(first), [['bot', 'sysop'], []])
  assert.equal(first.at('userrights.user'), name)
  const second = await change({
    user: name,
    add: 'interface-admin|bot',
    remove: 'sysop|bureaucrat',
    expiry: '2099-01-01T00:00:00Z|never',
    reason: 'other work',
  })
  assert.deepEqual(changed(second), [['interface-admin'], ['sysop']])
  const log = await admin.get({
    action: 'query',
    list: 'logevents',
    letitle: `User:${name}`,
    letype: 'rights',
    lelimit: 1,
  })
  assert.equal(log.at('query.logevents.0.comment'), 'other work')
  const forever = 'infinity'
  assert.deepEqual(log.at('query.logevents.0.params'), {
    oldgroups: ['bot', 'sysop'],
    newgroups: ['bot', 'interface-admin'],
    oldmetadata: [
      { group: 'bot', expiry: forever },
      { group: 'sysop', expiry: forever },
    ],
    newmetadata: [
      { group: 'bot', expiry: forever },
      { group: 'interface-admin', expiry: '2099-01-01T00:00:00Z' },
    ],
  })
})

test('a membership that is given again gets another end, and nothing is logged where nothing changes', async () => {
  const { name } = await somebody()
  assert.deepEqual(changed(await change({ user: name, add: 'bot' })), [['bot'], []])
  assert.deepEqual(changed(await change({ user: name, add: 'bot', remove: 'sysop' })), [[], []])
  assert.deepEqual(changed(await change({ user: name, add: 'bot', remove: 'bot' })), [['bot'], ['bot']])
  assert.deepEqual(changed(await change({ user: name, add: 'bot', expiry: '2099-01-01T00:00:00Z' })), [['bot'], []])
  assert.deepEqual(await memberships(name), [{ group: 'bot', expiry: '2099-01-01T00:00:00Z' }])
  const log = await admin.get({ action: 'query', list: 'logevents', letitle: `User:${name}`, letype: 'rights' })
  assert.equal(log.list('query.logevents').length, 2)
})

test('who is to leave a group and to join it does both, and the log has the new groups as they came', async () => {
  const { name } = await somebody()
  assert.deepEqual(changed(await change({ user: name, add: 'sysop' })), [['sysop'], []])
  assert.deepEqual(changed(await change({ user: name, add: 'sysop', remove: 'sysop' })), [['sysop'], ['sysop']])
  assert.deepEqual(await memberships(name), [{ group: 'sysop', expiry: 'infinity' }])
  assert.deepEqual(changed(await change({ user: name, add: 'suppress|bot' })), [['suppress', 'bot'], []])
  const log = await admin.get({ action: 'query', list: 'logevents', letitle: `User:${name}`, leprop: 'details|type' })
  assert.deepEqual(
    (log.list('query.logevents') as { params: { newgroups?: string[] } }[]).map(one => one.params.newgroups),
    [['sysop', 'suppress', 'bot'], ['sysop'], undefined],
  )
})

test('where one of those asked for makes no difference, the others stand at their places', async () => {
  const { name } = await somebody()
  ;(await change({ user: name, add: 'sysop' })).ok()
  assert.deepEqual(changed(await change({ user: name, add: 'sysop|bot' })), [{ 1: 'bot' }, []])
  assert.deepEqual(changed(await change({ user: name, remove: 'suppress|bot' })), [[], { 1: 'bot' }])
})

test('a membership that has run out gives no right', async () => {
  const { name, client } = await somebody()
  ;(await change({ user: name, add: 'sysop', expiry: '1 second' })).ok()
  await new Promise(resolve => setTimeout(resolve, 4100))
  assert.deepEqual(await memberships(name), [])
  const answer = await client.write({ action: 'protect', title: 'Main Page', protections: 'edit=sysop' })
  assert.equal(answer.code, 'permissiondenied')
})

test('rights count from the next request on', async () => {
  const { name, client } = await somebody()
  const protect = () => client.write({ action: 'protect', title: 'Main Page', protections: 'move=sysop' })
  assert.equal((await protect()).code, 'permissiondenied')
  ;(await change({ user: name, add: 'sysop' })).ok()
  ;(await protect()).ok()
  ;(await change({ user: name, remove: 'sysop' })).ok()
  assert.equal((await protect()).code, 'permissiondenied')
})

describe('what is wrong is said', () => {
  test('of expiry times before users are looked for', async () => {
    const { name } = await somebody()
    for (const [params, key] of [
      [{ user: 'Nobody here', add: 'bot', expiry: 'nonsense' }, 'apierror-invalidexpiry'],
      [{ user: name, add: 'bot', expiry: '2001-01-01T00:00:00Z' }, 'apierror-pastexpiry'],
      [{ user: name, add: 'bot|sysop', expiry: '1 day|2 days|3 days' }, 'apierror-toofewexpiries'],
      [{ user: name, add: 'bot', expiry: '' }, 'apierror-toofewexpiries'],
    ] as const) {
      assert.equal(keyOf(await change(params)), key, JSON.stringify(params))
    }
    assert.deepEqual(changed(await change({ user: name, expiry: '1 day|2 days' })), [[], []])
  })

  test('of users', async () => {
    for (const [params, key, about] of [
      [{ add: 'bot' }, 'apierror-missingparam-one-of', undefined],
      [{ user: 'Bob', userid: 1 }, 'apierror-invalidparammix', undefined],
      [{ user: 'Nobody here' }, 'nosuchusershort', 'Nobody here'],
      [{ user: '#99999999' }, 'nosuchusershort', 'Unknown user'],
      [{ userid: 99999999 }, 'noname', undefined],
      [{ user: '192.0.2.1' }, 'paramvalidator-baduser', undefined],
      [{ user: 'Bob@elsewhere' }, 'apierror-permissiondenied-userrights-interwiki', undefined],
      [{ user: 'Bob', add: 'bot', tags: 'nope' }, 'tags-apply-not-allowed-one', 'nope'],
    ] as const) {
      const answer = await change(params)
      assert.equal(keyOf(answer), key, JSON.stringify(params))
      if (about !== undefined) assert.equal(answer.at('errors.0.params.0'), about)
    }
  })

  test('of groups, in a warning', async () => {
    const answer = await change({ user: 'Bob', add: 'user|nonsense' })
    assert.deepEqual(changed(answer), [[], []])
    assert.deepEqual(answer.at('warnings.0.data.values'), ['user', 'nonsense'])
  })

  test('of the user before the token, as the token is about them', async () => {
    const wrong = (params: Params) => admin.post({ action: 'userrights', token: 'bad', errorformat: 'raw', ...params })
    assert.equal((await wrong({})).code, 'missingparam')
    assert.equal((await wrong({ user: 'Nobody here' })).code, 'nosuchuser')
    assert.equal((await wrong({ user: 'Bob' })).code, 'badtoken')
    const csrf = await admin.token()
    assert.equal((await wrong({ user: 'Bob', token: csrf })).code, 'badtoken')
  })
})

test('an account whose name is hidden is not there for who may not hide names', async () => {
  const [hidden, other] = [await somebody(), await somebody()]
  ;(await change({ user: other.name, add: 'bureaucrat' })).ok()
  const id = (await hidden.client.get({ action: 'query', meta: 'userinfo' })).number('query.userinfo.id')
  ;(await admin.write({ action: 'block', user: hidden.name, hidename: true })).ok()
  assert.equal(keyOf(await change({ user: hidden.name, add: 'bot' }, other.client)), 'nosuchusershort')
  const byId = await change({ user: `#${id}`, add: 'bot' }, other.client)
  assert.deepEqual(byId.at('errors.0.params'), ['Unknown user'])
  assert.equal(keyOf(await change({ userid: id, add: 'bot' }, other.client)), 'noname')
  assert.deepEqual(changed(await change({ user: hidden.name, add: 'bot' })), [['bot'], []])
})

describe('who may not', () => {
  test('changes nothing and is told nothing of it', async () => {
    const { name, client } = await somebody()
    assert.deepEqual(changed(await change({ user: name, add: 'sysop' }, client)), [[], []])
    assert.deepEqual(changed(await change({ user: name, add: 'sysop' }, await wiki.as('Robot@bot'))), [[], []])
    const nobody = { action: 'userrights', user: name, add: 'sysop', token: '+\\' }
    assert.deepEqual(changed(await wiki.client().post(nobody)), [[], []])
    assert.deepEqual(await memberships(name), [])
  })

  test('is told of a block first; who may is not kept by one', async () => {
    const { name, client } = await somebody()
    ;(await admin.write({ action: 'block', user: name })).ok()
    const refused = await change({ user: 'Nobody here', add: 'bot', expiry: 'nonsense' }, client)
    assert.equal(keyOf(refused), 'blockedtext')
    ;(await change({ user: name, add: 'bureaucrat' })).ok()
    assert.deepEqual(changed(await change({ user: name, add: 'bot' }, client)), [['bot'], []])
  })
})

test('all grants of a MediaWiki do not manage tags, hide names or put people into groups', async () => {
  const bot = await wiki.as('Admin@bot')
  const rights = (await bot.get({ action: 'query', meta: 'userinfo', uiprop: 'rights' })).at('query.userinfo.rights')
  assert.ok(Array.isArray(rights) && rights.includes('suppressrevision') && rights.includes('block'))
  for (const right of ['managechangetags', 'hideuser', 'userrights', 'editmyuserjsredirect', 'unblockself']) {
    assert.ok(!rights.includes(right), right)
  }
})
