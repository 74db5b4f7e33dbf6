// The SQL of revisions and their texts.
import type { ActorId, PageId, RevId, TextId, UserId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { guardsOf, hiddenComment, hiddenContent, hiddenUser } from './hidden-bits.ts'
import type { Actor, Revision } from './revision.ts'

export interface RevisionRow {
  readonly rev_id: RevId
  readonly rev_page: PageId
  readonly rev_timestamp: string
  readonly rev_minor_edit: number
  readonly rev_deleted: number
  readonly rev_len: number
  readonly rev_parent_id: RevId | 0
  readonly rev_sha1: string
  readonly rev_comment: string
  readonly rev_text_id: TextId
  readonly rev_content_model: string
  readonly actor_id: ActorId
  readonly actor_user: UserId | null
  readonly actor_name: string
}
/** Of `revision` joined to `actor`. */
export const revisionColumns = sql`rev_id, rev_page, rev_timestamp, rev_minor_edit, rev_deleted, rev_len, rev_parent_id,
  rev_sha1, rev_comment, rev_text_id, rev_content_model, actor_id, actor_user, actor_name`
export const fromRevision = sql`from revision join actor on actor_id = rev_actor`

/** The revision of a row, its secrets guarded. */
export function asRevision(row: RevisionRow): Revision {
  const bits = row.rev_deleted
  const guarded = guardsOf({ kind: 'revision', id: row.rev_id }, bits)
  const actor: Actor = { id: row.actor_id, userId: row.actor_user ?? 0, name: row.actor_name }
  return {
    id: row.rev_id,
    page: row.rev_page,
    timestamp: row.rev_timestamp,
    minor: row.rev_minor_edit !== 0,
    parent: row.rev_parent_id,
    size: row.rev_len,
    contentModel: row.rev_content_model,
    hiddenBits: bits,
    actor: guarded(actor, hiddenUser),
    comment: guarded(row.rev_comment, hiddenComment),
    content: guarded({ textId: row.rev_text_id, sha1: row.rev_sha1 }, hiddenContent),
  }
}

export async function revisionById(db: Reader, id: RevId): Promise<Revision | undefined> {
  const row = await db.get(sql<RevisionRow>`select ${revisionColumns} ${fromRevision} where rev_id = ${id}`)
  return row === undefined ? undefined : asRevision(row)
}

export async function revisionsByIds(db: Reader, ids: readonly RevId[]): Promise<Revision[]> {
  if (ids.length === 0) return []
  const rows = await db.all(sql<RevisionRow>`
    select ${revisionColumns} ${fromRevision} where rev_id in ${sql.in(ids)} order by rev_id`)
  return rows.map(asRevision)
}

/** The newest revisions of a page, newest first, at most `limit`. */
export async function newestRevisions(db: Reader, page: PageId, limit: number): Promise<Revision[]> {
  const rows = await db.all(sql<RevisionRow>`
    select ${revisionColumns} ${fromRevision} where rev_page = ${page}
    order by rev_timestamp desc, rev_id desc limit ${limit}`)
  return rows.map(asRevision)
}

/** Revisions that a condition on `revision` and `actor` finds, in the order given. */
export async function revisionsWhere(
  db: Reader,
  found: { where: Sql; order: Sql; limit: number },
): Promise<Revision[]> {
  const rows = await db.all(sql<RevisionRow>`
    select ${revisionColumns} ${fromRevision} where ${found.where} order by ${found.order} limit ${found.limit}`)
  return rows.map(asRevision)
}

export interface NewRevisionRow {
  readonly page: PageId
  readonly actor: ActorId
  readonly timestamp: string
  readonly minor: boolean
  readonly length: number
  readonly parent: RevId | 0
  readonly sha1: string
  readonly comment: string
  readonly textId: TextId
  readonly contentModel: string
  readonly deleted?: number
}

export const insertRevision = (tx: Transaction, row: NewRevisionRow): Promise<RevId> =>
  tx.insert<RevId>(
    sql`
    insert into revision (rev_page, rev_actor, rev_timestamp, rev_minor_edit, rev_deleted, rev_len, rev_parent_id,
      rev_sha1, rev_comment, rev_text_id, rev_content_model)
    values (${row.page}, ${row.actor}, ${row.timestamp}, ${row.minor ? 1 : 0}, ${row.deleted ?? 0}, ${row.length},
      ${row.parent}, ${row.sha1}, ${row.comment}, ${row.textId}, ${row.contentModel})`,
    sql`rev_id`,
  )

/** Stores a text as it is. Flags, separated by commas: `utf-8`. */
export const insertText = (tx: Transaction, text: Uint8Array): Promise<TextId> =>
  tx.insert<TextId>(sql`insert into text (old_text, old_flags) values (${text}, 'utf-8')`, sql`old_id`)

// A text that begins with U+FEFF keeps it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The text of an id that came out of a guard. */
export async function textById(db: Reader, id: TextId): Promise<string> {
  const row = await db.get(sql<{ old_text: Uint8Array }>`select old_text from text where old_id = ${id}`)
  if (row === undefined) throw new Error(`the text ${id} is missing`)
  return decoder.decode(row.old_text)
}

export async function textsByIds(db: Reader, ids: readonly TextId[]): Promise<Map<TextId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.all(sql<{ old_id: TextId; old_text: Uint8Array }>`
    select old_id, old_text from text where old_id in ${sql.in(ids)}`)
  return new Map(rows.map(row => [row.old_id, decoder.decode(row.old_text)]))
}

/** Changes what is hidden of a revision, if it still is `from`; says whether it did. */
export async function setRevisionBits(tx: Transaction, id: RevId, from: number, to: number): Promise<boolean> {
  const { changes } = await tx.run(sql`
    update revision set rev_deleted = ${to} where rev_id = ${id} and rev_deleted = ${from}`)
  return changes === 1
}

/** Whether somebody else has made a revision of a page after a time. */
export async function hasOtherAuthorsSince(db: Reader, page: PageId, since: string, actor: ActorId): Promise<boolean> {
  const row = await db.get(sql<{ found: number }>`
    select 1 as found from revision where rev_page = ${page} and rev_timestamp > ${since} and rev_actor <> ${actor}
    limit 1`)
  return row !== undefined
}

/** The revision of a page that was the latest at a time, if one is of just that time. */
export async function revisionAt(db: Reader, page: PageId, timestamp: string): Promise<Revision | undefined> {
  const row = await db.get(sql<RevisionRow>`
    select ${revisionColumns} ${fromRevision} where rev_page = ${page} and rev_timestamp = ${timestamp}
    order by rev_id desc limit 1`)
  return row === undefined ? undefined : asRevision(row)
}

/** The ids of the revisions of a page after one and up to another, at most 1,000. */
export async function revisionIdsBetween(db: Reader, page: PageId, after: Revision, upTo: Revision): Promise<RevId[]> {
  const rows = await db.all(sql<{ rev_id: RevId }>`
    select rev_id from revision
    where rev_page = ${page} and (rev_timestamp, rev_id) > (${after.timestamp}, ${after.id})
      and (rev_timestamp, rev_id) <= (${upTo.timestamp}, ${upTo.id})
    order by rev_timestamp, rev_id limit 1000`)
  return rows.map(row => row.rev_id)
}

/**
 * The newest revision with this text among the `radius` before the latest of a page, and the revisions after it;
 * undefined when there is none, or when it is the latest itself.
 */
export async function earlierRevisionWithHash(
  db: Reader,
  page: PageId,
  sha1: string,
  radius: number,
): Promise<{ id: RevId; after: { oldest: RevId; newest: RevId } } | undefined> {
  const newest = sql`select rev_id, rev_sha1, rev_deleted from revision where rev_page = ${page}
    order by rev_timestamp desc, rev_id desc limit ${radius + 1}`
  // Nearly always there is none, and then no row needs to leave the database.
  const any = await db.get(sql<{ rev_id: RevId }>`
    select rev_id from (${newest}) as newest where rev_sha1 = ${sha1} limit 1`)
  if (any === undefined) return undefined
  const rows = await db.all(sql<{ rev_id: RevId; rev_sha1: string; rev_deleted: number }>`${newest}`)
  const [latest] = rows
  if (latest === undefined || latest.rev_sha1 === sha1) return undefined
  const at = rows.findIndex(row => row.rev_sha1 === sha1 && (row.rev_deleted & hiddenContent) === 0)
  const [next, found] = [rows[at - 1], rows[at]]
  if (next === undefined || found === undefined) return undefined
  return { id: found.rev_id, after: { oldest: next.rev_id, newest: latest.rev_id } }
}

/** The newest revision of a page that somebody else made. */
export async function newestByOthers(db: Reader, page: PageId, actor: ActorId): Promise<Revision | undefined> {
  const row = await db.get(sql<RevisionRow>`
    select ${revisionColumns} ${fromRevision} where rev_page = ${page} and rev_actor <> ${actor}
    order by rev_timestamp desc, rev_id desc limit 1`)
  return row === undefined ? undefined : asRevision(row)
}

/** Those of these revisions that are of a page, newest id first. */
export async function revisionsOfPageByIds(db: Reader, page: PageId, ids: readonly RevId[]): Promise<Revision[]> {
  const rows = await db.all(sql<RevisionRow>`
    select ${revisionColumns} ${fromRevision} where rev_id in ${sql.in(ids)} and rev_page = ${page}
    order by rev_id desc`)
  return rows.map(asRevision)
}
