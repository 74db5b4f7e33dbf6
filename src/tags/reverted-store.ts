// The SQL of which edits took others back, and of marking those.
import type { Reverted } from '../changes/change.ts'
import type { PageId, RevId, TagId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface Revert {
  readonly page: PageId
  readonly reverted: Reverted
  /** Whether somebody who may has looked at it, or nobody has to. */
  readonly isApproved: boolean
}

/** What a revision took back; undefined of one that took nothing back, or that is gone or no recent change any more. */
export async function revertBy(db: Reader, id: RevId): Promise<Revert | undefined> {
  const row = await db.get(sql<{ rev_page: PageId; ct_params: string; rc_patrolled: number }>`
    select rev_page, ct_params, rc_patrolled
    from change_tag join revision on rev_id = ct_rev_id join recentchanges on rc_id = ct_rc_id
    where ct_rev_id = ${id} and ct_params is not null limit 1`)
  if (row === undefined) return undefined
  const { rev_page: page, ct_params: params, rc_patrolled: patrolled } = row
  return { page, reverted: JSON.parse(params) as Reverted, isApproved: patrolled > 0 }
}

/** Those revisions that have one of these tags and took something back, newest first. */
export async function latestReverts(db: Reader, tags: readonly TagId[], limit: number): Promise<RevId[]> {
  const found: RevId[] = []
  for (const tag of tags) {
    const rows = await db.all(sql<{ ct_rev_id: RevId }>`
      select ct_rev_id from change_tag where ct_tag_id = ${tag} and ct_rev_id is not null and ct_params is not null
      order by ct_rev_id desc limit ${limit}`)
    found.push(...rows.map(row => row.ct_rev_id))
  }
  return found
}

/** The revisions of a page from one to another, in the order of time, at most `limit`. */
export async function revisionsFromTo(db: Reader, page: PageId, of: Reverted, limit: number): Promise<RevId[]> {
  const rows = await db.all(sql<{ rev_id: RevId }>`
    select rev_id from revision
    where rev_page = ${page}
      and (rev_timestamp, rev_id) >= (select rev_timestamp, rev_id from revision where rev_id = ${of.oldest})
      and (rev_timestamp, rev_id) <= (select rev_timestamp, rev_id from revision where rev_id = ${of.newest})
    order by rev_timestamp, rev_id limit ${limit}`)
  return rows.map(row => row.rev_id)
}

export async function hasTag(db: Reader, id: RevId, tag: TagId): Promise<boolean> {
  const row = await db.get(sql<{ found: number }>`
    select 1 as found from change_tag where ct_rev_id = ${id} and ct_tag_id = ${tag}`)
  return row !== undefined
}

/** Puts a tag on revisions that have not got it, and on their recent changes and log entries; keeps the count. */
export async function tagRevisions(tx: Transaction, ids: readonly RevId[], tag: TagId): Promise<void> {
  const { changes } = await tx.run(sql`
    insert into change_tag (ct_rc_id, ct_rev_id, ct_log_id, ct_tag_id)
    select min(rc_id), rev_id, max(log_id), ${tag}
    from revision
      left join recentchanges on rc_this_oldid = rev_id and rc_this_oldid <> 0
      left join logging on log_rev = rev_id and log_rev <> 0
    where rev_id in ${sql.in(ids)}
      and not exists (select 1 from change_tag where ct_rev_id = rev_id and ct_tag_id = ${tag})
    group by rev_id on conflict do nothing`)
  if (changes > 0) await tx.run(sql`update change_tag_def set ctd_count = ctd_count + ${changes} where ctd_id = ${tag}`)
}
