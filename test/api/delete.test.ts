// action=delete over HTTP: what is gone, what is told of it, and what stands against it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  act,
  assertSound,
  changes,
  codes,
  edit,
  info,
  keys,
  kinds,
  logs,
  startPages,
  statistics,
  textOf,
  warnings,
} from '../support/pages.ts'

const people = await startPages()
const { admin, bob } = people
after(() => people.wiki.stop())

test('a deleted page is gone, its edits leave recent changes, and the log tells why', async () => {
  await edit(admin, 'Gone', 'one')
  await edit(bob, 'Gone', 'two')
  const { pageid } = await info(admin, 'Gone')
  const answer = await act(admin, 'delete', { title: 'Gone', reason: 'why' })
  const [entry] = await logs(admin, 'Gone')
  assert.deepEqual(answer.ok().at('delete'), { title: 'Gone', reason: 'why', logid: entry?.logid })
  assert.equal(`${entry?.type}/${entry?.action}`, 'delete/delete')
  assert.equal(entry?.comment, 'why')
  assert.equal(entry?.logpage, pageid)
  assert.equal(await textOf(admin, 'Gone'), undefined)
  assert.deepEqual(
    (await changes(admin, 'Gone')).map(one => one.type),
    ['log'],
  )
  assert.deepEqual(codes(await act(admin, 'delete', { pageid: Number(pageid) })), ['nosuchpageid'])
})

test('pages and articles are counted down', async () => {
  await edit(admin, 'Article', 'x')
  await edit(admin, 'Redirect', '#REDIRECT [[Article]]')
  const start = await statistics(admin)
  ;(await act(admin, 'delete', { title: 'Redirect' })).ok()
  const between = await statistics(admin)
  assert.deepEqual([between.pages, between.articles], [start.pages - 1, start.articles])
  ;(await act(admin, 'delete', { title: 'Article' })).ok()
  const end = await statistics(admin)
  assert.deepEqual([end.pages, end.articles], [start.pages - 2, start.articles - 1])
})

test('without a reason the wiki tells what the page said, and who alone said it', async () => {
  const reasonOf = async (title: string) => (await act(admin, 'delete', { title })).ok().string('delete.reason')
  await edit(admin, 'By one', 'all of it')
  assert.match(await reasonOf('By one'), /all of it.*Admin/)
  await edit(admin, 'By two', 'some')
  await edit(bob, 'By two', 'more of it')
  const byTwo = await reasonOf('By two')
  assert.match(byTwo, /more of it/)
  assert.doesNotMatch(byTwo, /Admin|Bob/)
  await edit(admin, 'Emptied', 'before that')
  await edit(admin, 'Emptied', '')
  assert.match(await reasonOf('Emptied'), /before that/)
  await edit(admin, 'Empty reason', 'x')
  assert.equal((await act(admin, 'delete', { title: 'Empty reason', reason: '' })).at('delete.reason'), '')
})

test('a hidden text or name is in no reason that the wiki makes', async () => {
  await edit(admin, 'Secret', 'harmless')
  const hidden = await edit(bob, 'Secret', 'the secret')
  await edit(bob, 'Secret', '')
  ;(await act(admin, 'revisiondelete', { type: 'revision', ids: hidden, hide: 'content' })).ok()
  const reason = (await act(admin, 'delete', { title: 'Secret' })).ok().string('delete.reason')
  assert.doesNotMatch(reason, /the secret/)
  const first = await edit(bob, 'Anonymous', 'words')
  await edit(bob, 'Anonymous', 'other words')
  ;(await act(admin, 'revisiondelete', { type: 'revision', ids: first, hide: 'user' })).ok()
  assert.doesNotMatch((await act(admin, 'delete', { title: 'Anonymous' })).ok().string('delete.reason'), /Bob/)
})

test('a long reason is answered whole and stored cut', async () => {
  await edit(admin, 'Long', 'x')
  const reason = 'Long '.repeat(200).trim()
  assert.equal((await act(admin, 'delete', { title: 'Long', reason })).ok().at('delete.reason'), reason)
  assert.equal((await logs(admin, 'Long'))[0]?.comment.length, 500)
})

test('the talk page goes too where that is asked for; where it cannot, a warning says why', async () => {
  await edit(admin, 'Pair', 'x')
  await edit(admin, 'Talk:Pair', 'x')
  const answer = await act(admin, 'delete', { title: 'Pair', deletetalk: true, reason: 'both' })
  assert.deepEqual(warnings(answer.ok()), [])
  assert.equal(await textOf(admin, 'Talk:Pair'), undefined)
  assert.match((await logs(admin, 'Talk:Pair'))[0]?.comment ?? '', /both/)
  await edit(admin, 'Single', 'x')
  assert.deepEqual(warnings((await act(admin, 'delete', { title: 'Single', deletetalk: true })).ok()), [
    'delete-error-associated-doesnotexist',
  ])
  await edit(admin, 'Talk:Talk only', 'x')
  assert.deepEqual(warnings((await act(admin, 'delete', { title: 'Talk:Talk only', deletetalk: true })).ok()), [
    'delete-error-associated-alreadytalk',
  ])
})

test('what stands against it is said, and a page that is not there before anything else', async () => {
  await edit(admin, 'Kept', 'x')
  const refused = async (title: string, who = admin) => codes(await act(who, 'delete', { title }))
  assert.deepEqual(await refused('Kept', bob), ['permissiondenied'])
  assert.deepEqual(await refused('Kept', people.nobody), ['permissiondenied'])
  assert.deepEqual(await refused('No such page', bob), ['missingtitle'])
  assert.deepEqual(await refused('Bad['), ['invalidtitle'])
  assert.deepEqual(await refused('Special:Version'), ['pagecannotexist'])
  assert.deepEqual(codes(await act(admin, 'delete', { title: 'Kept', tags: 'mw-undo' })), ['badtags'])
  ;(await act(admin, 'protect', { title: 'Kept', protections: 'edit=sysop' })).ok()
  assert.deepEqual(keys(await act(bob, 'delete', { title: 'Kept' })), ['badaccess-groups', 'deleteprotected'])
  assert.equal(await textOf(admin, 'Kept'), 'x')
})

test("administrators delete the scripts of users, not the site's", async () => {
  await edit(admin, 'User:Admin/a.js', 'x')
  await edit(admin, 'MediaWiki:A.js', 'x')
  assert.deepEqual(codes(await act(people.rod, 'delete', { title: 'MediaWiki:A.js' })), ['sitejsprotected'])
  ;(await act(people.rod, 'delete', { title: 'User:Admin/a.js' })).ok()
})

test('who deletes a page stops watching it, or goes on, as they ask', async () => {
  await edit(admin, 'Watched', 'x', { watchlist: 'watch' })
  ;(await act(admin, 'delete', { title: 'Watched' })).ok()
  assert.equal((await info(admin, 'Watched')).watched, true)
  await edit(admin, 'Watched', 'x')
  ;(await act(admin, 'delete', { title: 'Watched', watchlist: 'unwatch' })).ok()
  assert.equal((await info(admin, 'Watched')).watched, false)
})

test('of two deletions at once, one is refused', async () => {
  await edit(admin, 'Race', 'x')
  const answers = await Promise.all([1, 2].map(() => act(admin, 'delete', { title: 'Race' })))
  assert.deepEqual(answers.map(one => one.code ?? 'deleted').sort(), ['deleted', 'missingtitle'])
  assert.equal(kinds(await logs(admin, 'Race')).filter(kind => kind === 'delete/delete').length, 1)
})

test('the rules of the wiki hold afterwards', () => assertSound(people.wiki))
