// action=rollback over HTTP, and the marking of what a revert took back.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Params } from '../support/client.ts'
import {
  act,
  assertSound,
  changes,
  codes,
  edit,
  eventually,
  history,
  info,
  keys,
  kinds,
  logs,
  startPages,
  textOf,
} from '../support/pages.ts'
import { startServer } from '../support/server.ts'

const people = await startPages({ env: { PALIMPSEST_REVERTED_TAG_DELAY: '0' } })
const { admin, bob } = people
after(() => people.wiki.stop())

const rollback = (title: string, user: string, params: Params = {}, who = admin) =>
  act(who, 'rollback', { title, user, ...params }, 'rollback')
const tags = async (title: string, who = admin) => (await history(who, title)).map(one => one.tags)

describe('a rollback', () => {
  test('takes back all that the last author did, and nothing else', async () => {
    const good = await edit(admin, 'Page', 'good')
    await edit(bob, 'Page', 'bad')
    const worse = await edit(bob, 'Page', 'worse')
    const { pageid } = await info(admin, 'Page')
    const answer = await rollback('Page', 'Bob')
    const { summary, revid, ...rest } = answer.ok().at('rollback') as Record<string, unknown>
    assert.deepEqual(rest, { title: 'Page', pageid, old_revid: worse, last_revid: good })
    const [latest] = await history(admin, 'Page')
    assert.equal(latest?.revid, revid)
    assert.equal(latest?.comment, summary)
    assert.match(String(summary), /Bob.*Admin/)
    assert.deepEqual([latest?.slots.main.content, latest?.minor, latest?.parentid], ['good', true, worse])
    assert.deepEqual(latest?.tags, ['mw-rollback'])
  })

  test('marks as patrolled what it took back, and as the work of a bot where that is asked for', async () => {
    await edit(admin, 'Marked', 'good')
    await edit(bob, 'Marked', 'bad')
    ;(await rollback('Marked', 'bob', { markbot: true })).ok()
    const listed = await changes(admin, 'Marked')
    assert.deepEqual(
      listed.map(one => [one.bot, one.patrolled]),
      [
        [true, true],
        [true, true],
        [false, true],
      ],
    )
  })

  test('a summary of its own may speak of what was done', async () => {
    const good = await edit(admin, 'Said', 'good')
    const bad = await edit(bob, 'Said', 'bad')
    const summary = '$2 did $7, back to $3 by $1 from $5'
    const answer = await rollback('Said', 'Bob', { summary })
    assert.equal(answer.ok().at('rollback.summary'), `Bob did 1, back to ${good} by Admin from ${bad}`)
  })

  test('a redirect and a content model come back too', async () => {
    await edit(admin, 'Model', '#REDIRECT [[Page]]')
    ;(await act(bob, 'changecontentmodel', { title: 'Model', model: 'text' })).ok()
    ;(await rollback('Model', 'Bob')).ok()
    const after = await info(admin, 'Model')
    assert.deepEqual([after.contentmodel, after.redirect], ['wikitext', true])
    assert.deepEqual([...((await history(admin, 'Model'))[0]?.tags ?? [])].sort(), ['mw-new-redirect', 'mw-rollback'])
    const entries = kinds(await logs(admin, 'Model'))
    assert.deepEqual(entries, ['contentmodel/change', 'contentmodel/change', 'create/create'])
  })

  test('of an address works as that of an account, and an account may be named by its id', async () => {
    await edit(admin, 'Address', 'good')
    await edit(people.nobody, 'Address', 'bad')
    ;(await rollback('Address', '127.0.0.1')).ok()
    await edit(bob, 'Address', 'worse')
    const who = await admin.get({ action: 'query', list: 'users', ususers: 'Bob' })
    ;(await rollback('Address', `#${who.number('query.users.0.userid')}`)).ok()
    assert.equal(await textOf(admin, 'Address'), 'good')
  })
})

describe('what stands against it', () => {
  test('is said', async () => {
    await edit(admin, 'Kept', 'one')
    const refused = async (title: string, user: string, who = admin) => codes(await rollback(title, user, {}, who))
    assert.deepEqual(await refused('Kept', 'Bob'), ['alreadyrolled'])
    assert.deepEqual(await refused('Kept', 'Admin'), ['onlyauthor'])
    await edit(bob, 'Kept', 'two')
    assert.deepEqual(await refused('Kept', 'Bob', bob), ['permissiondenied'])
    assert.deepEqual(await refused('No such page', 'Bob', bob), ['missingtitle'])
    assert.deepEqual(await refused('Bad[', 'Bob'), ['invalidtitle'])
    assert.deepEqual(await refused('Kept', '192.0.2.0/24'), ['baduser'])
    assert.deepEqual(codes(await act(admin, 'rollback', { title: 'Kept', user: 'Bob' }, 'csrf')), ['badtoken'])
    assert.deepEqual(codes(await rollback('Kept', 'Bob', { tags: 'nope' })), ['badtags'])
    assert.equal(await textOf(admin, 'Kept'), 'two')
  })

  test('a text that is the same again is rolled back already', async () => {
    await edit(admin, 'Same', 'good')
    await edit(bob, 'Same', 'bad')
    await edit(bob, 'Same', 'good')
    assert.deepEqual(codes(await rollback('Same', 'Bob')), ['alreadyrolled'])
    assert.equal((await history(admin, 'Same')).length, 3)
  })

  test('the script of a user is rolled back by those who may edit it', async () => {
    await edit(admin, 'User:Admin/rolled.js', 'good')
    await edit(people.admin, 'User:Admin/rolled.js', 'more')
    assert.deepEqual(keys(await rollback('User:Admin/rolled.js', 'Admin', {}, people.rod)), [
      'customjsprotected',
      'customjsprotected',
    ])
  })

  test('nothing that is hidden comes back', async () => {
    const secret = await edit(admin, 'Hidden before', 'a secret')
    await edit(bob, 'Hidden before', 'bad')
    for (const field of ['content', 'user']) {
      ;(await act(admin, 'revisiondelete', { type: 'revision', ids: secret, hide: field })).ok()
      assert.deepEqual(codes(await rollback('Hidden before', 'Bob')), ['notvisiblerev'])
      ;(await act(admin, 'revisiondelete', { type: 'revision', ids: secret, show: field })).ok()
    }
  })

  test('a hidden name is in no refusal, and nobody finds out by guessing a suppressed one', async () => {
    await edit(admin, 'Named', 'good')
    const bad = await edit(bob, 'Named', 'bad')
    const hide = (params: Params) => act(admin, 'revisiondelete', { type: 'revision', ids: bad, ...params })
    ;(await hide({ hide: 'user', suppress: 'yes' })).ok()
    for (const user of ['Rod', 'Bob']) {
      const answer = await rollback('Named', user, {}, people.rod)
      assert.deepEqual(codes(answer), ['alreadyrolled'])
      assert.deepEqual(answer.at('errors.0.params'), ['Named', user, ''])
    }
    assert.deepEqual((await rollback('Named', 'Rod')).at('errors.0.params'), ['Named', 'Rod', ''])
    const done = await rollback('Named', 'Bob')
    assert.doesNotMatch(done.ok().string('rollback.summary'), /Bob/)
  })
})

test('of two rollbacks at once, one is refused', async () => {
  await edit(admin, 'Race', 'good')
  await edit(bob, 'Race', 'bad')
  const answers = await Promise.all([1, 2].map(() => rollback('Race', 'Bob')))
  assert.deepEqual(answers.map(one => one.code ?? 'done').sort(), ['alreadyrolled', 'done'])
  assert.equal((await history(admin, 'Race')).length, 3)
})

describe('what was taken back', () => {
  const isMarked = async (title: string, index: number): Promise<boolean> =>
    (await tags(title))[index]?.includes('mw-reverted') ?? false

  test('is marked after a rollback, an undo and a revert by hand', async () => {
    await edit(admin, 'Rolled', 'good')
    await edit(bob, 'Rolled', 'bad')
    await edit(bob, 'Rolled', 'worse')
    ;(await rollback('Rolled', 'Bob')).ok()
    await eventually(() => isMarked('Rolled', 1), 'the mark of a rollback')
    assert.deepEqual(await tags('Rolled'), [['mw-rollback'], ['mw-reverted'], ['mw-reverted'], []])
    const [, change] = await changes(admin, 'Rolled')
    assert.deepEqual(change?.tags, ['mw-reverted'])

    await edit(admin, 'Undone', 'one\n\ntwo')
    const undo = await edit(bob, 'Undone', 'one more\n\ntwo')
    await edit(bob, 'Undone', 'one more\n\ntwo more')
    ;(await admin.write({ action: 'edit', title: 'Undone', undo })).ok()
    await eventually(() => isMarked('Undone', 2), 'the mark of an undo')
    assert.deepEqual(await tags('Undone'), [['mw-undo'], [], ['mw-reverted'], []])

    await edit(admin, 'By hand', 'good')
    await edit(bob, 'By hand', 'bad')
    await edit(admin, 'By hand', 'good')
    await eventually(() => isMarked('By hand', 1), 'the mark of a revert by hand')
    assert.deepEqual(await tags('By hand'), [['mw-manual-revert'], ['mw-reverted'], []])
  })

  test('waits until somebody has looked at the revert of somebody who is not trusted', async () => {
    await edit(admin, 'Unsure', 'good')
    await edit(admin, 'Unsure', 'other')
    const revid = await edit(bob, 'Unsure', 'good')
    await new Promise(resolve => setTimeout(resolve, 300))
    assert.equal(await isMarked('Unsure', 1), false)
    ;(await act(admin, 'patrol', { revid }, 'patrol')).ok()
    await eventually(() => isMarked('Unsure', 1), 'the mark of a patrolled revert')
  })

  test('is marked by a process that starts later, where one ended too early', async () => {
    const slow = await startServer({ env: { PALIMPSEST_REVERTED_TAG_DELAY: '3600' } })
    const [trusted, other] = await Promise.all([slow.as('Admin'), slow.as('Bob')])
    await edit(trusted, 'Left', 'good')
    await edit(other, 'Left', 'bad')
    await edit(trusted, 'Left', 'good')
    await slow.kill('SIGKILL')
    const again = await slow.restart()
    const found = async () => (await tags('Left', again.client()))[1]?.includes('mw-reverted') ?? false
    await eventually(found, 'the mark of a revert before the end')
    await again.stop()
  })
})

test('the rules of the wiki hold afterwards', () => assertSound(people.wiki))
