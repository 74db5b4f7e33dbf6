// Undoing over HTTP: which text comes back, with which content model, and what is said of it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { act, codes, edit, history, type Pages, startPages, textOf } from '../support/pages.ts'

let pages: Pages
before(async () => {
  pages = await startPages({ database: process.env.DATABASE ?? 'memory' })
})
after(() => pages.wiki.stop())

test('an edit, a range and an undo are undone, under what came later', async () => {
  const { admin, bob } = pages
  const first = await edit(admin, 'A', 'a\n\nb\n\nc')
  const second = await edit(bob, 'A', 'a2\n\nb\n\nc')
  const third = await edit(admin, 'A', 'a2\n\nb\n\nc3')
  const undo = async (order: Record<string, string | number>): Promise<number> =>
    (await act(admin, 'edit', { title: 'A', ...order })).ok().number('edit.newrevid')
  const undone = await undo({ undo: second })
  assert.equal(await textOf(admin, 'A'), 'a\n\nb\n\nc3')
  assert.match((await history(admin, 'A'))[0]?.comment ?? '', new RegExp(`${second}.*Bob`))
  await undo({ undo: undone, summary: 'my own' })
  assert.equal(await textOf(admin, 'A'), 'a2\n\nb\n\nc3')
  assert.equal((await history(admin, 'A'))[0]?.comment, 'my own')
  await undo({ undo: third, undoafter: first })
  assert.equal(await textOf(admin, 'A'), 'a\n\nb\n\nc')
  const [latest] = await history(admin, 'A')
  assert.deepEqual([latest?.comment, latest?.tags], ['', ['mw-undo']])
})

test('what undoes a change of the content model gives back the model, and nothing else is merged with it', async () => {
  const { admin, bob } = pages
  await edit(admin, 'B', '{"a":1}')
  ;(await act(admin, 'changecontentmodel', { title: 'B', model: 'json' })).ok()
  const changed = (await history(admin, 'B'))[0]?.revid ?? 0
  const named = await act(admin, 'edit', { title: 'B', undo: changed, contentmodel: 'wikitext' })
  assert.deepEqual(codes(named), ['undofailure'])
  assert.equal((await act(bob, 'edit', { title: 'B', undo: changed })).ok().at('edit.contentmodel'), 'wikitext')
  const [latest] = await history(admin, 'B')
  assert.deepEqual([latest?.slots.main.contentmodel, latest?.slots.main.content], ['wikitext', '{"a":1}'])
  assert.deepEqual([...(latest?.tags ?? [])].sort(), ['mw-contentmodelchange', 'mw-undo'])
  assert.deepEqual(codes(await act(admin, 'edit', { title: 'B', undo: changed })), ['undofailure'])
})

test('a hidden name is not told in the summary', async () => {
  const { admin, bob } = pages
  await edit(admin, 'C', 'a\n\nb')
  const second = await edit(bob, 'C', 'a2\n\nb')
  ;(await act(admin, 'revisiondelete', { type: 'revision', ids: second, hide: 'user' })).ok()
  ;(await act(admin, 'edit', { title: 'C', undo: second })).ok()
  const comment = (await history(admin, 'C'))[0]?.comment ?? ''
  assert.match(comment, new RegExp(String(second)))
  assert.doesNotMatch(comment, /Bob/)
})

test('the text without what is undone can be that of a section or a new section', async () => {
  const { admin } = pages
  const text = 'lead\n\n== A ==\na\n\n== B ==\nb'
  await edit(admin, 'D', text)
  const undo = await edit(admin, 'D', text.replace('\na\n', '\na2\n'))
  const undone = async (order: Record<string, string | number>) => {
    const answer = await act(admin, 'edit', { title: 'D', undo, ...order })
    const now = await textOf(admin, 'D')
    const [latest] = await history(admin, 'D')
    await edit(admin, 'D', text.replace('\na\n', '\na2\n'))
    return { code: answer.code, now, isUndo: latest?.tags.includes('mw-undo') ?? false }
  }
  assert.deepEqual(await undone({ section: 1 }), {
    code: undefined,
    now: `lead\n\n${text}\n\n== B ==\nb`,
    isUndo: false,
  })
  const added = await undone({ section: 'new', sectiontitle: 'T' })
  assert.equal(added.now, `${text.replace('\na\n', '\na2\n')}\n\n== T ==\n\n${text}`)
  assert.equal((await undone({})).isUndo, true)
  assert.equal((await undone({ section: 9 })).code, 'nosuchsection')
})

test('a missing revision is named as it was asked for', async () => {
  const { admin } = pages
  const first = await edit(admin, 'E', 'only')
  const missing = async (order: Record<string, number>) =>
    (await act(admin, 'edit', { title: 'E', undo: first, ...order })).at('errors.0.params')
  assert.deepEqual(await missing({}), [null])
  assert.deepEqual(await missing({ undoafter: 0 }), [0])
})
