// Law: a list that is followed page by page is the list that one big request gets, in either direction.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { followed } from '../support/follow.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  const people = [admin, await wiki.as('Bob'), await wiki.as('Robot'), wiki.client()]
  const titles = ['A', 'B', 'Talk:A', 'A/b', 'Gone']
  const revisions: number[] = []
  await admin.write({ action: 'managetags', operation: 'create', tag: 'law' })
  // Several changes a second: the id has to decide where the time does not.
  for (let round = 0; round < 3; round++) {
    for (const [index, title] of titles.entries()) {
      const who = people[(round + index) % people.length] as Client
      const answer = await who.write({
        action: 'edit',
        title,
        text: `${round} ${index}`,
        summary: `${round}`,
        minor: round === 1,
      })
      revisions.push(answer.ok().number('edit.newrevid'))
    }
  }
  for (const id of revisions.filter((_, index) => index % 4 !== 0)) {
    ;(await admin.write({ action: 'tag', revid: id, add: 'law' })).ok()
  }
  ;(await admin.write({ action: 'protect', title: 'A', protections: 'edit=sysop', reason: 'law' })).ok()
  ;(await admin.write({ action: 'delete', title: 'Gone', reason: 'law' })).ok()
  for (const title of ['Wa', 'Wb', 'Wc', 'Talk:Wa']) await admin.write({ action: 'watch', titles: title }, 'watch')
})
after(() => wiki.stop())

/** A list, the prefix of its parameters, and what is asked of it. */
const lists: readonly [list: string, prefix: string, params: Params, path?: string][] = [
  ['recentchanges', 'rc', { rcprop: 'ids|title|user|tags' }],
  ['recentchanges', 'rc', { rcprop: 'ids', rctag: 'law' }],
  ['recentchanges', 'rc', { rcprop: 'ids', rcuser: 'Bob' }],
  ['logevents', 'le', {}],
  ['logevents', 'le', { letype: 'create' }],
  ['usercontribs', 'uc', { ucuser: 'Bob' }],
  ['usercontribs', 'uc', { ucuser: 'Bob|Admin|Robot' }],
  ['usercontribs', 'uc', { ucuserprefix: '127.' }],
  ['usercontribs', 'uc', { ucuser: 'Bob', uctag: 'law' }],
  ['watchlist', 'wl', { wlallrev: true, wlprop: 'ids|title|timestamp' }],
]

describe('followed to its end, a list is what one request gets', () => {
  for (const [list, prefix, params, path = `query.${list}`] of lists) {
    for (const dir of ['newer', 'older']) {
      test(`${list} ${JSON.stringify(params)}, ${dir}`, async () => {
        const asked = { list, [`${prefix}dir`]: dir, ...params }
        const whole = await admin.get({ action: 'query', ...asked, [`${prefix}limit`]: 'max' })
        const items = whole.ok().list(path)
        assert.ok(items.length > 1, 'there is enough to follow')
        for (const limit of [1, 2, items.length]) {
          assert.deepEqual(await followed(admin, { ...asked, [`${prefix}limit`]: limit }, path), items)
        }
      })
    }
  }

  for (const dir of ['ascending', 'descending']) {
    test(`watchlistraw, ${dir}`, async () => {
      const asked = { list: 'watchlistraw', wrdir: dir, wrprop: 'changed' }
      const items = (await admin.get({ action: 'query', ...asked, wrlimit: 'max' })).list('watchlistraw')
      assert.ok(items.length > 6)
      assert.deepEqual(await followed(admin, { ...asked, wrlimit: 3 }, 'watchlistraw'), items)
    })
  }

  test('tags', async () => {
    const items = (await admin.get({ action: 'query', list: 'tags', tglimit: 'max' })).list('query.tags')
    assert.deepEqual(await followed(admin, { list: 'tags', tglimit: 2 }, 'query.tags'), items)
  })

  for (const [list, prefix] of [
    ['allrevisions', 'arv'],
    ['alldeletedrevisions', 'adr'],
  ] as const) {
    for (const dir of ['newer', 'older']) {
      test(`${list}, ${dir}, page by page`, async () => {
        const asked = { list, [`${prefix}dir`]: dir, [`${prefix}prop`]: 'ids' }
        const ids = (pages: unknown[]) =>
          (pages as { revisions: { revid: number }[] }[]).flatMap(page => page.revisions.map(one => one.revid))
        const whole = (await admin.get({ action: 'query', ...asked, [`${prefix}limit`]: 'max' })).list(`query.${list}`)
        const followedIds = ids(await followed(admin, { ...asked, [`${prefix}limit`]: 1 }, `query.${list}`))
        assert.ok(followedIds.length > 2)
        assert.deepEqual([...followedIds].sort(), ids(whole).sort())
        assert.equal(new Set(followedIds).size, followedIds.length)
      })
    }
  }

  for (const [generator, prefix, params] of [
    ['recentchanges', 'grc', {}],
    ['allrevisions', 'garv', {}],
    ['watchlistraw', 'gwr', {}],
  ] as const) {
    test(`the pages of the generator ${generator}`, async () => {
      const asked = { generator, ...params }
      const titles = (pages: unknown[]) => new Set((pages as { title: string }[]).map(page => page.title))
      const whole = await admin.get({ action: 'query', ...asked, [`${prefix}limit`]: 'max' })
      const pages = await followed(admin, { ...asked, [`${prefix}limit`]: 2 }, 'query.pages')
      assert.deepEqual([...titles(pages)].sort(), [...titles(whole.list('query.pages'))].sort())
    })
  }
})
