// A long history goes to the archive and comes back in chunks: no transaction grows with it, and each finds its rows by an
// index.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { check } from '../../src/check/check.ts'
import { archiveOldest } from '../../src/pages/archive-store.ts'
import { deletePage } from '../../src/pages/delete.ts'
import { movePage } from '../../src/pages/move.ts'
import { pageByTitle } from '../../src/pages/page-store.ts'
import { undeletePage } from '../../src/pages/undelete.ts'
import { sql } from '../../src/storage/sql.ts'
import { testDatabases } from '../support/database.ts'
import { everyRight, type MadeWiki, makeWiki, type Person } from '../support/made-wiki.ts'
import { planOf, slowSteps } from '../support/plans.ts'

const [database] = testDatabases()
let made: MadeWiki
let ada: Person

/** More than two chunks. */
const length = 12_345

before(async () => {
  if (database === undefined) throw new Error('there is no database to test with')
  made = await makeWiki(database)
  ada = await made.person('Ada', everyRight)
})
after(() => database?.drop())

const count = async (table: 'revision' | 'archive', of: string): Promise<number> => {
  const { namespace, dbKey } = made.title(of)
  const { read } = made.wiki.database
  const row =
    table === 'archive'
      ? await read.get(sql<{ n: number }>`
          select count(*) as n from archive where ar_namespace = ${namespace} and ar_title = ${dbKey}`)
      : await read.get(sql<{ n: number }>`
          select count(*) as n from revision join page on page_id = rev_page
          where page_namespace = ${namespace} and page_title = ${dbKey}`)
  return row?.n ?? 0
}

/** Makes a page whose history has this length, all of one second. */
async function longPage(title: string): Promise<void> {
  await made.edit(ada, title, 'text')
  const page = await pageByTitle(made.wiki.database.read, made.title(title))
  await made.wiki.database.write(async tx => {
    await tx.run(sql`
      insert into revision (rev_page, rev_actor, rev_timestamp, rev_minor_edit, rev_deleted, rev_len, rev_parent_id,
        rev_sha1, rev_comment, rev_text_id, rev_content_model)
      with recursive numbers (n) as (select 2 union all select n + 1 from numbers where n < ${length})
      select rev_page, rev_actor, rev_timestamp, 0, 0, rev_len, rev_id, rev_sha1, '', rev_text_id, rev_content_model
      from revision, numbers where rev_id = ${page?.page_latest ?? 0}`)
    await tx.run(sql`
      update page set page_latest = (select max(rev_id) from revision where rev_page = page_id)
      where page_id = ${page?.page_id ?? 0}`)
  })
}

const isSound = async (): Promise<void> => assert.deepEqual(await check(made.wiki.database.read), [])

/** The statements so far that read or write more than an index points to. */
async function slow(): Promise<string[]> {
  const texts = [...new Set(made.statements)].filter(text => /revision|archive/.test(text) && !/values/.test(text))
  const plans = await Promise.all(texts.map(text => planOf(made.wiki.database, text)))
  return plans.flatMap(slowSteps).filter(step => /^SCAN (revision|archive)/.test(step))
}

const begun = (what: RegExp): number => made.statements.filter(text => what.test(text)).length

test('a long history is deleted and restored in chunks', async () => {
  await longPage('Long')
  made.forget()
  const order = { title: made.title('Long'), reason: 'r', tags: [] }
  await deletePage(made.wiki, ada.performer, order)
  // The latest revision goes last, with the page.
  assert.equal(begun(/insert into archive/), Math.ceil(length / 5000) + 1)
  assert.deepEqual(await slow(), [])
  assert.equal(await count('revision', 'Long'), 0)
  assert.equal(await count('archive', 'Long'), length)
  await isSound()
  made.forget()
  const { revisions } = await undeletePage(made.wiki, ada.performer, { ...order, timestamps: [], files: [] })
  assert.equal(begun(/insert into revision.*from archive/s), Math.ceil(length / 5000))
  assert.deepEqual(await slow(), [])
  assert.equal(revisions, length)
  assert.equal(await count('revision', 'Long'), length)
  assert.equal(await count('archive', 'Long'), 0)
  await isSound()
})

test('a history of which a part is in the archive already is one page, which can be deleted and restored', async () => {
  await longPage('Halfway')
  const title = made.title('Halfway')
  const page = await pageByTitle(made.wiki.database.read, title)
  const keep = page?.page_latest
  assert.ok(page !== undefined && keep !== undefined)
  // As a deletion leaves it that ended after its first chunk.
  await made.wiki.database.write(tx => archiveOldest(tx, page.page_id, title, { limit: 5000, keep }))
  await isSound()
  await deletePage(made.wiki, ada.performer, { title, reason: 'r', tags: [] })
  assert.equal(await count('archive', 'Halfway'), length)
  const again = { title, reason: 'r', tags: [], timestamps: [], files: [] }
  assert.equal((await undeletePage(made.wiki, ada.performer, again)).revisions, length)
  await isSound()
})

test('a move takes as many statements for a long history as for a short one', async () => {
  await longPage('Long way')
  for (const title of ['First', 'Short way']) await made.edit(ada, title, 'text')
  const statements = async (from: string): Promise<number> => {
    made.forget()
    const order = { from: made.title(from), to: made.title(`${from} 2`), reason: '', noRedirect: false, tags: [] }
    await movePage(made.wiki, ada.performer, order)
    return made.statements.length
  }
  // The first defines a tag.
  await statements('First')
  assert.equal(await statements('Long way'), await statements('Short way'))
  await isSound()
})
