// prop=deletedrevisions over HTTP: what was deleted of pages that are there or not, for who may know of it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let bob: Client
const ids: number[] = []
const id = (index: number): number => ids.at(index) ?? 0

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  for (const [who, title, text] of [
    [bob, 'Gone', 'one'],
    [admin, 'Gone', 'two'],
    [bob, 'Gone', 'three'],
    [bob, 'Other', 'four'],
  ] as const) {
    const answer = await who.write({ action: 'edit', title, text, summary: `says ${text}` })
    ids.push(answer.ok().number('edit.newrevid'))
  }
  for (const title of ['Gone', 'Other']) (await admin.write({ action: 'delete', title })).ok()
  ;(await bob.write({ action: 'edit', title: 'Other', text: 'new' })).ok()
})
after(() => wiki.stop())

const ask = (params: Params, who: Client = admin): Promise<Answer> =>
  who.get({ action: 'query', prop: 'deletedrevisions', titles: 'Gone', drvprop: 'ids', ...params })
const revids = async (params: Params, who?: Client): Promise<unknown> =>
  ((await ask(params, who)).ok().at('query.pages.0.deletedrevisions') as { revid: number }[] | undefined)?.map(
    one => one.revid,
  )

describe('which', () => {
  test('all of a page, in either order, within times, by author', async () => {
    assert.deepEqual(await revids({}), [id(2), id(1), id(0)])
    assert.deepEqual(await revids({ drvdir: 'newer' }), [id(0), id(1), id(2)])
    assert.deepEqual(await revids({ drvuser: 'Bob' }), [id(2), id(0)])
    assert.deepEqual(await revids({ drvexcludeuser: 'Bob' }), [id(1)])
    assert.equal(await revids({ drvend: '2099-01-01T00:00:00Z' }), undefined)
    assert.equal((await ask({ drvuser: 'Bob', drvexcludeuser: 'Admin' })).code, 'invalidparammix')
  })

  test('of a page that is there again, and by their ids', async () => {
    const answer = (await ask({ titles: 'Other|Gone' })).ok()
    const pages = answer.list('query.pages') as { title: string; missing?: true; deletedrevisions: unknown[] }[]
    assert.deepEqual(
      pages.map(page => [page.title, page.missing, page.deletedrevisions.length]),
      [
        ['Gone', true, 3],
        ['Other', undefined, 1],
      ],
    )
    assert.deepEqual(await revids({ titles: undefined, revids: [id(0), id(1)] }), [id(1), id(0)])
  })

  test('continued to the end', async () => {
    const found: unknown[] = []
    let more: Params = {}
    for (let round = 0; round < 9; round++) {
      const answer = (await ask({ titles: 'Other|Gone', drvlimit: 1, ...more })).ok()
      for (const page of answer.list('query.pages') as { deletedrevisions?: { revid: number }[] }[]) {
        for (const one of page.deletedrevisions ?? []) found.push(one.revid)
      }
      if (answer.at('continue') === undefined) break
      more = answer.at('continue') as Params
    }
    assert.deepEqual(found, [id(3), id(2), id(1), id(0)])
    assert.equal((await ask({ drvcontinue: 'x' })).code, 'badcontinue')
  })

  test('what is shown of each is what prop=revisions shows', async () => {
    const answer = await ask({ drvprop: 'ids|user|comment|content|size|flags', drvslots: 'main', drvlimit: 1 })
    assert.deepEqual(answer.at('query.pages.0.deletedrevisions.0'), {
      revid: id(2),
      parentid: id(1),
      minor: false,
      user: 'Bob',
      size: 5,
      slots: { main: { contentmodel: 'wikitext', contentformat: 'text/x-wiki', content: 'three' } },
      comment: 'says three',
    })
  })
})

describe('what is hidden', () => {
  test('they are for who may see what was deleted', async () => {
    for (const who of [bob, wiki.client()]) {
      const answer = await ask({ drvprop: 'ids|content|comment' }, who)
      assert.equal(answer.code, 'permissiondenied')
      assert.doesNotMatch(answer.text, /says|three/)
    }
    const byId = await bob.get({ action: 'query', prop: 'revisions', revids: id(0), rvprop: 'ids|content' })
    assert.deepEqual(Object.keys(byId.at('query.badrevids') as object), [String(id(0))])
    assert.equal(byId.at('query.pages'), undefined)
  })

  test('what was hidden before stays so, and is marked to who may see it', async () => {
    for (const [index, hide, more] of [
      [0, 'user|comment|content', {}],
      [2, 'content', { suppress: 'yes' }],
    ] as const) {
      const order = { action: 'revisiondelete', type: 'revision', target: 'Gone', ids: id(index), hide, ...more }
      assert.equal((await admin.write(order)).ok().at('revisiondelete.items.0.status'), 'Success')
    }
    const answer = await ask({ drvprop: 'user|comment|content|sha1', drvslots: 'main' })
    const shown = (path: string) => answer.at(`query.pages.0.deletedrevisions.${path}`)
    assert.equal(shown('2.user'), 'Bob')
    assert.equal(shown('2.userhidden'), true)
    assert.equal(shown('2.slots.main.content'), 'one')
    assert.equal(shown('2.slots.main.texthidden'), true)
    assert.equal(shown('0.suppressed'), true)
  })
})
