// list=allrevisions and list=blocks over HTTP.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

interface Block {
  readonly [key: string]: unknown
  readonly restrictions: { readonly namespaces: number[]; readonly pages: { readonly title: string }[] }
}

let wiki: TestWiki
let admin: Client
let bob: Client
const revisions: number[] = []

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  bob = await wiki.as('Bob')
  for (const [who, title, text] of [
    [bob, 'A', 'one'],
    [admin, 'B', 'two'],
    [bob, 'A', 'three'],
    [bob, 'Talk:A', 'four'],
  ] as const) {
    const answer = await who.write({ action: 'edit', title, text, summary: text })
    revisions.push(answer.ok().number('edit.newrevid'))
  }
})
after(() => wiki.stop())

describe('allrevisions', () => {
  const ask = (params: Params, who: Client = bob): Promise<Answer> =>
    who.get({ action: 'query', list: 'allrevisions', arvprop: 'ids', ...params })
  /** By page, the places of its revisions among those that were made here. */
  const found = async (params: Params, who?: Client): Promise<[string, number[]][]> => {
    const pages = (await ask(params, who)).ok().list('query.allrevisions')
    return (pages as { title: string; revisions: { revid: number }[] }[])
      .filter(page => page.title !== 'Main Page')
      .map(page => [page.title, page.revisions.map(one => revisions.indexOf(one.revid))])
  }

  test('revisions stand under their pages, in the order in which these come', async () => {
    assert.deepEqual(await found({}), [
      ['Talk:A', [3]],
      ['A', [2, 0]],
      ['B', [1]],
    ])
    assert.deepEqual(await found({ arvdir: 'newer' }), [
      ['A', [0, 2]],
      ['B', [1]],
      ['Talk:A', [3]],
    ])
  })

  test('by somebody, by anybody else, in a namespace', async () => {
    assert.deepEqual(await found({ arvuser: 'Bob', arvnamespace: 0 }), [['A', [2, 0]]])
    assert.deepEqual(await found({ arvexcludeuser: 'Bob' }), [['B', [1]]])
    assert.deepEqual(await found({ arvuser: 'Never here' }), [])
    assert.equal((await ask({ arvuser: 'Bob', arvexcludeuser: 'Admin' })).code, 'invalidparammix')
  })

  test('their texts, and no more than fit the limit for texts', async () => {
    const answer = await ask({ arvuser: 'Admin', arvprop: 'content', arvslots: 'main', arvlimit: 'max' })
    assert.equal(answer.at('query.allrevisions.0.revisions.0.slots.main.content'), 'two')
    assert.equal(answer.at('limits.allrevisions'), 50)
  })

  test('a generator gives revisions, or titles', async () => {
    const own = await bob.get({
      action: 'query',
      generator: 'allrevisions',
      garvuser: 'Admin',
      prop: 'revisions',
      rvprop: 'ids',
    })
    const pages = own.list('query.pages') as { title: string; revisions: { revid: number }[] }[]
    assert.equal(pages.find(page => page.title === 'B')?.revisions[0]?.revid, revisions[1])
    const titles = await bob.get({
      action: 'query',
      generator: 'allrevisions',
      garvuser: 'Bob',
      garvgeneratetitles: true,
    })
    assert.equal(titles.list('query.pages').length, 2)
  })

  test('a revision whose author is hidden is not among theirs', async () => {
    ;(await admin.write({ action: 'revisiondelete', type: 'revision', ids: revisions[0] ?? 0, hide: 'user' })).ok()
    assert.deepEqual(await found({ arvuser: 'Bob', arvnamespace: 0 }), [['A', [2]]])
    assert.deepEqual(await found({ arvuser: 'Bob', arvnamespace: 0 }, admin), [['A', [2, 0]]])
    assert.deepEqual(await found({ arvexcludeuser: 'Admin', arvnamespace: 0 }), [['A', [2]]])
  })
})

describe('blocks', () => {
  const ask = (params: Params, who: Client = bob): Promise<Answer> =>
    who.get({ action: 'query', list: 'blocks', ...params })
  const targets = async (params: Params, who?: Client): Promise<unknown[]> =>
    (await ask(params, who))
      .ok()
      .list('query.blocks')
      .map(block => (block as { user?: string }).user)

  before(async () => {
    for (const params of [
      {
        user: 'Robot',
        expiry: '2099-01-01T00:00:00Z',
        partial: true,
        pagerestrictions: 'A',
        namespacerestrictions: '1',
        allowusertalk: true,
      },
      { user: '192.0.2.0/24', expiry: 'infinite', anononly: true, nocreate: true },
      { user: '192.0.2.7', expiry: 'infinite' },
    ]) {
      ;(await admin.write({ action: 'block', reason: 'test', ...params })).ok()
    }
  })

  test('newest first, with what each forbids', async () => {
    assert.deepEqual(await targets({}), ['192.0.2.7', '192.0.2.0/24', 'Robot'])
    const answer = await ask({ bkusers: 'Robot', bkprop: 'flags|restrictions|range|expiry' })
    const [block] = answer.list('query.blocks') as Block[]
    assert.deepEqual([block?.partial, block?.allowusertalk, block?.nocreate], [true, true, false])
    assert.deepEqual(block?.restrictions.namespaces, [1])
    assert.equal(block?.restrictions.pages[0]?.title, 'A')
    assert.equal(block?.expiry, '2099-01-01T00:00:00Z')
    assert.equal('rangestart' in (block ?? {}), false)
  })

  test('on accounts, addresses and ranges, by name or by what they cover', async () => {
    assert.deepEqual(await targets({ bkusers: 'Robot|192.0.2.7' }), ['192.0.2.7', 'Robot'])
    assert.deepEqual(await targets({ bkip: '192.0.2.7' }), ['192.0.2.7', '192.0.2.0/24'])
    assert.deepEqual(await targets({ bkip: '192.0.2.0/25' }), ['192.0.2.0/24'])
    assert.deepEqual(await targets({ bkip: '198.51.100.1' }), [])
    const answer = await ask({ bkusers: '192.0.2.0/24', bkprop: 'range' })
    assert.deepEqual(answer.at('query.blocks.0'), { rangestart: '192.0.2.0', rangeend: '192.0.2.255' })
  })

  test('of a kind', async () => {
    assert.deepEqual(await targets({ bkshow: 'account' }), ['Robot'])
    assert.deepEqual(await targets({ bkshow: 'range' }), ['192.0.2.0/24'])
    assert.deepEqual(await targets({ bkshow: 'temp' }), ['Robot'])
    assert.equal((await ask({ bkshow: 'temp|!temp' })).code, 'show')
    assert.equal((await ask({ bkip: 'x' })).code, 'param_ip')
    assert.equal((await ask({ bkip: '10.0.0.0/8' })).code, 'cidrtoobroad')
    assert.equal((await ask({ bkip: '192.0.2.1', bkusers: 'Robot' })).code, 'invalidparammix')
  })
})
