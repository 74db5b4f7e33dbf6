// Gives very many changes a tag, past the API: a wiki as it is after years.
import { databaseOf } from '../../src/commands/where.ts'
import type { TagId } from '../../src/ids.ts'
import { sql } from '../../src/storage/sql.ts'
import type { TestWiki } from './server.ts'

/** So many rows of `change_tag` for a tag that is there already, on log entries that are not; the wiki must not run. */
export async function addUsesOf(wiki: TestWiki, tag: string, uses: number): Promise<void> {
  const [, data] = wiki.where
  const database = await databaseOf(wiki.where[0] === '--database' ? { database: data } : { data })
  try {
    await database.write(async tx => {
      const row = await tx.get(sql<{ ctd_id: TagId }>`select ctd_id from change_tag_def where ctd_name = ${tag}`)
      if (row === undefined) throw new Error(`there is no tag ${tag}`)
      await tx.run(sql`
        insert into change_tag (ct_log_id, ct_tag_id)
        with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${uses})
        select 1000000 * ${row.ctd_id} + n, ${row.ctd_id} from numbers`)
      await tx.run(sql`update change_tag_def set ctd_count = ctd_count + ${uses} where ctd_id = ${row.ctd_id}`)
    })
  } finally {
    await database.close()
  }
}

/** How many rows of `change_tag` there are of a tag; the wiki must not run. */
export async function countUses(wiki: TestWiki, tag: string): Promise<number> {
  const [, data] = wiki.where
  const database = await databaseOf(wiki.where[0] === '--database' ? { database: data } : { data })
  try {
    const row = await database.read.get(sql<{ n: number }>`
      select count(*) as n from change_tag join change_tag_def on ctd_id = ct_tag_id where ctd_name = ${tag}`)
    return row?.n ?? 0
  } finally {
    await database.close()
  }
}
