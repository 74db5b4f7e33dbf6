// The SQL that says how long the parents of revisions are, for lists that show how much each changed.
import type { RevId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { Revision } from './revision.ts'

/** The bytes of the parent of each revision, by the revision; 0 for the first of a page. One statement at most. */
export async function parentLengths(
  db: Reader,
  revisions: readonly Pick<Revision, 'id' | 'parent' | 'size'>[],
): Promise<Map<RevId, number>> {
  const sizes = new Map<number, number>(revisions.map(one => [one.id, one.size]))
  const wanted = [...new Set(revisions.map(one => one.parent))].filter(id => id !== 0 && !sizes.has(id)) as RevId[]
  if (wanted.length > 0) {
    const rows = await db.all(sql<{ rev_id: RevId; rev_len: number }>`
      select rev_id, rev_len from revision where rev_id in ${sql.in(wanted)}`)
    for (const row of rows) sizes.set(row.rev_id, row.rev_len)
  }
  return new Map(revisions.map(one => [one.id, sizes.get(one.parent) ?? 0]))
}
