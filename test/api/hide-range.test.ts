// action=xhiderange, action=xundohide, and the parameter xlinked: hiding many things together, and taking it back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
let sysop: Client

before(async () => {
  const account = (name: string, groups: string[] = []) => ({ name, password: `${name}-password-1`, groups })
  wiki = await startWiki({
    database: process.env.DATABASE ?? 'memory',
    env: { PALIMPSEST_GROUP_RIGHTS: JSON.stringify({ hider: ['deleterevision'] }) },
    fixture: {
      accounts: [
        account('Admin', ['sysop', 'suppress']),
        account('Sysop', ['sysop']),
        account('Bob'),
        account('Hider', ['hider']),
      ],
      pages: [{ title: 'Main Page', text: 'x' }],
    },
  })
  admin = await wiki.as('Admin')
  sysop = await wiki.as('Sysop')
  bob = await wiki.as('Bob')
})
after(() => wiki.stop())

const always = { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' }

async function edits(title: string, who: Client, texts: readonly string[]): Promise<number[]> {
  const ids: number[] = []
  for (const text of texts) {
    ids.push((await who.write({ action: 'edit', title, text, summary: text })).ok().number('edit.newrevid'))
  }
  return ids
}

interface Item {
  readonly id: number
  readonly status: string
  readonly errors?: readonly { readonly code: string }[]
  readonly commenthidden?: boolean
}

/** The revisions whose comment is hidden from everybody. */
async function hiddenComments(ids: readonly number[]): Promise<number[]> {
  const asked = { action: 'query', prop: 'revisions', revids: ids, rvprop: 'ids|comment' }
  const pages = (await wiki.client().get(asked)).list('query.pages') as {
    revisions: { revid: number; commenthidden?: boolean }[]
  }[]
  return pages.flatMap(page => page.revisions.filter(one => one.commenthidden).map(one => one.revid))
}
const idsOf = (items: readonly unknown[]): number[] => (items as Item[]).map(one => one.id).sort((a, b) => a - b)

const hideRange = (params: Params, who: Client = admin) => who.write({ action: 'xhiderange', ...always, ...params })

describe('a range', () => {
  test('of a page is hidden as one batch, and shown again as one', async () => {
    const ids = await edits('Range', bob, ['one', 'two', 'three'])
    const done = (await hideRange({ title: 'Range', hide: 'comment', reason: 'all of it' })).ok()
    assert.deepEqual(idsOf(done.list('xhiderange.revisions')), ids)
    assert.deepEqual(await hiddenComments(ids), ids)
    const undone = (await admin.write({ action: 'xundohide', batch: done.number('xhiderange.batch') })).ok()
    assert.deepEqual(idsOf(undone.list('xundohide.revisions')), ids)
    assert.deepEqual(await hiddenComments(ids), [])
    assert.equal(
      (await admin.write({ action: 'xundohide', batch: done.number('xhiderange.batch') })).code,
      'x-hide-batch-undone',
    )
  })

  test('of somebody goes over pages, and leaves one entry in the log for each page', async () => {
    const other = await wiki.as('Sysop')
    const own = [...(await edits('Range a', bob, ['a1', 'a2'])), ...(await edits('Range b', bob, ['b1']))]
    const foreign = await edits('Range b', other, ['b2'])
    const done = (await hideRange({ user: 'Bob', hide: 'user' })).ok()
    const hidden = idsOf(done.list('xhiderange.revisions'))
    assert.ok(own.every(id => hidden.includes(id)))
    assert.ok(!hidden.includes(foreign[0] ?? 0))
    for (const title of ['Range a', 'Range b']) {
      const log = await admin.get({ action: 'query', list: 'logevents', leaction: 'delete/revision', letitle: title })
      assert.equal(log.list('query.logevents').length, 1)
    }
    ;(await admin.write({ action: 'xundohide', batch: done.number('xhiderange.batch') })).ok()
    const contributions = await wiki
      .client()
      .get({ action: 'query', list: 'usercontribs', ucuser: 'Bob', uclimit: 'max' })
    assert.ok(own.every(id => JSON.stringify(contributions.body).includes(`"revid":${id},`)))
  })

  test('takes in what lies between its times, and nothing else', async () => {
    const ids = await edits('Timed', bob, ['one', 'two'])
    const none = (await hideRange({ title: 'Timed', to: '2001-01-01T00:00:00Z', hide: 'comment' })).ok()
    assert.deepEqual(none.list('xhiderange.revisions'), [])
    assert.equal(none.at('xhiderange.batch'), undefined)
    assert.deepEqual(await hiddenComments(ids), [])
  })

  test('is rehearsed with dryrun: the answer is the same, and nothing is changed, logged or kept', async () => {
    const ids = await edits('Rehearsed', bob, ['one', 'two'])
    const order = { title: 'Rehearsed', hide: 'comment|user' }
    const rehearsed = (await hideRange({ ...order, dryrun: true })).ok()
    assert.equal(rehearsed.at('xhiderange.dryrun'), true)
    assert.equal(rehearsed.at('xhiderange.batch'), undefined)
    assert.deepEqual(await hiddenComments(ids), [])
    const log = await admin.get({ action: 'query', list: 'logevents', letype: 'delete', letitle: 'Rehearsed' })
    assert.deepEqual(log.list('query.logevents'), [])
    const done = (await hideRange(order)).ok()
    assert.deepEqual(done.list('xhiderange.revisions'), rehearsed.list('xhiderange.revisions'))
  })

  test('keeps what stands against each, as action=revisiondelete does', async () => {
    const ids = await edits('Against', bob, ['one', 'two', 'three'])
    ;(
      await admin.write({ action: 'revisiondelete', type: 'revision', ids: ids[0], hide: 'comment', suppress: 'yes' })
    ).ok()
    const items = (await hideRange({ title: 'Against', hide: 'content' }, sysop))
      .ok()
      .list('xhiderange.revisions') as Item[]
    const codes = new Map(items.map(item => [item.id, item.errors?.[0]?.code]))
    assert.equal(codes.get(ids[0] ?? 0), 'revdelete-modify-no-access')
    assert.equal(codes.get(ids[1] ?? 0), undefined)
    assert.equal(codes.get(ids[2] ?? 0), 'revdelete-hide-current')
  })

  test('is gone through in several requests, all of one batch', async () => {
    const ids = await edits('Long', bob, ['one', 'two', 'three'])
    const first = (await hideRange({ title: 'Long', hide: 'comment' })).ok()
    const batch = first.number('xhiderange.batch')
    const revision = await admin.get({ action: 'query', prop: 'revisions', revids: ids[0], rvprop: 'timestamp' })
    const timestamp = revision.string('query.pages.0.revisions.0.timestamp').replace(/\D/g, '')
    const on = { title: 'Long', hide: 'user', batch, continue: `${timestamp}|${ids[0]}` }
    const second = (await hideRange(on)).ok()
    assert.deepEqual(idsOf(second.list('xhiderange.revisions')), ids.slice(1))
    assert.equal(second.number('xhiderange.batch'), batch)
    ;(await admin.write({ action: 'xundohide', batch })).ok()
    const shown = await wiki.client().get({ action: 'query', prop: 'revisions', revids: ids, rvprop: 'comment|user' })
    assert.doesNotMatch(shown.text, /hidden/)
  })

  test('that somebody changed since is left as it is by the undo', async () => {
    const ids = await edits('Changed since', bob, ['one', 'two'])
    const batch = (await hideRange({ title: 'Changed since', hide: 'comment' })).ok().number('xhiderange.batch')
    ;(await admin.write({ action: 'revisiondelete', type: 'revision', ids: ids[0], hide: 'user' })).ok()
    const undone = (await admin.write({ action: 'xundohide', batch })).ok()
    assert.deepEqual(undone.list('xundohide.left'), [{ type: 'revision', id: ids[0] }])
    assert.deepEqual(await hiddenComments(ids), [ids[0]])
  })
})

describe('deleted revisions', () => {
  /** Which of these have their comments hidden, as somebody sees who may know of deleted revisions. */
  async function hiddenDeleted(ids: readonly number[]): Promise<number[]> {
    const asked = { action: 'query', prop: 'deletedrevisions', revids: ids, drvprop: 'ids|comment' }
    const pages = (await admin.get(asked)).list('query.pages') as {
      deletedrevisions?: { revid: number; commenthidden?: boolean }[]
    }[]
    const revisions = pages.flatMap(page => page.deletedrevisions ?? [])
    return revisions.flatMap(one => (one.commenthidden ? [one.revid] : [])).sort((a, b) => a - b)
  }

  test('are taken along on request only, by the page, and come back with their batch', async () => {
    const gone = await edits('Half gone', bob, ['one', 'two'])
    ;(await admin.write({ action: 'delete', title: 'Half gone' })).ok()
    assert.equal((await hideRange({ title: 'Half gone', hide: 'comment' })).code, 'missingtitle')
    const live = await edits('Half gone', bob, ['three', 'four'])
    const without = (await hideRange({ title: 'Half gone', hide: 'comment', dryrun: true })).ok()
    assert.deepEqual(idsOf(without.list('xhiderange.revisions')), live)
    const order = { title: 'Half gone', hide: 'comment', deleted: true }
    const rehearsed = (await hideRange({ ...order, dryrun: true })).ok()
    assert.deepEqual(await hiddenDeleted(gone), [])
    const done = (await hideRange(order)).ok()
    assert.deepEqual(done.list('xhiderange.revisions'), rehearsed.list('xhiderange.revisions'))
    assert.deepEqual(idsOf(done.list('xhiderange.revisions')), [...gone, ...live])
    assert.deepEqual([await hiddenDeleted(gone), await hiddenComments(live)], [gone, live])
    const undone = (await admin.write({ action: 'xundohide', batch: done.number('xhiderange.batch') })).ok()
    assert.deepEqual(
      [idsOf(undone.list('xundohide.revisions')), undone.list('xundohide.left')],
      [[...gone, ...live], []],
    )
    assert.deepEqual([await hiddenDeleted(gone), await hiddenComments(live)], [[], []])
  })

  test('of a page that is wholly gone are hidden, stay so when it comes back, and are shown by the undo', async () => {
    const ids = await edits('All gone', bob, ['one', 'two', 'three'])
    ;(await admin.write({ action: 'delete', title: 'All gone' })).ok()
    const done = (await hideRange({ title: 'All gone', hide: 'comment', deleted: true })).ok()
    ;(await admin.write({ action: 'undelete', title: 'All gone' })).ok()
    assert.deepEqual(await hiddenComments(ids), ids)
    ;(await admin.write({ action: 'xundohide', batch: done.number('xhiderange.batch') })).ok()
    assert.deepEqual(await hiddenComments(ids), [])
  })

  test('by somebody are found in the order of time among those of pages', async () => {
    const before = await edits('Before', sysop, ['one', 'two'])
    const gone = await edits('Between', sysop, ['one', 'two'])
    const after = await edits('After', sysop, ['one', 'two'])
    ;(await admin.write({ action: 'delete', title: 'Between' })).ok()
    const order = { user: 'Sysop', hide: 'comment', deleted: true, dryrun: true }
    const found = ((await hideRange(order)).ok().list('xhiderange.revisions') as Item[]).map(one => one.id)
    const wanted = [...before, ...gone, ...after]
    assert.deepEqual(
      found.filter(id => wanted.includes(id)).sort((a, b) => a - b),
      wanted,
    )
    // Going on after the first of the deleted ones leaves out what lies before it.
    const asked = { action: 'query', prop: 'deletedrevisions', revids: gone[0], drvprop: 'timestamp' }
    const at = (await admin.get(asked)).string('query.pages.0.deletedrevisions.0.timestamp').replace(/\D/g, '')
    const rest = (await hideRange({ ...order, continue: `${at}|${gone[0]}` })).ok()
    const ids = idsOf(rest.list('xhiderange.revisions')).filter(id => wanted.includes(id))
    assert.deepEqual(ids, [...gone.slice(1), ...after])
  })

  test('are for those only who may know of them, also when a batch is taken back', async () => {
    const hider = await wiki.as('Hider')
    const ids = await edits('Known', bob, ['one', 'two'])
    const order = { title: 'Known', hide: 'comment' }
    assert.equal((await hideRange({ ...order, deleted: true }, hider)).code, 'permissiondenied')
    const batch = (await hideRange(order, hider)).ok().number('xhiderange.batch')
    ;(await admin.write({ action: 'delete', title: 'Known' })).ok()
    assert.equal((await hider.write({ action: 'xundohide', batch })).code, 'permissiondenied')
    assert.deepEqual(await hiddenDeleted(ids), ids)
  })
})

describe('what is linked', () => {
  test('the entry of a move goes with the revision that the move left, and comes back with it', async () => {
    await edits('Moved', bob, ['one'])
    ;(
      await admin.write({ action: 'move', from: 'Moved', to: 'Moved on', reason: 'linkedreason', noredirect: true })
    ).ok()
    const entry = {
      action: 'query',
      list: 'logevents',
      letype: 'move',
      leprop: 'ids|comment|user|details|title',
      lelimit: 1,
    }
    const seen = async () => JSON.stringify((await wiki.client().get(entry)).at('query.logevents.0'))
    const done = (await hideRange({ title: 'Moved on', hide: 'comment', linked: true })).ok()
    assert.equal(done.list('xhiderange.entries').length, 2)
    assert.doesNotMatch(await seen(), /linkedreason/)
    const changes = await wiki
      .client()
      .get({ action: 'query', list: 'recentchanges', rctype: 'log', rcprop: 'comment' })
    assert.doesNotMatch(changes.text, /linkedreason/)
    ;(await admin.write({ action: 'xundohide', batch: done.number('xhiderange.batch') })).ok()
    assert.match(await seen(), /linkedreason/)
  })

  test('xlinked takes the null revision along with the action of its log entry', async () => {
    await edits('Taken', bob, ['one'])
    ;(await admin.write({ action: 'move', from: 'Taken', to: 'Secret goal', reason: 'x', noredirect: true })).ok()
    const entry = await admin.get({ action: 'query', list: 'logevents', letype: 'move', leprop: 'ids', lelimit: 1 })
    const ids = entry.number('query.logevents.0.logid')
    const order = { action: 'revisiondelete', type: 'logging', ids, hide: 'content' }
    const done = (await admin.write({ ...order, xlinked: true })).ok()
    const [linked] = idsOf(done.list('revisiondelete.xlinked'))
    assert.deepEqual(await hiddenComments([linked ?? 0]), [linked])
  })

  test('without xlinked nothing else is touched, and the answer is that of a MediaWiki', async () => {
    const [id] = await edits('Alone', bob, ['one'])
    const order = { action: 'revisiondelete', type: 'revision', ids: id, hide: 'comment' }
    const done = (await admin.write(order)).ok()
    assert.equal(done.at('revisiondelete.xlinked'), undefined)
    const entry = await wiki.client().get({ action: 'query', list: 'logevents', letype: 'create', letitle: 'Alone' })
    assert.equal(entry.at('query.logevents.0.commenthidden'), undefined)
  })
})

describe('hiding by range is refused', () => {
  test('without the right, and to suppress without that right', async () => {
    assert.equal((await hideRange({ title: 'Range', hide: 'comment' }, bob)).code, 'permissiondenied')
    assert.equal(
      (await hideRange({ title: 'Range', hide: 'comment', suppress: 'yes' }, sysop)).code,
      'permissiondenied',
    )
    assert.equal((await bob.write({ action: 'xundohide', batch: 1 })).code, 'permissiondenied')
  })

  test('for what makes no sense', async () => {
    assert.equal((await hideRange({ title: 'Range' })).code, 'badparams')
    assert.equal((await hideRange({ title: 'Range', hide: 'user', show: 'user' })).code, 'badparams')
    assert.equal((await hideRange({ hide: 'user' })).code, 'missingparam')
    assert.equal((await hideRange({ title: 'No such page', hide: 'user' })).code, 'missingtitle')
    assert.equal((await hideRange({ title: 'Range', hide: 'user', batch: 999 })).code, 'x-hide-no-batch')
    assert.equal((await hideRange({ title: 'Range', hide: 'user', continue: 'x' })).code, 'x-hide-bad-continue')
    assert.equal((await admin.write({ action: 'xundohide', batch: 999 })).code, 'x-hide-no-batch')
  })
})

test('a wiki can want a reason for whatever is hidden', async () => {
  const strict = await startWiki({
    env: { PALIMPSEST_HIDE_REASON_REQUIRED: '1' },
    database: process.env.DATABASE ?? 'memory',
  })
  try {
    const who = await strict.as('Admin')
    const id = (await who.write({ action: 'edit', title: 'A', text: 'x' })).ok().number('edit.newrevid')
    const order = { action: 'revisiondelete', type: 'revision', ids: id, hide: 'comment' }
    assert.equal((await who.write({ ...order, reason: ' ' })).code, 'x-hide-no-reason')
    assert.equal(
      (await who.write({ action: 'xhiderange', title: 'A', hide: 'comment', ...always })).code,
      'x-hide-no-reason',
    )
    ;(await who.write({ ...order, reason: 'because' })).ok()
  } finally {
    await strict.stop()
  }
})
