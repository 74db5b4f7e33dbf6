// The SQL that reads revisions of deleted pages one by one, for who may read their texts.
import type { Permit } from '../access/permit.ts'
import type { PageId, RevId } from '../ids.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { Revision } from './revision.ts'
import { asRevision, type RevisionRow } from './revision-store.ts'

/** A revision of a deleted page, and what that page was called. */
export interface DeletedRevision {
  readonly revision: Revision
  readonly title: Title
}

/** The revision of a deleted page that has this id. */
export async function deletedRevisionById(
  db: Reader,
  _permit: Permit<'deletedtext'>,
  id: RevId,
): Promise<DeletedRevision | undefined> {
  const row = await db.get(sql<RevisionRow & { readonly ar_namespace: number; readonly ar_title: string }>`
    select ar_rev_id as rev_id, ar_page_id as rev_page, ar_timestamp as rev_timestamp, ar_minor_edit as rev_minor_edit,
      ar_deleted as rev_deleted, ar_len as rev_len, ar_parent_id as rev_parent_id, ar_sha1 as rev_sha1,
      ar_comment as rev_comment, ar_text_id as rev_text_id, ar_content_model as rev_content_model,
      actor_id, actor_user, actor_name, ar_namespace, ar_title
    from archive join actor on actor_id = ar_actor where ar_rev_id = ${id}`)
  if (row === undefined) return undefined
  const revision = asRevision(row as RevisionRow & { readonly rev_page: PageId })
  return { revision, title: makeTitle(row.ar_namespace, row.ar_title) }
}
