// prop=info over HTTP: what pages are, who watches them, what protects them, what may be done, what edit boxes start with.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { jobsDone } from '../support/pages.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  const save = async (title: string, text: string) => (await bob.write({ action: 'edit', title, text })).ok()
  await save('Page', "''text''")
  await save('Talk:Page', 'talk')
  await save('Leads', '#REDIRECT [[Page]]')
  await save('Template:Start', '<noinclude>no</noinclude><includeonly>Hello $1, {{x}}</includeonly>')
  const kept = { protections: 'edit=sysop|move=autoconfirmed', expiry: '2099-01-01T00:00:00Z|infinite' }
  ;(await admin.write({ action: 'protect', title: 'Page', ...kept })).ok()
  ;(await admin.write({ action: 'protect', title: 'Never', protections: 'create=sysop' })).ok()
  ;(await bob.write({ action: 'watch', titles: 'Page' }, 'watch')).ok()
})
after(() => wiki.stop())

const ask = (params: Params, who: Client = bob): Promise<Answer> =>
  who.get({ action: 'query', prop: 'info', titles: 'Page', ...params })
const info = async (params: Params, who?: Client): Promise<Record<string, unknown>> =>
  (await ask(params, who)).ok().at('query.pages.0') as Record<string, unknown>

describe('what a page is', () => {
  test('a page that is there, a redirect, and one that is not', async () => {
    const { touched, lastrevid, pageid, ...page } = await info({})
    assert.match(String(touched), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    assert.ok(Number(lastrevid) > 0 && Number(pageid) > 0)
    assert.deepEqual(page, {
      ns: 0,
      title: 'Page',
      contentmodel: 'wikitext',
      pagelanguage: 'en',
      pagelanguagehtmlcode: 'en',
      pagelanguagedir: 'ltr',
      length: 8,
    })
    assert.equal((await info({ titles: 'Leads' })).redirect, true)
    assert.equal((await info({ titles: 'Leads' })).new, true)
    assert.deepEqual(await info({ titles: 'User:Bob/none.css' }), {
      ns: 2,
      title: 'User:Bob/none.css',
      missing: true,
      contentmodel: 'css',
      pagelanguage: 'en',
      pagelanguagehtmlcode: 'en',
      pagelanguagedir: 'ltr',
    })
  })

  test('its talk page, its addresses and its title as shown', async () => {
    const page = await info({ inprop: 'talkid|associatedpage|url|displaytitle|varianttitles|readable|preload' })
    assert.ok(Number(page.talkid) > 0)
    assert.equal(page.associatedpage, 'Talk:Page')
    assert.equal(page.fullurl, `${wiki.url}wiki/Page`)
    assert.equal(page.editurl, `${wiki.url}index.php?title=Page&action=edit`)
    assert.equal(page.displaytitle, 'Page')
    assert.deepEqual(page.varianttitles, { en: 'Page' })
    assert.equal(page.readable, true)
    const talk = await info({ titles: 'Talk:Page', inprop: 'subjectid|associatedpage' })
    assert.equal(talk.associatedpage, 'Page')
    assert.equal(typeof talk.subjectid, 'number')
  })

  test('the class of links to it', async () => {
    assert.deepEqual((await info({ titles: 'Leads', inprop: 'linkclasses' })).linkclasses, ['mw-redirect'])
    assert.deepEqual((await info({ inprop: 'linkclasses' })).linkclasses, [])
  })

  test('many pages are told of in pieces when actions are tested', async () => {
    const titles = Array.from({ length: 30 }, (_, index) => `None ${index}`)
    const answer = (await ask({ titles, intestactions: 'read|edit' })).ok()
    const shown = answer.list('query.pages').filter(page => 'actions' in (page as object))
    assert.equal(shown.length, 25)
    const rest = (
      await ask({ titles, intestactions: 'read|edit', incontinue: answer.string('continue.incontinue') })
    ).ok()
    assert.equal(rest.list('query.pages').filter(page => 'actions' in (page as object)).length, 5)
  })
})

describe('protection', () => {
  test('of a page and of a title', async () => {
    const { protection, restrictiontypes } = await info({ inprop: 'protection' })
    assert.deepEqual(protection, [
      { type: 'edit', level: 'sysop', expiry: '2099-01-01T00:00:00Z' },
      { type: 'move', level: 'autoconfirmed', expiry: 'infinity' },
    ])
    assert.deepEqual(restrictiontypes, ['edit', 'move'])
    const missing = await info({ titles: 'Never', inprop: 'protection' })
    assert.deepEqual(missing.protection, [{ type: 'create', level: 'sysop', expiry: 'infinity' }])
    assert.deepEqual(missing.restrictiontypes, ['create'])
    const file = await info({ titles: 'File:Not there.png', inprop: 'protection' })
    assert.deepEqual(file.restrictiontypes, ['create'])
  })

  test('of what a page includes, if that protects it', async () => {
    ;(await bob.write({ action: 'edit', title: 'Includes', text: '{{Part}} {{:Talk:Page}}' })).ok()
    const order = { protections: 'edit=sysop', cascade: true }
    await jobsDone(bob)
    ;(await admin.write({ action: 'protect', title: 'Includes', ...order })).ok()
    const asked = { inprop: 'protection', intestactions: 'edit' }
    const sources = [{ type: 'edit', level: 'sysop', expiry: 'infinity', source: 'Includes' }]
    for (const titles of ['Template:Part', 'Talk:Page']) {
      const { protection, actions } = await info({ titles, ...asked })
      assert.deepEqual(protection, sources, titles)
      assert.deepEqual(actions, { edit: false }, titles)
    }
    assert.deepEqual((await info({ titles: 'Template:Other', ...asked })).protection, [])
  })

  test('says what somebody may do, and why not', async () => {
    assert.deepEqual((await info({ intestactions: 'read|edit' })).actions, { read: true, edit: false })
    assert.deepEqual((await info({ intestactions: 'read|edit' }, admin)).actions, { read: true, edit: true })
    const full = (await info({ intestactions: 'edit|read', intestactionsdetail: 'full', errorformat: 'raw' }))
      .actions as Record<string, { code: string }[]>
    assert.deepEqual(full.read, [])
    assert.deepEqual(
      full.edit?.map(one => one.code),
      ['protectedpage'],
    )
    const created = await info({ titles: 'Never', intestactions: 'create|edit', intestactionsautocreate: true })
    assert.deepEqual(created.actions, { create: false, edit: false })
    assert.deepEqual(created.wouldautocreate, { create: false, edit: false })
  })
})

describe('who watches', () => {
  test('each sees their own list', async () => {
    assert.equal((await info({ inprop: 'watched' })).watched, true)
    assert.equal((await info({ inprop: 'watched' }, await wiki.as('Robot'))).watched, false)
    const since = async (who: Client) => (await info({ inprop: 'notificationtimestamp' }, who)).notificationtimestamp
    assert.equal(await since(admin), '')
    assert.match(String(await since(bob)), /^\d{4}-\d\d-\d\dT/)
  })

  test('how many there are is for those with the right to know', async () => {
    const counts = await info({ inprop: 'watchers|visitingwatchers' }, admin)
    assert.equal(counts.watchers, 2)
    assert.equal(counts.visitingwatchers, 2)
    const hidden = await info({ inprop: 'watchers|visitingwatchers' })
    assert.equal(hidden.watchers, undefined)
    assert.equal(hidden.visitingwatchers, undefined)
  })
})

describe('before an edit', () => {
  test('the box starts empty, with a text to start from, or with the message', async () => {
    const missing = await info({ titles: 'None', inprop: 'preloadcontent' })
    assert.deepEqual(missing.preloadcontent, { contentmodel: 'wikitext', contentformat: 'text/x-wiki', content: '' })
    assert.equal(missing.preloadisdefault, true)
    const from = { inprop: 'preloadcontent', inpreloadcustom: 'Template:Start', inpreloadparams: 'you' }
    const started = await ask({ titles: 'None', ...from })
    assert.equal(started.at('query.pages.0.preloadcontent.content'), 'Hello you, {{x}}')
    assert.equal(started.at('query.pages.0.preloadisdefault'), false)
    const message = await ask({ titles: 'MediaWiki:Mainpage', inprop: 'preloadcontent' })
    assert.equal(message.at('query.pages.0.preloadcontent.content'), 'Main Page')
  })

  test('a page that is there starts with itself, but its new sections do not', async () => {
    assert.equal((await info({ inprop: 'preloadcontent' })).preloadcontent, undefined)
    const section = await ask({ inprop: 'preloadcontent', inpreloadnewsection: true })
    assert.equal(section.at('query.pages.0.preloadcontent.content'), '')
  })

  test('what stands above the box', async () => {
    const intro = async (params: Params, who?: Client) =>
      (await info({ inprop: 'editintro', ...params }, who)).editintro as Record<string, string>
    assert.deepEqual(Object.keys(await intro({ titles: 'None' })), ['newarticletext'])
    assert.deepEqual(Object.keys(await intro({ titles: 'None' }, wiki.client())), [
      'newarticletextanon',
      'anoneditwarning',
    ])
    assert.deepEqual(Object.keys(await intro({})), ['protectedpagewarning'])
    assert.deepEqual(Object.keys(await intro({ titles: 'Never' })), ['newarticletext', 'titleprotectedwarning'])
    assert.deepEqual(Object.keys(await intro({ titles: 'User:Nobody here' })), [
      'userpage-userdoesnotexist',
      'newarticletext',
    ])
    const custom = await intro({ titles: 'None', ineditintrocustom: 'Template:Start' })
    assert.match(custom.editintro ?? '', /^<div class="mw-editintro">[^<]*Hello/)
    assert.deepEqual(await intro({ ineditintroskip: 'protectedpagewarning' }), {})
  })

  test('is for one page at a time', async () => {
    assert.equal((await ask({ titles: 'Page|Leads', inprop: 'preloadcontent' })).code, 'invalidparammix')
    assert.equal((await ask({ titles: 'Page|Leads', inprop: 'editintro' })).code, 'invalidparammix')
  })
})
