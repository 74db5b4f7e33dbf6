// The SQL of deleting pages and bringing them back: revisions go to the archive and come out of it, in chunks.
import type { Permit } from '../access/permit.ts'
import type { PageId, RevId, TextId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import type { Title } from './title.ts'

/** Where a chunk of history ends: everything up to (or from) here. */
interface Place {
  readonly timestamp: string
  readonly id: RevId
}

/**
 * Moves the oldest revisions of a page into the archive, at most `limit` of them and never `keep`, the latest while the
 * page is still there. Says how many there were.
 */
export async function archiveOldest(
  tx: Transaction,
  page: PageId,
  title: Title,
  { limit, keep }: { limit: number; keep?: RevId },
): Promise<number> {
  const kept = keep === undefined ? sql`` : sql`and rev_id <> ${keep}`
  const last = await tx.get(sql<Place>`
    select rev_timestamp as timestamp, rev_id as id from (
      select rev_timestamp, rev_id from revision where rev_page = ${page} ${kept}
      order by rev_timestamp, rev_id limit ${limit}) as chunk
    order by rev_timestamp desc, rev_id desc limit 1`)
  if (last === undefined) return 0
  const chunk = sql`rev_page = ${page} ${kept} and (rev_timestamp, rev_id) <= (${last.timestamp}, ${last.id})`
  const { changes } = await tx.run(sql`
    insert into archive (ar_namespace, ar_title, ar_page_id, ar_rev_id, ar_actor, ar_timestamp, ar_minor_edit, ar_deleted,
      ar_len, ar_parent_id, ar_sha1, ar_comment, ar_text_id, ar_content_model)
    select ${title.namespace}, ${title.dbKey}, rev_page, rev_id, rev_actor, rev_timestamp, rev_minor_edit, rev_deleted,
      rev_len, rev_parent_id, rev_sha1, rev_comment, rev_text_id, rev_content_model
    from revision where ${chunk}`)
  await forgetChanges(tx, sql`rc_this_oldid <> 0 and rc_this_oldid in (select rev_id from revision where ${chunk})`)
  await tx.run(sql`delete from revision where ${chunk}`)
  return changes
}

/** Removes a page whose revisions are in the archive, and what stood only on it. */
export async function removePage(tx: Transaction, page: PageId): Promise<void> {
  await tx.run(sql`delete from page where page_id = ${page}`)
  await tx.run(sql`delete from redirect where rd_from = ${page}`)
  await tx.run(sql`delete from page_props where pp_page = ${page}`)
  await tx.run(sql`delete from page_restrictions where pr_page = ${page}`)
  await forgetChanges(tx, sql`rc_cur_id = ${page} and rc_cur_id <> 0`)
}

/** As MediaWiki: recent changes do not list edits of what is gone; its log entries stay. */
async function forgetChanges(tx: Transaction, which: Sql): Promise<void> {
  await tx.run(sql`delete from recentchanges where ${which} and rc_type <> 3`)
}

/** Whether there is a revision of a page. */
export async function hasRevisions(db: Reader, page: PageId): Promise<boolean> {
  return (
    (await db.get(sql<{ found: number }>`select 1 as found from revision where rev_page = ${page} limit 1`)) !==
    undefined
  )
}

/** What of a deleted page's history is meant: revisions of these times (14 digits), none stands for all. */
const archived = (title: Title, timestamps: readonly string[]): Sql => sql`
  ar_namespace = ${title.namespace} and ar_title = ${title.dbKey}
    ${timestamps.length === 0 ? sql`` : sql`and ar_timestamp in ${sql.in(timestamps)}`}`

export interface ArchivedRow {
  readonly ar_page_id: PageId
  readonly ar_rev_id: RevId
  readonly ar_timestamp: string
  readonly ar_deleted: number
  readonly ar_content_model: string
}

/** How many revisions are meant, and the newest of them. */
export async function archivedHistory(
  db: Reader,
  _permit: Permit<'undelete'>,
  title: Title,
  timestamps: readonly string[],
): Promise<{ count: number; newest: ArchivedRow } | undefined> {
  const newest = await db.get(sql<ArchivedRow>`
    select ar_page_id, ar_rev_id, ar_timestamp, ar_deleted, ar_content_model from archive
    where ${archived(title, timestamps)} order by ar_timestamp desc, ar_rev_id desc limit 1`)
  if (newest === undefined) return undefined
  const row = await db.get(sql<{ count: number }>`
    select count(*) as count from archive where ${archived(title, timestamps)}`)
  return { count: row?.count ?? 0, newest }
}

/** Whether the archive has anything of a title. */
export async function isInArchive(db: Reader, title: Title): Promise<boolean> {
  return (
    (await db.get(sql<{ found: number }>`select 1 as found from archive where ${archived(title, [])} limit 1`)) !==
    undefined
  )
}

/** Takes the newest of the revisions that are meant out of the archive into a page, at most `limit`; says how many. */
export async function restoreNewest(
  tx: Transaction,
  page: PageId,
  title: Title,
  timestamps: readonly string[],
  limit: number,
): Promise<number> {
  const first = await tx.get(sql<Place>`
    select ar_timestamp as timestamp, ar_rev_id as id from (
      select ar_timestamp, ar_rev_id from archive where ${archived(title, timestamps)}
      order by ar_timestamp desc, ar_rev_id desc limit ${limit}) as chunk
    order by ar_timestamp, ar_rev_id limit 1`)
  if (first === undefined) return 0
  const chunk = sql`${archived(title, timestamps)} and (ar_timestamp, ar_rev_id) >= (${first.timestamp}, ${first.id})`
  const { changes } = await tx.run(sql`
    insert into revision (rev_id, rev_page, rev_actor, rev_timestamp, rev_minor_edit, rev_deleted, rev_len, rev_parent_id,
      rev_sha1, rev_comment, rev_text_id, rev_content_model)
    select ar_rev_id, ${page}, ar_actor, ar_timestamp, ar_minor_edit, ar_deleted, ar_len, ar_parent_id, ar_sha1,
      ar_comment, ar_text_id, ar_content_model
    from archive where ${chunk}`)
  await tx.run(sql`delete from archive where ${chunk}`)
  return changes
}

/** Makes a page with an id that it had before, or a new one where that is taken. */
export async function restorePage(
  tx: Transaction,
  page: { title: Title; formerId: PageId; random: number; now: string; contentModel: string },
): Promise<PageId> {
  const taken = await tx.get(sql<{ page_id: PageId }>`select page_id from page where page_id = ${page.formerId}`)
  const keepsId = taken === undefined && page.formerId > 0
  return tx.insert<PageId>(
    sql`
    insert into page (${keepsId ? sql`page_id, ` : sql``}page_namespace, page_title, page_is_redirect, page_is_new,
      page_random, page_touched, page_latest, page_len, page_content_model)
    values (${keepsId ? sql`${page.formerId}, ` : sql``}${page.title.namespace}, ${page.title.dbKey}, 0, 1,
      ${page.random}, ${page.now}, 0, 0, ${page.contentModel})`,
    sql`page_id`,
  )
}

export interface NewestRow {
  readonly rev_id: RevId
  readonly rev_len: number
  readonly rev_content_model: string
  readonly rev_text_id: TextId
  readonly rev_timestamp: string
}

/** The newest revision of a page, after history was put into it. */
export const newestOfPage = (tx: Transaction, page: PageId): Promise<NewestRow | undefined> =>
  tx.get(sql<NewestRow>`
    select rev_id, rev_len, rev_content_model, rev_text_id, rev_timestamp from revision where rev_page = ${page}
    order by rev_timestamp desc, rev_id desc limit 1`)
