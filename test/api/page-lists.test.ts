// Lists of pages over HTTP: all of them, by the start of their titles, protected, redirecting, random, with properties.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { followed } from '../support/follow.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  for (const [title, text] of [
    ['List a', 'a'],
    ['List b', 'bb'],
    ['List c', 'ccc'],
    ['Lead a', '#REDIRECT [[List a]]'],
    ['Lead b', '#REDIRECT [[List a#Part]]'],
    ['Lead none', '#REDIRECT [[Nowhere]]'],
    ['Talk:List a', 'talk'],
  ] as const) {
    ;(await bob.write({ action: 'edit', title, text })).ok()
  }
  ;(await admin.write({ action: 'protect', title: 'List a', protections: 'edit=sysop' })).ok()
  const kept = { protections: 'edit=autoconfirmed|move=sysop', expiry: 'infinite|2099-01-01T00:00:00Z' }
  ;(await admin.write({ action: 'protect', title: 'List b', ...kept, cascade: false })).ok()
  for (const [title, level] of [
    ['Never a', 'sysop'],
    ['Never b', 'autoconfirmed'],
  ]) {
    ;(await admin.write({ action: 'protect', title, protections: `create=${level}`, reason: 'no [[List a]]' })).ok()
  }
})
after(() => wiki.stop())

const ask = (params: Params, who: Client = bob): Promise<Answer> => who.get({ action: 'query', ...params })
const named = (items: unknown[]): unknown[] => items.map(item => (item as { title?: string }).title)
const titles = async (list: string, params: Params): Promise<unknown[]> =>
  named((await ask({ list, ...params })).ok().list(`query.${list}`))

describe('allpages', () => {
  test('in a range, by a prefix, in either order', async () => {
    assert.deepEqual(await titles('allpages', { apprefix: 'List' }), ['List a', 'List b', 'List c'])
    assert.deepEqual(await titles('allpages', { apfrom: 'List b', apto: 'List c' }), ['List b', 'List c'])
    assert.deepEqual(await titles('allpages', { apprefix: 'List', apdir: 'descending', aplimit: 2 }), [
      'List c',
      'List b',
    ])
    assert.deepEqual(await titles('allpages', { apnamespace: 1 }), ['Talk:List a'])
  })

  test('redirects or not, by size, by protection', async () => {
    const some = (params: Params) => titles('allpages', { apprefix: 'L', ...params })
    assert.deepEqual(await some({ apfilterredir: 'redirects' }), ['Lead a', 'Lead b', 'Lead none'])
    assert.deepEqual(await some({ apfilterredir: 'nonredirects' }), ['List a', 'List b', 'List c'])
    assert.deepEqual(await some({ apminsize: 2, apmaxsize: 3 }), ['List b', 'List c'])
    assert.deepEqual(await some({ apprtype: 'edit' }), ['List a', 'List b'])
    assert.deepEqual(await some({ apprtype: 'edit', apprlevel: 'sysop' }), ['List a'])
    assert.deepEqual(await some({ apprtype: 'edit|move', apprexpiry: 'definite' }), ['List b'])
    assert.equal((await ask({ list: 'allpages', apprlevel: 'sysop' })).code, 'invalidparammix')
  })

  test('continued to its end, and as a generator', async () => {
    const params = { list: 'allpages', aplimit: 2, apprefix: 'L' }
    assert.deepEqual(named(await followed(bob, params, 'query.allpages')), [
      'Lead a',
      'Lead b',
      'Lead none',
      'List a',
      'List b',
      'List c',
    ])
    const generated = (await ask({ generator: 'allpages', gapprefix: 'List', prop: 'info' })).ok()
    assert.deepEqual(named(generated.list('query.pages')), ['List a', 'List b', 'List c'])
    const redirecting = { generator: 'allpages', gapfilterredir: 'redirects', redirects: true }
    assert.equal((await ask(redirecting)).code, 'params')
  })
})

describe('redirects', () => {
  test('to a page, with or without a section', async () => {
    const leading = async (params: Params = {}) =>
      (await ask({ prop: 'redirects', titles: 'List a', ...params })).ok().at('query.pages.0.redirects')
    const shown = (await leading({ rdprop: 'title|fragment' })) as unknown[]
    assert.deepEqual(shown, [
      { ns: 0, title: 'Lead a' },
      { ns: 0, title: 'Lead b', fragment: 'Part' },
    ])
    assert.deepEqual(named((await leading({ rdshow: 'fragment' })) as unknown[]), ['Lead b'])
    assert.deepEqual(named((await leading({ rdshow: '!fragment' })) as unknown[]), ['Lead a'])
    assert.equal(await leading({ rdnamespace: 1 }), undefined)
    const generated = (await ask({ generator: 'redirects', titles: 'List a' })).ok()
    assert.deepEqual(named(generated.list('query.pages')), ['Lead a', 'Lead b'])
  })

  test('all targets, those that are missing too', async () => {
    assert.deepEqual(await titles('allredirects', {}), ['List a', 'List a', 'Nowhere'])
    assert.deepEqual(await titles('allredirects', { arunique: true, arlimit: 'max' }), ['List a', 'Nowhere'])
    assert.deepEqual(await titles('allredirects', { ardir: 'descending', arprefix: 'L' }), ['List a', 'List a'])
    const all = named(await followed(bob, { list: 'allredirects', arlimit: 1 }, 'query.allredirects'))
    assert.deepEqual(all, ['List a', 'List a', 'Nowhere'])
    assert.equal((await ask({ list: 'allredirects', arunique: true, arprop: 'ids' })).code, 'invalidparammix')
    const generated = (await ask({ generator: 'allredirects', garunique: true })).ok()
    assert.deepEqual(named(generated.list('query.pages')), ['Nowhere', 'List a'])
  })
})

describe('titles that start alike', () => {
  test('in the namespace asked for, or in the one that is typed', async () => {
    assert.deepEqual(await titles('prefixsearch', { pssearch: 'list' }), ['List a', 'List b', 'List c'])
    assert.deepEqual(await titles('prefixsearch', { pssearch: 'talk:l' }), ['Talk:List a'])
    assert.deepEqual(await titles('prefixsearch', { pssearch: 'List', pslimit: 1, psoffset: 1 }), ['List b'])
    assert.deepEqual(await titles('prefixsearch', { pssearch: 'Zzz' }), [])
    assert.equal((await ask({ list: 'prefixsearch' })).code, 'missingparam')
  })
})

describe('protected titles', () => {
  test('with who protected them and why', async () => {
    assert.deepEqual(await titles('protectedtitles', {}), ['Never b', 'Never a'])
    assert.deepEqual(await titles('protectedtitles', { ptlevel: 'sysop' }), ['Never a'])
    assert.deepEqual(await titles('protectedtitles', { ptdir: 'newer', ptlimit: 1 }), ['Never a'])
    const shown = await ask({
      list: 'protectedtitles',
      ptlevel: 'sysop',
      ptprop: 'user|comment|parsedcomment|expiry|level',
    })
    const { parsedcomment, ...rest } = shown.at('query.protectedtitles.0') as Record<string, unknown>
    assert.deepEqual(rest, {
      ns: 0,
      title: 'Never a',
      user: 'Admin',
      comment: 'no [[List a]]',
      expiry: 'infinity',
      level: 'sysop',
    })
    assert.match(String(parsedcomment), /<a href="\/wiki\/List_a"/)
  })
})

describe('random pages', () => {
  test('differ, and are of the kind asked for', async () => {
    const some = await titles('random', { rnnamespace: 0, rnlimit: 3 })
    assert.equal(new Set(some).size, 3)
    for (let round = 0; round < 5; round++) {
      const [redirect] = await titles('random', { rnfilterredir: 'redirects', rnnamespace: 0 })
      assert.match(String(redirect), /^Lead/)
      assert.deepEqual(await titles('random', { rnnamespace: 1, rnlimit: 5 }), ['Talk:List a'])
    }
  })

  test('can be continued without meeting one twice', async () => {
    const all = named(await followed(bob, { list: 'random', rnnamespace: 0, rnlimit: 2 }, 'query.random'))
    assert.equal(all.length, 4)
    assert.equal(new Set(all).size, 4)
  })
})
