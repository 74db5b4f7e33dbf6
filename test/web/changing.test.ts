// Changing pages through forms, without any script: editing, conflicts, deleting, protecting, watching.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { Person, textOf } from './person.ts'

let wiki: TestWiki
let api: Client
let admin: Person
let bob: Person
let number = 0
let title = ''

before(async () => {
  wiki = await startWiki({ database: 'memory' })
  api = await wiki.as('Admin')
  admin = await Person.loggedIn(wiki, 'Admin')
  bob = await Person.loggedIn(wiki, 'Bob')
})
after(() => wiki.stop())

const start = 'Intro.\n\n== One ==\nFirst.\n\n== Two ==\nSecond.'

beforeEach(async () => {
  title = `Page ${++number}`
  await api.write({ action: 'edit', title, text: start, summary: 'begun' }).then(answer => answer.ok())
})

async function revisions(of = title) {
  const answer = await api.get({
    action: 'query',
    prop: 'revisions',
    titles: of,
    rvprop: 'ids|content|comment|flags|user|tags',
    rvslots: 'main',
    rvlimit: 20,
  })
  const found = (answer.at('query.pages.0.revisions') ?? []) as {
    revid: number
    comment: string
    minor: boolean
    user: string
    tags: string[]
    slots: { main: { content: string } }
  }[]
  return found.map(one => ({ ...one, text: one.slots.main.content }))
}
const latest = async () => (await revisions())[0]

describe('an edit', () => {
  test('is saved with its summary, as a minor one, and shown', async () => {
    const page = await bob.edit(title, { wpTextbox1: 'New text.', wpSummary: 'all new', wpMinoredit: '1' })
    assert.equal(page.heading, title)
    assert.match(page.text, /New text\./)
    const now = await latest()
    assert.equal(now?.text, 'New text.')
    assert.equal(now?.comment, 'all new')
    assert.equal(now?.minor, true)
    assert.equal(now?.user, 'Bob')
  })

  test('keeps every line break, the first ones too', async () => {
    const text = '\n\nTwo empty lines above.\n\tTab & <b>'
    await bob.edit(title, { wpTextbox1: text })
    assert.equal((await latest())?.text, text)
    const form = (await bob.action(title, { action: 'edit' })).formWith('wpTextbox1')
    assert.equal(form.fields.get('wpTextbox1'), text)
  })

  test('makes a page', async () => {
    const page = await bob.edit(`${title} new`, { wpTextbox1: 'Made.', wpSummary: '' })
    assert.match(page.text, /Made\./)
    assert.equal((await revisions(`${title} new`)).length, 1)
  })

  test('is shown before it is saved, with signatures as they would be, and saved only then', async () => {
    const form = await bob.action(title, { action: 'edit' })
    const preview = await bob.send(
      form,
      { wpTextbox1: "Some '''bold''' words. ~~~", wpSummary: 's' },
      { wpPreview: '1' },
    )
    const shown = preview.byId('wikiPreview')
    assert.match(textOf(shown), /Some bold words\. Bob/)
    assert.ok(preview.html.includes('<b>bold</b>'))
    assert.equal((await revisions()).length, 1)
    const fields = preview.formWith('wpTextbox1').fields
    assert.equal(fields.get('wpTextbox1'), "Some '''bold''' words. ~~~")
    assert.equal(fields.get('wpSummary'), 's')
    await bob.send(preview, { wpTextbox1: 'Then this.' }, { wpSave: '1' })
    assert.equal((await latest())?.text, 'Then this.')
  })

  test('tells what it would change', async () => {
    const form = await bob.action(title, { action: 'edit' })
    const changes = await bob.send(form, { wpTextbox1: start.replace('First', '1st') }, { wpDiff: '1' })
    assert.match(textOf(changes.byId('wikiDiff')), /First\.[\s\S]*1st\./)
    assert.equal((await revisions()).length, 1)
  })

  test('of a section changes no other, and is named after it', async () => {
    const form = (await bob.action(title, { action: 'edit', section: '1' })).formWith('wpTextbox1')
    assert.equal(form.fields.get('wpTextbox1'), '== One ==\nFirst.')
    assert.equal(form.fields.get('wpSummary'), '/* One */ ')
    await bob.edit(title, { wpTextbox1: '== One ==\nOther.' }, { section: '1' })
    assert.equal((await latest())?.text, 'Intro.\n\n== One ==\nOther.\n\n== Two ==\nSecond.')
  })

  test('can add a section', async () => {
    await bob.edit(title, { wpTextbox1: 'Third.', wpSectionTitle: 'Three' }, { section: 'new' })
    const now = await latest()
    assert.equal(now?.text, `${start}\n\n== Three ==\n\nThird.`)
    assert.match(now?.comment ?? '', /^\/\* Three \*\//)
  })

  test('can begin with an old revision, with a warning', async () => {
    const [first] = await revisions()
    await api.write({ action: 'edit', title, text: 'Changed.' })
    const form = await bob.action(title, { action: 'edit', oldid: String(first?.revid) })
    assert.match(form.text, /old revision/)
    assert.equal(form.formWith('wpTextbox1').fields.get('wpTextbox1'), start)
  })

  test('can undo another, and is tagged so where nothing else was changed', async () => {
    const vandal = (await api.write({ action: 'edit', title, text: 'Bad.' })).number('edit.newrevid')
    const form = await bob.action(title, { action: 'edit', undo: String(vandal) })
    assert.match(form.formWith('wpTextbox1').fields.get('wpSummary') ?? '', new RegExp(String(vandal)))
    await bob.send(form, { wpTextbox1: start }, { wpSave: '1' })
    const now = await latest()
    assert.equal(now?.text, start)
    assert.ok(now?.tags.includes('mw-undo'))
  })

  test('of somebody without an account is made under their address, with a warning', async () => {
    const anyone = new Person(wiki)
    const form = await anyone.action(title, { action: 'edit' })
    assert.match(form.text, /IP address/)
    await anyone.send(form, { wpTextbox1: 'By nobody.' }, { wpSave: '1' })
    assert.equal((await latest())?.user, '127.0.0.1')
  })

  test('that may not be made shows why, and the source', async () => {
    await api.write({ action: 'protect', title, protections: 'edit=sysop' })
    const page = await bob.action(title, { action: 'edit' })
    assert.match(page.text, /protected/)
    assert.match(page.html, /<textarea[^>]* readonly/)
    assert.match(page.text, /First\./)
    assert.equal(page.link('View source'), `/index.php?title=${title.replace(' ', '_')}&action=edit`)
  })

  test('that fails loses nothing of what was typed', async () => {
    const form = await bob.action(title, { action: 'edit' })
    await api.write({ action: 'protect', title, protections: 'edit=sysop' })
    const page = await bob.send(form, { wpTextbox1: 'Typed for hours.', wpSummary: 'kept' }, { wpSave: '1' })
    assert.equal(page.status, 403)
    const { fields } = page.formWith('wpTextbox1')
    assert.equal(fields.get('wpTextbox1'), 'Typed for hours.')
    assert.equal(fields.get('wpSummary'), 'kept')
  })

  test('of JSON that is none says so', async () => {
    const form = await admin.action('User:Admin/data.json', { action: 'edit' })
    const page = await admin.send(form, { wpTextbox1: '{broken' }, { wpSave: '1' })
    assert.equal(page.status, 400)
    assert.equal(page.formWith('wpTextbox1').fields.get('wpTextbox1'), '{broken')
  })
})

describe('when two edit at once', () => {
  test('changes that do not touch are both kept', async () => {
    const form = await bob.action(title, { action: 'edit' })
    await api.write({ action: 'edit', title, text: start.replace('Intro', 'Beginning') })
    const page = await bob.send(form, { wpTextbox1: start.replace('Second', '2nd') }, { wpSave: '1' })
    assert.equal(page.status, 200)
    assert.equal((await latest())?.text, start.replace('Intro', 'Beginning').replace('Second', '2nd'))
  })

  test('changes of the same line are a conflict, in which both texts are shown and none is lost', async () => {
    const form = await bob.action(title, { action: 'edit' })
    await api.write({ action: 'edit', title, text: start.replace('First', 'Theirs') })
    const mine = start.replace('First', 'Mine')
    const conflict = await bob.send(form, { wpTextbox1: mine, wpSummary: 'my summary' }, { wpSave: '1' })
    assert.equal(conflict.status, 409)
    assert.match(conflict.heading, /conflict/i)
    const { fields } = conflict.formWith('wpTextbox1')
    assert.equal(fields.get('wpTextbox1'), start.replace('First', 'Theirs'))
    assert.equal(fields.get('wpTextbox2'), mine)
    assert.equal(fields.get('wpSummary'), 'my summary')
    assert.match(conflict.text, /Theirs/)
    assert.equal((await revisions()).length, 2)
    const merged = start.replace('First', 'Theirs and mine')
    const saved = await bob.send(conflict, { wpTextbox1: merged }, { wpSave: '1' })
    assert.equal(saved.status, 200)
    assert.equal((await latest())?.text, merged)
  })

  test('a second conflict keeps the text of the first', async () => {
    const form = await bob.action(title, { action: 'edit' })
    await api.write({ action: 'edit', title, text: 'A' })
    const first = await bob.send(form, { wpTextbox1: 'Mine' }, { wpSave: '1' })
    await api.write({ action: 'edit', title, text: 'B' })
    const second = await bob.send(first, { wpTextbox1: 'A and mine' }, { wpSave: '1' })
    const { fields } = second.formWith('wpTextbox1')
    assert.equal(fields.get('wpTextbox1'), 'B')
    assert.match(fields.get('wpTextbox2') ?? '', /A and mine[\s\S]*Mine/)
  })

  test('a conflict in a section shows the whole page', async () => {
    const form = await bob.action(title, { action: 'edit', section: '1' })
    await api.write({ action: 'edit', title, text: start.replace('First', 'Theirs') })
    const conflict = await bob.send(form, { wpTextbox1: '== One ==\nMine.' }, { wpSave: '1' })
    const { fields } = conflict.formWith('wpTextbox1')
    assert.equal(fields.get('wpTextbox2'), start.replace('First', 'Mine'))
    assert.equal(fields.get('wpSection'), '')
  })

  test('a page that both make is a conflict', async () => {
    const form = await bob.action(`${title} new`, { action: 'edit' })
    await api.write({ action: 'edit', title: `${title} new`, text: 'Theirs' })
    const conflict = await bob.send(form, { wpTextbox1: 'Mine' }, { wpSave: '1' })
    assert.equal(conflict.status, 409)
    assert.equal(conflict.formWith('wpTextbox1').fields.get('wpTextbox2'), 'Mine')
  })

  test('a page that is deleted meanwhile is made again only by who knows', async () => {
    const form = await bob.action(title, { action: 'edit' })
    await new Promise(resolve => setTimeout(resolve, 1100))
    await api.write({ action: 'delete', title })
    const page = await bob.send(form, { wpTextbox1: 'Still here.' }, { wpSave: '1' })
    assert.ok(page.status >= 400)
    assert.equal((await revisions()).length, 0)
    assert.equal(page.formWith('wpTextbox1').fields.get('wpTextbox1'), 'Still here.')
    await bob.send(page, { wpTextbox1: 'Still here.' }, { wpSave: '1' })
    assert.equal((await latest())?.text, 'Still here.')
  })
})

describe('a page', () => {
  test('is deleted with a reason, by who may', async () => {
    assert.equal((await bob.action(title, { action: 'delete' })).status, 403)
    const form = await admin.action(title, { action: 'delete' })
    const done = await admin.send(form, { wpReason: 'not needed' })
    assert.match(done.text, /deleted/)
    const gone = await bob.visit(`/wiki/${title.replace(' ', '_')}`)
    assert.equal(gone.status, 404)
    assert.match(gone.text, /deleted the page[\s\S]*not needed/)
  })

  test('is protected, and its protection lifted', async () => {
    const form = await admin.action(title, { action: 'protect' })
    await admin.send(form, {
      'level-edit': 'sysop',
      'level-move': 'sysop',
      'expiry-edit': '1 week',
      wpReason: 'vandals',
    })
    const info = await api.get({ action: 'query', prop: 'info', inprop: 'protection', titles: title })
    const protection = info.list('query.pages.0.protection') as { type: string; level: string; expiry: string }[]
    assert.deepEqual(protection.map(one => `${one.type}=${one.level}`).sort(), ['edit=sysop', 'move=sysop'])
    assert.notEqual(protection.find(one => one.type === 'edit')?.expiry, 'infinity')
    const again = await admin.action(title, { action: 'protect' })
    assert.equal(again.formWith('level-edit').fields.get('level-edit'), 'sysop')
    await admin.send(again, { 'level-edit': '', 'level-move': '', 'expiry-edit': '' })
    const lifted = await api.get({ action: 'query', prop: 'info', inprop: 'protection', titles: title })
    assert.deepEqual(lifted.list('query.pages.0.protection'), [])
    assert.equal((await bob.action(title, { action: 'protect' })).status, 403)
  })

  test('is protected no way that cannot be read', async () => {
    const form = await admin.action(title, { action: 'protect' })
    const page = await admin.send(form, { 'level-edit': 'sysop', 'expiry-edit': 'soonish' })
    assert.equal(page.status, 400)
    assert.equal(page.formWith('expiry-edit').fields.get('expiry-edit'), 'soonish')
  })

  test('is watched and unwatched by one button', async () => {
    const path = `/wiki/${title.replace(' ', '_')}`
    const isWatched = async () => (await bob.visit(path)).has('ca-unwatch')
    assert.equal(await isWatched(), false)
    await pressWatch('watch')
    assert.equal(await isWatched(), true)
    assert.match((await bob.visit('/wiki/Special:Watchlist/edit')).text, new RegExp(title))
    await pressWatch('unwatch')
    assert.equal(await isWatched(), false)
  })
})

async function pressWatch(action: 'watch' | 'unwatch'): Promise<void> {
  const page = await bob.visit(`/wiki/${title.replace(' ', '_')}`)
  const item = page.byId(`ca-${action}`)
  const form = page.formIn(item)
  await bob.visit(form.action, { method: 'POST', body: new URLSearchParams(Object.fromEntries(form.fields)) })
}

describe('purging', () => {
  test('asks first, and lets nobody do it who is blocked', async () => {
    const touched = async () =>
      (await api.get({ action: 'query', prop: 'info', titles: title })).string('query.pages.0.touched')
    const before = await touched()
    await new Promise(resolve => setTimeout(resolve, 1100))
    const ask = await bob.action(title, { action: 'purge' })
    assert.equal(await touched(), before)
    const { action, fields } = ask.formIn(ask.byId('mw-content-text'))
    const send = () => bob.ask(action, { method: 'POST', body: new URLSearchParams(Object.fromEntries(fields)) })
    assert.equal((await send()).status, 303)
    assert.notEqual(await touched(), before)
    await api.write({ action: 'block', user: 'Bob' }).then(answer => answer.ok())
    try {
      assert.equal((await send()).status, 403)
    } finally {
      await api.write({ action: 'unblock', user: 'Bob' }).then(answer => answer.ok())
    }
    assert.equal((await bob.action('Nowhere at all', { action: 'purge' })).status, 404)
  })
})

describe('moving', () => {
  test('gives a page, its discussion and its subpages another title', async () => {
    await api.write({ action: 'edit', title: `Talk:${title}`, text: 'talk' })
    await api.write({ action: 'edit', title: `Talk:${title}/sub`, text: 'sub' })
    const start = await bob.visit(`/wiki/${title.replace(' ', '_')}`)
    const form = await bob.visit(start.link('Move'))
    const done = await bob.send(form, { wpNewTitle: `${title} moved`, wpReason: 'better so' })
    assert.match(done.text, /was moved to/)
    const old = await bob.visit(`/wiki/${title.replace(' ', '_')}`)
    assert.equal(old.heading, `${title} moved`)
    assert.equal((await revisions(`Talk:${title} moved`)).length > 0, true)
    const log = await bob.action('Special:Log', { type: 'move', page: title })
    assert.match(log.text, /moved the page[\s\S]*better so/)
  })

  test('says why it is not possible, and keeps what was typed', async () => {
    const form = await bob.action(`Special:MovePage/${title}`, {})
    for (const [wpNewTitle, status] of [
      ['Main Page', 409],
      ['<bad>', 400],
      [title, 400],
    ] as const) {
      const page = await bob.send(form, { wpNewTitle, wpReason: 'r' })
      assert.equal(page.status, status, wpNewTitle)
      assert.equal(page.formWith('wpNewTitle').fields.get('wpNewTitle'), wpNewTitle)
    }
    assert.equal((await new Person(wiki).action(`Special:MovePage/${title}`, {})).status, 403)
    assert.equal((await bob.action('Special:MovePage/Nowhere', {})).status, 404)
  })
})

describe('rolling back', () => {
  test('takes back all that the last author did', async () => {
    for (const text of ['a', 'b']) await bob.edit(title, { wpTextbox1: text })
    const history = await admin.action(title, { action: 'history' })
    const form = await admin.visit(history.link('roll back'))
    assert.match(form.text, /Bob/)
    await admin.send(form, { wpSummary: '' })
    assert.equal((await latest())?.text, start)
    assert.doesNotMatch((await bob.action(title, { action: 'history' })).text, /roll back/)
    assert.equal((await bob.action(title, { action: 'rollback', from: 'Admin' })).status, 403)
  })
})

describe('what was deleted', () => {
  test('is seen and brought back by who may', async () => {
    await api.write({ action: 'delete', title, reason: 'by mistake' })
    const missing = await admin.visit(`/wiki/${title.replace(' ', '_')}`)
    const list = await admin.visit(missing.link('See what was deleted here'))
    assert.match(list.text, /begun/)
    const revision = list
      .all('a')
      .find(one => one.attrs.some(attr => attr.name === 'href' && attr.value.includes('revision=')))
    const shown = await admin.visit(revision?.attrs.find(attr => attr.name === 'href')?.value ?? '')
    assert.match(shown.text, /First\./)
    await admin.send(list, { target: title, wpReason: 'was good' })
    assert.equal((await latest())?.text, start)
  })

  test('is told to nobody else', async () => {
    await api.write({ action: 'delete', title, reason: 'r' })
    const path = `/wiki/${title.replace(' ', '_')}`
    assert.doesNotMatch((await bob.visit(path)).html, /Special:Undelete/)
    const refused = await bob.action('Special:Undelete', { target: title })
    assert.equal(refused.status, 403)
    assert.equal(
      refused.text.replaceAll(title, ''),
      (await bob.action('Special:Undelete', { target: 'Never there' })).text.replaceAll('Never there', ''),
    )
  })
})

describe('who is written to', () => {
  test('is told on every page until they have read it', async () => {
    await api.write({ action: 'edit', title: 'User talk:Bob', text: `Hello ${number}` })
    const page = await bob.visit('/wiki/Special:RecentChanges')
    await bob.visit(page.link('You have new messages'))
    await until(async () => !(await bob.visit('/wiki/Main_Page')).text.includes('You have new messages'))
    assert.doesNotMatch((await admin.visit('/wiki/Main_Page')).text, /You have new messages/)
  })

  test('has seen the changes of a watched page once they read it', async () => {
    await bob.client.write({ action: 'watch', titles: title }, 'watch').then(answer => answer.ok())
    await api.write({ action: 'edit', title, text: 'news' })
    const isNews = async () => {
      const info = await bob.client.get({
        action: 'query',
        prop: 'info',
        inprop: 'notificationtimestamp',
        titles: title,
      })
      return info.at('query.pages.0.notificationtimestamp') !== ''
    }
    assert.ok(await isNews())
    await bob.visit(`/wiki/${title.replace(' ', '_')}`)
    await until(async () => !(await isNews()))
  })
})

/** Work that nobody waits for is done after a moment. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    if (await isSo()) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  assert.fail('it did not come to be')
}
