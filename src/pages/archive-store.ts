// The SQL of deleting pages and bringing them back: revisions go to the archive and come out of it.
import type { Permit } from '../access/permit.ts'
import type { PageId, RevId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { Title } from './title.ts'

/** Moves up to `limit` revisions of a page into the archive, oldest first; says how many there were. */
export async function archiveRevisions(tx: Transaction, page: PageId, title: Title, limit: number): Promise<number> {
  const { changes } = await tx.run(sql`
    insert into archive (ar_namespace, ar_title, ar_page_id, ar_rev_id, ar_actor, ar_timestamp, ar_minor_edit, ar_deleted,
      ar_len, ar_parent_id, ar_sha1, ar_comment, ar_text_id, ar_content_model)
    select ${title.namespace}, ${title.dbKey}, rev_page, rev_id, rev_actor, rev_timestamp, rev_minor_edit, rev_deleted,
      rev_len, rev_parent_id, rev_sha1, rev_comment, rev_text_id, rev_content_model
    from revision where rev_page = ${page} order by rev_timestamp, rev_id limit ${limit}`)
  if (changes > 0) {
    await tx.run(sql`
      delete from revision
      where rev_page = ${page} and rev_id in (select ar_rev_id from archive where ar_page_id = ${page})`)
  }
  return changes
}

/** Removes a page whose revisions are in the archive, and what stood only on it. */
export async function removePage(tx: Transaction, page: PageId): Promise<void> {
  await tx.run(sql`delete from page where page_id = ${page}`)
  await tx.run(sql`delete from redirect where rd_from = ${page}`)
  await tx.run(sql`delete from page_restrictions where pr_page = ${page}`)
  // As MediaWiki: recent changes do not list edits of what is gone; its log entries stay.
  await tx.run(sql`delete from recentchanges where rc_cur_id = ${page} and rc_cur_id <> 0 and rc_type <> 3`)
}

export interface ArchivedRow {
  readonly ar_id: number
  readonly ar_page_id: PageId
  readonly ar_rev_id: RevId
  readonly ar_timestamp: string
  readonly ar_deleted: number
  readonly ar_len: number
  readonly ar_content_model: string
  readonly ar_text_id: number
}

/** The archived revisions of a title, oldest first; all, or those of some times (14 digits). At most `limit`. */
export const archivedOf = (
  db: Reader,
  _permit: Permit<'undelete'>,
  title: Title,
  timestamps: readonly string[],
  limit: number,
): Promise<ArchivedRow[]> =>
  db.all(sql<ArchivedRow>`
    select ar_id, ar_page_id, ar_rev_id, ar_timestamp, ar_deleted, ar_len, ar_content_model, ar_text_id from archive
    where ar_namespace = ${title.namespace} and ar_title = ${title.dbKey}
      ${timestamps.length === 0 ? sql`` : sql`and ar_timestamp in ${sql.in(timestamps)}`}
    order by ar_timestamp, ar_rev_id limit ${limit}`)

/** Takes revisions out of the archive into a page. */
export async function restoreRevisions(tx: Transaction, page: PageId, ids: readonly number[]): Promise<number> {
  const { changes } = await tx.run(sql`
    insert into revision (rev_id, rev_page, rev_actor, rev_timestamp, rev_minor_edit, rev_deleted, rev_len, rev_parent_id,
      rev_sha1, rev_comment, rev_text_id, rev_content_model)
    select ar_rev_id, ${page}, ar_actor, ar_timestamp, ar_minor_edit, ar_deleted, ar_len, ar_parent_id, ar_sha1,
      ar_comment, ar_text_id, ar_content_model
    from archive where ar_id in ${sql.in(ids)}`)
  await tx.run(sql`delete from archive where ar_id in ${sql.in(ids)}`)
  return changes
}

/** Makes a page with an id that it had before, or a new one where that is taken. */
export async function restorePage(
  tx: Transaction,
  page: { title: Title; formerId: PageId; random: number; now: string; contentModel: string },
): Promise<PageId> {
  const taken = await tx.get(sql<{ page_id: PageId }>`select page_id from page where page_id = ${page.formerId}`)
  const row =
    taken === undefined && page.formerId > 0
      ? await tx.get(sql<{ page_id: PageId }>`
          insert into page (page_id, page_namespace, page_title, page_is_redirect, page_is_new, page_random, page_touched,
            page_latest, page_len, page_content_model)
          values (${page.formerId}, ${page.title.namespace}, ${page.title.dbKey}, 0, 0, ${page.random}, ${page.now}, 0, 0,
            ${page.contentModel})
          returning page_id`)
      : await tx.get(sql<{ page_id: PageId }>`
          insert into page (page_namespace, page_title, page_is_redirect, page_is_new, page_random, page_touched,
            page_latest, page_len, page_content_model)
          values (${page.title.namespace}, ${page.title.dbKey}, 0, 0, ${page.random}, ${page.now}, 0, 0,
            ${page.contentModel})
          returning page_id`)
  if (row === undefined) throw new Error('a page was not restored')
  return row.page_id
}

/** The newest revision of a page, after history was put into it. */
export const newestOfPage = (
  tx: Transaction,
  page: PageId,
): Promise<
  { rev_id: RevId; rev_len: number; rev_content_model: string; rev_text_id: number; rev_timestamp: string } | undefined
> =>
  tx.get(sql<{ rev_id: RevId; rev_len: number; rev_content_model: string; rev_text_id: number; rev_timestamp: string }>`
    select rev_id, rev_len, rev_content_model, rev_text_id, rev_timestamp from revision where rev_page = ${page}
    order by rev_timestamp desc, rev_id desc limit 1`)
