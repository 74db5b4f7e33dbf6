// Lists of pages by whether they have links to other languages.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabases } from '../../test/support/database.ts'
import { type MadeWiki, makeWiki } from '../../test/support/made-wiki.ts'
import { sql } from '../storage/sql.ts'
import { pagesInRange } from './page-list-store.ts'

const [database] = testDatabases()
let made: MadeWiki

before(async () => {
  if (database === undefined) throw new Error('there is no database to test with')
  made = await makeWiki(database)
  const one = await made.person('One')
  for (const title of ['A', 'B', 'C']) await made.edit(one, title, title)
  await made.wiki.database.write(async tx => {
    await tx.run(sql`insert into langlinks (ll_from, ll_lang, ll_title)
      select page_id, 'de', 'Bei' from page where page_title = 'B'`)
  })
})
after(() => database?.drop())

const titles = async (langLinks: boolean | undefined) =>
  (await pagesInRange(made.wiki.database.read, 0, [{ ascending: true }], { langLinks }, 10)).map(row => row.page_title)

test('with them, without them, or all', async () => {
  assert.deepEqual(await titles(true), ['B'])
  assert.deepEqual(await titles(false), ['A', 'C'])
  assert.deepEqual(await titles(undefined), ['A', 'B', 'C'])
})
