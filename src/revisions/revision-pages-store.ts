// The SQL that says which pages revisions are of.
import type { PageId, RevId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** The pages of these revisions; ids of no revision of a page are left out. */
export async function pagesOfRevisions(db: Reader, ids: readonly RevId[]): Promise<Map<RevId, PageId>> {
  if (ids.length === 0) return new Map()
  const rows = await db.all(sql<{ rev_id: RevId; rev_page: PageId }>`
    select rev_id, rev_page from revision where rev_id in ${sql.in(ids)}`)
  return new Map(rows.map(row => [row.rev_id, row.rev_page]))
}
