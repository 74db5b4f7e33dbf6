// On a wiki where a fifth of all changes have one tag and a single one has another, each filter by a tag finds its rows by
// an index: by way of time where the tag is frequent, by way of the tag where it is rare.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fill, frequentTag, rareTag } from '../../bench/large-tagged-wiki.ts'
import { Performer } from '../../src/access/permit.ts'
import { Viewer } from '../../src/access/viewer.ts'
import { recentChanges } from '../../src/changes/recent-changes-reader-store.ts'
import type { ActorId, PageId } from '../../src/ids.ts'
import { logEntries } from '../../src/logs/log-reader-store.ts'
import { makeTitle } from '../../src/pages/title.ts'
import { deletedRevisions } from '../../src/revisions/archive-list-store.ts'
import { contributionsOf, revisionsOfAllPages } from '../../src/revisions/contributions-store.ts'
import { deletedByTime, deletedByTitle } from '../../src/revisions/deleted-list-store.ts'
import { revisionsOfPage } from '../../src/revisions/revision-list-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { sql } from '../../src/storage/sql.ts'
import { type TagFilter, tagFilter } from '../../src/tags/tag-filter-store.ts'
import { setUserDefined } from '../../src/tags/tag-store.ts'
import { openWiki } from '../../src/wiki.ts'
import { everyRight } from '../support/made-wiki.ts'
import { planOf, slowSteps } from '../support/plans.ts'

let folder: string
let database: Database
let contributor: ActorId
let longPage: PageId
const statements: string[] = []

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'palimpsest-plans-'))
  const file = path.join(folder, 'wiki.sqlite')
  const wiki = await openWiki({ database: await openDatabase(`sqlite:${file}`) })
  await wiki.database.write(async tx => {
    for (const tag of [frequentTag, rareTag]) await setUserDefined(tx, tag, true)
  })
  await wiki.close()
  const end = Date.parse('2026-01-01T00:00:00Z') / 1000
  const filled = fill(file, { revisions: 20_000, logEntries: 20_000, deletedRevisions: 20_000 }, end)
  database = await openDatabase(`sqlite:${file}`, { onStatement: text => statements.push(text) })
  const row = await database.read.get(sql<{ actor_id: ActorId; page_id: PageId }>`
    select actor_id, page_id from actor, page
    where actor_name = ${filled.contributor} and page_namespace = 0 and page_title = ${filled.longPage.replace(' ', '_')}`)
  assert.ok(row)
  contributor = row.actor_id
  longPage = row.page_id
})
after(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const limit = 51
const older = { direction: 'older' } as const
const permit = () =>
  new Performer({
    viewer: new Viewer({ userId: 0, actorId: undefined, name: 'x', groups: [], rights: new Set(everyRight) }),
    ip: '127.0.0.1',
    blocks: [],
    now: new Date(0),
  }).permit('deletedhistory')

const nobody = Viewer.public
const gone = { titles: [makeTitle(0, 'Gone_0')] }
const query = { newer: false, start: undefined, end: undefined, by: undefined, from: undefined, limit }
const filters: Readonly<Record<string, { find(tag: TagFilter): Promise<readonly unknown[]>; byTime: RegExp }>> = {
  rctag: { find: tag => recentChanges(database.read, nobody, { tag }, older, limit), byTime: /rc_timestamp/ },
  letag: { find: tag => logEntries(database.read, nobody, { tag }, older, limit), byTime: /log_timestamp/ },
  uctag: {
    find: tag => contributionsOf(database.read, nobody, contributor, { tag }, older, limit),
    byTime: /rev_actor_timestamp/,
  },
  rvtag: {
    find: tag => revisionsOfPage(database.read, nobody, { page: longPage, newer: false, from: [], to: [], tag, limit }),
    byTime: /rev_page_timestamp/,
  },
  'revisions of all pages': {
    find: tag => revisionsOfAllPages(database.read, nobody, { tag }, older, limit),
    byTime: /rev_timestamp/,
  },
  'adrtag of an author': {
    find: tag => deletedByTime(database.read, permit(), { actors: [contributor], tag }, older, limit),
    byTime: /ar_actor_timestamp/,
  },
  'adrtag of all titles': {
    find: tag => deletedByTitle(database.read, permit(), { tag }, older, limit),
    byTime: /ar_name_title_timestamp/,
  },
  drvtag: {
    find: tag => deletedRevisions(database.read, permit(), { ...query, of: gone, tag }),
    byTime: /ar_name_title_timestamp/,
  },
}

for (const [name, { find, byTime }] of Object.entries(filters)) {
  describe(name, () => {
    const planWith = async (tagName: string): Promise<{ tag: TagFilter; rows: number; plan: string[] }> => {
      const tag = await tagFilter(database.read, tagName, { limit, rows: 20_000 })
      assert.ok(tag)
      statements.length = 0
      const { length: rows } = await find(tag)
      return { tag, rows, plan: await planOf(database, statements.at(-1) ?? '') }
    }

    test('with a tag on a fifth of all goes by time, and looks at each row for the tag', async () => {
      const { tag, rows, plan } = await planWith(frequentTag)
      assert.equal(tag.isRare, false)
      assert.ok(rows > 15, `${rows} rows`)
      assert.match(plan[0] ?? '', byTime)
      assert.ok(
        plan.some(step => /^SEARCH change_tag USING COVERING INDEX ct_(rev|rc|log)_tag/.test(step)),
        plan.join('\n'),
      )
      assert.deepEqual(
        plan.filter(step => /BLOOM|TEMP B-TREE|^SCAN change_tag/.test(step)),
        [],
        plan.join('\n'),
      )
    })

    test('with a tag on a single change goes by the tag, and sorts its uses only', async () => {
      const { tag, rows, plan } = await planWith(rareTag)
      assert.equal(tag.isRare, true)
      assert.ok(rows <= 1, `${rows} rows`)
      assert.match(plan[0] ?? '', /^SEARCH change_tag USING (COVERING )?INDEX ct_tag_rev \(ct_tag_id=\?/)
      const sorts = slowSteps(plan).filter(step => !/FOR (LAST TERM OF )?ORDER BY/.test(step))
      assert.deepEqual(sorts, [], plan.join('\n'))
    })
  })
}
