// The SQL that changes watchlists: what somebody watches, and which changes they have not seen.
import type { UserId } from '../ids.ts'
import { anyTitle } from '../pages/page-store.ts'
import type { Title } from '../pages/title.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

/** Whether somebody watches the page of this title at `now` (14 digits). */
export async function isWatched(db: Reader, user: UserId, title: Title, now: string): Promise<boolean> {
  const row = await db.get(sql<{ wl_id: number }>`
    select wl_id from watchlist where ${watchedBy(user, title, now)}`)
  return row !== undefined
}

/** That a row of `watchlist` says that somebody watches a title at `now` (14 digits). */
export const watchedBy = (user: UserId | 0, title: Title, now: string): Sql =>
  sql`wl_user = ${user} and wl_namespace = ${title.namespace} and wl_title = ${title.dbKey}
    and (wl_expiry is null or wl_expiry > ${now})`

/** Puts titles on a watchlist, or changes until when (14 digits, null for ever) they stay there. */
export async function addWatches(
  tx: Transaction,
  user: UserId,
  titles: readonly Title[],
  expiry: string | null,
): Promise<void> {
  if (titles.length === 0) return
  const rows = titles.map(({ namespace, dbKey }) => sql`(${user}, ${namespace}, ${dbKey}, ${expiry})`)
  await tx.run(sql`
    insert into watchlist (wl_user, wl_namespace, wl_title, wl_expiry) values ${sql.join(rows)}
    on conflict (wl_user, wl_namespace, wl_title) do update set wl_expiry = excluded.wl_expiry`)
}

export async function removeWatches(tx: Transaction, user: UserId, titles: readonly Title[]): Promise<void> {
  if (titles.length === 0) return
  await tx.run(sql`
    delete from watchlist where wl_user = ${user} and ${anyTitle(titles, sql`wl_namespace`, sql`wl_title`)}`)
}

/** Remembers since when there is something that somebody has not seen of these titles; null when they saw all. */
export async function setNotificationTimestamps(
  tx: Transaction,
  user: UserId,
  titles: readonly Title[],
  timestamp: string | null,
): Promise<void> {
  if (titles.length === 0) return
  await tx.run(sql`
    update watchlist set wl_notificationtimestamp = ${timestamp}
    where wl_user = ${user} and ${anyTitle(titles, sql`wl_namespace`, sql`wl_title`)}`)
}

/** The same for all that somebody watches. */
export async function setAllNotificationTimestamps(
  tx: Transaction,
  user: UserId,
  timestamp: string | null,
): Promise<void> {
  await tx.run(sql`update watchlist set wl_notificationtimestamp = ${timestamp} where wl_user = ${user}`)
}

/** Tells all who watch a page, but for who changed it, of the first change that they have not seen. */
export async function notifyWatchers(
  tx: Transaction,
  title: Title,
  timestamp: string,
  changedBy: UserId | 0,
): Promise<void> {
  await tx.run(sql`
    update watchlist set wl_notificationtimestamp = ${timestamp}
    where wl_namespace = ${title.namespace} and wl_title = ${title.dbKey} and wl_user <> ${changedBy}
      and wl_notificationtimestamp is null`)
}

/** Copies who watches one title to another, as a move does. */
export async function copyWatches(tx: Transaction, from: Title, to: Title): Promise<void> {
  await tx.run(sql`
    insert into watchlist (wl_user, wl_namespace, wl_title, wl_notificationtimestamp, wl_expiry)
    select wl_user, ${to.namespace}, ${to.dbKey}, wl_notificationtimestamp, wl_expiry from watchlist
    where wl_namespace = ${from.namespace} and wl_title = ${from.dbKey}
    on conflict (wl_user, wl_namespace, wl_title) do nothing`)
}
