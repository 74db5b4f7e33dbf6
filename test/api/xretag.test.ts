// action=xretag over HTTP: what a query finds is tagged as one batch, after a look at what would be done, and undone as one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
/** Of Bob on the pages A and B, of Admin on A. */
const revisions: Record<'bobA' | 'bobB' | 'adminA' | 'secret', number> = { bobA: 0, bobB: 0, adminA: 0, secret: 0 }

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  for (const tag of ['spam', 'seen', 'old']) {
    ;(await admin.write({ action: 'managetags', operation: 'create', tag })).ok()
  }
  const edit = async (by: Client, title: string, text: string, tags = ''): Promise<number> =>
    (await by.write({ action: 'edit', title, text, tags })).number('edit.newrevid')
  revisions.bobA = await edit(bob, 'A', 'one', 'old')
  revisions.adminA = await edit(admin, 'A', 'two', 'old')
  revisions.bobB = await edit(bob, 'B', 'one', 'old|spam')
  revisions.secret = await edit(bob, 'Secret', 'one')
  await edit(bob, 'Secret', 'two')
  const hide = { action: 'revisiondelete', type: 'revision', target: 'Secret', hide: 'user', suppress: 'yes' }
  ;(await admin.write({ ...hide, ids: revisions.secret })).ok()
})
after(() => wiki.stop())

const retag = (params: Params, by: Client = admin) => by.write({ action: 'xretag', ...params })
async function tagsOf(...ids: number[]): Promise<unknown[]> {
  const answer = await admin.get({ action: 'query', prop: 'revisions', revids: ids, rvprop: 'ids|tags' })
  const pages = answer.list('query.pages') as { revisions: { revid: number; tags: string[] }[] }[]
  const tags = new Map(pages.flatMap(page => page.revisions.map(one => [one.revid, one.tags.sort()])))
  return ids.map(id => tags.get(id))
}
const changedIds = (answer: { at(path: string): unknown }): unknown[] =>
  (answer.at('xretag.changes') as { revid?: number }[]).map(one => one.revid)

test('a preview says what would be done, and does nothing', async () => {
  const { bobA, bobB } = revisions
  const preview = (await retag({ user: 'Bob', tag: 'old', add: 'spam', remove: 'old', dryrun: true })).ok()
  assert.deepEqual(preview.at('xretag'), {
    dryrun: true,
    looked: 2,
    changed: 2,
    changes: [
      { revid: bobB, status: 'success', added: [], removed: ['old'] },
      { revid: bobA, status: 'success', added: ['spam'], removed: ['old'] },
    ],
  })
  assert.deepEqual(await tagsOf(bobA, bobB), [['old'], ['old', 'spam']])
})

test('what a query finds is tagged as a batch, which is undone as one, and that too', async () => {
  const { bobA, bobB, adminA } = revisions
  const before = await tagsOf(bobA, bobB, adminA)
  const done = (await retag({ user: 'Bob', tag: 'old', add: 'spam', remove: 'old', reason: 'Sorted out' })).ok()
  const after = [['spam'], ['spam'], ['old']]
  assert.deepEqual(await tagsOf(bobA, bobB, adminA), after)
  const log = await admin.get({ action: 'query', list: 'logevents', letype: 'tag', lelimit: 2, leprop: 'ids|comment' })
  assert.deepEqual(
    (log.list('query.logevents') as { logid: number; comment: string }[]).map(one => [one.logid, one.comment]),
    (done.at('xretag.changes') as { actionlogid: number }[]).map(one => [one.actionlogid, 'Sorted out']).reverse(),
  )

  const undone = (await retag({ undo: done.string('xretag.batch') })).ok()
  assert.equal(undone.at('xretag.changed'), 2)
  assert.deepEqual(await tagsOf(bobA, bobB, adminA), before)
  const redone = (await retag({ undo: undone.string('xretag.batch') })).ok()
  assert.deepEqual(await tagsOf(bobA, bobB, adminA), after)
  ;(await retag({ undo: redone.string('xretag.batch') })).ok()
  assert.deepEqual(await tagsOf(bobA, bobB, adminA), before)
})

test('a batch of several requests is one', async () => {
  const { bobA, adminA } = revisions
  const first = (await retag({ title: 'A', add: 'seen', limit: 1 })).ok()
  assert.deepEqual(changedIds(first), [adminA])
  const batch = first.string('xretag.batch')
  const second = (
    await retag({ title: 'A', add: 'seen', limit: 1, batch, continue: first.string('xretag.continue') })
  ).ok()
  assert.deepEqual(
    [changedIds(second), second.at('xretag.continue'), second.at('xretag.batch')],
    [[bobA], undefined, batch],
  )
  const undone = (await retag({ undo: batch, limit: 1 })).ok()
  const rest = {
    undo: batch,
    limit: 1,
    batch: undone.string('xretag.batch'),
    continue: undone.string('xretag.continue'),
  }
  assert.equal((await retag(rest)).ok().at('xretag.continue'), undefined)
  assert.deepEqual(await tagsOf(bobA, adminA), [['old'], ['old']])
})

test('times narrow what is found; log entries are changes, too', async () => {
  const none = await retag({ user: 'Bob', until: '2001-01-01T00:00:00Z', add: 'seen' })
  assert.equal(none.at('xretag.looked'), 0)
  const all = await retag({ user: 'Bob', since: '2001-01-01T00:00:00Z', add: 'seen', dryrun: true })
  assert.equal(all.at('xretag.changed'), 4)
  const entries = await retag({ user: 'Admin', kind: 'logentry', since: '2001-01-01T00:00:00Z', add: 'seen', limit: 3 })
  assert.equal(entries.at('xretag.changed'), 3)
  const tagged = await admin.get({ action: 'query', list: 'logevents', letag: 'seen' })
  assert.equal(tagged.list('query.logevents').length, 3)
})

test('what the performer may not know to be somebody’s is not found', async () => {
  await admin.write({ action: 'userrights', user: 'Bob', add: 'sysop' })
  const of = { user: 'Bob', add: 'seen', dryrun: true }
  const known = changedIds(await retag(of))
  assert.ok(known.includes(revisions.secret))
  const found = changedIds(await retag(of, bob))
  assert.deepEqual(
    found,
    known.filter(id => id !== revisions.secret),
  )
  await admin.write({ action: 'userrights', user: 'Bob', remove: 'sysop' })
})

test('what makes no sense is refused', async () => {
  const refusals: readonly [Params, string][] = [
    [{ add: 'spam' }, 'missingparam'],
    [{ user: 'Bob', add: 'nothere' }, 'badtags'],
    [{ undo: 'nothere' }, 'x-no-such-batch'],
    [{ user: 'Bob', add: 'spam', batch: 'nothere' }, 'x-no-such-batch'],
    [{ user: 'Bob', add: 'spam', continue: 'x' }, 'badcontinue'],
    [{ title: 'A', pageid: 1, add: 'spam' }, 'invalidparammix'],
  ]
  for (const [params, code] of refusals) assert.equal((await retag(params)).code, code, JSON.stringify(params))
  const nobody = wiki.client()
  assert.equal((await retag({ user: 'Bob', add: 'spam' }, nobody)).code, 'permissiondenied')
})
