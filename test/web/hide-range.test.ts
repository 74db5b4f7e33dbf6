// Special:HideRange, Special:HideBatches and Special:HiddenLooks: hiding many revisions together, taking that back, and who looked.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'
import { type Page, Person } from './person.ts'

let wiki: TestWiki
let sysop: Person
let over: Person
let plain: Person
let author: Client

before(async () => {
  const account = (name: string, groups: string[] = []) => ({ name, password: `${name}-password-1`, groups })
  wiki = await startWiki({
    database: 'memory',
    fixture: {
      accounts: [account('Over', ['sysop', 'suppress']), account('Sysop', ['sysop']), account('Plain')],
      pages: [{ title: 'Main Page', text: 'x' }],
    },
  })
  author = await wiki.as('Plain')
  sysop = await Person.loggedIn(wiki, 'Sysop')
  over = await Person.loggedIn(wiki, 'Over')
  plain = await Person.loggedIn(wiki, 'Plain')
})
after(() => wiki.stop())

async function edits(title: string, count: number): Promise<number[]> {
  const ids: number[] = []
  for (let index = 0; index < count; index++) {
    const edit = { action: 'edit', title, text: `${title} ${index}`, summary: `said ${title} ${index}` }
    ids.push((await author.write(edit)).ok().number('edit.newrevid'))
  }
  return ids
}

/** Which of these have their summaries hidden, as everybody sees. */
async function hidden(ids: readonly number[]): Promise<number[]> {
  const asked = { action: 'query', prop: 'revisions', revids: ids, rvprop: 'ids|comment' }
  const pages = (await wiki.client().get(asked)).list('query.pages') as {
    revisions: { revid: number; commenthidden?: boolean }[]
  }[]
  return pages.flatMap(page => page.revisions.flatMap(one => (one.commenthidden ? [one.revid] : [])))
}

const form = (query = ''): Promise<Page> => sysop.visit(`/index.php?title=Special:HideRange${query}`)
const hideComments = { 'set-comment': 'hide', wpReason: 'all of them' }
/** The last batch that the page tells of. */
const batchOf = (page: Page): string => /batch=(\d+)/.exec(page.html)?.[1] ?? ''

describe('Special:HideRange', () => {
  test('is led to from the history of a page, which it is filled in with', async () => {
    const ids = await edits('Led', 3)
    const history = await sysop.visit('/index.php?title=Led&action=history')
    const filled = await sysop.visit(history.link('Hide by range'))
    const before = filled.formWith('page').fields.get('page')
    assert.equal(before, 'Led')
    const shown = await sysop.send(filled, hideComments, { preview: '1' })
    assert.match(shown.text, /3 things would be changed\. Nothing is changed yet/)
    assert.deepEqual(await hidden(ids), [])
    // What was filled in stands there again.
    const again = shown.formWith('set-comment').fields
    assert.deepEqual(
      [again.get('page'), again.get('set-comment'), again.get('wpReason')],
      ['Led', 'hide', 'all of them'],
    )
    const done = await sysop.send(shown, hideComments, { do: '1' })
    assert.match(done.text, /3 things are changed\./)
    assert.deepEqual(await hidden(ids), ids)
  })

  test('is led to from the contributions of somebody', async () => {
    const contributions = await sysop.visit('/wiki/Special:Contributions/Plain')
    const filled = await sysop.visit(contributions.link('Hide by range'))
    assert.equal(filled.formWith('user').fields.get('user'), 'Plain')
    for (const path of ['/wiki/Special:Contributions/Plain', '/index.php?title=Led&action=history']) {
      assert.doesNotMatch((await plain.visit(path)).html, /HideRange|HiddenLooks/)
    }
  })

  test('takes in the whole of the day that it ends with, and nothing after its end', async () => {
    const ids = await edits('Timed', 2)
    const today = new Date().toISOString().slice(0, 10)
    const order = { page: 'Timed', ...hideComments }
    const before = await sysop.send(await form(), { ...order, from: '2001-01-01', to: '2001-12-31' }, { do: '1' })
    assert.match(before.text, /There is nothing to change/)
    const bad = await sysop.send(await form(), { ...order, from: 'whenever' }, { do: '1' })
    assert.equal(bad.status, 400)
    assert.deepEqual(await hidden(ids), [])
    await sysop.send(await form(), { ...order, from: today, to: today }, { do: '1' })
    assert.deepEqual(await hidden(ids), ids)
  })

  test('says of each thing that it cannot change why', async () => {
    const [first = 0] = await edits('Kept', 2)
    const api = await wiki.as('Over')
    const order = { action: 'revisiondelete', type: 'revision', ids: first, hide: 'comment', suppress: 'yes' }
    ;(await api.write(order)).ok()
    const page = await sysop.send(await form(), { page: 'Kept', 'set-content': 'hide' }, { do: '1' })
    assert.match(page.text, /2 things stay as they are/)
    assert.match(page.text, /current revision/)
    assert.match(page.text, /you may not see it/)
  })

  test('takes deleted revisions along when that is ticked', async () => {
    const ids = await edits('Gone', 2)
    ;(await (await wiki.as('Over')).write({ action: 'delete', title: 'Gone' })).ok()
    const order = { page: 'Gone', ...hideComments }
    assert.equal((await sysop.send(await form(), order, { do: '1' })).status, 404)
    const done = await sysop.send(await form(), { ...order, deleted: '1' }, { do: '1' })
    assert.match(done.text, /2 things are changed/)
    ;(await (await wiki.as('Over')).write({ action: 'undelete', title: 'Gone' })).ok()
    assert.deepEqual(await hidden(ids), ids)
  })

  test('wants one page or one user, and something to do', async () => {
    const wrong: Record<string, string>[] = [
      { ...hideComments },
      { page: 'Led', user: 'Plain', ...hideComments },
      { page: 'Led', wpReason: 'nothing chosen' },
      { page: 'A|B', ...hideComments },
    ]
    for (const values of wrong) {
      assert.equal((await sysop.send(await form(), values, { do: '1' })).status, 400)
    }
    assert.equal((await sysop.send(await form(), { page: 'No such page', ...hideComments }, { do: '1' })).status, 404)
  })

  test('is for who may hide, and suppresses for who may do that', async () => {
    for (const title of ['HideRange', 'HideBatches']) {
      for (const who of [plain, new Person(wiki)]) {
        assert.equal((await who.visit(`/wiki/Special:${title}`)).status, 403)
        assert.doesNotMatch((await who.visit('/wiki/Special:SpecialPages')).html, new RegExp(`Special:${title}"`))
      }
    }
    assert.doesNotMatch((await form()).html, /set-suppress/)
    assert.match((await over.visit('/wiki/Special:HideRange')).html, /set-suppress/)
    const forged = await sysop.send(
      await form(),
      { page: 'Led', 'set-user': 'hide' },
      { do: '1', 'set-suppress': 'hide' },
    )
    assert.equal(forged.status, 403)
  })

  test('does nothing for a form that comes from elsewhere', async () => {
    const ids = await edits('Forged', 2)
    const page = await sysop.send(await form(), { page: 'Forged', ...hideComments }, { do: '1', token: 'x+\\' })
    assert.equal(page.status, 400)
    assert.deepEqual(await hidden(ids), [])
  })

  test('goes on after 500 revisions, into the same batch', async () => {
    const ids = await edits('Long', 1)
    ;(await author.write({ action: 'edit', title: 'Long', text: 'x', summary: 'next' })).ok()
    const page = await form()
    // As the form behind the first 500 sends it: everything after the first revision.
    const asked = { action: 'query', prop: 'revisions', revids: ids[0], rvprop: 'timestamp' }
    const at = (await author.get(asked)).string('query.pages.0.revisions.0.timestamp').replace(/\D/g, '')
    const first = await sysop.send(page, { page: 'Long', ...hideComments }, { do: '1' })
    const batch = batchOf(first)
    const order = { page: 'Long', 'set-user': 'hide', wpReason: '' }
    const more = await sysop.send(page, order, { do: '1', batch, continue: `${at}|${ids[0]}` })
    assert.match(more.text, /One thing is changed/)
    assert.equal(batchOf(more), batch)
  })
})

describe('Special:HideBatches', () => {
  test('lists what was hidden together, and takes it back as one', async () => {
    const ids = await edits('Taken back', 2)
    const done = await sysop.send(await form(), { page: 'Taken back', ...hideComments }, { do: '1' })
    const batch = batchOf(done)
    const list = await sysop.visit('/wiki/Special:HideBatches')
    assert.match(list.text, new RegExp(`batch ${batch}: 2 revisions, 0 log entries`))
    const ask = await sysop.visit(done.link(`batch ${batch}`))
    const preview = await sysop.send(ask, { wpReason: 'a mistake' }, { preview: '1' })
    assert.match(preview.text, /2 things would be changed/)
    assert.deepEqual(await hidden(ids), ids)
    const undone = await sysop.send(preview, { wpReason: 'a mistake' }, { do: '1' })
    assert.match(undone.text, /2 things are changed/)
    assert.deepEqual(await hidden(ids), [])
    const twice = await sysop.send(ask, { wpReason: '' }, { do: '1' })
    assert.equal(twice.status, 400)
    assert.match(twice.text, /undone already/)
  })

  test('says of what somebody changed since that it stays as it is', async () => {
    const [first] = await edits('Since', 2)
    const done = await sysop.send(await form(), { page: 'Since', ...hideComments }, { do: '1' })
    const api = await wiki.as('Sysop')
    ;(await api.write({ action: 'revisiondelete', type: 'revision', ids: first, hide: 'user' })).ok()
    const ask = await sysop.visit(done.link(`batch ${batchOf(done)}`))
    const undone = await sysop.send(ask, { wpReason: '' }, { do: '1' })
    assert.match(undone.text, /One thing was changed since/)
    assert.deepEqual(await hidden([first ?? 0]), [first])
  })

  test('knows of no batch that suppressed something, for who may not see that; nor does the API', async () => {
    const ids = await edits('Suppressed', 2)
    const order = { page: 'Suppressed', ...hideComments, 'set-suppress': 'hide' }
    const done = await over.send(await over.visit('/wiki/Special:HideRange'), order, { do: '1' })
    const batch = batchOf(done)
    assert.match((await over.visit('/wiki/Special:HideBatches')).html, new RegExp(`batch=${batch}"`))
    assert.doesNotMatch((await sysop.visit('/wiki/Special:HideBatches')).html, new RegExp(`batch=${batch}"`))
    const path = (id: string) => `/index.php?title=Special:HideBatches&batch=${id}`
    const [secret, missing] = [await sysop.visit(path(batch)), await sysop.visit(path('99999'))]
    assert.deepEqual([secret.status, missing.status], [404, 404])
    assert.equal(secret.text.replaceAll(batch, ''), missing.text.replaceAll('99999', ''))
    const api = await wiki.as('Sysop')
    for (const id of [batch, '99999']) {
      assert.equal((await api.write({ action: 'xundohide', batch: id })).code, 'x-hide-no-batch')
      const range = { action: 'xhiderange', title: 'Led', from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' }
      assert.equal((await api.write({ ...range, hide: 'user', batch: id })).code, 'x-hide-no-batch')
    }
    assert.deepEqual(await hidden(ids), ids)
    const undone = await over.send(await over.visit(path(batch)), { wpReason: '' }, { do: '1' })
    assert.match(undone.text, /2 things are changed/)
    assert.deepEqual(await hidden(ids), [])
  })
})

describe('Special:HiddenLooks', () => {
  test('says who looked at what, is narrowed to one of them, and is led to from where something is hidden', async () => {
    const [first = 0] = await edits('Looked at', 2)
    await sysop.send(await form(), { page: 'Looked at', ...hideComments }, { do: '1' })
    await sysop.visit('/index.php?title=Looked at&action=history')
    const chosen = await over.visit(`/index.php?title=Looked_at&action=revisiondelete&ids=${first}`)
    const looks = await over.visit(chosen.link('Looks at what is hidden'))
    assert.equal(looks.formWith('revid').fields.get('revid'), String(first))
    assert.match(looks.text, new RegExp(`Sysop.*revision ${first}: edit summary.*by: page history`))
    const others = await over.send(looks, { revid: '', user: 'Plain' })
    assert.match(others.text, /Nobody looked/)
    const theirs = await over.send(looks, { revid: '', user: 'sysop' })
    assert.match(theirs.text, new RegExp(`revision ${first}`))
  })

  test('is for those only who may read the log of suppressions', async () => {
    for (const who of [sysop, plain, new Person(wiki)]) {
      assert.equal((await who.visit('/wiki/Special:HiddenLooks')).status, 403)
    }
  })
})
