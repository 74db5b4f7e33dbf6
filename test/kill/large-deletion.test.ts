// Pages with very many revisions are deleted and brought back in chunks: others write between two, and what is broken off
// leaves a wiki without faults, in which the same request goes on.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { allRights } from '../../src/access/rights.ts'
import { check } from '../../src/check/check.ts'
import type { TextId } from '../../src/ids.ts'
import { deletePage } from '../../src/pages/delete.ts'
import { undeletePage } from '../../src/pages/undelete.ts'
import { textById } from '../../src/revisions/revision-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { sql } from '../../src/storage/sql.ts'
import type { Wiki } from '../../src/wiki.ts'
import { testDatabases } from '../support/database.ts'
import { type MadeWiki, makeWiki, type Person } from '../support/made-wiki.ts'

/** More than two chunks. */
const revisions = 12_000
/** A transaction of so many milliseconds holds up others too long, also on a machine that is busy. */
const longest = 1000

/** The wiki with a database that does something around each transaction. */
function around(wiki: Wiki, write: (work: () => Promise<unknown>, index: number) => Promise<unknown>): Wiki {
  let index = 0
  const { database } = wiki
  const own: Pick<Database, 'write'> = {
    write: work => write(() => database.write(work), index++) as ReturnType<typeof database.write<never>>,
  }
  const watched = new Proxy(database, {
    get: (of, name) => (name === 'write' ? own.write : Reflect.get(of, name, of)),
  })
  return Object.create(wiki, { database: { value: watched } }) as Wiki
}

/** The wiki whose process ends after so many transactions. */
const endingAfter = (wiki: Wiki, transactions: number): Wiki =>
  around(wiki, async (work, index) => {
    if (index >= transactions) throw new Error('the process ended')
    return work()
  })

for (const database of testDatabases().filter(({ name }) => name !== 'SQLite in memory')) {
  describe(`a page with very many revisions, on ${database.name}`, () => {
    let made: MadeWiki
    let admin: Person
    before(async () => {
      made = await makeWiki(database)
      admin = await made.person('Admin', allRights)
    })
    after(async () => {
      await made.wiki.close()
      await database.drop()
    })

    /** An old page: all its revisions say the same, and recent changes know of them. */
    async function makeOld(name: string): Promise<void> {
      const { pageId } = await made.edit(admin, name, 'old text')
      await made.wiki.database.write(async tx => {
        await tx.run(sql`
          insert into revision (rev_page, rev_actor, rev_timestamp, rev_minor_edit, rev_deleted, rev_len, rev_parent_id,
            rev_sha1, rev_comment, rev_text_id, rev_content_model)
          with recursive number (n) as (select 1 union all select n + 1 from number where n < ${revisions - 2})
          select rev_page, rev_actor, cast(20100000000000 + n as text), 0, 0, rev_len, 0, rev_sha1, 'old', rev_text_id,
            rev_content_model
          from number, revision where rev_page = ${pageId}`)
        await tx.run(sql`
          insert into recentchanges (rc_timestamp, rc_actor, rc_namespace, rc_title, rc_comment, rc_minor, rc_bot, rc_new,
            rc_cur_id, rc_this_oldid, rc_last_oldid, rc_type, rc_source, rc_patrolled, rc_ip, rc_deleted, rc_logid, rc_params)
          select rev_timestamp, rev_actor, 0, page_title, rev_comment, 0, 0, 0, page_id, rev_id, 0, 0, 'mw.edit', 0, '', 0, 0, ''
          from revision join page on page_id = rev_page where rev_page = ${pageId} and rev_timestamp < '2011'`)
      })
      await made.edit(admin, name, 'new text')
    }
    const remove = (wiki: Wiki, name: string) =>
      deletePage(wiki, admin.performer, { title: made.title(name), reason: 'too long', tags: [] })
    const restore = (wiki: Wiki, name: string) =>
      undeletePage(wiki, admin.performer, {
        title: made.title(name),
        reason: 'back',
        timestamps: [],
        files: [],
        tags: [],
      })
    async function counts(name: string): Promise<Record<string, number>> {
      const count = async (which: ReturnType<typeof sql<{ count: number }>>) =>
        (await made.wiki.database.read.get(which))?.count ?? 0
      return {
        live: await count(sql`
          select count(*) as count from revision join page on page_id = rev_page where page_title = ${name}`),
        archived: await count(sql`select count(*) as count from archive where ar_title = ${name}`),
        changes: await count(sql`
          select count(*) as count from recentchanges where rc_title = ${name} and rc_type <> 3`),
        logged: await count(sql`
          select count(*) as count from logging where log_title = ${name} and log_type = 'delete'`),
      }
    }
    const faults = async () => check(made.wiki.database.read)

    test('is deleted and comes back whole, while others write between two chunks', async () => {
      await makeOld('Whole')
      const times: number[] = []
      const timed = around(made.wiki, async work => {
        const began = performance.now()
        const answer = await work()
        times.push(performance.now() - began)
        await made.edit(admin, 'Elsewhere', `after ${times.length}`)
        return answer
      })
      await remove(timed, 'Whole')
      assert.deepEqual(await counts('Whole'), { live: 0, archived: revisions, changes: 0, logged: 1 })
      const restored = await restore(timed, 'Whole')
      assert.equal(restored.revisions, revisions)
      assert.deepEqual(await counts('Whole'), { live: revisions, archived: 0, changes: 0, logged: 2 })
      assert.ok(times.length >= 6 && times.every(one => one < longest), times.join(' '))
    })

    test('whose deletion is broken off is there as before with its latest text; the same request deletes the rest', async () => {
      await makeOld('Broken')
      await assert.rejects(remove(endingAfter(made.wiki, 1), 'Broken'), /the process ended/)
      const half = await counts('Broken')
      assert.ok((half.live ?? 0) > 0 && (half.archived ?? 0) > 0)
      assert.deepEqual([(half.live ?? 0) + (half.archived ?? 0), half.logged], [revisions, 0])
      // What recent changes list is there to be looked at.
      assert.equal(half.changes, half.live)
      assert.deepEqual(await faults(), [])
      await remove(made.wiki, 'Broken')
      assert.deepEqual(await counts('Broken'), { live: 0, archived: revisions, changes: 0, logged: 1 })
      assert.deepEqual(await faults(), [])
    })

    test('whose deletion is broken off comes back whole, if that is wanted instead', async () => {
      await makeOld('Regretted')
      await assert.rejects(remove(endingAfter(made.wiki, 2), 'Regretted'), /the process ended/)
      await restore(made.wiki, 'Regretted')
      const { live, archived } = await counts('Regretted')
      assert.deepEqual([live, archived], [revisions, 0])
      assert.deepEqual(await faults(), [])
    })

    test('whose restoration is broken off has its newest revisions; the same request brings the others', async () => {
      await makeOld('Restored')
      await remove(made.wiki, 'Restored')
      await assert.rejects(restore(endingAfter(made.wiki, 1), 'Restored'), /the process ended/)
      const half = await counts('Restored')
      assert.ok((half.live ?? 0) > 0 && (half.archived ?? 0) > 0)
      const latest = await made.wiki.database.read.get(sql<{ id: TextId }>`
        select rev_text_id as id from page join revision on rev_id = page_latest where page_title = 'Restored'`)
      assert.equal(latest && (await textById(made.wiki.database.read, latest.id)), 'new text')
      assert.deepEqual(await faults(), [])
      await restore(made.wiki, 'Restored')
      const { live, archived } = await counts('Restored')
      assert.deepEqual([live, archived], [revisions, 0])
    })
  })
}
