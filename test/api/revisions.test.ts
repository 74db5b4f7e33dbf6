// prop=revisions over HTTP: which revisions of a page, what of each, and what is hidden.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { followed } from '../support/follow.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
/** The revisions of `Page`, oldest first. */
const ids: number[] = []
const id = (index: number): number => ids.at(index) ?? 0

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  const save = async (who: Client, title: string, text: string, more: Params = {}) =>
    (await who.write({ action: 'edit', title, text, summary: `says ${text.slice(0, 3)}`, ...more })).ok()
  for (const [who, text, more] of [
    [bob, 'one', {}],
    [admin, 'one two', { minor: true }],
    [bob, 'one two three', { tags: 'mark' }],
    [admin, 'lead\n== First ==\n{{Other}}\n== Second ==\ntext', {}],
  ] as const) {
    if ('tags' in more) (await admin.write({ action: 'managetags', operation: 'create', tag: 'mark' })).ok()
    ids.push((await save(who, 'Page', text, more)).number('edit.newrevid'))
  }
  await save(bob, 'Template:Other', 'expanded')
  await save(bob, 'Another', 'page')
  await save(admin, 'User:Admin/data.json', '{"a":1}')
})
after(() => wiki.stop())

const ask = (params: Params, who: Client = bob): Promise<Answer> =>
  who.get({ action: 'query', prop: 'revisions', titles: 'Page', ...params })
const revisions = async (params: Params, who?: Client): Promise<Record<string, unknown>[]> =>
  (await ask(params, who)).ok().list('query.pages.0.revisions') as Record<string, unknown>[]
const revids = async (params: Params, who?: Client): Promise<unknown[]> =>
  (await revisions({ rvprop: 'ids', ...params }, who)).map(one => one.revid)

describe('which revisions', () => {
  test('of a page the latest, of its history as many as asked for, in either order', async () => {
    assert.deepEqual(await revids({}), [id(3)])
    assert.deepEqual(await revids({ rvlimit: 2 }), [id(3), id(2)])
    assert.deepEqual(await revids({ rvlimit: 'max', rvdir: 'newer' }), ids)
    assert.deepEqual(await revids({ rvlimit: 1, rvdir: 'newer' }), [id(0)])
  })

  test('between two of them, ends included', async () => {
    assert.deepEqual(await revids({ rvstartid: id(2), rvendid: id(1) }), [id(2), id(1)])
    assert.deepEqual(await revids({ rvdir: 'newer', rvstartid: id(1) }), ids.slice(1))
    const { timestamp } = (await revisions({ revids: id(1), titles: undefined, rvprop: 'timestamp' }))[0] ?? {}
    assert.ok((await revids({ rvdir: 'newer', rvlimit: 'max', rvend: String(timestamp) })).includes(id(1)))
    assert.equal((await ask({ rvstartid: 999 })).code, 'badid_rvstartid')
    assert.equal((await ask({ rvstartid: id(1), rvstart: 'now' })).code, 'invalidparammix')
  })

  test('by somebody, not by somebody, and with a tag', async () => {
    assert.deepEqual(await revids({ rvuser: 'Bob', rvlimit: 9 }), [id(2), id(0)])
    assert.deepEqual(await revids({ rvexcludeuser: 'Bob', rvlimit: 9 }), [id(3), id(1)])
    assert.deepEqual(await revids({ rvtag: 'mark', rvlimit: 9 }), [id(2)])
    assert.equal((await ask({ rvuser: 'Bob', rvexcludeuser: 'Admin' })).code, 'invalidparammix')
    assert.equal((await ask({ rvuser: 'Nobody here', rvlimit: 9 })).ok().at('query.pages.0.revisions'), undefined)
  })

  test('page by page of the answer', async () => {
    const first = await ask({ rvlimit: 3, rvprop: 'ids' })
    assert.match(first.string('continue.rvcontinue'), new RegExp(`^\\d{14}\\|${id(0)}$`))
    const list = await followed(bob, { prop: 'revisions', titles: 'Page', rvlimit: 1 }, 'query.pages.0.revisions')
    assert.deepEqual(
      list.map(one => (one as { revid: number }).revid),
      [...ids].reverse(),
    )
    assert.equal((await ask({ rvlimit: 1, rvcontinue: 'x' })).code, 'badcontinue')
  })

  test('by their ids, also of several pages, but not of several pages at once otherwise', async () => {
    const answer = (await bob.get({ action: 'query', prop: 'revisions', revids: [id(0), id(2)], rvprop: 'ids' })).ok()
    assert.deepEqual(
      answer.list('query.pages.0.revisions').map(one => (one as { revid: number }).revid),
      [id(0), id(2)],
    )
    assert.equal((await ask({ titles: 'Page|Another', rvlimit: 2 })).code, 'invalidparammix')
    assert.equal((await ask({ titles: undefined, revids: id(0), rvlimit: 2 })).code, 'invalidparammix')
    const both = (await ask({ titles: 'Page|Another', rvprop: 'ids' })).ok()
    assert.equal(both.list('query.pages').filter(page => 'revisions' in (page as object)).length, 2)
    const bad = (await bob.get({ action: 'query', prop: 'revisions', revids: 9999 })).ok()
    assert.deepEqual(bad.at('query.badrevids'), { 9999: { revid: 9999, missing: true } })
  })

  test('as a generator they give their pages by revision', async () => {
    const answer = (await bob.get({ action: 'query', generator: 'revisions', titles: 'Page', grvlimit: 2 })).ok()
    assert.deepEqual(answer.at('query.pages.0.title'), 'Page')
    const more = { generator: 'allpages', gapprefix: 'P', prop: 'revisions', rvprop: 'ids' }
    const listed = (await bob.get({ action: 'query', ...more })).ok()
    assert.equal(listed.at('query.pages.0.revisions.0.revid'), id(3))
  })
})

describe('what of each', () => {
  test('all that can be asked for in slots', async () => {
    const prop = 'ids|flags|timestamp|user|userid|size|slotsize|sha1|slotsha1|contentmodel|comment|content|tags|roles'
    const [shown] = await revisions({ rvprop: prop, rvslots: 'main', titles: undefined, revids: id(2) })
    const { timestamp, userid, sha1, slots, ...rest } = shown ?? {}
    assert.match(String(timestamp), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    assert.ok(Number(userid) > 0)
    assert.deepEqual(rest, {
      revid: id(2),
      parentid: id(1),
      minor: false,
      user: 'Bob',
      size: 13,
      roles: ['main'],
      comment: 'says one',
      tags: ['mark'],
    })
    assert.deepEqual(slots, {
      main: {
        size: 13,
        sha1,
        contentmodel: 'wikitext',
        contentformat: 'text/x-wiki',
        content: 'one two three',
      },
    })
  })

  test('without slots the old form, with a warning', async () => {
    const answer = (await ask({ rvprop: 'content|contentmodel' })).ok()
    assert.match(answer.string('warnings.revisions.warnings'), /rvslots/)
    assert.equal(answer.at('query.pages.0.revisions.0.contentmodel'), 'wikitext')
    const old = (await ask({ rvprop: 'content', rvslots: 'main', formatversion: 1 })).ok()
    const pageid = answer.number('query.pages.0.pageid')
    assert.match(old.string(`query.pages.${pageid}.revisions.0.slots.main.*`), /^lead/)
  })

  test('a section, or that there is none', async () => {
    const main = async (params: Params) =>
      (await ask({ rvprop: 'content', rvslots: 'main', ...params })).at('query.pages.0.revisions.0.slots.main')
    assert.deepEqual(await main({ rvsection: 2 }), {
      contentmodel: 'wikitext',
      contentformat: 'text/x-wiki',
      content: '== Second ==\ntext',
    })
    assert.deepEqual(await main({ rvsection: 9 }), { nosuchsection: true })
    assert.equal((await ask({ rvprop: 'content', rvsection: 9 })).code, 'nosuchsection')
  })

  test('a format that the content does not have is refused, the revision is not', async () => {
    const answer = (await ask({ rvprop: 'content', rvslots: 'main', 'rvcontentformat-main': 'text/css' })).ok()
    assert.deepEqual(answer.at('query.pages.0.revisions.0.slots.main'), { badcontentformat: true })
    assert.match(answer.string('warnings.revisions.warnings'), /text\/css/)
  })

  test('in the old form the text expanded, rendered, as a tree', async () => {
    const one = async (params: Params) => (await revisions({ rvprop: 'content', rvsection: 1, ...params }))[0]
    assert.deepEqual(await one({ rvexpandtemplates: 1 }), { content: '== First ==\nexpanded' })
    assert.match(String((await one({ rvparse: 1 }))?.content), /<h2>.*First.*<\/h2>\n<p>expanded\n<\/p>/s)
    assert.equal(
      (await one({ rvgeneratexml: 1 }))?.parsetree,
      '<root><h level="2" i="1">== First ==</h>\n' + '<template lineStart="1"><title>Other</title></template></root>',
    )
    const data = { titles: 'User:Admin/data.json', rvprop: 'content|parsetree', rvexpandtemplates: 1 }
    const answer = (await ask(data)).ok()
    assert.deepEqual(answer.at('query.pages.0.revisions.0'), {
      badcontentformatforparsetree: true,
      badcontentformat: true,
    })
  })

  test('in the old form a difference, one to a request', async () => {
    const [first, second] = await revisions({ rvprop: 'ids', rvlimit: 2, rvdiffto: 'prev' })
    const diff = first?.diff as Record<string, unknown>
    assert.deepEqual([diff.from, diff.to], [id(2), id(3)])
    assert.match(String(diff.body), /<td class="diff-addedline/)
    assert.deepEqual(second?.diff, { notcached: true })
    const text = await ask({ rvprop: 'ids', titles: 'Another', rvdifftotext: 'book' })
    assert.match(text.string('query.pages.0.revisions.0.diff.body'), /book/)
    assert.equal((await ask({ rvdiffto: 'x' })).code, 'diffto')
    assert.equal((await ask({ rvdiffto: 9999 })).code, 'nosuchrevid')
  })

  test('what is of the old form cannot be asked of slots', async () => {
    for (const params of [{ rvparse: 1 }, { rvdiffto: 'prev' }, { rvprop: 'parsetree' }, { rvexpandtemplates: 1 }]) {
      assert.equal((await ask({ rvslots: 'main', ...params })).code, 'invalidparammix', JSON.stringify(params))
    }
  })
})

describe('what is hidden', () => {
  before(async () => {
    const hide = (ids: number, what: string, more: Params = {}) =>
      admin.write({ action: 'revisiondelete', type: 'revision', target: 'Page', ids, hide: what, ...more })
    ;(await hide(id(0), 'user|comment|content')).ok()
    ;(await hide(id(2), 'content', { suppress: 'yes' })).ok()
  })

  const everything = { rvprop: 'ids|user|userid|comment|parsedcomment|content|sha1|slotsha1', rvslots: 'main' }

  test('is withheld: name, comment and text', async () => {
    const [shown] = await revisions({ ...everything, titles: undefined, revids: id(0) })
    assert.deepEqual(shown, {
      revid: id(0),
      parentid: 0,
      userhidden: true,
      sha1hidden: true,
      slots: { main: { sha1hidden: true, texthidden: true } },
      commenthidden: true,
    })
    const answer = await ask({ ...everything, rvlimit: 'max' })
    assert.doesNotMatch(answer.text, /one two three|"one"/)
  })

  test('is withheld in the old form, in differences and by their tools', async () => {
    for (const params of [{}, { rvparse: 1 }, { rvexpandtemplates: 1 }, { rvgeneratexml: 1 }, { rvdiffto: 'next' }]) {
      const answer = await ask({ rvprop: 'content|user', titles: undefined, revids: id(2), ...params })
      assert.equal(answer.at('query.pages.0.revisions.0.texthidden'), true, JSON.stringify(params))
      assert.doesNotMatch(answer.text, /three/)
    }
    const next = await ask({ rvprop: 'ids', titles: undefined, revids: id(3), rvdiffto: 'prev' })
    assert.equal(next.at('query.pages.0.revisions.0.diff.body'), false)
    assert.doesNotMatch(next.text, /three/)
    const other = await ask({ rvprop: 'ids', titles: undefined, revids: id(3), rvdiffto: id(2) })
    assert.equal(other.at('query.pages.0.revisions.0.diff'), undefined)
    assert.doesNotMatch(other.text, /three/)
  })

  test('is not found by its author', async () => {
    assert.deepEqual(await revids({ rvuser: 'Bob', rvlimit: 9 }), [id(2)])
    assert.ok(!(await revids({ rvexcludeuser: 'Admin', rvlimit: 9 })).includes(id(0)))
    assert.deepEqual(await revids({ rvuser: 'Bob', rvlimit: 9 }, admin), [id(2), id(0)])
  })

  test('is shown, marked, to those who may see it', async () => {
    const answer = await ask({ ...everything, titles: undefined, revids: id(0) }, admin)
    const shown = (path: string) => answer.at(`query.pages.0.revisions.0.${path}`)
    assert.equal(shown('user'), 'Bob')
    assert.equal(shown('userhidden'), true)
    assert.equal(shown('comment'), 'says one')
    assert.equal(shown('slots.main.content'), 'one')
    const [other] = await revisions({ ...everything, titles: undefined, revids: id(2) }, admin)
    assert.equal(other?.suppressed, true)
  })
})
