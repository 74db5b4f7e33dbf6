// action=revisiondelete over HTTP: how ids are read, and what is told of those that there are not.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client, Params } from '../support/client.ts'
import { startWiki, type TestWiki } from '../support/server.ts'

let wiki: TestWiki
let admin: Client
let first: number

before(async () => {
  wiki = await startWiki({ database: process.env.DATABASE ?? 'memory' })
  admin = await wiki.as('Admin')
  first = (await admin.write({ action: 'edit', title: 'Page', text: 'one' })).number('edit.newrevid')
  ;(await admin.write({ action: 'edit', title: 'Page', text: 'two' })).ok()
})
after(() => wiki.stop())

const hide = (params: Params) => admin.write({ action: 'revisiondelete', type: 'revision', hide: 'comment', ...params })
interface Item {
  readonly status: string
  readonly id: number | string
  readonly errors?: readonly { readonly params: readonly unknown[] }[]
  readonly warnings?: readonly unknown[]
}
async function items(params: Params): Promise<Item[]> {
  return (await hide(params)).ok().list('revisiondelete.items') as Item[]
}

test('an id finds what its number is of, and is missing unless it is written as that number', async () => {
  const found = await items({ ids: `${first}|x|${first}|99999999|${first}x|0${first}|-5`, target: 'Page' })
  assert.deepEqual(
    found.map(({ status, id }) => [status, id]),
    [
      ['Success', first],
      ['Fail', 'x'],
      ['Fail', 99999999],
      ['Fail', `${first}x`],
      ['Fail', `0${first}`],
      ['Fail', -5],
    ],
  )
  assert.deepEqual(found[1]?.errors?.[0]?.params, ['x'])
})

test('lists of errors and warnings may be empty in the old format, and only there', async () => {
  const ids = `${first}|99999999`
  const [, old] = await items({ ids })
  assert.deepEqual([old?.errors?.length, old?.warnings], [1, []])
  for (const errorformat of ['plaintext', 'raw', 'html', 'wikitext', 'none']) {
    const [again, missing] = await items({ ids, errorformat })
    const shown = [again?.errors, again?.warnings?.length, missing?.errors?.length, missing?.warnings]
    assert.deepEqual(shown, [undefined, 1, 1, undefined], errorformat)
  }
})

test('a deleted revision that is none says which page it is of, a page that is gone does not', async () => {
  const [item] = await items({ type: 'archive', ids: first })
  assert.deepEqual([item?.status, item?.id], ['Fail', first])
  const gone = (await admin.write({ action: 'edit', title: 'Gone', text: 'x' })).number('edit.newrevid')
  ;(await admin.write({ action: 'delete', title: 'Gone' })).ok()
  assert.equal((await hide({ type: 'archive', ids: gone })).code, 'needtarget')
})
