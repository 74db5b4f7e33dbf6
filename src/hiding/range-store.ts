// The SQL that finds what is hidden together: revisions between two times, and the log entries that were made with them.
import { byActor } from '../access/hidden-where-store.ts'
import type { Permit } from '../access/permit.ts'
import type { Viewer } from '../access/viewer.ts'
import type { ActorId, LogId, PageId, RevId } from '../ids.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

/** A revision, the page that it is of, and what is hidden of it now. */
export interface RevisionPlace {
  readonly id: RevId
  readonly timestamp: string
  readonly on: Title
  readonly bits: number
  /** Whether it was deleted with its page. */
  readonly isDeleted: boolean
}

/** A page by its title, or somebody; `page` is undefined where all of it was deleted. */
export type RevisionsOf = { readonly title: Title; readonly page: PageId | undefined } | { readonly actor: ActorId }

/** Revisions of a page, or by somebody, from one time to another, both in it; after `after` in their order. */
export interface RevisionRange {
  readonly of: RevisionsOf
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
  is_deleted: number
}

const asPlace = (row: PlaceRow): RevisionPlace => ({
  id: row.rev_id,
  timestamp: row.rev_timestamp,
  on: makeTitle(row.page_namespace, row.page_title),
  bits: row.rev_deleted,
  isDeleted: row.is_deleted === 1,
})

/**
 * The first of them, oldest first; by an author, only those that the viewer may know to be theirs. Who may know of deleted
 * revisions can have these among them.
 */
export async function revisionsInRange(
  db: Reader,
  viewer: Viewer,
  range: RevisionRange,
  limit: number,
  deleted: Permit<'deletedhistory'> | undefined,
): Promise<RevisionPlace[]> {
  const live = await liveInRange(db, viewer, range, limit)
  if (deleted === undefined) return live
  const places = [...live, ...(await deletedInRange(db, viewer, range, limit))]
  const isBefore = (a: RevisionPlace, b: RevisionPlace): boolean =>
    a.timestamp < b.timestamp || (a.timestamp === b.timestamp && a.id < b.id)
  return places.sort((a, b) => (isBefore(a, b) ? -1 : 1)).slice(0, limit)
}

async function liveInRange(db: Reader, viewer: Viewer, range: RevisionRange, limit: number): Promise<RevisionPlace[]> {
  const { of } = range
  if ('title' in of && of.page === undefined) return []
  const whose =
    'title' in of
      ? sql`rev_page = ${of.page}`
      : byActor({ actor: sql`rev_actor`, deleted: sql`rev_deleted` }, [of.actor], viewer)
  const rows = await db.all(sql<PlaceRow>`
    select rev_id, rev_timestamp, rev_deleted, page_namespace, page_title, 0 as is_deleted from revision cross join page
    where page_id = rev_page and ${whose} and ${isInRange(range, sql`rev_timestamp`, sql`rev_id`)}
    order by rev_timestamp, rev_id limit ${limit}`)
  return rows.map(asPlace)
}

async function deletedInRange(
  db: Reader,
  viewer: Viewer,
  range: RevisionRange,
  limit: number,
): Promise<RevisionPlace[]> {
  const { of } = range
  const whose =
    'title' in of
      ? sql`ar_namespace = ${of.title.namespace} and ar_title = ${of.title.dbKey}`
      : byActor({ actor: sql`ar_actor`, deleted: sql`ar_deleted` }, [of.actor], viewer)
  const rows = await db.all(sql<PlaceRow>`
    select ar_rev_id as rev_id, ar_timestamp as rev_timestamp, ar_deleted as rev_deleted,
      ar_namespace as page_namespace, ar_title as page_title, 1 as is_deleted
    from archive where ${whose} and ${isInRange(range, sql`ar_timestamp`, sql`ar_rev_id`)}
    order by ar_timestamp, ar_rev_id limit ${limit}`)
  return rows.map(asPlace)
}

const isInRange = ({ from, to, after }: RevisionRange, timestamp: Sql, id: Sql): Sql =>
  sql.all([
    sql`${timestamp} >= ${from} and ${timestamp} <= ${to}`,
    after === undefined ? undefined : sql`(${timestamp}, ${id}) > (${after.timestamp}, ${after.id})`,
  ])

/** Where these revisions are now, on pages or among what was deleted. */
export async function placesOfRevisions(db: Reader, ids: readonly RevId[]): Promise<RevisionPlace[]> {
  if (ids.length === 0) return []
  const rows = await db.all(sql<PlaceRow>`
    select rev_id, rev_timestamp, rev_deleted, page_namespace, page_title, 0 as is_deleted from revision
      join page on page_id = rev_page where rev_id in ${sql.in(ids)}
    union all
    select ar_rev_id, ar_timestamp, ar_deleted, ar_namespace, ar_title, 1 from archive where ar_rev_id in ${sql.in(ids)}`)
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
