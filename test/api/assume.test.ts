// assume=public: who may see everything sees what everybody sees.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let hidden = 0
let suppressed = 0

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  const edit = async (text: string): Promise<number> =>
    (await admin.write({ action: 'edit', title: 'Assumed', text, summary: text })).ok().number('edit.newrevid')
  await edit('first')
  hidden = await edit('hidden')
  suppressed = await edit('suppressed')
  await edit('last')
  for (const [ids, suppress] of [
    [hidden, 'no'],
    [suppressed, 'yes'],
  ] as const) {
    const order = { type: 'revision', ids, hide: 'content|comment|user', suppress }
    ;(await admin.write({ action: 'revisiondelete', ...order })).ok()
  }
  ;(await admin.write({ action: 'edit', title: 'Gone', text: 'x' })).ok()
  ;(await admin.write({ action: 'delete', title: 'Gone' })).ok()
})
after(() => wiki.stop())

const reads: Params[] = [
  {
    action: 'query',
    prop: 'revisions|info',
    titles: 'Assumed|Gone',
    rvprop: 'ids|content|comment|user',
    intestactions: 'edit|delete',
  },
  { action: 'query', list: 'logevents|recentchanges', rcprop: 'ids|user|comment' },
  { action: 'query', list: 'usercontribs', ucuser: 'Admin' },
  { action: 'query', meta: 'userinfo', uiprop: 'rights|groups' },
  { action: 'query', prop: 'deletedrevisions', titles: 'Gone' },
  { action: 'parse', oldid: 2, disablelimitreport: true },
]

test('with assume=public, a reader who may see everything is answered as one without an account', async () => {
  for (const params of [
    ...reads,
    { action: 'parse', oldid: suppressed },
    { action: 'compare', fromrev: hidden, torelative: 'prev' },
  ]) {
    const own = await admin.get(params)
    const assumed = await admin.get({ ...params, assume: 'public' })
    assert.equal(assumed.text, (await wiki.client().get(params)).text, JSON.stringify(params))
    if (params.action !== 'parse' || params.oldid === suppressed) assert.notEqual(assumed.text, own.text)
  }
})

test('with assume=public, a page shows what it shows to everybody, and the reader stays logged in', async () => {
  const neutral = (text: string) => text.replaceAll(/assume=public|value="[0-9a-f]{32,}[^"]*"/g, '')
  for (const path of [
    '/wiki/Assumed?',
    `/index.php?title=Assumed&oldid=${hidden}`,
    '/index.php?title=Assumed&action=history',
  ]) {
    const assumed = await admin.fetch(`${path}&assume=public`)
    assert.equal(assumed.headers.getSetCookie().length, 0)
    assert.equal(neutral(assumed.text), neutral((await wiki.client().fetch(path)).text))
  }
  assert.equal((await admin.get({ action: 'query', meta: 'userinfo' })).at('query.userinfo.name'), 'Admin')
})

test('nobody acts with assume=public, with whatever token', async () => {
  const edit = { action: 'edit', title: 'Assumed', text: 'x', assume: 'public' }
  assert.equal((await admin.write(edit)).code, 'x-assume-reads')
  assert.equal((await admin.post({ ...edit, token: '+\\' })).code, 'x-assume-reads')
  assert.equal(
    (await admin.post({ action: 'logout', assume: 'public', token: await admin.token() })).code,
    'x-assume-reads',
  )
})

test('nobody can assume to be anybody else', async () => {
  assert.equal((await admin.get({ action: 'query', assume: 'sysop' })).code, 'badvalue')
})
