// The SQL of going through all pages.
import type { PageId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** The pages after one, in the order of their ids. */
export async function pageIdsAfter(db: Reader, after: PageId, limit: number): Promise<PageId[]> {
  const rows = await db.all(sql<{ page_id: PageId }>`
    select page_id from page where page_id > ${after} order by page_id limit ${limit}`)
  return rows.map(row => row.page_id)
}
