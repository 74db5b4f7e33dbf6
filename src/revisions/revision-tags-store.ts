// The SQL that says which change tags stand on revisions.
import type { RevId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** The tags of these revisions, in the order in which the wiki came to know them; revisions without any are left out. */
export async function tagsOfRevisions(db: Reader, ids: readonly RevId[]): Promise<Map<RevId, string[]>> {
  const found = new Map<RevId, string[]>()
  if (ids.length === 0) return found
  const rows = await db.all(sql<{ ct_rev_id: RevId; ctd_name: string }>`
    select ct_rev_id, ctd_name from change_tag join change_tag_def on ctd_id = ct_tag_id
    where ct_rev_id in ${sql.in(ids)} order by ct_rev_id, ct_tag_id`)
  for (const row of rows) {
    const known = found.get(row.ct_rev_id)
    if (known === undefined) found.set(row.ct_rev_id, [row.ctd_name])
    else known.push(row.ctd_name)
  }
  return found
}
