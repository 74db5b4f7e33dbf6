// Edit conflicts over HTTP: what is merged, what is refused, and what whoever asks is told of the latest revision.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { act, edit, history, type Pages, startPages, textOf } from '../support/pages.ts'

let pages: Pages
before(async () => {
  pages = await startPages({ database: process.env.DATABASE ?? 'memory' })
})
after(() => pages.wiki.stop())

const base = 'one\n\ntwo\n\nthree'

test('changes that do not touch are merged', async () => {
  const { admin, bob } = pages
  const baserevid = await edit(admin, 'Merged', base)
  await edit(bob, 'Merged', base.replace('one', 'first'))
  await edit(admin, 'Merged', base.replace('three', 'third'), { baserevid })
  assert.equal(await textOf(admin, 'Merged'), 'first\n\ntwo\n\nthird')
})

test('a conflict tells nothing but itself, unless somebody asks what the latest revision is', async () => {
  const { admin, bob } = pages
  const baserevid = await edit(admin, 'Told', base)
  const latest = await edit(bob, 'Told', base.replace('one', 'first'))
  const text = base.replace('one', 'another')
  const plain = await admin.write({ action: 'edit', title: 'Told', text, baserevid })
  assert.deepEqual(Object.keys(plain.at('error') as object).sort(), ['code', 'docref', 'info'])
  const asked = await act(admin, 'edit', { title: 'Told', text, baserevid, xconflict: true })
  assert.equal(asked.code, 'editconflict')
  const { timestamp, ...told } = asked.at('errors.0.data.latest') as { timestamp: string }
  assert.deepEqual(told, { revid: latest, user: 'Bob' })
  assert.equal(timestamp, (await history(admin, 'Told'))[0]?.timestamp)
  assert.equal(await textOf(admin, 'Told'), base.replace('one', 'first'))
})

test('a name that is hidden is not told', async () => {
  const { admin, bob, robot } = pages
  const baserevid = await edit(admin, 'Hidden', base)
  const latest = await edit(bob, 'Hidden', base.replace('one', 'first'))
  ;(await act(admin, 'revisiondelete', { type: 'revision', ids: latest, hide: 'user' })).ok()
  const text = base.replace('one', 'another')
  const asked = await act(robot, 'edit', { title: 'Hidden', text, baserevid, xconflict: true })
  assert.equal(asked.code, 'editconflict')
  assert.deepEqual(Object.keys(asked.at('errors.0.data.latest') as object), ['revid', 'userhidden', 'timestamp'])
  assert.doesNotMatch(asked.text, /Bob/)
})

test('one who edits on from an older time conflicts with nobody but others', async () => {
  const { bob, admin } = pages
  await edit(bob, 'Own', base)
  const basetimestamp = '2001-01-01T00:00:00Z'
  await edit(bob, 'Own', 'mine', { basetimestamp })
  const answer = await act(admin, 'edit', { title: 'Own', text: 'theirs', basetimestamp })
  assert.equal(answer.code, 'editconflict')
})

test('a revision and a time together conflict with nobody but others since that time', async () => {
  const { admin, bob } = pages
  const baserevid = await edit(admin, 'Both', base)
  await edit(bob, 'Both', base.replace('one', 'first'))
  const basetimestamp = (await history(admin, 'Both'))[0]?.timestamp ?? ''
  await edit(admin, 'Both', 'mine', { baserevid, basetimestamp })
  assert.equal(await textOf(admin, 'Both'), 'mine')
  const answer = await act(admin, 'edit', { title: 'Both', text: 'again', baserevid })
  assert.equal(answer.code, 'editconflict')
})

test('a base that is the latest revision of another page is as none; an older one conflicts', async () => {
  const { admin, bob } = pages
  const older = await edit(admin, 'Other', 'other')
  const latest = await edit(admin, 'Other', 'other 2')
  await edit(admin, 'Mine', base)
  await edit(bob, 'Mine', `${base}!`)
  assert.equal((await act(admin, 'edit', { title: 'Mine', text: 'x', baserevid: older })).code, 'editconflict')
  await edit(admin, 'Mine', 'x', { baserevid: latest })
  assert.equal(await textOf(admin, 'Mine'), 'x')
})

test('a new section does not conflict, but one that is sent twice with the same base does', async () => {
  const { admin, bob } = pages
  const baserevid = await edit(admin, 'Talk:Twice', base)
  const section = { title: 'Talk:Twice', section: 'new', sectiontitle: 'Hello', text: 'x', baserevid }
  ;(await act(bob, 'edit', section)).ok()
  assert.equal((await act(bob, 'edit', section)).code, 'editconflict')
  ;(await act(admin, 'edit', section)).ok()
  assert.equal((await textOf(admin, 'Talk:Twice'))?.split('== Hello ==').length, 3)
})

test('a page that was deleted in the meantime is not made again by the way', async () => {
  const { admin, bob } = pages
  const starttimestamp = '2001-01-01T00:00:00Z'
  await edit(admin, 'Gone', base)
  ;(await act(admin, 'delete', { title: 'Gone' })).ok()
  const order = { title: 'Gone', text: 'x', starttimestamp }
  assert.equal((await act(bob, 'edit', order)).code, 'pagedeleted')
  ;(await act(bob, 'edit', { ...order, recreate: true })).ok()
})
