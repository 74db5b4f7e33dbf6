// Special pages that list and change: tags, hiding, logs, recent changes, contributions.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { attribute, type Page, Person, textOf } from './person.ts'

let wiki: TestWiki
let api: Client
let admin: Person
let bob: Person
const ids: number[] = []

before(async () => {
  wiki = await startWiki({ database: 'memory' })
  api = await wiki.as('Admin')
  admin = new Person(wiki, api)
  bob = new Person(wiki, await wiki.as('Bob'))
  await api.write({ action: 'managetags', operation: 'create', tag: 'spam' }).then(answer => answer.ok())
  await api.write({ action: 'managetags', operation: 'create', tag: 'good' }).then(answer => answer.ok())
  for (let n = 1; n <= 7; n++) {
    const answer = await bob.client.write({
      action: 'edit',
      title: 'Garden',
      text: `text ${n}`,
      summary: `summary ${n}`,
      minor: n % 2 === 0,
    })
    ids.push(answer.ok().number('edit.newrevid'))
  }
})
after(() => wiki.stop())

const tagsOf = async (id: number) =>
  (await api.get({ action: 'query', prop: 'revisions', revids: id, rvprop: 'tags' })).list(
    'query.pages.0.revisions.0.tags',
  )
const revisionsOf = (page: Page) =>
  page
    .all('li')
    .flatMap(one => attribute(one, 'data-mw-revid') ?? [])
    .map(Number)

describe('a history', () => {
  test('is read page by page, each revision once, and back again', async () => {
    const seen: number[] = []
    let page = await bob.action('Garden', { action: 'history', limit: '3' })
    for (let n = 0; ; n++) {
      assert.ok(n < 5)
      seen.push(...revisionsOf(page))
      if (!page.text.includes('Older →')) break
      page = await bob.visit(page.link('Older →'))
    }
    assert.deepEqual(seen, [...ids].reverse())
    const back = await bob.visit(page.link('← Newer'))
    assert.deepEqual(revisionsOf(back), [...ids].reverse().slice(3, 6))
    assert.deepEqual(revisionsOf(await bob.visit(back.link('← Newer'))), [...ids].reverse().slice(0, 3))
    assert.deepEqual(revisionsOf(await bob.visit(back.link('Newest'))), [...ids].reverse().slice(0, 3))
  })

  test('compares the two that are chosen', async () => {
    const page = await bob.action('Garden', { action: 'history' })
    const diff = await bob.send(page, { oldid: String(ids[0]), diff: String(ids[6]) })
    assert.match(diff.heading, /difference/)
    assert.match(diff.text, /text 1[\s\S]*text 7/)
    assert.match(diff.text, /5 revisions by one user in between/)
    assert.equal(diff.config.wgDiffOldId, ids[0])
    assert.equal(diff.config.wgDiffNewId, ids[6])
    assert.match(textOf(diff.byId('mw-diff-otitle3')), /summary 1/)
    assert.match(textOf(diff.byId('mw-diff-ntitle2')), /Bob/)
  })

  test('of a page that there is not is answered 404', async () => {
    assert.equal((await bob.action('Nowhere', { action: 'history' })).status, 404)
  })
})

describe('a difference', () => {
  test('is found by prev, next, cur and a number alone', async () => {
    const shown = async (query: Record<string, string>) => {
      const { config } = await bob.action('Garden', query)
      return [config.wgDiffOldId, config.wgDiffNewId]
    }
    assert.deepEqual(await shown({ diff: 'prev', oldid: String(ids[3]) }), [ids[2], ids[3]])
    assert.deepEqual(await shown({ diff: 'next', oldid: String(ids[3]) }), [ids[3], ids[4]])
    assert.deepEqual(await shown({ diff: 'cur', oldid: String(ids[3]) }), [ids[3], ids[6]])
    assert.deepEqual(await shown({ diff: String(ids[3]) }), [ids[2], ids[3]])
    assert.deepEqual(await shown({ diff: '' }), [ids[5], ids[6]])
    assert.deepEqual(await shown({ diff: String(ids[0]) }), [false, ids[0]])
  })
})

describe('tagging', () => {
  test('adds and removes tags of what was ticked', async () => {
    const history = await bob.action('Garden', { action: 'history' })
    const form = await bob.send(
      history,
      { [`ids-${ids[1]}`]: '1', [`ids-${ids[2]}`]: '1' },
      { action: 'editchangetags' },
    )
    assert.deepEqual(revisionsOf(form).sort(), [ids[1], ids[2]].sort())
    const box = (page: Page, field: string, tag: string) =>
      [...page.all('input')]
        .find(one => attribute(one, 'value') === tag && attribute(one, 'name')?.startsWith(field))
        ?.attrs.find(one => one.name === 'name')?.value ?? ''
    const done = await bob.send(form, { wpReason: 'looks so', [box(form, 'add-', 'spam')]: 'spam' })
    assert.match(done.text, /tags were changed/)
    assert.deepEqual(await tagsOf(ids[1] ?? 0), ['spam'])
    assert.deepEqual(await tagsOf(ids[2] ?? 0), ['spam'])
    const again = await bob.action('Garden', { action: 'editchangetags', ids: String(ids[1]) })
    await bob.send(again, {
      wpReason: '',
      [box(again, 'add-', 'good')]: 'good',
      [box(again, 'remove-', 'spam')]: 'spam',
    })
    assert.deepEqual(await tagsOf(ids[1] ?? 0), ['good'])
    const filtered = await bob.action('Garden', { action: 'history', tagfilter: 'spam' })
    assert.deepEqual(revisionsOf(filtered), [ids[2]])
    const log = await bob.visit('/wiki/Special:Log/tag')
    assert.match(log.text, /Bob .* tagged revision \d+ of Garden with the tag spam.*looks so/)
  })

  test('is refused to who may not, and tells nothing of what there is', async () => {
    const page = await new Person(wiki).action('Garden', { action: 'editchangetags', ids: String(ids[1]) })
    assert.equal(page.status, 403)
  })
})

describe('Special:Tags', () => {
  test('makes, deactivates, activates and deletes a tag', async () => {
    const table = await admin.visit('/wiki/Special:Tags')
    const made = await admin.send(table, { tag: 'fresh paint', wpReason: 'new' })
    assert.match(made.text, /The tag fresh paint was made/)
    const row = (page: Page) =>
      page
        .all('tr')
        .map(textOf)
        .find(text => text.startsWith('fresh paint')) ?? ''
    assert.match(row(made), /Yes[\s\S]*none[\s\S]*deactivate/)
    for (const [operation, said] of [
      ['deactivate', /cannot be applied any more/],
      ['delete', /was deleted/],
    ] as const) {
      if (operation === 'delete')
        await admin.send(await admin.visit('/wiki/Special:Tags'), { tag: 'fresh paint', wpReason: '' })
      const ask = await admin.action(`Special:Tags/${operation}`, { tag: 'fresh paint' })
      assert.match(ask.text, /fresh paint/)
      assert.match((await admin.send(ask, { wpReason: 'over' })).text, said)
    }
    const log = await admin.visit('/wiki/Special:Log/managetags')
    assert.match(log.text, /deleted the tag/)
  })

  test('says why a tag cannot be made, and lets nobody else manage any', async () => {
    const page = await admin.send(await admin.visit('/wiki/Special:Tags'), { tag: 'a|b', wpReason: '' })
    assert.equal(page.status, 400)
    assert.equal(page.formWith('tag').fields.get('tag'), 'a|b')
    const own = await bob.visit('/wiki/Special:Tags')
    assert.doesNotMatch(own.html, /Special:Tags\/(delete|deactivate|create)/)
    const ask = await bob.action('Special:Tags/delete', { tag: 'good' })
    assert.equal((await bob.send(ask, { wpReason: '' })).status, 403)
    assert.equal((await admin.action('Special:Tags/delete', { tag: 'no such' })).status, 404)
  })
})

describe('hiding', () => {
  test('hides what is chosen of what was ticked, and shows it again', async () => {
    const id = ids[3] ?? 0
    const history = await admin.action('Garden', { action: 'history' })
    const form = await admin.send(history, { [`ids-${id}`]: '1' }, { action: 'revisiondelete' })
    assert.match(form.text, /summary 4/)
    const nothing = await admin.send(form, { wpReason: 'x' })
    assert.equal(nothing.status, 400)
    const done = await admin.send(form, { wpReason: 'privacy', 'set-content': 'hide', 'set-comment': 'hide' })
    assert.match(done.text, /visibility|changed/i)
    const seen = await bob.action('Garden', { action: 'history' })
    assert.doesNotMatch(seen.text, /summary 4/)
    assert.equal((await bob.action('Garden', { oldid: String(id) })).status, 403)
    const warned = await admin.action('Garden', { oldid: String(id) })
    assert.doesNotMatch(warned.text, /text 4/)
    const opened = await admin.visit(warned.link('Show it'))
    assert.match(opened.text, /text 4/)
    const log = await bob.visit('/wiki/Special:Log/delete')
    assert.match(log.text, /text hidden, summary hidden.*privacy/)
    const again = await admin.action('Garden', { action: 'revisiondelete', ids: String(id) })
    await admin.send(again, { wpReason: '', 'set-content': 'show', 'set-comment': 'show' })
    assert.match((await bob.action('Garden', { action: 'history' })).text, /summary 4/)
  })

  test('says of each revision why it could not be hidden', async () => {
    const form = await admin.action('Garden', { action: 'revisiondelete', ids: `${ids[4]},${ids[6]}` })
    const page = await admin.send(form, { wpReason: '', 'set-content': 'hide' })
    assert.match(page.text, /These were not changed/)
    assert.match(page.text, new RegExp(`${ids[6]}:`))
    await admin.send(page, { wpReason: '', 'set-content': 'show' })
  })

  test('of a log entry warns of the revision that says the same', async () => {
    await api
      .write({ action: 'protect', title: 'Garden', protections: 'edit=autoconfirmed', reason: 'told twice' })
      .then(answer => answer.ok())
    const log = await admin.visit('/wiki/Special:Log/protect')
    const entry = log.all('li').flatMap(one => attribute(one, 'data-mw-logid') ?? [])[0] ?? ''
    const form = await admin.send(log, { [`ids-${entry}`]: '1' }, { title: 'Special:RevisionDelete' })
    assert.match(form.text, /also stands in the history/)
    await admin.send(form, { wpReason: '', 'set-comment': 'hide' })
    const seen = await bob.visit('/wiki/Special:Log/protect')
    assert.doesNotMatch(seen.text, /told twice/)
    const twin = await admin.visit(
      form
        .all('a')
        .map(one => attribute(one, 'href') ?? '')
        .find(href => /RevisionDelete.*type=revision/.test(href)) ?? '',
    )
    await admin.send(twin, { wpReason: '', 'set-comment': 'hide' })
    assert.doesNotMatch((await bob.action('Garden', { action: 'history' })).text, /told twice/)
  })

  test('is refused to who may not', async () => {
    assert.equal((await bob.action('Garden', { action: 'revisiondelete', ids: String(ids[0]) })).status, 403)
    assert.equal((await bob.action('Special:RevisionDelete', { type: 'logging', ids: '1' })).status, 403)
    const page = await bob.action('Garden', { action: 'history' })
    assert.doesNotMatch(page.html, /value="revisiondelete"/)
  })
})

describe('lists', () => {
  test('of recent changes leave out what one does not want, and are read page by page', async () => {
    const all = await bob.action('Special:RecentChanges', { filtered: '1', limit: '100' })
    assert.match(all.text, /summary 1/)
    assert.match(all.text, /made the tag/)
    const minor = await bob.action('Special:RecentChanges', {
      filtered: '1',
      hideminor: '1',
      hidelog: '1',
      limit: '100',
    })
    assert.doesNotMatch(minor.text, /summary 2/)
    assert.match(minor.text, /summary 3/)
    assert.doesNotMatch(minor.text, /made the tag/)
    const mine = await bob.action('Special:RecentChanges', { filtered: '1', hidemyself: '1', limit: '100' })
    assert.doesNotMatch(mine.text, /summary 3/)
    const first = await bob.action('Special:RecentChanges', { filtered: '1', limit: '2' })
    const second = await bob.visit(first.link('Older →'))
    assert.notEqual(textOf(first.byId('mw-content-text')), textOf(second.byId('mw-content-text')))
    assert.equal((await bob.action('Special:RecentChanges', { tagfilter: 'never used' })).status, 200)
  })

  test('of contributions name the pages, the newest as current', async () => {
    const page = await bob.visit('/wiki/Special:Contributions/Bob')
    assert.match(page.text, /Garden[\s\S]*summary 7/)
    const top = await bob.action('Special:Contributions/Bob', { topOnly: '1' })
    assert.ok(revisionsOf(top).length <= 1)
    const first = await bob.action('Special:Contributions/Bob', { newOnly: '1' })
    assert.deepEqual(revisionsOf(first), [ids[0]])
    const nobody = await bob.visit('/wiki/Special:Contributions/Nobody')
    const nothing = await bob.visit('/wiki/Special:Contributions/Robot')
    assert.equal(nobody.status, 200)
    assert.equal(nobody.text.replaceAll('Nobody', 'X'), nothing.text.replaceAll('Robot', 'X'))
  })

  test('of the logs are filtered by log, user and page', async () => {
    const text = async (query: Record<string, string>) => (await bob.action('Special:Log', query)).text
    assert.match(await text({ type: 'managetags' }), /made the tag “spam”/)
    assert.doesNotMatch(await text({ type: 'create' }), /made the tag “spam”/)
    assert.match(await text({ type: 'create', page: 'Garden' }), /Bob .* made the page Garden/)
    assert.doesNotMatch(await text({ type: 'create', user: 'Admin' }), /Bob \(/)
    assert.equal((await bob.action('Special:Log', { type: 'suppress' })).status, 403)
    assert.equal((await admin.action('Special:Log', { type: 'suppress' })).status, 200)
  })
})
