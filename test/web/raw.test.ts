// action=raw: the text of pages for programs.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let anyone: Client

before(async () => {
  wiki = await startWiki({
    database: 'memory',
    fixture: {
      accounts: [{ name: 'Admin', password: 'Admin-password-1', groups: ['sysop', 'interface-admin', 'suppress'] }],
      pages: [
        { title: 'Main Page', text: 'Welcome' },
        { title: 'Garden', text: 'Intro\n\n== Tools ==\nSpade\n\n== Plants ==\nRose\n<script>alert(1)</script>' },
        { title: 'MediaWiki:Common.js', text: 'mw.log("hello")' },
        { title: 'User:Admin/common.js', text: 'mine()' },
        { title: 'User:Nobody/common.js', text: 'of nobody()' },
      ],
    },
  })
  admin = await wiki.as('Admin')
  anyone = wiki.client()
})
after(() => wiki.stop())

const raw = (query: Record<string, string>, client = anyone) =>
  client.fetch(`/index.php?${new URLSearchParams({ action: 'raw', ...query })}`)

describe('raw text', () => {
  test('is the text as it is written, of the page, of an old revision, of a section', async () => {
    const page = await raw({ title: 'Garden' })
    assert.equal(page.status, 200)
    assert.equal(page.headers.get('content-type'), 'text/x-wiki; charset=UTF-8')
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff')
    assert.match(page.text, /^Intro\n\n== Tools ==/)
    assert.equal((await raw({ title: 'Garden', section: '1' })).text, '== Tools ==\nSpade')
    assert.equal((await raw({ title: 'Garden', section: '9' })).status, 404)
    assert.equal((await anyone.fetch('/wiki/Garden?action=raw')).text, page.text)

    const before = (await admin.get({ action: 'query', titles: 'Main Page', prop: 'info' })).at('query.pages.0')
    const { lastrevid, pageid } = before as { lastrevid: number; pageid: number }
    await admin.write({ action: 'edit', title: 'Main Page', text: 'Good bye' })
    assert.equal((await raw({ title: 'Main Page', oldid: String(lastrevid) })).text, 'Welcome')
    assert.equal((await raw({ curid: String(pageid) })).text, 'Good bye')
    assert.equal((await raw({ title: 'Main Page', oldid: String(lastrevid), direction: 'next' })).text, 'Good bye')
    assert.equal((await raw({ title: 'Garden', oldid: String(lastrevid) })).status, 404)
  })

  test('of what is missing is answered 404, and empty', async () => {
    for (const query of [{ title: 'Nowhere' }, { title: 'Garden', oldid: '99999' }] as Record<string, string>[]) {
      const page = await raw(query)
      assert.equal(page.status, 404)
      assert.equal(page.text, '')
    }
  })

  test('is of no other type than those on the list', async () => {
    for (const ctype of ['text/html', 'image/svg+xml', 'text/javascript, text/html', '']) {
      const page = await raw({ title: 'Garden', ctype })
      assert.equal(page.headers.get('content-type'), 'text/x-wiki; charset=UTF-8', ctype)
    }
    assert.equal(
      (await raw({ title: 'Garden', ctype: 'text/css' })).headers.get('content-type'),
      'text/css; charset=UTF-8',
    )
  })

  test('is a script only where scripts may stand', async () => {
    const script = await raw({ title: 'MediaWiki:Common.js', ctype: 'text/javascript' })
    assert.equal(script.headers.get('content-type'), 'text/javascript; charset=UTF-8')
    assert.equal(script.text, 'mw.log("hello")')
    assert.equal((await raw({ title: 'User:Admin/common.js', ctype: 'text/javascript' })).text, 'mine()')
    for (const title of [
      'Garden',
      'Nowhere',
      'User:Nobody/common.js',
      'User:Admin',
      'MediaWiki:Edit',
      'Special:MyPage/x.js',
    ]) {
      const page = await raw({ title, ctype: 'text/javascript' })
      assert.equal(page.status, 403, title)
      assert.match(page.headers.get('content-type') ?? '', /^text\/plain/)
      assert.doesNotMatch(page.text, /Intro|of nobody/)
    }
  })

  test('of a site script that nobody has written is an empty one', async () => {
    const page = await raw({ title: 'MediaWiki:Vector.js', ctype: 'text/javascript' })
    assert.equal(page.status, 200)
    assert.equal(page.text, '')
  })

  test('is kept by shared caches only where nobody is logged in and nothing can be hidden', async () => {
    const age = { maxage: '100', smaxage: '200' }
    const shared = await raw({ title: 'Garden', ...age })
    assert.equal(shared.headers.get('cache-control'), 'public, s-maxage=200, max-age=100')
    const own = await raw({ title: 'Garden', ...age }, admin)
    assert.match(own.headers.get('cache-control') ?? '', /^private/)
    const { lastrevid } = (await admin.get({ action: 'query', titles: 'Main Page', prop: 'info' })).at(
      'query.pages.0',
    ) as { lastrevid: number }
    await admin.write({ action: 'edit', title: 'Main Page', text: 'Again' })
    const old = await raw({ title: 'Main Page', oldid: String(lastrevid), ...age })
    assert.equal(old.headers.get('cache-control'), 'private, must-revalidate, max-age=0')
  })

  test('is never hidden text, whoever asks', async () => {
    await admin.write({ action: 'edit', title: 'Secret', text: 'the secret' })
    const { lastrevid } = (await admin.get({ action: 'query', titles: 'Secret', prop: 'info' })).at(
      'query.pages.0',
    ) as { lastrevid: number }
    await admin.write({ action: 'edit', title: 'Secret', text: 'open' })
    const oldid = String(lastrevid)
    assert.equal((await raw({ title: 'Secret', oldid })).text, 'the secret')
    await admin.write({ action: 'revisiondelete', type: 'revision', ids: oldid, hide: 'content' })
    for (const client of [anyone, admin]) {
      const page = await raw({ title: 'Secret', oldid }, client)
      assert.equal(page.status, 404)
      assert.equal(page.text, '')
    }
  })

  test('is not answered to a form', async () => {
    const page = await anyone.fetch('/index.php?title=Garden&action=raw', {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    })
    assert.equal(page.status, 405)
  })
})
