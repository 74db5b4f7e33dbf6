// The SQL that finds what stands beside a revision in its page's history, and what stands between two.
import type { Viewer } from '../access/viewer.ts'
import type { PageId, RevId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { hiddenUser } from './hidden-bits.ts'
import type { Revision } from './revision.ts'
import { revisionsWhere } from './revision-store.ts'
import { isVisible } from './visible-field-store.ts'

/** The revisions just before and just after another of the same page; undefined at the ends. */
export async function neighboursOf(
  db: Reader,
  { page, timestamp, id }: Pick<Revision, 'page' | 'timestamp' | 'id'>,
): Promise<{ previous: RevId | undefined; next: RevId | undefined }> {
  const [previous, next] = await Promise.all([
    db.get(sql<{ rev_id: RevId }>`
      select rev_id from revision where rev_page = ${page} and (rev_timestamp, rev_id) < (${timestamp}, ${id})
      order by rev_timestamp desc, rev_id desc limit 1`),
    db.get(sql<{ rev_id: RevId }>`
      select rev_id from revision where rev_page = ${page} and (rev_timestamp, rev_id) > (${timestamp}, ${id})
      order by rev_timestamp, rev_id limit 1`),
  ])
  return { previous: previous?.rev_id, next: next?.rev_id }
}

/** So many revisions are counted and no more. */
export const countedAtMost = 1000

/**
 * How many revisions stand between two of one page, and how many people the viewer may know to have made them; both at
 * most `countedAtMost`.
 */
export async function countBetween(
  db: Reader,
  viewer: Viewer,
  after: Revision,
  before: Revision,
): Promise<{ revisions: number; authors: number }> {
  const known = isVisible(sql`rev_deleted`, hiddenUser, viewer) ?? sql`1 = 1`
  const row = await db.get(sql<{ revisions: number; authors: number }>`
    select count(*) as revisions, count(distinct case when ${known} then rev_actor end) as authors from (
      select rev_deleted, rev_actor from revision where rev_page = ${after.page}
        and (rev_timestamp, rev_id) > (${after.timestamp}, ${after.id})
        and (rev_timestamp, rev_id) < (${before.timestamp}, ${before.id})
      order by rev_timestamp, rev_id limit ${countedAtMost + 1}) as middle`)
  return { revisions: row?.revisions ?? 0, authors: row?.authors ?? 0 }
}

/** The first revision of a page. */
export async function oldestRevision(db: Reader, page: PageId): Promise<Revision | undefined> {
  const [first] = await revisionsWhere(db, {
    where: sql`rev_page = ${page}`,
    order: sql`rev_timestamp, rev_id`,
    limit: 1,
  })
  return first
}
