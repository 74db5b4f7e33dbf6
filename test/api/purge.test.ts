// action=purge over HTTP: pages are made anew, in every way of naming them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let bob: Client
let pageid: number

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  bob = await wiki.as('Bob')
  pageid = (await bob.write({ action: 'edit', title: 'Page', text: 'text' })).ok().number('edit.pageid')
  ;(await bob.write({ action: 'edit', title: 'Leads', text: '#REDIRECT [[Page]]' })).ok()
})
after(() => wiki.stop())

test('says of each page what became of it', async () => {
  const answer = (await bob.post({ action: 'purge', titles: 'page|None|Special:Version|Bad[title' })).ok()
  const [invalid, special, missing, purged] = answer.list('purge') as Record<string, unknown>[]
  assert.deepEqual([invalid?.title, invalid?.invalid], ['Bad[title', true])
  assert.deepEqual([special?.title, special?.special], ['Special:Version', true])
  assert.deepEqual(missing, { ns: 0, title: 'None', missing: true })
  assert.deepEqual(purged, { ns: 0, title: 'Page', purged: true })
  assert.deepEqual(answer.at('normalized'), [{ fromencoded: false, from: 'page', to: 'Page' }])
})

test('what is no page comes in the order of kinds: invalid, special (unknown first), missing, elsewhere', async () => {
  const titles = 'wikipedia:X|None|Special:Version|Bad[title|Media:Y|Special:Unknown'
  const answer = (await bob.post({ action: 'purge', titles })).ok()
  const shown = answer.list('purge') as { title: string }[]
  const order = ['Bad[title', 'Media:Y', 'Special:Unknown', 'Special:Version', 'None', 'wikipedia:X']
  assert.deepEqual(
    shown.map(one => one.title),
    order,
  )
  const byId = (await bob.post({ action: 'purge', pageids: '9000002|9000001|9000003' })).ok()
  assert.deepEqual(
    (byId.list('purge') as { pageid: number }[]).map(one => one.pageid),
    [9000002, 9000001, 9000003],
  )
})

test('takes ids, redirects and what a generator finds, and updates links if asked', async () => {
  const by = async (params: object) => (await bob.post({ action: 'purge', ...params })).ok().at('purge')
  const purged = [{ ns: 0, title: 'Page', purged: true }]
  assert.deepEqual(await by({ pageids: pageid }), purged)
  assert.deepEqual(await by({ titles: 'Leads', redirects: true }), purged)
  assert.deepEqual(await by({ generator: 'allpages', gapprefix: 'Page' }), purged)
  assert.deepEqual(await by({ pageids: pageid, forcelinkupdate: true }), [
    { ns: 0, title: 'Page', purged: true, linkupdate: true },
  ])
})

test('marks the page as changed, without an edit', async () => {
  const touched = async () => {
    const answer = await bob.get({ action: 'query', prop: 'info', pageids: pageid })
    return [answer.string('query.pages.0.touched'), answer.number('query.pages.0.lastrevid')] as const
  }
  const [before, revision] = await touched()
  while (new Date().toISOString().slice(0, 19) <= before.slice(0, 19)) await new Promise(done => setTimeout(done, 100))
  ;(await bob.post({ action: 'purge', pageids: pageid })).ok()
  const [after, same] = await touched()
  assert.ok(after > before, `${after} is not after ${before}`)
  assert.equal(same, revision)
})

test('is not for those who are blocked, nor by a link', async () => {
  assert.equal((await bob.get({ action: 'purge', titles: 'Page' })).code, 'mustbeposted')
  const admin = await wiki.as('Admin')
  ;(await admin.write({ action: 'block', user: 'Bob', expiry: '1 hour' })).ok()
  assert.equal((await bob.post({ action: 'purge', titles: 'Page' })).code, 'blocked')
})
