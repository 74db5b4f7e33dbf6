// Answers that are given again: never to somebody else, and never after something was written.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki } from '../support/server.ts'

const wiki = await startWiki()
const admin = await wiki.as('Admin')
const bob = await wiki.as('Bob')
after(() => wiki.stop())

const text = { action: 'query', prop: 'revisions', titles: 'Again', rvprop: 'content|ids', rvslots: 'main' }
const contentFor = async (client: Client, params = text): Promise<unknown> =>
  (await client.get(params)).at('query.pages.0.revisions.0.slots.main.content')

test('an edit is seen by whoever asks next, however often it was asked before', async () => {
  for (let n = 0; n < 20; n++) {
    ;(await admin.write({ action: 'edit', title: 'Again', text: `text ${n}` })).ok()
    for (const client of [admin, bob, wiki.client(), admin]) assert.equal(await contentFor(client), `text ${n}`)
  }
})

test('what is hidden is gone at once, for those who may not see it, and stays for those who may', async () => {
  ;(await admin.write({ action: 'edit', title: 'Again', text: 'a secret' })).ok()
  const revid = (await admin.get(text)).number('query.pages.0.revisions.0.revid')
  ;(await admin.write({ action: 'edit', title: 'Again', text: 'no secret' })).ok()
  const byId = { action: 'query', prop: 'revisions', revids: String(revid), rvprop: 'content', rvslots: 'main' }
  const asked = async (client: Client) => (await client.get(byId)).text.includes('a secret')
  for (const client of [admin, bob, bob, wiki.client()]) assert.equal(await asked(client), true)
  ;(await admin.write({ action: 'revisiondelete', type: 'revision', ids: revid, hide: 'content' })).ok()
  for (const [client, sees] of [
    [admin, true],
    [bob, false],
    [admin, true],
    [wiki.client(), false],
    [bob, false],
  ] as const) {
    assert.equal(await asked(client), sees)
  }
})

test('tokens, and what is drawn by lot, are made anew', async () => {
  const tokens = { action: 'query', meta: 'tokens' }
  const token = async (client: Client): Promise<unknown> => (await client.get(tokens)).at('query.tokens.csrftoken')
  assert.notEqual(await token(admin), await token(bob))
  assert.equal(await token(wiki.client()), '+\\')
  for (let n = 0; n < 12; n++) (await admin.write({ action: 'edit', title: `Lot ${n}`, text: 'x' })).ok()
  const random = { action: 'query', list: 'random', rnnamespace: '0' }
  const drawn = new Set<string>()
  for (let n = 0; n < 40; n++) drawn.add((await admin.get(random)).text)
  assert.ok(drawn.size > 3, `${drawn.size} of 13 pages were drawn`)
})

test('rights that are taken away are gone within moments', async () => {
  const deleted = { action: 'query', list: 'alldeletedrevisions', adrlimit: '1' }
  const may = async (): Promise<boolean> => !('error' in ((await bob.get(deleted)).body as object))
  assert.equal(await may(), false)
  ;(await admin.write({ action: 'userrights', user: 'Bob', add: 'sysop', reason: '' }, 'userrights')).ok()
  assert.equal(await may(), true)
  assert.equal(await may(), true)
  ;(await admin.write({ action: 'userrights', user: 'Bob', remove: 'sysop', reason: '' }, 'userrights')).ok()
  assert.equal(await may(), false)
})
