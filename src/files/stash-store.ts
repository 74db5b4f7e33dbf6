// The SQL of files that were sent and not published yet.
import type { UserId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { FileContent } from './file.ts'
import { contentOfRow } from './file-columns.ts'

/** A file that waits to be published, or for the rest of its chunks. */
export interface StashedFile {
  readonly key: string
  readonly user: UserId
  /** What it is called meanwhile: `20261121231844!phpAbC123.png`. */
  readonly name: string
  /** 14 digits. */
  readonly timestamp: string
  /** Whether chunks are still to come. */
  readonly isPartial: boolean
  /** Bytes that have come in, of `size` that were announced. */
  readonly received: number
  /** The hashes of the chunks, in order. */
  readonly chunks: readonly string[]
  readonly size: number
  readonly content: FileContent
  /** Whether its owner was told what is in it, as is kept then. */
  readonly wasShown: boolean
}

interface StashRow {
  readonly us_key: string
  readonly us_user: UserId
  readonly us_path: string
  readonly us_timestamp: string
  readonly us_status: string
  readonly us_received: number
  readonly us_chunks: string
  readonly us_shown: number
  readonly us_size: number
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly metadata: string
  readonly media_type: string
  readonly mime: string
  readonly sha1: string
}

const columns = sql`us_key, us_user, us_path, us_timestamp, us_status, us_received, us_chunks, us_shown, us_size,
  us_width as width, us_height as height, us_bits as bits, us_metadata as metadata, us_media_type as media_type,
  us_mime as mime, us_sha1 as sha1`

const fileOfRow = (row: StashRow): StashedFile => ({
  key: row.us_key,
  user: row.us_user,
  name: row.us_path,
  timestamp: row.us_timestamp,
  isPartial: row.us_status === 'chunks',
  received: row.us_received,
  chunks: JSON.parse(row.us_chunks) as string[],
  size: row.us_size,
  content: contentOfRow(row),
  wasShown: row.us_shown !== 0,
})

export async function stashedFile(db: Reader, key: string): Promise<StashedFile | undefined> {
  const row = await db.get(sql<StashRow>`select ${columns} from uploadstash where us_key = ${key}`)
  return row && fileOfRow(row)
}

/** A file with its place among those of its owner. */
export interface ListedStash {
  readonly id: number
  readonly file: StashedFile
}

/** What of somebody's waits, from a place on, oldest first. */
export async function stashedOfUser(db: Reader, user: UserId, from: number, limit: number): Promise<ListedStash[]> {
  const rows = await db.all(sql<StashRow & { us_id: number }>`
    select us_id, ${columns} from uploadstash where us_user = ${user} and us_id >= ${from} order by us_id limit ${limit}`)
  return rows.map(row => ({ id: row.us_id, file: fileOfRow(row) }))
}

export async function insertStashed(tx: Transaction, file: StashedFile): Promise<void> {
  const { content } = file
  await tx.run(sql`
    insert into uploadstash (us_user, us_key, us_path, us_timestamp, us_status, us_received, us_chunks, us_size,
      us_width, us_height, us_bits, us_metadata, us_media_type, us_mime, us_sha1, us_shown)
    values (${file.user}, ${file.key}, ${file.name}, ${file.timestamp}, ${file.isPartial ? 'chunks' : 'finished'},
      ${file.received}, ${JSON.stringify(file.chunks)}, ${file.size}, ${content.width}, ${content.height},
      ${content.bits}, ${JSON.stringify(content.metadata)}, ${content.mediaType}, ${content.mime}, ${content.sha1},
      ${file.wasShown ? 1 : 0})`)
}

/** Adds a chunk, if the file still is where it was read; says whether it did. */
export async function addChunk(
  tx: Transaction,
  { key, received, chunks }: StashedFile,
  chunk: { readonly sha1: string; readonly size: number },
): Promise<boolean> {
  const { changes } = await tx.run(sql`
    update uploadstash set us_received = ${received + chunk.size}, us_chunks = ${JSON.stringify([...chunks, chunk.sha1])}
    where us_key = ${key} and us_received = ${received} and us_status = 'chunks'`)
  return changes === 1
}

/** Takes a file out of the stash; says whether it was there. */
export const removeStashed = async (tx: Transaction, key: string): Promise<boolean> =>
  (await tx.run(sql`delete from uploadstash where us_key = ${key}`)).changes === 1

/** Forgets what nobody published since a time (14 digits). */
export async function removeStashedBefore(tx: Transaction, timestamp: string): Promise<void> {
  await tx.run(sql`delete from uploadstash where us_timestamp < ${timestamp}`)
}

/** The chunks that are waited for, of all files. */
export async function waitingChunks(db: Reader): Promise<Set<string>> {
  const rows = await db.all(sql<{ us_chunks: string }>`select us_chunks from uploadstash where us_status = 'chunks'`)
  return new Set(rows.flatMap(row => JSON.parse(row.us_chunks) as string[]))
}

/** Those of these hashes that a file has: shown, old, deleted or waiting. */
export async function hashesInUse(db: Reader, hashes: readonly string[]): Promise<Set<string>> {
  const among = sql.in(hashes)
  const rows = await db.all(sql<{ sha1: string }>`
    select img_sha1 as sha1 from image where img_sha1 in ${among}
    union select oi_sha1 from oldimage where oi_sha1 in ${among}
    union select fa_sha1 from filearchive where fa_sha1 in ${among}
    union select us_sha1 from uploadstash where us_sha1 in ${among}`)
  return new Set(rows.map(row => row.sha1))
}
