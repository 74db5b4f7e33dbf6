// The SQL of what somebody is told of themselves: messages, changes not seen yet, their latest change.
import type { ActorId, UserId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** Whether somebody (an account, or an address) has messages on their talk page that they have not seen. */
export async function hasNewMessages(db: Reader, who: { userId: UserId | 0; ip: string }): Promise<boolean> {
  const where = who.userId === 0 ? sql`user_id = 0 and user_ip = ${who.ip}` : sql`user_id = ${who.userId}`
  const row = await db.get(sql<{ found: number }>`select 1 as found from user_newtalk where ${where} limit 1`)
  return row !== undefined
}

/** How many watched pages have changes that the watcher has not seen, counted up to `most`. */
export async function unreadPages(db: Reader, user: UserId, now: string, most: number): Promise<number> {
  const row = await db.get(sql<{ unread: number }>`
    select count(*) as unread from (
      select 1 from watchlist where wl_user = ${user} and wl_notificationtimestamp is not null
        and (wl_expiry is null or wl_expiry > ${now}) limit ${most}) as pages`)
  return row?.unread ?? 0
}

/** When somebody made their latest revision; 14 digits. */
export async function latestContribution(db: Reader, actor: ActorId): Promise<string | undefined> {
  const row = await db.get(sql<{ rev_timestamp: string }>`
    select rev_timestamp from revision where rev_actor = ${actor} order by rev_timestamp desc, rev_id desc limit 1`)
  return row?.rev_timestamp
}
