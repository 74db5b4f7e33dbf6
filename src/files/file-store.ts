// The SQL of the files that are shown: their current versions and the ones before.
import type { Guarded, Viewer } from '../access/viewer.ts'
import type { ActorId } from '../ids.ts'
import { guard, hiddenContent, hiddenUser, suppressed } from '../revisions/hidden-bits.ts'
import { isVisible } from '../revisions/visible-field-store.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { archiveIdOf, archiveNameOf, type FileContent, type FileVersion } from './file.ts'
import { type FileRow, versionOfRow } from './file-columns.ts'

/**
 * The bits of a current version, which has none of its own: who put it there is hidden where a block hides that name.
 * Such a block never ends.
 */
export const currentBits = sql`(case when exists (
  select 1 from actor as sender join block on bl_user = sender.actor_user and bl_user <> 0 and bl_deleted = 1
  where sender.actor_id = image.img_actor) then ${hiddenUser | suppressed} else 0 end)`

const currentColumns = sql`img_name as name, null as archive_name, img_size as size, img_width as width,
  img_height as height, img_bits as bits, img_metadata as metadata, img_media_type as media_type, img_mime as mime,
  img_sha1 as sha1, img_description as description, img_actor as actor, img_timestamp as timestamp, ${currentBits} as deleted,
  actor_user, actor_name`

const oldColumns = sql`oi_name as name, oi_archive_name as archive_name, oi_size as size, oi_width as width,
  oi_height as height, oi_bits as bits, oi_metadata as metadata, oi_media_type as media_type, oi_mime as mime,
  oi_sha1 as sha1, oi_description as description, oi_actor as actor, oi_timestamp as timestamp, oi_deleted as deleted,
  actor_user, actor_name`

/** Looks at a current version are those at the version of no time. */
const asVersion = (row: FileRow): FileVersion =>
  versionOfRow(row, { kind: 'oldimage', id: row.archive_name === null ? 0 : Number(archiveIdOf(row.archive_name)) })

/** Current versions that meet a condition. */
export async function currentFiles(db: Reader, condition: Sql, order: Sql, limit: number): Promise<FileVersion[]> {
  const rows = await db.all(sql<FileRow>`
    select ${currentColumns} from image join actor on actor_id = img_actor
    where ${condition} order by ${order} limit ${limit}`)
  return rows.map(asVersion)
}

/** The file of this name, as it is shown now. */
export const fileByName = async (db: Reader, name: string): Promise<FileVersion | undefined> =>
  (await currentFiles(db, sql`img_name = ${name}`, sql`img_name`, 1))[0]

/** The files of these names, by name. */
export async function filesByNames(db: Reader, names: readonly string[]): Promise<Map<string, FileVersion>> {
  if (names.length === 0) return new Map()
  const found = await currentFiles(db, sql`img_name in ${sql.in(names)}`, sql`img_name`, names.length)
  return new Map(found.map(file => [file.name, file]))
}

/** Files whose current content has this hash, in the order of their names. */
export const filesWithContent = (db: Reader, sha1: string, limit: number): Promise<FileVersion[]> =>
  currentFiles(db, sql`img_sha1 = ${sha1}`, sql`img_sha1, img_name`, limit)

/** Two files with one content. */
export interface DuplicateRow {
  readonly of: string
  readonly name: string
  readonly timestamp: string
  readonly user: Guarded<string>
}

/** For each of these files the others with the same content, in the order of both names. */
export async function duplicatesOf(
  db: Reader,
  names: readonly string[],
  { ascending, at, limit }: { ascending: boolean; at: { of: string; name: string } | undefined; limit: number },
): Promise<DuplicateRow[]> {
  const from = ascending
    ? sql`(mine.img_name, image.img_name) >= (${at?.of ?? ''}, ${at?.name ?? ''})`
    : sql`(mine.img_name, image.img_name) <= (${at?.of ?? ''}, ${at?.name ?? ''})`
  const direction = ascending ? sql`` : sql` desc`
  const rows = await db.all(sql<{ of: string; name: string; timestamp: string; sender: string; deleted: number }>`
    select mine.img_name as of, image.img_name as name, image.img_timestamp as timestamp, actor_name as sender,
      ${currentBits} as deleted
    from image as mine join image on image.img_sha1 = mine.img_sha1 and image.img_name <> mine.img_name
      join actor on actor_id = image.img_actor
    where mine.img_name in ${sql.in(names)} and ${at === undefined ? sql`1 = 1` : from}
    order by mine.img_name${direction}, image.img_name${direction} limit ${limit}`)
  return rows.map(({ sender, deleted, ...row }) => ({ ...row, user: guard(sender, deleted, hiddenUser) }))
}

/** Which versions before the current one are wanted. */
export interface OldVersions {
  readonly limit: number
  /** 14 digits: the newest and the oldest time that is wanted. */
  readonly newest?: string | undefined
  readonly oldest?: string | undefined
}

/** The versions before the current one, the newest first. */
export const oldVersionsOf = async (db: Reader, name: string, of: OldVersions): Promise<FileVersion[]> =>
  (await oldVersionsOfFiles(db, [name], of)).get(name) ?? []

/** The versions before the current one of several files, at most `limit` of each, the newest first. */
export async function oldVersionsOfFiles(
  db: Reader,
  names: readonly string[],
  { limit, newest, oldest }: OldVersions,
): Promise<Map<string, FileVersion[]>> {
  const found = new Map<string, FileVersion[]>()
  if (names.length === 0 || limit <= 0) return found
  const where = sql.all([
    sql`oi_name in ${sql.in(names)}`,
    newest === undefined ? undefined : sql`oi_timestamp <= ${newest}`,
    oldest === undefined ? undefined : sql`oi_timestamp >= ${oldest}`,
  ])
  const rows = await db.all(sql<FileRow & { place: number }>`
    select * from (
      select ${oldColumns},
        row_number() over (partition by oi_name order by oi_timestamp desc, oi_archive_name desc) as place
      from oldimage join actor on actor_id = oi_actor where ${where}) as placed
    where place <= ${limit} order by name, place`)
  for (const row of rows) found.set(row.name, [...(found.get(row.name) ?? []), asVersion(row)])
  return found
}

/** When the versions before the current one had this content, as far as the viewer may know what is in them; newest first. */
export async function timesOfContent(
  db: Reader,
  viewer: Viewer,
  { name, sha1, limit }: { readonly name: string; readonly sha1: string; readonly limit: number },
): Promise<string[]> {
  const where = sql.all([
    sql`oi_name = ${name}`,
    sql`oi_sha1 = ${sha1}`,
    isVisible(sql`oi_deleted`, hiddenContent, viewer),
  ])
  const rows = await db.all(sql<{ oi_timestamp: string }>`
    select oi_timestamp from oldimage where ${where} order by oi_timestamp desc, oi_archive_name desc limit ${limit}`)
  return rows.map(row => row.oi_timestamp)
}

/** Old versions by the names under which they are kept, the newest first. */
export async function oldVersionsByNames(
  db: Reader,
  name: string,
  archiveNames: readonly string[],
): Promise<FileVersion[]> {
  const rows = await db.all(sql<FileRow>`
    select ${oldColumns} from oldimage join actor on actor_id = oi_actor
    where oi_name = ${name} and oi_archive_name in ${sql.in(archiveNames)}
    order by oi_archive_name desc`)
  return rows.map(asVersion)
}

/** A version to be made. */
export interface NewVersion {
  readonly name: string
  readonly content: FileContent
  readonly size: number
  /** As it is stored. */
  readonly comment: string
  readonly actor: ActorId
  /** 14 digits. */
  readonly timestamp: string
}

/** Makes a version the current one of a name that has none; says whether it did. */
export async function insertFile(tx: Transaction, file: NewVersion): Promise<boolean> {
  const { content } = file
  const { changes } = await tx.run(sql`
    insert into image (img_name, img_size, img_width, img_height, img_bits, img_metadata, img_media_type, img_mime,
      img_sha1, img_description, img_actor, img_timestamp)
    values (${file.name}, ${file.size}, ${content.width}, ${content.height}, ${content.bits},
      ${JSON.stringify(content.metadata)}, ${content.mediaType}, ${content.mime}, ${content.sha1}, ${file.comment},
      ${file.actor}, ${file.timestamp})
    on conflict (img_name) do nothing`)
  return changes === 1
}

/** Makes the current version an old one under `archiveName`; the name is free then. */
export async function archiveCurrent(tx: Transaction, name: string, archiveName: string): Promise<void> {
  await tx.run(sql`
    insert into oldimage (oi_name, oi_archive_name, oi_size, oi_width, oi_height, oi_bits, oi_metadata, oi_media_type,
      oi_mime, oi_sha1, oi_description, oi_actor, oi_timestamp, oi_deleted)
    select img_name, ${archiveName}, img_size, img_width, img_height, img_bits, img_metadata, img_media_type, img_mime,
      img_sha1, img_description, img_actor, img_timestamp, ${currentBits} from image where img_name = ${name}`)
  await tx.run(sql`delete from image where img_name = ${name}`)
}

/** Changes what is hidden of an old version, if it still is `from`; says whether it did. */
export async function setOldFileBits(
  tx: Transaction,
  { name, archiveName }: { name: string; archiveName: string },
  from: number,
  to: number,
): Promise<boolean> {
  const { changes } = await tx.run(sql`
    update oldimage set oi_deleted = ${to}
    where oi_name = ${name} and oi_archive_name = ${archiveName} and oi_deleted = ${from}`)
  return changes === 1
}

/** Gives a file and its old versions another name, which no file has. */
export async function renameFile(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.run(sql`update image set img_name = ${to} where img_name = ${from}`)
  await tx.run(sql`
    update oldimage set oi_name = ${to}, oi_archive_name = substr(oi_archive_name, 1, 14) || ${archiveNameOf('', to)}
    where oi_name = ${from}`)
}
