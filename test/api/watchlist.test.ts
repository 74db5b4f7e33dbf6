// Watching over HTTP: what is watched, what changed of it, and what of that somebody has seen.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let bob: Client
let robot: Client

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  bob = await wiki.as('Bob')
  robot = await wiki.as('Robot')
})
after(() => wiki.stop())

const edit = async (who: Client, title: string, text: string, more: Params = {}): Promise<Answer> =>
  (await who.write({ action: 'edit', title, text, ...more })).ok()
const watch = (who: Client, params: Params): Promise<Answer> => who.write({ action: 'watch', ...params }, 'watch')
const watched = async (who: Client = bob, params: Params = {}): Promise<string[]> => {
  const answer = await who.get({ action: 'query', list: 'watchlistraw', wrlimit: 50, ...params })
  return (answer.ok().list('watchlistraw') as { title: string }[]).map(item => item.title)
}
const changes = async (
  params: Params = {},
): Promise<{ title: string; type: string; notificationtimestamp: string }[]> =>
  (await bob.get({ action: 'query', list: 'watchlist', wllimit: 50, wlprop: 'title|notificationtimestamp', ...params }))
    .ok()
    .list('query.watchlist') as { title: string; type: string; notificationtimestamp: string }[]

describe('watching', () => {
  test('everybody watches their own page from the start, and its talk page', async () => {
    assert.deepEqual(await watched(robot), ['User:Robot', 'User talk:Robot'])
  })

  test('pages are watched with their talk pages, whether they are there or not', async () => {
    const answer = await watch(bob, { titles: 'One|Talk:One|Two|Special:Version|Bad[' })
    assert.deepEqual(
      answer.list('watch').map(item => (item as { title: string }).title),
      ['Bad[', 'Special:Version', 'One', 'Two', 'Talk:One'],
    )
    assert.deepEqual(await watched(bob, { wrnamespace: '0|1' }), ['One', 'Two', 'Talk:One', 'Talk:Two'])
  })

  test('unwatching takes both off', async () => {
    const answer = await watch(bob, { titles: 'Two', unwatch: true })
    assert.deepEqual(answer.at('watch'), [{ title: 'Two', ns: 0, unwatched: true, missing: true }])
    assert.deepEqual(await watched(bob, { wrnamespace: '0|1' }), ['One', 'Talk:One'])
  })

  test('the old form takes one title and answers without a list', async () => {
    const answer = await watch(bob, { title: 'Three' })
    assert.deepEqual(answer.at('watch'), { title: 'Three', ns: 0, watched: true })
    assert.equal((await watch(bob, { title: 'Three', titles: 'Four' })).code, 'invalidparammix')
    assert.equal((await watch(bob, { title: 'Special:Version' })).code, 'invalidtitle')
    await watch(bob, { titles: 'Three', unwatch: true })
  })

  test('a generator says which pages, and where it goes on', async () => {
    const answer = await watch(bob, { generator: 'watchlistraw', gwrlimit: 1, gwrnamespace: 0 })
    assert.equal(answer.at('watch.0.title'), 'One')
    assert.equal(answer.at('batchcomplete'), true)
  })

  test('who has no account has no watchlist', async () => {
    const nobody = wiki.client()
    assert.equal((await watch(nobody, { titles: 'One' })).code, 'notloggedin')
    assert.equal((await nobody.get({ action: 'query', list: 'watchlist' })).code, 'notloggedin')
    assert.equal((await nobody.get({ action: 'query', list: 'watchlistraw' })).code, 'notloggedin')
  })
})

describe('watching by editing', () => {
  test('what somebody edits they watch, unless they want otherwise; a bot does not', async () => {
    assert.equal((await edit(bob, 'Own', 'a')).at('edit.watched'), true)
    assert.ok((await watched()).includes('Own'))
    assert.equal((await edit(bob, 'Own', 'b', { watchlist: 'unwatch' })).at('edit.watched'), undefined)
    assert.ok(!(await watched()).includes('Own'))
    assert.equal((await edit(bob, 'Own', 'c', { watchlist: 'nochange' })).at('edit.watched'), undefined)
    assert.equal((await edit(bob, 'Own', 'c', { watchlist: 'watch' })).at('edit.nochange'), true)
    assert.ok((await watched()).includes('Own'), 'also by an edit that changes nothing')
    assert.equal((await edit(robot, 'By a bot', 'a')).at('edit.watched'), undefined)
    assert.deepEqual(await watched(robot), ['User:Robot', 'User talk:Robot'])
  })
})

describe('what changed', () => {
  before(async () => {
    await watch(bob, { titles: 'News' })
    await edit(robot, 'News', 'one', { summary: 'one' })
    await edit(robot, 'News', 'two', { summary: 'two' })
    await edit(robot, 'Talk:News', 'three', { summary: 'three' })
    await edit(robot, 'Elsewhere', 'x')
  })

  test('the latest of each page, or everything', async () => {
    const titles = async (params: Params) =>
      (await changes(params)).map(one => one.title).filter(one => one.includes('News'))
    assert.deepEqual(await titles({}), ['Talk:News', 'News'])
    assert.deepEqual(await titles({ wlallrev: true }), ['Talk:News', 'News', 'News'])
    assert.deepEqual(await titles({ wlallrev: true, wlnamespace: 0 }), ['News', 'News'])
    assert.deepEqual(await titles({ wluser: 'Bob' }), [])
    assert.ok(!(await changes({})).some(one => one.title === 'Elsewhere'))
  })

  test('since when there is something that its watcher has not seen; their own edits are no news', async () => {
    const of = async (title: string) => (await changes({ wlallrev: true })).find(one => one.title === title)
    assert.match((await of('News'))?.notificationtimestamp ?? '', /^2.*Z$/)
    assert.equal((await of('Own'))?.notificationtimestamp, '')
    const unread = (await changes({ wlallrev: true, wlshow: 'unread' })).map(one => one.title)
    assert.deepEqual(unread, ['Talk:News', 'News', 'News'])
    assert.deepEqual(await watched(bob, { wrshow: 'changed' }), ['News', 'Talk:News'])
  })

  test('what was seen can be said: of a page, up to a revision, of everything', async () => {
    const say = (params: Params) => bob.write({ action: 'setnotificationtimestamp', ...params })
    const [latest, first] = (
      (await bob.get({ action: 'query', prop: 'revisions', titles: 'News', rvlimit: 2, rvprop: 'ids' })).at(
        'query.pages.0.revisions',
      ) as { revid: number }[]
    ).map(one => one.revid)
    const later = await say({ titles: 'News', newerthanrevid: first ?? 0 })
    assert.match(later.string('setnotificationtimestamp.0.notificationtimestamp'), /^2.*Z$/)
    const none = await say({ titles: 'News', newerthanrevid: latest ?? 0 })
    assert.deepEqual(none.at('setnotificationtimestamp'), [{ ns: 0, title: 'News', notificationtimestamp: '' }])
    const ofOther = await say({ titles: 'Own', torevid: first ?? 0 })
    assert.match(ofOther.string('setnotificationtimestamp.0.notificationtimestamp'), /^2.*Z$/)
    assert.deepEqual((await say({ titles: 'Elsewhere' })).at('setnotificationtimestamp.0.notwatched'), true)
    assert.deepEqual((await say({ entirewatchlist: true })).at('setnotificationtimestamp'), {
      notificationtimestamp: '',
    })
    assert.deepEqual(await watched(bob, { wrshow: 'changed' }), [])
    assert.equal((await say({ entirewatchlist: true, titles: 'News' })).code, 'multisource')
    assert.equal((await say({ titles: 'News|Own', torevid: 1 })).code, 'multpages')
  })

  test('whether changes are patrolled is for those only who may patrol', async () => {
    assert.equal((await bob.get({ action: 'query', list: 'watchlist', wlprop: 'patrol' })).code, 'patrol')
  })

  test('somebody else’s watchlist wants their token', async () => {
    const ask = (params: Params) => bob.get({ action: 'query', list: 'watchlistraw', ...params })
    assert.equal((await ask({ wrowner: 'Admin', wrtoken: 'x' })).code, 'bad_wltoken')
    assert.equal((await ask({ wrowner: 'Admin', wrtoken: '' })).code, 'bad_wltoken')
    assert.equal((await ask({ wrowner: 'Not there', wrtoken: 'x' })).code, 'bad_wlowner')
  })
})

describe('what is hidden', () => {
  test('a log entry whose page is hidden is on nobody’s watchlist', async () => {
    const admin = await wiki.as('Admin')
    ;(await admin.write({ action: 'protect', title: 'News', protections: 'move=sysop' })).ok()
    const kinds = async () => (await changes({ wltype: 'log' })).filter(one => one.title === 'News').length
    assert.equal(await kinds(), 1)
    const answer = await admin.get({ action: 'query', list: 'logevents', letype: 'protect', letitle: 'News' })
    const ids = answer.number('query.logevents.0.logid')
    ;(await admin.write({ action: 'revisiondelete', type: 'logging', ids, hide: 'content' })).ok()
    assert.equal(await kinds(), 0)
  })
})

describe('new messages', () => {
  test('are told of by a change of one’s talk page, and forgotten when one says so', async () => {
    await edit(robot, 'User talk:Bob', 'hello')
    assert.equal((await bob.post({ action: 'clearhasmsg' })).at('clearhasmsg'), 'success')
    assert.equal((await bob.get({ action: 'clearhasmsg' })).code, 'mustbeposted')
  })
})
