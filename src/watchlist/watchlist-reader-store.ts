// The SQL that reads watchlists: the changes to what somebody watches, and what they watch.
import type { Viewer } from '../access/viewer.ts'
import { type ChangeType, changeTypes, type RecentChange } from '../changes/recent-change.ts'
import {
  asRecentChange,
  knownTarget,
  matching,
  type RecentChangeRow,
  type RecentChangesFilter,
  recentChangeColumns,
} from '../changes/recent-changes-reader-store.ts'
import type { UserId } from '../ids.ts'
import type { Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { inOrder, inWindow, type TimeWindow } from '../storage/key-range.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { searchStretches } from '../storage/stretches.ts'

/** A change to something that somebody watches. */
export interface WatchedChange {
  readonly change: RecentChange
  /** 14 digits: since when there are changes of the page that the watcher has not seen; null for none. */
  readonly unseenSince: string | null
  /** 14 digits, or null for ever. */
  readonly expiry: string | null
}

export type WatchedChangesFilter = Pick<
  RecentChangesFilter,
  'namespaces' | 'actors' | 'notActor' | 'minor' | 'bot' | 'anonymous' | 'patrolled' | 'autopatrolled'
> & {
  readonly types?: readonly ChangeType[] | undefined
  /** All changes of a page, not only the latest edit and what the logs say. */
  readonly all: boolean
  /** Whether the watcher has not seen the change. */
  readonly unseen?: boolean | undefined
}

interface WatchedChangeRow extends RecentChangeRow {
  wl_notificationtimestamp: string | null
  wl_expiry: string | null
}

const key = { timestamp: sql`rc_timestamp`, id: sql`rc_id` }

/** So many watched pages are looked at one by one; of who watches more, the changes are, by time. */
export const shortWatchlist = 1000

/** Changes of a window to what somebody watches at `now` (14 digits), at most `limit`. */
export async function watchedChanges(
  db: Reader,
  viewer: Viewer,
  watcher: UserId,
  filter: WatchedChangesFilter,
  window: TimeWindow,
  of: { readonly limit: number; readonly now: string },
): Promise<WatchedChange[]> {
  const isShort = await watchesFew(db, watcher)
  const find = (within: TimeWindow, limit: number): Promise<WatchedChange[]> =>
    changesWithin(db, filter.all, {
      from: isShort ? sql`watchlist cross join recentchanges` : sql`recentchanges cross join watchlist`,
      where: sql`wl_user = ${watcher} and (wl_expiry is null or wl_expiry > ${of.now}) and ${matches(filter, viewer)}`,
      window: within,
      limit,
    })
  if (isShort) return find(window, of.limit)
  return searchStretches(db, { table: { name: sql`recentchanges`, key }, window, limit: of.limit, find })
}

function matches({ all, unseen, ...filter }: WatchedChangesFilter, viewer: Viewer): Sql {
  return sql.all([
    matching(filter, viewer),
    // What is watched is a filter by title.
    knownTarget(viewer),
    all ? undefined : sql`(rc_type = ${changeTypes.log} or rc_this_oldid = page_latest)`,
    unseen === undefined ? undefined : isUnseen(unseen),
  ])
}

async function changesWithin(
  db: Reader,
  all: boolean,
  of: { readonly from: Sql; readonly where: Sql; readonly window: TimeWindow; readonly limit: number },
): Promise<WatchedChange[]> {
  const rows = await db.all(sql<WatchedChangeRow>`
    select ${recentChangeColumns}, wl_notificationtimestamp, wl_expiry
    from ${of.from} cross join actor ${all ? sql`` : sql`left join page on page_id = rc_cur_id`}
    where actor_id = rc_actor and wl_namespace = rc_namespace and wl_title = rc_title
      and ${inWindow(key, of.window)} and ${of.where}
    order by ${inOrder(key, of.window)} limit ${of.limit}`)
  return rows.map(row => ({
    change: asRecentChange(row),
    unseenSince: row.wl_notificationtimestamp,
    expiry: row.wl_expiry,
  }))
}

const isUnseen = (unseen: boolean): Sql =>
  unseen
    ? sql`wl_notificationtimestamp is not null and rc_timestamp >= wl_notificationtimestamp`
    : sql`(wl_notificationtimestamp is null or rc_timestamp < wl_notificationtimestamp)`

async function watchesFew(db: Reader, watcher: UserId): Promise<boolean> {
  const row = await db.get(sql<{ pages: number }>`
    select count(*) as pages from (select 1 from watchlist where wl_user = ${watcher} limit ${shortWatchlist + 1}) watched`)
  return (row?.pages ?? 0) <= shortWatchlist
}

export interface WatchedTitleRow {
  readonly wl_namespace: number
  readonly wl_title: string
  readonly wl_notificationtimestamp: string | null
}

export interface WatchedTitlesFilter {
  readonly namespaces?: readonly number[] | undefined
  /** Whether there is something that the watcher has not seen. */
  readonly changed?: boolean | undefined
  /** From this title on, in the order of the list. */
  readonly from: readonly Title[]
  readonly to: readonly Title[]
  readonly direction: 'ascending' | 'descending'
}

/** What somebody watches at `now` (14 digits), in the order of titles, at most `limit`. */
export const watchedTitlesInOrder = (
  db: Reader,
  watcher: UserId,
  { namespaces, changed, from, to, direction }: WatchedTitlesFilter,
  of: { readonly limit: number; readonly now: string },
): Promise<WatchedTitleRow[]> => {
  const ascending = direction === 'ascending'
  const notBefore = (title: Title): Sql => sql`(wl_namespace, wl_title) >= (${title.namespace}, ${title.dbKey})`
  const notAfter = (title: Title): Sql => sql`(wl_namespace, wl_title) <= (${title.namespace}, ${title.dbKey})`
  const where = sql.all([
    sql`wl_user = ${watcher} and (wl_expiry is null or wl_expiry > ${of.now})`,
    namespaces === undefined ? undefined : sql`wl_namespace in ${sql.in(namespaces)}`,
    changed === undefined
      ? undefined
      : changed
        ? sql`wl_notificationtimestamp is not null`
        : sql`wl_notificationtimestamp is null`,
    ...from.map(ascending ? notBefore : notAfter),
    ...to.map(ascending ? notAfter : notBefore),
  ])
  const order = ascending ? sql`wl_namespace, wl_title` : sql`wl_namespace desc, wl_title desc`
  return db.all(sql<WatchedTitleRow>`
    select wl_namespace, wl_title, wl_notificationtimestamp from watchlist
    where ${where} order by ${order} limit ${of.limit}`)
}
