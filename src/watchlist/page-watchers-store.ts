// The SQL of who watches pages: whether somebody does, and how many do.
import type { UserId } from '../ids.ts'
import { anyTitle } from '../pages/page-store.ts'
import type { Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface WatchedRow {
  readonly wl_namespace: number
  readonly wl_title: string
  /** 14 digits: since when there are changes that the watcher has not seen; null for none. */
  readonly wl_notificationtimestamp: string | null
  /** 14 digits, or null for ever. */
  readonly wl_expiry: string | null
}

/** Those of the titles that somebody watches at `now` (14 digits). */
export const watchedTitles = (
  db: Reader,
  user: UserId,
  titles: readonly Title[],
  now: string,
): Promise<WatchedRow[]> =>
  titles.length === 0
    ? Promise.resolve([])
    : db.all(sql<WatchedRow>`
        select wl_namespace, wl_title, wl_notificationtimestamp, wl_expiry from watchlist
        where wl_user = ${user} and ${anyTitle(titles, sql`wl_namespace`, sql`wl_title`)}
          and (wl_expiry is null or wl_expiry > ${now})`)

export interface WatchersRow {
  readonly wl_namespace: number
  readonly wl_title: string
  readonly watchers: number
}

/** How many watch each of the titles at `now` (14 digits); titles that nobody watches are left out. */
export const watchersOfTitles = (db: Reader, titles: readonly Title[], now: string): Promise<WatchersRow[]> =>
  titles.length === 0
    ? Promise.resolve([])
    : db.all(sql<WatchersRow>`
        select wl_namespace, wl_title, count(*) as watchers from watchlist
        where ${anyTitle(titles, sql`wl_namespace`, sql`wl_title`)} and (wl_expiry is null or wl_expiry > ${now})
        group by wl_namespace, wl_title`)

/** Of those who watch, how many have no change that they have not seen and that is older than `since` (14 digits). */
export const visitingWatchersOfTitles = (
  db: Reader,
  titles: readonly { readonly title: Title; readonly since: string }[],
  now: string,
): Promise<WatchersRow[]> =>
  titles.length === 0
    ? Promise.resolve([])
    : db.all(sql<WatchersRow>`
        select wl_namespace, wl_title, count(*) as watchers from watchlist
        where (${sql.join(
          titles.map(
            ({ title, since }) => sql`(wl_namespace = ${title.namespace} and wl_title = ${title.dbKey}
              and (wl_notificationtimestamp is null or wl_notificationtimestamp >= ${since}))`,
          ),
          sql` or `,
        )}) and (wl_expiry is null or wl_expiry > ${now})
        group by wl_namespace, wl_title`)
