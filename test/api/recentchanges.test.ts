// list=recentchanges over HTTP: what it shows, what it finds, and what it hides from whom.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
const revisions: number[] = []

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  await edit(bob, 'Page', 'one', { summary: 'first [[link]]' })
  await edit(bob, 'Page', 'two two', { summary: 'second', minor: true })
  await edit(admin, 'Page', 'three', { summary: 'third' })
  await edit(wiki.client(), 'Talk:Page', 'hello', { summary: 'fourth' })
  ;(await admin.write({ action: 'protect', title: 'Page', protections: 'move=sysop', reason: 'why' })).ok()
})
after(() => wiki.stop())

async function edit(who: Client, title: string, text: string, more: Params = {}): Promise<void> {
  const answer = await who.write({ action: 'edit', title, text, ...more })
  revisions.push(answer.ok().number('edit.newrevid'))
}
const ask = (params: Params, who: Client = bob): Promise<Answer> =>
  who.get({ action: 'query', list: 'recentchanges', rclimit: 50, ...params })
/** The comments of what is found, but for the page that every wiki begins with. */
const comments = async (params: Params, who?: Client): Promise<unknown[]> => {
  const items = (await ask({ rcprop: 'comment|title', ...params }, who)).ok().list('query.recentchanges')
  return (items as { comment?: string; title?: string }[])
    .filter(item => item.title !== 'Main Page')
    .map(item => item.comment)
}

describe('what is shown', () => {
  test('without being asked, title, ids and time of each change, newest first', async () => {
    const [newest] = (await ask({ rctitle: 'Talk:Page' })).list('query.recentchanges') as Record<string, unknown>[]
    assert.deepEqual(Object.keys(newest ?? {}), [
      'type',
      'ns',
      'title',
      'pageid',
      'revid',
      'old_revid',
      'rcid',
      'timestamp',
    ])
    assert.equal(newest?.title, 'Talk:Page')
  })

  test('a log entry says what was done, with its parameters', async () => {
    const answer = await ask({ rctype: 'log', rcprop: 'loginfo|comment|sizes' })
    const [entry] = answer.list('query.recentchanges') as { [key: string]: unknown; logparams?: { details: unknown } }[]
    assert.equal(entry?.logtype, 'protect')
    assert.equal(entry?.logaction, 'protect')
    assert.deepEqual(entry?.logparams?.details, [{ type: 'move', level: 'sysop', expiry: 'infinite', cascade: false }])
    assert.deepEqual([entry?.oldlen, entry?.newlen], [0, 0])
  })

  test('somebody without an account is called so', async () => {
    const answer = await ask({ rctitle: 'Talk:Page', rcprop: 'user|userid' })
    assert.deepEqual(answer.at('query.recentchanges'), [{ type: 'new', user: '127.0.0.1', anon: true, userid: 0 }])
  })

  test('whether a change is patrolled is for those only who may patrol', async () => {
    assert.equal((await ask({ rcprop: 'patrolled' })).code, 'permissiondenied')
    assert.equal((await ask({ rcshow: '!patrolled' })).code, 'permissiondenied')
    const answer = await ask({ rcprop: 'patrolled', rctitle: 'Page', rcuser: 'Bob' }, admin)
    assert.deepEqual(answer.at('query.recentchanges.0'), {
      type: 'edit',
      patrolled: false,
      unpatrolled: true,
      autopatrolled: false,
    })
  })
})

describe('what is found', () => {
  test('changes of a page, by or not by somebody, of a type, in a namespace', async () => {
    assert.deepEqual(await comments({ rctitle: 'Page' }), ['why', 'third', 'second', 'first [[link]]'])
    assert.deepEqual(await comments({ rcuser: 'Bob' }), ['second', 'first [[link]]'])
    assert.deepEqual(await comments({ rcexcludeuser: 'Bob', rctype: 'edit|new' }), ['fourth', 'third'])
    assert.deepEqual(await comments({ rctype: 'new' }), ['fourth', 'first [[link]]'])
    assert.deepEqual(await comments({ rcnamespace: 1 }), ['fourth'])
    assert.deepEqual(await comments({ rcuser: 'Nobody at all' }), [])
  })

  test('changes with flags, and without', async () => {
    assert.deepEqual(await comments({ rcshow: 'minor' }), ['second'])
    assert.deepEqual(await comments({ rcshow: 'anon' }), ['fourth'])
    assert.deepEqual(await comments({ rcshow: '!anon|!minor' }), ['why', 'third', 'first [[link]]'])
    assert.equal((await ask({ rcshow: 'minor|!minor' })).code, 'show')
  })

  test('the latest revision of each page, and what changed a text', async () => {
    assert.deepEqual(await comments({ rctoponly: true }), ['why', 'fourth'])
    assert.deepEqual(await comments({ rcslot: 'main', rctitle: 'Page' }), ['third', 'second', 'first [[link]]'])
  })

  test('types of changes that are never made', async () => {
    assert.deepEqual(await comments({ rctype: 'external|categorize' }), [])
  })

  test('the pages and the revisions of the changes, by a generator', async () => {
    const pages = await bob.get({ action: 'query', generator: 'recentchanges', grcuser: 'Bob' })
    assert.equal(pages.at('query.pages.0.title'), 'Page')
    const own = await bob.get({
      action: 'query',
      generator: 'recentchanges',
      grcuser: 'Bob',
      grcgeneraterevisions: true,
      prop: 'revisions',
      rvprop: 'ids',
    })
    const found = own.list('query.pages.0.revisions') as { revid: number }[]
    assert.deepEqual(found.map(one => one.revid).sort(), revisions.slice(0, 2))
  })

  test('a title that is none, a filter that shuts out its own title, a place that is none', async () => {
    assert.equal((await ask({ rctitle: 'Bad[' })).code, 'invalidtitle')
    assert.equal((await ask({ rctitle: 'Page', rcnamespace: 1 })).code, 'invalidparammix')
    assert.deepEqual((await comments({ rctitle: 'Page', rcnamespace: 0 })).length, 4)
    assert.equal((await ask({ rccontinue: '20200101000000|x' })).code, 'badcontinue')
  })
})

describe('what is hidden', () => {
  before(async () => {
    const hide = { action: 'revisiondelete', type: 'revision', ids: revisions[1] ?? 0, hide: 'user|comment|content' }
    ;(await admin.write(hide)).ok()
    const answer = await ask({ rctype: 'log', rctitle: 'Page', rcprop: 'loginfo' }, admin)
    const entries = answer.list('query.recentchanges') as { logid: number; logtype: string }[]
    const entry = entries.find(one => one.logtype === 'protect')
    ;(
      await admin.write({ action: 'revisiondelete', type: 'logging', ids: entry?.logid ?? 0, hide: 'content|user' })
    ).ok()
  })

  test('a hidden user, comment and hash are marked, and shown only to who may see them', async () => {
    const params = {
      rctitle: 'Page',
      rctype: 'edit',
      rcprop: 'user|userid|comment|parsedcomment|sha1|ids',
      rcshow: 'minor',
    }
    assert.deepEqual(Object.keys((await ask(params)).at('query.recentchanges.0') as object).sort(), [
      'commenthidden',
      'old_revid',
      'pageid',
      'rcid',
      'revid',
      'sha1hidden',
      'type',
      'userhidden',
    ])
    const seen = (await ask(params, admin)).at('query.recentchanges.0') as Record<string, unknown>
    assert.deepEqual([seen.user, seen.comment, seen.userhidden, seen.commenthidden], ['Bob', 'second', true, true])
    assert.equal(typeof seen.sha1, 'string')
  })

  test('asking for somebody does not find what they did where their name is hidden', async () => {
    assert.deepEqual(await comments({ rcuser: 'Bob' }), ['first [[link]]'])
    assert.deepEqual(await comments({ rcuser: 'Bob' }, admin), ['second', 'first [[link]]'])
    assert.ok(!(await comments({ rcexcludeuser: 'Admin' })).includes(undefined))
  })

  test('asking for a page does not find log entries whose page is hidden', async () => {
    const kinds = async (params: Params, who?: Client) =>
      (await ask({ rcprop: 'loginfo', rctype: 'log', ...params }, who))
        .list('query.recentchanges')
        .map(item => (item as { logtype?: string }).logtype)
    assert.ok(!(await kinds({ rctitle: 'Page' })).includes('protect'))
    assert.ok(!(await kinds({ rcnamespace: 0 })).includes('protect'))
    assert.ok((await kinds({ rctitle: 'Page' }, admin)).includes('protect'))
    const all = (await ask({ rctype: 'log', rcprop: 'loginfo|title|ids' })).list('query.recentchanges')
    const hidden = all.filter(item => (item as { actionhidden?: boolean }).actionhidden)
    assert.deepEqual(
      hidden.map(item => Object.keys(item as object)),
      [['type', 'actionhidden', 'rcid']],
    )
  })

  test('a generator does not give the pages of hidden log entries', async () => {
    const answer = await bob.get({ action: 'query', generator: 'recentchanges', grctype: 'log', grcuser: 'Admin' })
    const titles = (answer.at('query.pages') as { title: string }[] | undefined)?.map(page => page.title) ?? []
    // The log of the hiding itself is about the page, openly.
    assert.deepEqual(titles.sort(), ['Page', 'Special:Log/protect'])
  })
})
