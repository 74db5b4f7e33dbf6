// The SQL of merging histories.
import type { PageId, RevId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** When the oldest revision of a page was made; 14 digits. */
export async function oldestTimestamp(db: Reader, page: PageId): Promise<string | undefined> {
  const row = await db.get(sql<{ rev_timestamp: string }>`
    select rev_timestamp from revision where rev_page = ${page} order by rev_timestamp, rev_id limit 1`)
  return row?.rev_timestamp
}

/** The newest revision of a page, or the newest that is no newer than a time (14 digits). */
export const newestUpTo = (
  db: Reader,
  page: PageId,
  timestamp: string | undefined,
): Promise<{ rev_id: RevId; rev_timestamp: string } | undefined> =>
  db.get(sql<{ rev_id: RevId; rev_timestamp: string }>`
    select rev_id, rev_timestamp from revision
    where rev_page = ${page} ${timestamp === undefined ? sql`` : sql`and rev_timestamp <= ${timestamp}`}
    order by rev_timestamp desc, rev_id desc limit 1`)

/** Whether a page has more than `limit` revisions that are no newer than a time (14 digits). */
export async function hasMoreUpTo(db: Reader, page: PageId, timestamp: string, limit: number): Promise<boolean> {
  const rows = await db.all(sql<{ rev_id: RevId }>`
    select rev_id from revision where rev_page = ${page} and rev_timestamp <= ${timestamp}
    order by rev_timestamp, rev_id limit ${limit + 1}`)
  return rows.length > limit
}

/** Makes the revisions of a page that are no newer than a time (14 digits) those of another; says how many. */
export async function giveHistory(tx: Transaction, from: PageId, to: PageId, timestamp: string): Promise<number> {
  const { changes } = await tx.run(sql`
    update revision set rev_page = ${to} where rev_page = ${from} and rev_timestamp <= ${timestamp}`)
  return changes
}
