// The SQL of lists of revisions of deleted pages, for who may know of them.
import type { Permit } from '../access/permit.ts'
import type { Viewer } from '../access/viewer.ts'
import type { ActorId, RevId } from '../ids.ts'
import { anyTitle } from '../pages/page-store.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { hasTag, type TagFilter, tagDrives } from '../tags/tag-filter-store.ts'
import type { DeletedRevision } from './archived-revision-store.ts'
import { hiddenUser } from './hidden-bits.ts'
import { asRevision, type RevisionRow } from './revision-store.ts'
import { isVisible } from './visible-field-store.ts'

export interface ArchiveRow extends RevisionRow {
  readonly ar_namespace: number
  readonly ar_title: string
}
export const archiveColumns = sql`ar_rev_id as rev_id, ar_page_id as rev_page, ar_timestamp as rev_timestamp,
  ar_minor_edit as rev_minor_edit, ar_deleted as rev_deleted, ar_len as rev_len, ar_parent_id as rev_parent_id,
  ar_sha1 as rev_sha1, ar_comment as rev_comment, ar_text_id as rev_text_id, ar_content_model as rev_content_model,
  actor_id, actor_user, actor_name, ar_namespace, ar_title`

/** The place of a deleted revision in the order of titles and times. */
export interface DeletedPlace {
  readonly namespace: number
  /** As in `ar_title`. */
  readonly title: string
  /** 14 digits. */
  readonly timestamp: string
  readonly id: RevId
}

export interface DeletedRevisionsQuery {
  /** The pages, or the revisions themselves; these come in the order of their ids. */
  readonly of: { readonly titles: readonly Title[] } | { readonly ids: readonly RevId[] }
  readonly newer: boolean
  /** Where the times begin and end, in the direction of the list; 14 digits. */
  readonly start: string | undefined
  readonly end: string | undefined
  readonly by: { readonly actor: ActorId; readonly not: boolean } | undefined
  readonly tag: TagFilter | undefined
  /** The first row, in the order of titles, or of ids. */
  readonly from: DeletedPlace | RevId | undefined
  readonly limit: number
}

/** Revisions of deleted pages. Those whose author is hidden from the viewer match no author. */
export async function deletedRevisions(
  db: Reader,
  permit: Permit<'deletedhistory'>,
  query: DeletedRevisionsQuery,
): Promise<DeletedRevision[]> {
  const { of, newer, start, end, by, tag, from, limit } = query
  const byId = 'ids' in of
  const where = sql.all([
    byId ? sql`ar_rev_id in ${sql.in(of.ids)}` : anyTitle(of.titles, sql`ar_namespace`, sql`ar_title`),
    start === undefined ? undefined : newer ? sql`ar_timestamp >= ${start}` : sql`ar_timestamp <= ${start}`,
    end === undefined ? undefined : newer ? sql`ar_timestamp <= ${end}` : sql`ar_timestamp >= ${end}`,
    ...(by === undefined ? [] : byActor(by, permit.performer.viewer)),
    hasTag(tag, 'revision', sql`ar_rev_id`),
    from === undefined ? undefined : fromPlace(from, newer),
  ])
  const rows = await db.all(sql<ArchiveRow>`
    select ${archiveColumns} from ${tagDrives(tag)} archive cross join actor
    where actor_id = ar_actor and ${where} order by ${orderOf(byId, newer)} limit ${limit}`)
  return rows.map(row => ({ revision: asRevision(row), title: makeTitle(row.ar_namespace, row.ar_title) }))
}

function byActor({ actor, not }: { actor: ActorId; not: boolean }, viewer: Viewer): (Sql | undefined)[] {
  return [not ? sql`ar_actor <> ${actor}` : sql`ar_actor = ${actor}`, isVisible(sql`ar_deleted`, hiddenUser, viewer)]
}

function fromPlace(from: DeletedPlace | RevId, newer: boolean): Sql {
  if (typeof from === 'number') return newer ? sql`ar_rev_id >= ${from}` : sql`ar_rev_id <= ${from}`
  const place = sql`(${from.namespace}, ${from.title}, ${from.timestamp}, ${from.id})`
  const key = sql`(ar_namespace, ar_title, ar_timestamp, ar_rev_id)`
  return newer ? sql`${key} >= ${place}` : sql`${key} <= ${place}`
}

function orderOf(byId: boolean, newer: boolean): Sql {
  if (byId) return newer ? sql`ar_rev_id` : sql`ar_rev_id desc`
  return newer
    ? sql`ar_namespace, ar_title, ar_timestamp, ar_rev_id`
    : sql`ar_namespace desc, ar_title desc, ar_timestamp desc, ar_rev_id desc`
}

/** The titles of the deleted pages that these revisions were of; ids of no deleted revision are left out. */
export async function titlesOfDeletedRevisions(
  db: Reader,
  _permit: Permit<'deletedhistory'>,
  ids: readonly RevId[],
): Promise<Map<RevId, Title>> {
  if (ids.length === 0) return new Map()
  const rows = await db.all(sql<{ ar_rev_id: RevId; ar_namespace: number; ar_title: string }>`
    select ar_rev_id, ar_namespace, ar_title from archive where ar_rev_id in ${sql.in(ids)}`)
  return new Map(rows.map(row => [row.ar_rev_id, makeTitle(row.ar_namespace, row.ar_title)]))
}
