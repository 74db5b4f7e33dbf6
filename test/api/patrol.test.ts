// action=patrol over HTTP: what is marked, what is logged, and whose changes nobody may mark.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Params } from '../support/client.ts'
import { act, assertSound, changes, codes, edit, history, logs, startPages } from '../support/pages.ts'

const people = await startPages()
const { admin, bob } = people
after(() => people.wiki.stop())

const patrol = (params: Params, who = admin) => act(who, 'patrol', params, 'patrol')

test('a patrolled change is marked, and the log tells of it once', async () => {
  const first = await edit(bob, 'Looked at', 'one')
  const revid = await edit(bob, 'Looked at', 'two')
  const [change] = await changes(admin, 'Looked at')
  assert.equal(change?.patrolled, false)
  const answer = await patrol({ rcid: change?.rcid })
  assert.deepEqual(answer.ok().at('patrol'), { rcid: change?.rcid, ns: 0, title: 'Looked at' })
  const [marked] = await changes(admin, 'Looked at')
  assert.deepEqual([marked?.patrolled, marked?.autopatrolled], [true, false])
  ;(await patrol({ revid })).ok()
  const entries = await logs(admin, 'Looked at', { leaction: 'patrol/patrol' })
  assert.equal(entries.length, 1)
  assert.deepEqual(entries[0]?.params, { curid: revid, previd: first, auto: false })
  assert.equal((await changes(admin, 'Looked at')).length, 2)
})

test('what was patrolled by itself needs nobody, and no entry', async () => {
  const revid = await edit(admin, 'By itself', 'one')
  assert.equal((await changes(admin, 'By itself'))[0]?.autopatrolled, true)
  ;(await patrol({ revid })).ok()
  assert.deepEqual(await logs(admin, 'By itself', { leaction: 'patrol/patrol' }), [])
})

test('the empty revision of a move is found by its log entry', async () => {
  await edit(bob, 'Moved', 'one')
  ;(await act(bob, 'move', { from: 'Moved', to: 'Moved 2' })).ok()
  const [empty] = await history(admin, 'Moved 2')
  assert.equal((await patrol({ revid: empty?.revid })).ok().at('patrol.title'), 'Moved')
})

test('what stands against it is said', async () => {
  const revid = await edit(bob, 'Own', 'one')
  assert.deepEqual(codes(await patrol({ revid }, bob)), ['permissiondenied', 'noautopatrol'])
  assert.deepEqual(codes(await patrol({ revid }, people.nobody)), ['permissiondenied'])
  assert.deepEqual(codes(await patrol({ rcid: 99999999 })), ['nosuchrcid'])
  assert.deepEqual(codes(await patrol({ revid: 99999999 })), ['nosuchrevid'])
  assert.deepEqual(codes(await patrol({})), ['missingparam'])
  assert.deepEqual(codes(await patrol({ rcid: 1, revid })), ['invalidparammix'])
  assert.deepEqual(codes(await patrol({ revid, tags: 'nope' })), ['badtags'])
  assert.deepEqual(codes(await act(admin, 'patrol', { revid }, 'csrf')), ['badtoken'])
  assert.equal((await changes(admin, 'Own'))[0]?.patrolled, false)
})

test('a revision that recent changes do not list cannot be patrolled', async () => {
  const revid = await edit(bob, 'Old', 'one')
  ;(await act(admin, 'delete', { title: 'Old' })).ok()
  ;(await act(admin, 'undelete', { title: 'Old' })).ok()
  assert.deepEqual(codes(await patrol({ revid })), ['notpatrollable'])
})

test('a suppressed change is as missing to who may not know of it', async () => {
  const revid = await edit(bob, 'Suppressed', 'one')
  await edit(admin, 'Suppressed', 'two')
  const [, change] = await changes(admin, 'Suppressed')
  ;(await act(admin, 'revisiondelete', { type: 'revision', ids: revid, hide: 'content', suppress: 'yes' })).ok()
  assert.deepEqual(codes(await patrol({ revid }, people.rod)), ['nosuchrevid'])
  assert.deepEqual(codes(await patrol({ rcid: change?.rcid }, people.rod)), ['nosuchrcid'])
  assert.deepEqual(await logs(admin, 'Suppressed', { leaction: 'patrol/patrol' }), [])
  ;(await patrol({ revid })).ok()
})

test('the rules of the wiki hold afterwards', () => assertSound(people.wiki))
