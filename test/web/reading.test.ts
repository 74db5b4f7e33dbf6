// Reading: what the addresses of pages answer.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startWiki, type TestWiki } from '../support/server.ts'
import { attribute, Person, textOf } from './person.ts'

let wiki: TestWiki
let reader: Person
let latest = 0

before(async () => {
  wiki = await startWiki({
    database: 'memory',
    fixture: {
      accounts: [{ name: 'Admin', password: 'Admin-password-1', groups: ['sysop'] }],
      settings: { siteName: 'Gardens' },
      pages: [
        { title: 'Main Page', text: 'Welcome.' },
        {
          title: 'Garden',
          text: "A '''garden''' with [[Tree|trees]] and a [[Main Page|start]].\n\n== Tools ==\n* Spade\n[[Category:Places]]",
        },
        { title: 'Park', text: '#REDIRECT [[Garden]]' },
        { title: 'Lost', text: '#REDIRECT [[Nowhere]]' },
        { title: 'MediaWiki:Common.css', text: 'b { color: red } /* <b> */' },
      ],
    },
  })
  reader = new Person(wiki)
  const admin = await wiki.as('Admin')
  const changed = await admin.write({ action: 'edit', title: 'Garden', appendtext: '\n* Rake', summary: 'a rake' })
  latest = changed.number('edit.newrevid')
})
after(() => wiki.stop())

describe('a page', () => {
  test('is shown with its text, its red links and its categories', async () => {
    const page = await reader.visit('/wiki/Garden')
    assert.equal(page.status, 200)
    assert.equal(page.heading, 'Garden')
    assert.match(page.text, /A garden with trees and a start\./)
    assert.equal(page.link('trees'), '/index.php?title=Tree&action=edit&redlink=1')
    assert.equal(page.link('start'), '/wiki/Main_Page')
    assert.match(textOf(page.byId('catlinks')), /Category: Places/)
    assert.match(page.html, /<title>Garden – Gardens<\/title>/)
  })

  test('names the API, the software and its own address to programs', async () => {
    const page = await reader.visit('/wiki/Garden')
    const link = (rel: string) => page.all('link').find(one => attribute(one, 'rel') === rel)
    assert.match(attribute(link('EditURI') ?? page.byId('none'), 'href') ?? '', /\/api\.php\?action=rsd$/)
    assert.match(attribute(link('canonical') ?? page.byId('none'), 'href') ?? '', /\/wiki\/Garden$/)
    const generator = page.all('meta').find(one => attribute(one, 'name') === 'generator')
    assert.match(attribute(generator ?? page.byId('none'), 'content') ?? '', /^MediaWiki 1\.43/)
  })

  test('tells scripts what gadgets ask for, as data that is not run', async () => {
    const page = await reader.visit('/wiki/Garden')
    const { config } = page
    assert.equal(attribute(page.byId('mw-config'), 'type'), 'application/json')
    assert.equal(config.wgPageName, 'Garden')
    assert.equal(config.wgNamespaceNumber, 0)
    assert.equal(config.wgRevisionId, latest)
    assert.equal(config.wgCurRevisionId, latest)
    assert.equal(config.wgUserName, null)
    assert.equal(config.wgIsProbablyEditable, true)
    assert.deepEqual(config.wgCategories, ['Places'])
    assert.equal((config.wgFormattedNamespaces as Record<string, string>)['10'], 'Template')
  })

  test('is given out with headers that keep strangers out', async () => {
    const { headers } = await reader.visit('/wiki/Garden')
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /script-src [^;]*\/assets\//)
    assert.doesNotMatch(policy, /script-src[^;]*unsafe/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('cache-control') ?? '', /private/)
    assert.equal(headers.get('set-cookie'), null)
  })

  test('has no script in it, and a link past the menus first', async () => {
    const page = await reader.visit('/wiki/Garden')
    for (const script of page.all('script')) {
      const isOurs =
        attribute(script, 'src')?.startsWith('/assets/') ?? attribute(script, 'type') === 'application/json'
      assert.ok(isOurs)
    }
    const [first] = page.all('a')
    assert.equal(attribute(first ?? page.byId('none'), 'href'), '#content')
  })

  test('that is missing is answered 404, with a way to create it', async () => {
    const page = await reader.visit('/wiki/Nowhere')
    assert.equal(page.status, 404)
    assert.match(page.link('Create the page “Nowhere”'), /title=Nowhere&action=edit$/)
  })

  test('that is a redirect leads to its target and says so', async () => {
    const page = await reader.visit('/wiki/Park')
    assert.equal(page.heading, 'Garden')
    assert.equal(page.link('Park'), '/index.php?title=Park&redirect=no')
    assert.equal(page.config.wgRedirectedFrom, 'Park')
    const itself = await reader.visit('/index.php?title=Park&redirect=no')
    assert.equal(itself.heading, 'Park')
    assert.equal(itself.config.wgIsRedirect, true)
  })

  test('that is a redirect to nothing is shown itself', async () => {
    const page = await reader.visit('/wiki/Lost')
    assert.equal(page.status, 200)
    assert.equal(page.heading, 'Lost')
  })

  test('of another content model is shown as it is written', async () => {
    const page = await reader.visit('/wiki/MediaWiki:Common.css')
    assert.match(page.text, /b \{ color: red \} \/\* <b> \*\//)
  })

  test('is shown without the frame by action=render', async () => {
    const page = await reader.visit('/index.php?title=Garden&action=render')
    assert.match(page.html, /^<div class="mw-content-ltr mw-parser-output"/)
    assert.equal((await reader.visit('/index.php?title=Nowhere&action=render')).status, 404)
  })
})

describe('an address', () => {
  test('of nothing leads to the first page', async () => {
    for (const path of ['/', '/index.php']) {
      const page = await reader.ask(path)
      assert.equal(page.status, 302)
      assert.equal(page.headers.get('location'), '/wiki/Main_Page')
    }
  })

  test('that spells a title otherwise leads to the right one', async () => {
    const page = await reader.ask('/wiki/garden?uselang=en')
    assert.equal(page.status, 301)
    assert.equal(page.headers.get('location'), '/wiki/Garden?uselang=en')
    assert.equal((await reader.ask('/wiki/Main%20Page')).headers.get('location'), '/wiki/Main_Page')
    assert.equal((await reader.ask('/wiki/Main_Page')).status, 200)
  })

  test('with the number of a page or revision finds it', async () => {
    const { config } = await reader.visit('/wiki/Garden')
    assert.equal((await reader.visit(`/index.php?curid=${config.wgArticleId}`)).heading, 'Garden')
    const old = await reader.visit(`/index.php?oldid=${latest - 1}`)
    assert.equal(old.status, 200)
    assert.ok(old.has('mw-revision-info') || old.status === 200)
  })

  test('of an old revision shows it, and the ways to those beside it', async () => {
    const history = await reader.visit('/index.php?title=Garden&action=history')
    const ids = history.all('li').flatMap(one => attribute(one, 'data-mw-revid') ?? [])
    assert.equal(ids.length, 2)
    const old = await reader.visit(`/index.php?title=Garden&oldid=${ids[1]}`)
    assert.doesNotMatch(old.text, /Rake/)
    assert.match(textOf(old.byId('mw-revision-info')), /Revision of/)
    assert.equal(old.link('Newer revision →'), `/index.php?title=Garden&oldid=${ids[0]}`)
  })

  test('of a revision that there is not is answered 404', async () => {
    assert.equal((await reader.visit('/index.php?title=Garden&oldid=99999')).status, 404)
    assert.equal((await reader.visit('/index.php?title=Garden&diff=99999')).status, 404)
  })

  test('of a bad title, an unknown action or special page is answered 404', async () => {
    for (const path of [
      '/index.php?title=%3Cb%3E',
      '/index.php?title=Talk:',
      '/index.php?title=Garden&action=explode',
      '/wiki/Special:Nothing',
    ]) {
      assert.equal((await reader.visit(path)).status, 404, path)
    }
  })

  test('takes no other methods than those of a browser', async () => {
    const answer = await reader.ask('/wiki/Garden', { method: 'DELETE' })
    assert.equal(answer.status, 405)
    assert.equal((await reader.ask('/wiki/Garden', { method: 'HEAD' })).status, 200)
  })
})

describe('special pages that are addresses', () => {
  const leadsTo = async (path: string) => (await reader.ask(path)).headers.get('location')

  test('lead where they say', async () => {
    assert.equal(await leadsTo('/wiki/Special:PermanentLink/5'), '/index.php?oldid=5')
    assert.equal(await leadsTo('/wiki/Special:Diff/5'), '/index.php?diff=5')
    assert.equal(await leadsTo('/wiki/Special:Diff/5/6'), '/index.php?oldid=5&diff=6')
    assert.equal(await leadsTo('/wiki/Special:Redirect/revision/5'), '/index.php?oldid=5')
    assert.equal(await leadsTo('/wiki/Special:Redirect/page/1'), '/index.php?curid=1')
    assert.equal(await leadsTo('/wiki/Special:Redirect/user/1'), '/wiki/User:Admin')
    assert.equal(await leadsTo('/wiki/Special:FilePath/x.png'), '/wiki/Special:Redirect/file/X.png')
    assert.match((await leadsTo('/wiki/Special:Random')) ?? '', /^\/wiki\//)
    assert.match((await leadsTo('/wiki/Special:MyPage')) ?? '', /^\/wiki\/User:127\.0\.0\.1$/)
  })

  test('say 404 for what there is not', async () => {
    for (const path of ['Redirect/user/999', 'Redirect/page/999', 'Redirect/file/X.png', 'Diff/x', 'PermanentLink/x']) {
      assert.equal((await reader.visit(`/wiki/Special:${path}`)).status, 404, path)
    }
  })

  test('never lead to another site', async () => {
    const stranger = new Person(wiki)
    for (const value of ['//evil.example', 'https://evil.example/', '\\\\evil.example']) {
      const query = new URLSearchParams({ title: 'Special:Search', search: value })
      const page = await stranger.ask(`/index.php?${query}`)
      assert.doesNotMatch(page.headers.get('location') ?? '', /^(\/\/|https?:|\\)/)
      const login = await stranger.visit(
        `/index.php?${new URLSearchParams({ title: 'Special:UserLogin', returnto: value })}`,
      )
      const { action, fields } = login.formWith('wpName')
      const values = { ...Object.fromEntries(fields), wpName: 'Admin', wpPassword: 'Admin-password-1' }
      const body = new URLSearchParams(values)
      const answer = await stranger.ask(action, { method: 'POST', body })
      assert.equal(answer.status, 303)
      assert.match(answer.headers.get('location') ?? '', /^\/wiki\/[^/]?/)
    }
  })
})

describe('what pages refer to', () => {
  /** Links are kept a moment after the page is. */
  async function until(isSo: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 100; tries++) {
      if (await isSo()) return
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    assert.fail('it did not come to be')
  }

  test('is found from there: the members of a category, also where it has no page', async () => {
    await until(async () => (await reader.visit('/wiki/Category:Places')).text.includes('One page in this category'))
    const category = await reader.visit('/wiki/Category:Places')
    assert.equal(category.status, 404)
    assert.equal(category.link('Garden'), '/wiki/Garden')
    const all = await reader.visit('/wiki/Special:Categories')
    assert.match(all.text, /Places \(one member\)/)
  })

  test('is found from there: what links to a page, includes it, and leads to it', async () => {
    await until(async () => (await reader.visit('/wiki/Special:WhatLinksHere/Tree')).text.includes('Garden'))
    const links = await reader.visit('/wiki/Special:WhatLinksHere/Garden')
    assert.match(textOf(links.byId('mw-content-text')), /Park \(redirect\)/)
    const none = await reader.visit('/index.php?title=Special:WhatLinksHere/Tree&kind=inclusion')
    assert.match(none.text, /Nothing does/)
    assert.equal((await reader.visit('/index.php?title=Special:WhatLinksHere&target=%3Cb%3E')).status, 200)
  })
})

describe('a list', () => {
  test('of all pages goes on where it ended, and finds by the beginning of a title', async () => {
    const all = await reader.visit('/wiki/Special:AllPages')
    assert.match(all.text, /Garden/)
    const from = await reader.visit('/index.php?title=Special:AllPages&from=Main')
    assert.throws(() => from.link('Garden'))
    assert.equal(from.link('Main Page'), '/wiki/Main_Page')
    const found = await reader.visit('/index.php?title=Special:Search&search=Gar')
    assert.equal(found.link('Garden'), '/wiki/Garden')
    assert.equal(
      (await reader.ask('/index.php?title=Special:Search&search=garden')).headers.get('location'),
      '/wiki/Garden',
    )
  })

  test('of special pages names each with a way to it, and each answers', async () => {
    const list = await reader.visit('/wiki/Special:SpecialPages')
    const paths = list.all('a').flatMap(one => {
      const href = attribute(one, 'href') ?? ''
      return /^\/wiki\/Special:/.test(href) ? [href] : []
    })
    assert.ok(paths.length >= 15)
    for (const path of new Set(paths)) {
      const page = await reader.visit(path)
      assert.ok(page.status === 200 || /MyTalk|MyPage/.test(path), `${path}: ${page.status}`)
    }
  })
})
