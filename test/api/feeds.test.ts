// The feeds over HTTP: what is in them, and that nothing is that not everybody may see.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client

before(async () => {
  wiki = await startWiki()
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  await edit(bob, { title: 'Feed', text: 'one', summary: 'made <b>it</b>' })
  await edit(bob, { title: 'Feed', text: 'two', summary: '/* Part */ changed', minor: true })
  await edit(bob, { title: 'Talk:Feed', text: '[[Feed]]', summary: 'talk' })
})
after(() => wiki.stop())

const edit = async (client: Client, params: Params): Promise<number> =>
  (await client.write({ action: 'edit', ...params })).ok().number('edit.newrevid')

async function feed(params: Params, client: Client = wiki.client()) {
  const answer = await client.get({ format: undefined, formatversion: undefined, ...params })
  return {
    ...answer,
    titles: [...answer.text.matchAll(/<title>(.*?)<\/title>/g)].map(match => match[1] ?? '').slice(1),
  }
}

describe('feedrecentchanges', () => {
  const changes = (params: Params = {}) => feed({ action: 'feedrecentchanges', ...params })

  test('tells what happened, newest first, in both formats', async () => {
    const rss = await changes({ limit: 3 })
    assert.deepEqual(rss.titles, ['Talk:Feed', 'Feed', 'Feed'])
    assert.match(rss.headers.get('content-type') ?? '', /^application\/xml/)
    assert.match(rss.text, /^<\?xml version="1.0"\?>\n<rss version="2.0"/)
    const atom = await changes({ limit: 3, feedformat: 'atom' })
    assert.deepEqual(atom.titles, ['Talk:Feed', 'Feed', 'Feed'])
    assert.match(atom.text, /^<\?xml version="1.0"\?>\n<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/)
  })

  test('shows what an edit changed, escaped twice', async () => {
    const { text } = await changes({ limit: 3 })
    assert.match(text, /&lt;del class=&quot;diffchange/)
    assert.match(text, /made &amp;lt;b&amp;gt;it/)
    assert.doesNotMatch(text, /<b>/)
  })

  test('leaves out what is asked to be left out', async () => {
    assert.deepEqual((await changes({ namespace: 1 })).titles, ['Talk:Feed'])
    assert.equal((await changes({ namespace: 1, invert: true })).titles.includes('Talk:Feed'), false)
    assert.deepEqual((await changes({ namespace: 1, associated: true, hideminor: true, limit: 2 })).titles, [
      'Talk:Feed',
      'Feed',
    ])
    assert.deepEqual((await changes({ hideliu: true, hideanons: true })).titles, [])
    assert.deepEqual((await changes({ tagfilter: 'mw-nothing' })).titles, [])
  })

  test('is kept by anybody for a moment, unless somebody in particular asks', async () => {
    assert.match((await changes()).headers.get('cache-control') ?? '', /max-age=15, public/)
    const own = await feed({ action: 'feedrecentchanges' }, admin)
    assert.match(own.headers.get('cache-control') ?? '', /^private/)
  })

  test('refuses a format that is none', async () => {
    const answer = await admin.get({ action: 'feedrecentchanges', feedformat: 'x' })
    assert.equal(answer.code, 'badvalue')
  })

  test('is where Special:RecentChanges leads for a feed', async () => {
    const page = await fetch(`${wiki.url}wiki/Special:RecentChanges?feed=atom&namespace=1`)
    assert.match(page.url, /api\.php\?action=feedrecentchanges&feedformat=atom/)
    assert.match(await page.text(), /<title>Talk:Feed<\/title>/)
  })
})

describe('feedcontributions', () => {
  const contributions = (params: Params) => feed({ action: 'feedcontributions', ...params })

  test('say where each page is talked about', async () => {
    const { text } = await contributions({ user: 'Bob' })
    assert.equal(text.match(/<comments>[^<]*[Tt]alk:[^<]*<\/comments>/g)?.length, text.match(/<item>/g)?.length)
  })

  test('tells what somebody did', async () => {
    const { titles, text } = await contributions({ user: 'Bob' })
    assert.deepEqual(titles, ['Talk:Feed', 'Feed', 'Feed'])
    assert.match(text, /<dc:creator>Bob<\/dc:creator>/)
    assert.deepEqual((await contributions({ user: 'Bob', toponly: true, namespace: 0 })).titles, ['Feed'])
    assert.deepEqual((await contributions({ user: 'Bob', newonly: true })).titles, ['Talk:Feed', 'Feed'])
    assert.deepEqual((await contributions({ user: 'Bob', year: 2020 })).titles, [])
  })

  test('does not tell somebody who did nothing from somebody who is not there', async () => {
    assert.deepEqual((await contributions({ user: 'Nobody at all' })).titles, [])
    assert.equal((await admin.get({ action: 'feedcontributions', user: 'a[b' })).code, 'baduser')
  })
})

describe('feedwatchlist', () => {
  test('tells what changed of what is watched, and leads to sections', async () => {
    ;(await admin.write({ action: 'watch', titles: 'Feed' }, 'watch')).ok()
    const { titles, text } = await feed({ action: 'feedwatchlist', linktosections: true, allrev: true }, admin)
    assert.deepEqual(titles, ['Talk:Feed', 'Feed', 'Feed'])
    assert.match(text, /<link>[^<]*#Part<\/link>/)
  })

  test('says in the feed that one must log in', async () => {
    const { titles, status } = await feed({ action: 'feedwatchlist' })
    assert.equal(status, 200)
    assert.match(titles[0] ?? '', /notloggedin/)
  })
})

describe('what is hidden', () => {
  test('is in no feed, for nobody', async () => {
    const bad = await edit(bob, { title: 'Feed', text: 'kookaburratext', summary: 'kookaburrasummary' })
    await edit(bob, { title: 'Feed', text: 'good' })
    const hide = { action: 'revisiondelete', type: 'revision', ids: bad, hide: 'content|comment|user' }
    ;(await admin.write(hide)).ok()
    for (const client of [admin, wiki.client()]) {
      for (const params of [
        { action: 'feedrecentchanges' },
        { action: 'feedcontributions', user: 'Bob' },
        { action: 'feedwatchlist', allrev: true },
      ]) {
        assert.doesNotMatch((await feed(params, client)).text, /kookaburra/)
      }
    }
    assert.doesNotMatch(
      (await feed({ action: 'feedcontributions', user: 'Bob' }, admin)).text,
      new RegExp(`diff=${bad}\\b`),
    )
  })
})
