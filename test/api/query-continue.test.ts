// Where a query goes on, over HTTP: what is done is neither asked nor shown again, and its parameters are no mistake.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client

before(async () => {
  wiki = await startWiki({ database: 'memory' })
  admin = await wiki.as('Admin')
  for (const title of ['One', 'Two', 'Six'])
    (await admin.write({ action: 'edit', title, text: '[[One]] [[Two]]' })).ok()
})
after(() => wiki.stop())

const query = (params: Params) => admin.get({ action: 'query', errorformat: 'raw', ...params })

test('pages that all were shown are not shown beside the rest of a list', async () => {
  const request = { titles: 'One|two', prop: 'info', list: 'allpages', aplimit: 1, apfrom: 'One' }
  const first = (await query(request)).ok()
  assert.equal(first.list('query.pages').length, 2)
  const more = first.at('continue') as Record<string, string>
  assert.equal(more.continue, '-||info')
  for (const raw of [{}, { rawcontinue: true }]) {
    const next = (await query({ ...request, ...more, ...raw })).ok()
    assert.deepEqual(Object.keys(next.at('query') as object), ['allpages'])
    assert.equal(next.at('warnings'), undefined)
  }
})

test('a generator that is through, and its props, are read and not run', async () => {
  const request = { generator: 'allpages', gapfrom: 'One', prop: 'links', pllimit: 1, continue: '-||' }
  const answer = await query(request)
  assert.deepEqual(
    [answer.at('query'), answer.at('warnings'), answer.at('batchcomplete')],
    [undefined, undefined, true],
  )
  assert.equal((await query({ ...request, pllimit: 'x' })).code, 'badinteger')
})

test('a place that was not given out, and two sources of pages, are mistakes in the request', async () => {
  const place = await query({ titles: 'One', continue: 'nowhere' })
  assert.deepEqual([place.code, place.at('errors.0.module')], ['badcontinue', 'main'])
  const sources = await query({ titles: 'One', revids: 1 })
  const { key, params } = sources.at('errors.0') as { key: string; params: unknown }
  assert.deepEqual(
    [sources.code, key, params],
    ['multisource', 'apierror-invalidparammix-cannotusewith', ['revids', 'titles']],
  )
})
