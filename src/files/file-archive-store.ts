// The SQL of deleted versions of files: how they get there, and come back.
import { maySee, type Viewer } from '../access/viewer.ts'
import type { ActorId } from '../ids.ts'
import { inTitleRange, type TitleRange } from '../pages/title-range-store.ts'
import { hiddenContent, hidingOf, suppressed } from '../revisions/hidden-bits.ts'
import { isVisible } from '../revisions/visible-field-store.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import type { ArchivedFile } from './file.ts'
import { type FileRow, versionOfRow } from './file-columns.ts'
import { currentBits } from './file-store.ts'

const columns = sql`fa_id as id, fa_name as name, fa_archive_name as archive_name, fa_size as size, fa_width as width,
  fa_height as height, fa_bits as bits, fa_metadata as metadata, fa_media_type as media_type, fa_mime as mime,
  fa_sha1 as sha1, fa_description as description, fa_actor as actor, fa_timestamp as timestamp, fa_deleted as deleted,
  actor_user, actor_name`

async function archived(db: Reader, condition: Sql, order: Sql, limit: number): Promise<ArchivedFile[]> {
  const rows = await db.all(sql<FileRow & { readonly id: number }>`
    select ${columns} from filearchive join actor on actor_id = fa_actor
    where ${condition} order by ${order} limit ${limit}`)
  return rows.map(row => ({ id: row.id, ...versionOfRow(row, { kind: 'filearchive', id: row.id }) }))
}

/** Which deleted versions are listed, and the place of the first. */
export interface ArchiveList {
  readonly range: readonly TitleRange[]
  /** Only those with this content, as far as the viewer may know what is in them. */
  readonly sha1?: string | undefined
  readonly viewer: Viewer
  readonly ascending: boolean
  readonly at: { readonly name: string; readonly timestamp: string; readonly id: number } | undefined
  readonly limit: number
}

/** Deleted versions in the order of names, times and ids. */
export function listArchived(db: Reader, list: ArchiveList): Promise<ArchivedFile[]> {
  const { range, sha1, viewer, ascending, at, limit } = list
  const key = sql`(fa_name, fa_timestamp, fa_id)`
  const place = at === undefined ? undefined : sql`(${at.name}, ${at.timestamp}, ${at.id})`
  const where = sql.all([
    ...range.map(one => inTitleRange(sql`fa_name`, one)),
    ...(sha1 === undefined ? [] : [sql`fa_sha1 = ${sha1}`, isVisible(sql`fa_deleted`, hiddenContent, viewer)]),
    place === undefined ? undefined : ascending ? sql`${key} >= ${place}` : sql`${key} <= ${place}`,
  ])
  const order = ascending ? sql`fa_name, fa_timestamp, fa_id` : sql`fa_name desc, fa_timestamp desc, fa_id desc`
  return archived(db, where, order, limit)
}

/** The deleted versions of one name that have these ids, or all; the newest first. */
export const archivedOfName = (
  db: Reader,
  name: string,
  ids: readonly number[] | undefined,
  limit: number,
): Promise<ArchivedFile[]> =>
  archived(
    db,
    sql.all([sql`fa_name = ${name}`, ids === undefined ? undefined : sql`fa_id in ${sql.in(ids)}`]),
    sql`fa_timestamp desc, fa_id desc`,
    limit,
  )

/** The deleted versions of one name with this content, as far as the viewer may know what is in them. */
export const archivedOfNameWithContent = (
  db: Reader,
  viewer: Viewer,
  { name, sha1 }: { readonly name: string; readonly sha1: string },
): Promise<ArchivedFile[]> =>
  archived(
    db,
    sql.all([sql`fa_name = ${name}`, sql`fa_sha1 = ${sha1}`, isVisible(sql`fa_deleted`, hiddenContent, viewer)]),
    sql`fa_timestamp desc, fa_id desc`,
    1,
  )

/** Whether a file of this name was deleted. */
export const wasDeleted = async (db: Reader, name: string): Promise<boolean> =>
  (await db.get(sql<{ fa_id: number }>`select fa_id from filearchive where fa_name = ${name} limit 1`)) !== undefined

/** The first deleted version with this content; a content that is suppressed from the viewer is as none. */
export async function archivedWithContent(db: Reader, viewer: Viewer, sha1: string): Promise<ArchivedFile | undefined> {
  const secret = hiddenContent | suppressed
  const isKnown = maySee(viewer, hidingOf(secret, hiddenContent))
    ? undefined
    : sql`(fa_deleted & ${secret}) <> ${secret}`
  return (await archived(db, sql.all([sql`fa_sha1 = ${sha1}`, isKnown]), sql`fa_sha1, fa_id`, 1))[0]
}

const contentColumns = (prefix: Sql): Sql =>
  sql.join(
    [
      sql`size`,
      sql`width`,
      sql`height`,
      sql`bits`,
      sql`metadata`,
      sql`media_type`,
      sql`mime`,
      sql`sha1`,
      sql`description`,
      sql`actor`,
      sql`timestamp`,
    ].map(name => sql`${prefix}${name}`),
  )

const archiveColumns = sql`fa_name, fa_archive_name, ${contentColumns(sql`fa_`)}, fa_deleted, fa_deleted_actor,
  fa_deleted_timestamp`

/** Who deletes, and when (14 digits). */
export interface Deletion {
  readonly actor: ActorId
  readonly timestamp: string
}

/** Deletes one old version; says whether it was there. */
export async function archiveOldVersion(
  tx: Transaction,
  { name, archiveName }: { name: string; archiveName: string },
  { actor, timestamp }: Deletion,
): Promise<boolean> {
  const which = sql`oi_name = ${name} and oi_archive_name = ${archiveName}`
  await tx.run(sql`
    insert into filearchive (${archiveColumns})
    select oi_name, oi_archive_name, ${contentColumns(sql`oi_`)}, oi_deleted, ${actor}, ${timestamp} from oldimage
    where ${which}`)
  return (await tx.run(sql`delete from oldimage where ${which}`)).changes === 1
}

/** Deletes a file with all its versions; says whether there was one. */
export async function archiveFile(tx: Transaction, name: string, { actor, timestamp }: Deletion): Promise<boolean> {
  await tx.run(sql`
    insert into filearchive (${archiveColumns})
    select img_name, null, ${contentColumns(sql`img_`)}, ${currentBits}, ${actor}, ${timestamp} from image where img_name = ${name}`)
  await tx.run(sql`
    insert into filearchive (${archiveColumns})
    select oi_name, oi_archive_name, ${contentColumns(sql`oi_`)}, oi_deleted, ${actor}, ${timestamp} from oldimage
    where oi_name = ${name} order by oi_archive_name`)
  await tx.run(sql`delete from oldimage where oi_name = ${name}`)
  return (await tx.run(sql`delete from image where img_name = ${name}`)).changes === 1
}

/** Makes a deleted version the current one of a name that has none. */
export async function restoreAsCurrent(tx: Transaction, id: number): Promise<void> {
  await tx.run(sql`
    insert into image (img_name, ${contentColumns(sql`img_`)})
    select fa_name, ${contentColumns(sql`fa_`)} from filearchive where fa_id = ${id}`)
  await tx.run(sql`delete from filearchive where fa_id = ${id}`)
}

/** Makes a deleted version an old one, under this name. */
export async function restoreAsOld(tx: Transaction, id: number, archiveName: string): Promise<void> {
  await tx.run(sql`
    insert into oldimage (oi_name, oi_archive_name, ${contentColumns(sql`oi_`)}, oi_deleted)
    select fa_name, ${archiveName}, ${contentColumns(sql`fa_`)}, fa_deleted from filearchive where fa_id = ${id}`)
  await tx.run(sql`delete from filearchive where fa_id = ${id}`)
}

/** Changes what is hidden of a deleted version, if it still is `from`; says whether it did. */
export async function setArchivedFileBits(tx: Transaction, id: number, from: number, to: number): Promise<boolean> {
  const { changes } = await tx.run(sql`
    update filearchive set fa_deleted = ${to} where fa_id = ${id} and fa_deleted = ${from}`)
  return changes === 1
}
