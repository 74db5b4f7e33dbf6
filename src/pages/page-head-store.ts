// The SQL of a page as an edit finds it: one statement for what most edits need to know, and no more for most pages.
import type { UserId } from '../ids.ts'
import type { Revision } from '../revisions/revision.ts'
import { asRevision, type RevisionRow, revisionColumns } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { watchedBy } from '../watchlist/watch-store.ts'
import { type PageRow, pageColumns } from './page-store.ts'
import type { Title } from './title.ts'

/** A page with its latest revision. */
export interface PageHead {
  readonly page: PageRow
  readonly latest: Revision
  /** Whether no protection, of its own or of a page that includes it, can be in force. */
  readonly isUnprotected: boolean
  /** Whether it is on the watchlist of who asks. */
  readonly isWatched: boolean
}

/** `now` is 14 digits; `userId` is 0 for somebody without an account, who watches nothing. */
export async function pageHead(
  db: Reader,
  title: Title,
  { userId, now }: { readonly userId: UserId | 0; readonly now: string },
): Promise<PageHead | undefined> {
  const row = await db.get(sql<PageRow & RevisionRow & { readonly protections: number; readonly watched: number }>`
    select ${pageColumns}, ${revisionColumns},
      case when exists (select 1 from page_restrictions where pr_page = page_id)
        or exists (select 1 from page_restrictions where pr_cascade = 1) then 1 else 0 end as protections,
      case when exists (select 1 from watchlist where ${watchedBy(userId, title, now)}) then 1 else 0 end as watched
    from page join revision on rev_id = page_latest join actor on actor_id = rev_actor
    where page_namespace = ${title.namespace} and page_title = ${title.dbKey}`)
  if (row === undefined) return undefined
  return {
    page: pageOf(row),
    latest: asRevision(row),
    isUnprotected: row.protections === 0,
    isWatched: row.watched === 1,
  }
}

/** Of the page alone: what is hidden of its revision leaves by its guards only. */
const pageOf = (row: PageRow): PageRow => ({
  page_id: row.page_id,
  page_namespace: row.page_namespace,
  page_title: row.page_title,
  page_is_redirect: row.page_is_redirect,
  page_is_new: row.page_is_new,
  page_touched: row.page_touched,
  page_latest: row.page_latest,
  page_len: row.page_len,
  page_content_model: row.page_content_model,
  page_lang: row.page_lang,
})
