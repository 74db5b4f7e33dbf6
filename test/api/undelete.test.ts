// action=undelete over HTTP: which revisions come back, into which page, and what stays hidden.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Params } from '../support/client.ts'
import {
  act,
  assertSound,
  codes,
  edit,
  history,
  info,
  kinds,
  logs,
  type ShownRevision,
  startPages,
  statistics,
  textOf,
  warnings,
} from '../support/pages.ts'

const people = await startPages()
const { admin, bob } = people
after(() => people.wiki.stop())

const undelete = (title: string, params: Params = {}, who = admin) => act(who, 'undelete', { title, ...params })
const ids = (revisions: readonly ShownRevision[]): number[] => revisions.map(one => one.revid)
const second = () => new Promise(resolve => setTimeout(resolve, 1100))

test('all comes back as it was: ids, authors, times, summaries, tags, parents', async () => {
  await edit(admin, 'Whole', 'one', { summary: 'first' })
  await edit(bob, 'Whole', '', { minor: true })
  await edit(admin, 'Whole', '#REDIRECT [[Elsewhere]]')
  const before = await history(admin, 'Whole')
  const { pageid } = await info(admin, 'Whole')
  const start = await statistics(admin)
  ;(await act(admin, 'delete', { title: 'Whole' })).ok()
  const answer = await undelete('Whole', { reason: 'back' })
  assert.deepEqual(answer.ok().at('undelete'), { title: 'Whole', revisions: 3, fileversions: 0, reason: 'back' })
  assert.deepEqual(await history(admin, 'Whole'), before)
  const after = await info(admin, 'Whole')
  assert.equal(after.pageid, pageid)
  assert.equal(after.redirect, true)
  const end = await statistics(admin)
  assert.deepEqual([end.pages, end.articles], [start.pages, start.articles])
  const [entry] = await logs(admin, 'Whole')
  assert.equal(`${entry?.type}/${entry?.action}`, 'delete/restore')
  assert.deepEqual(entry?.params, { count: { revisions: 3, files: 0 } })
})

test('some revisions come back by their times, the rest later, and the page shows the newest', async () => {
  const first = await edit(admin, 'Parts', 'one')
  await second()
  const next = await edit(admin, 'Parts', 'two')
  await second()
  const last = await edit(admin, 'Parts', 'three')
  const times = (await history(admin, 'Parts')).map(one => one.timestamp)
  ;(await act(admin, 'delete', { title: 'Parts' })).ok()
  const part = await undelete('Parts', { timestamps: [times[2] ?? '', times[1] ?? ''] })
  assert.equal(part.ok().at('undelete.revisions'), 2)
  assert.deepEqual(ids(await history(admin, 'Parts')), [next, first])
  assert.equal(await textOf(admin, 'Parts'), 'two')
  assert.deepEqual(codes(await undelete('Parts', { timestamps: times[2] ?? '' })), [
    'undelete-no-results',
    'cantundelete',
  ])
  ;(await undelete('Parts')).ok()
  assert.deepEqual(ids(await history(admin, 'Parts')), [last, next, first])
  assert.equal(await textOf(admin, 'Parts'), 'three')
})

test('older history goes below a page that was made anew', async () => {
  const old = await edit(admin, 'Again', 'old')
  ;(await act(admin, 'delete', { title: 'Again' })).ok()
  await second()
  const made = await edit(bob, 'Again', 'new')
  const { pageid } = await info(admin, 'Again')
  const start = await statistics(admin)
  ;(await undelete('Again')).ok()
  assert.deepEqual(ids(await history(admin, 'Again')), [made, old])
  assert.equal(await textOf(admin, 'Again'), 'new')
  assert.equal((await info(admin, 'Again')).pageid, pageid)
  assert.deepEqual((await statistics(admin)).pages, start.pages)
})

test('what was hidden stays hidden', async () => {
  const first = await edit(bob, 'Secret', 'a secret', { summary: 'a secret' })
  await edit(admin, 'Secret', 'open')
  ;(await act(admin, 'revisiondelete', { type: 'revision', ids: first, hide: 'content|comment|user' })).ok()
  ;(await act(admin, 'delete', { title: 'Secret' })).ok()
  ;(await undelete('Secret', {}, people.rod)).ok()
  const revision = (await history(bob, 'Secret'))[1] as unknown as Record<string, unknown>
  assert.equal(revision.commenthidden, true)
  assert.equal(revision.userhidden, true)
  assert.doesNotMatch(JSON.stringify(revision), /a secret|Bob/)
})

test('a hidden text does not become what the page shows', async () => {
  const first = await edit(admin, 'Cover', 'a secret')
  await second()
  await edit(admin, 'Cover', 'open')
  const [, hidden] = await history(admin, 'Cover')
  ;(await act(admin, 'revisiondelete', { type: 'revision', ids: first, hide: 'content' })).ok()
  ;(await act(admin, 'delete', { title: 'Cover' })).ok()
  assert.deepEqual(codes(await undelete('Cover', { timestamps: hidden?.timestamp ?? '' })), ['undeleterevdel'])
  assert.equal(await textOf(admin, 'Cover'), undefined)
  ;(await undelete('Cover')).ok()
  assert.equal(await textOf(admin, 'Cover'), 'open')
})

test('the talk page comes back too where that is asked for; where it cannot, a warning says why', async () => {
  await edit(admin, 'Pair', 'x')
  await edit(admin, 'Talk:Pair', 'y')
  ;(await act(admin, 'delete', { title: 'Pair', deletetalk: true })).ok()
  assert.equal((await undelete('Pair', { undeletetalk: true })).ok().at('undelete.revisions'), 2)
  assert.equal(await textOf(admin, 'Talk:Pair'), 'y')
  ;(await act(admin, 'delete', { title: 'Pair' })).ok()
  assert.deepEqual(warnings((await undelete('Pair', { undeletetalk: true })).ok()), [
    'undelete-error-associated-notdeleted',
  ])
})

test('a title that was protected from creation is not any more', async () => {
  await edit(admin, 'Reserved', 'x')
  ;(await act(admin, 'delete', { title: 'Reserved' })).ok()
  ;(await act(admin, 'protect', { title: 'Reserved', protections: 'create=sysop' })).ok()
  ;(await undelete('Reserved')).ok()
  ;(await act(admin, 'delete', { title: 'Reserved' })).ok()
  await edit(bob, 'Reserved', 'free again')
})

test('what stands against it is said', async () => {
  const refused = async (title: string, params: Params = {}, who = admin) => codes(await undelete(title, params, who))
  await edit(admin, 'Kept', 'x')
  ;(await act(admin, 'delete', { title: 'Kept' })).ok()
  assert.deepEqual(await refused('Kept', {}, bob), ['permissiondenied'])
  assert.deepEqual(await refused('Never'), ['undelete-no-results', 'cantundelete'])
  assert.equal((await admin.write({ action: 'undelete', title: 'Never' })).code, 'cantundelete')
  assert.deepEqual(await refused('Bad['), ['invalidtitle'])
  assert.deepEqual(await refused('Special:Version'), ['pagecannotexist'])
  assert.deepEqual(await refused('Kept', { timestamps: 'yesterday-ish' }), ['badtimestamp'])
  assert.deepEqual(await refused('Kept', { fileids: 1 }), ['cantundelete'])
  assert.deepEqual(await refused('File:Kept.png', { fileids: [1, 2] }), [
    'undelete-missing-filearchive',
    'undelete-missing-filearchive',
  ])
  assert.equal(await textOf(admin, 'Kept'), undefined)
})

test('of two restorations at once, one finds nothing left', async () => {
  await edit(admin, 'Race', 'x')
  ;(await act(admin, 'delete', { title: 'Race' })).ok()
  const answers = await Promise.all([1, 2].map(() => undelete('Race')))
  assert.deepEqual(answers.map(one => one.code ?? 'restored').sort(), ['restored', 'undelete-no-results'])
  assert.equal(kinds(await logs(admin, 'Race')).filter(kind => kind === 'delete/restore').length, 1)
})

test('the rules of the wiki hold afterwards', () => assertSound(people.wiki))
