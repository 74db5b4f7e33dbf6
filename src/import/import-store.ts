// The SQL of importing: what a page has already, and its counts when history was put in.
import type { PageId, RevId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface KnownRevision {
  readonly rev_id: RevId
  readonly rev_timestamp: string
  readonly rev_sha1: string
}

/** The revisions of a page between two times (14 digits), oldest first; with the last one before, for its id. */
export async function revisionsAround(
  db: Reader,
  page: PageId,
  from: string,
  to: string,
): Promise<{ known: KnownRevision[]; before: RevId | 0 }> {
  const known = await db.all(sql<KnownRevision>`
    select rev_id, rev_timestamp, rev_sha1 from revision
    where rev_page = ${page} and rev_timestamp >= ${from} and rev_timestamp <= ${to}
    order by rev_timestamp, rev_id`)
  const before = await db.get(sql<{ rev_id: RevId }>`
    select rev_id from revision where rev_page = ${page} and rev_timestamp < ${from}
    order by rev_timestamp desc, rev_id desc limit 1`)
  return { known, before: before?.rev_id ?? 0 }
}

/** Whether there is any page. */
export async function hasPages(db: Reader): Promise<boolean> {
  return (await db.get(sql<{ page_id: PageId }>`select page_id from page limit 1`)) !== undefined
}

/** The time of a page's latest revision. */
export async function latestTimestamp(tx: Transaction, page: PageId): Promise<string | undefined> {
  const row = await tx.get(sql<{ rev_timestamp: string }>`
    select rev_timestamp from page join revision on rev_id = page_latest where page_id = ${page}`)
  return row?.rev_timestamp
}
