// The SQL that finds what is hidden together: revisions between two times, and the log entries that were made with them.
import { byActor } from '../access/hidden-where-store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { ActorId, LogId, PageId, RevId } from '../ids.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** A revision, the page that it is of, and what is hidden of it now. */
export interface RevisionPlace {
  readonly id: RevId
  readonly timestamp: string
  readonly on: Title
  readonly bits: number
}

/** Revisions of a page, or by somebody, from one time to another, both in it; after `after` in their order. */
export interface RevisionRange {
  readonly of: { readonly page: PageId } | { readonly actor: ActorId }
  /** 14 digits. */
  readonly from: string
  readonly to: string
  readonly after?: { readonly timestamp: string; readonly id: number } | undefined
}

interface PlaceRow {
  rev_id: RevId
  rev_timestamp: string
  rev_deleted: number
  page_namespace: number
  page_title: string
}

const asPlace = (row: PlaceRow): RevisionPlace => ({
  id: row.rev_id,
  timestamp: row.rev_timestamp,
  on: makeTitle(row.page_namespace, row.page_title),
  bits: row.rev_deleted,
})

/** The first of them, oldest first; by an author, only those that the viewer may know to be theirs. */
export async function revisionsInRange(
  db: Reader,
  viewer: Viewer,
  { of, from, to, after }: RevisionRange,
  limit: number,
): Promise<RevisionPlace[]> {
  const whose =
    'page' in of
      ? sql`rev_page = ${of.page}`
      : byActor({ actor: sql`rev_actor`, deleted: sql`rev_deleted` }, [of.actor], viewer)
  const goOn = after === undefined ? sql`` : sql`and (rev_timestamp, rev_id) > (${after.timestamp}, ${after.id})`
  const rows = await db.all(sql<PlaceRow>`
    select rev_id, rev_timestamp, rev_deleted, page_namespace, page_title from revision cross join page
    where page_id = rev_page and ${whose} and rev_timestamp >= ${from} and rev_timestamp <= ${to} ${goOn}
    order by rev_timestamp, rev_id limit ${limit}`)
  return rows.map(asPlace)
}

/** Where these revisions are now, on pages or among what was deleted. */
export async function placesOfRevisions(db: Reader, ids: readonly RevId[]): Promise<RevisionPlace[]> {
  if (ids.length === 0) return []
  const rows = await db.all(sql<PlaceRow>`
    select rev_id, rev_timestamp, rev_deleted, page_namespace, page_title from revision
      join page on page_id = rev_page where rev_id in ${sql.in(ids)}
    union all
    select ar_rev_id, ar_timestamp, ar_deleted, ar_namespace, ar_title from archive where ar_rev_id in ${sql.in(ids)}`)
  return rows.map(asPlace)
}

/** The log entries that were made with these revisions: of moves, protections, new pages. */
export async function entriesOfRevisions(db: Reader, ids: readonly RevId[]): Promise<LogId[]> {
  if (ids.length === 0) return []
  const rows = await db.all(sql<{ log_id: LogId }>`
    select log_id from logging where log_rev in ${sql.in(ids)} and log_rev <> 0 order by log_id`)
  return rows.map(row => row.log_id)
}

/** The revisions that were made with these log entries. */
export async function revisionsOfEntries(db: Reader, ids: readonly LogId[]): Promise<RevId[]> {
  if (ids.length === 0) return []
  const rows = await db.all(sql<{ log_rev: RevId }>`
    select log_rev from logging where log_id in ${sql.in(ids)} and log_rev <> 0 order by log_rev`)
  return rows.map(row => row.log_rev)
}
