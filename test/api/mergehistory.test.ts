// action=mergehistory over HTTP: whose history is whose afterwards, and what is left of the source.
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
  startPages,
  statistics,
  textOf,
} from '../support/pages.ts'

const people = await startPages()
const { admin, bob } = people
after(() => people.wiki.stop())

const merge = (from: string, to: string, params: Params = {}, who = admin) =>
  act(who, 'mergehistory', { from, to, ...params })
const ids = async (title: string): Promise<number[]> => (await history(admin, title)).map(one => one.revid)
const second = () => new Promise(resolve => setTimeout(resolve, 1100))

test('a whole history goes, and a redirect is left', async () => {
  const one = await edit(admin, 'Source', 'one')
  const two = await edit(bob, 'Source', 'two')
  await second()
  const three = await edit(admin, 'Dest', 'three')
  const start = await statistics(admin)
  const answer = await merge('Source', 'Dest', { reason: 'why' })
  const { timestamp, ...rest } = answer.ok().at('mergehistory') as Record<string, unknown>
  assert.deepEqual(rest, { from: 'Source', to: 'Dest', reason: 'why' })
  assert.match(String(timestamp), /^\d{4}-\d\d-\d\dT/)
  assert.deepEqual(await ids('Dest'), [three, two, one])
  assert.equal(await textOf(admin, 'Dest'), 'three')
  assert.equal(await textOf(admin, 'Source'), '#REDIRECT [[Dest]]')
  assert.equal((await info(admin, 'Source')).redirect, true)
  const end = await statistics(admin)
  assert.deepEqual([end.pages, end.articles], [start.pages, start.articles - 1])
  const [entry] = await logs(admin, 'Source')
  assert.equal(`${entry?.type}/${entry?.action}`, 'merge/merge')
  assert.equal(entry?.params.dest_title, 'Dest')
  assert.equal(entry?.params.mergerevid, String(two))
})

test('a part of a history goes, up to a time; the page stays what it is', async () => {
  const one = await edit(admin, 'Part', 'one')
  await second()
  const two = await edit(admin, 'Part', 'two')
  await second()
  const dest = await edit(admin, 'Part of', 'dest')
  const oldest = (await history(admin, 'Part')).at(-1)
  ;(await merge('Part', 'Part of', { timestamp: oldest?.timestamp })).ok()
  assert.deepEqual(await ids('Part of'), [dest, one])
  assert.deepEqual(await ids('Part'), [two])
  assert.equal(await textOf(admin, 'Part'), 'two')
  assert.equal((await logs(admin, 'Part'))[0]?.params.mergerevid, null)
})

test('a page that cannot be a redirect is deleted', async () => {
  await edit(admin, 'Plain', '{}', { contentmodel: 'json' })
  await second()
  await edit(admin, 'Plain dest', 'x')
  ;(await merge('Plain', 'Plain dest')).ok()
  assert.equal(await textOf(admin, 'Plain'), undefined)
  assert.deepEqual(kinds(await logs(admin, 'Plain')).slice(0, 2), ['merge/merge', 'delete/delete'])
  assert.equal((await history(admin, 'Plain dest')).length, 2)
})

test('what stands against it is said', async () => {
  await edit(admin, 'Older', 'x')
  await second()
  await edit(admin, 'Newer', 'x')
  const refused = async (from: string, to: string, params: Params = {}, who = admin) =>
    codes(await merge(from, to, params, who))
  const overlap = 'mergehistory-fail-timestamps-overlap'
  assert.deepEqual(await refused('Older', 'Newer', {}, bob), ['mergehistory-fail-permission'])
  assert.deepEqual(await refused('Newer', 'Older'), [overlap])
  assert.deepEqual(await refused('Older', 'Newer', { timestamp: '2001-01-01T00:00:00Z' }), [overlap])
  assert.deepEqual(await refused('None', 'Newer'), [
    'mergehistory-fail-invalid-source',
    'mergehistory-fail-bad-timestamp',
  ])
  assert.deepEqual(await refused('Older', 'None'), ['mergehistory-fail-invalid-dest'])
  assert.equal((await refused('Older', 'Older'))[0], 'mergehistory-fail-self-merge')
  assert.deepEqual(await refused('Bad[', 'Newer'), ['invalidtitle'])
  assert.deepEqual(codes(await act(admin, 'mergehistory', { from: 'Older' })), ['missingparam'])
  ;(await act(admin, 'protect', { title: 'Newer', protections: 'edit=sysop' })).ok()
  assert.deepEqual(await refused('Older', 'Newer', {}, bob), ['protectedpage', 'mergehistory-fail-permission'])
  assert.equal((await history(admin, 'Older')).length, 1)
})

test('the rules of the wiki hold afterwards', () => assertSound(people.wiki))
