// The index of words in a database in memory: what is found, in which order, and what is not.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PageId, RevId } from '../ids.ts'
import { namespaceTable } from '../pages/namespaces.ts'
import type { Database } from '../storage/database.ts'
import { migrate } from '../storage/migrate.ts'
import { migrations } from '../storage/migrations/index.ts'
import { openDatabase } from '../storage/open.ts'
import { sql } from '../storage/sql.ts'
import { readSearchQuery } from './search-query.ts'
import { countFound, findPages, indexPage, removeFromIndex } from './search-store.ts'

let db: Database

before(async () => {
  db = await openDatabase('sqlite::memory:')
  await migrate(db, migrations)
  await put(1, 'other', 'one bird among many words that are here for no reason but to be many')
  await put(2, 'bird', 'nothing')
  await put(3, 'other', 'bird bird bird')
})
after(() => db.close())

const put = (id: number, title: string, text: string): Promise<void> =>
  db.write(async tx => {
    await tx.run(sql`
      insert into page (page_id, page_namespace, page_title, page_is_redirect, page_is_new, page_random, page_touched,
        page_latest, page_len, page_content_model)
      values (${id}, 0, ${`P${id}`}, 0, 1, 0, '20260101000000', ${id}, 0, 'wikitext')`)
    await tx.run(sql`
      insert into revision (rev_id, rev_page, rev_actor, rev_timestamp, rev_minor_edit, rev_deleted, rev_len,
        rev_parent_id, rev_sha1, rev_comment, rev_text_id, rev_content_model)
      values (${id}, ${id}, 1, '20260101000000', 0, 0, 0, 0, '', '', 1, 'wikitext')`)
    await indexPage(tx, { id: id as PageId, revision: id as RevId, title, text })
  })

const rules = { namespaces: namespaceTable('Wiki'), interwikis: new Set<string>() }
const order = (text: string, more: { isRanked?: boolean; limit?: number; offset?: number } = {}) => ({
  query: readSearchQuery(text, rules),
  titlesOnly: false,
  namespaces: [0],
  limit: 10,
  offset: 0,
  isRanked: true,
  ...more,
})
const ids = async (text: string, more = {}) => (await findPages(db.read, order(text, more))).map(page => page.page_id)

describe('the index of words', () => {
  test('puts titles first, then what fits best', async () => {
    assert.deepEqual(await ids('bird'), [2, 3, 1])
    assert.deepEqual(await ids('bird', { limit: 1, offset: 1 }), [3])
  })
  test('gives pages by age where there are too many to put in order', async () => {
    assert.deepEqual(await ids('bird', { isRanked: false }), [1, 2, 3])
  })
  test('counts no further than it is asked to', async () => {
    assert.equal(await countFound(db.read, order('bird'), 10), 3)
    assert.equal(await countFound(db.read, order('bird'), 2), 2)
  })
  test('does not find what was hidden of the revision that it has', async () => {
    await db.write(tx => tx.run(sql`update revision set rev_deleted = 1 where rev_id = 3`))
    assert.deepEqual(await ids('bird'), [2, 1])
    assert.equal(await countFound(db.read, order('bird'), 10), 2)
    await db.write(tx => tx.run(sql`update revision set rev_deleted = 0 where rev_id = 3`))
  })
  test('has of a page what it was told last, and nothing of one that was taken out', async () => {
    await db.write(tx => indexPage(tx, { id: 1 as PageId, revision: 1 as RevId, title: 'other', text: 'cat' }))
    assert.deepEqual(await ids('cat'), [1])
    assert.deepEqual(await ids('bird'), [2, 3])
    await db.write(tx => removeFromIndex(tx, [2 as PageId]))
    assert.deepEqual(await ids('bird'), [3])
  })
})
