// What the tables of files have in common: the columns of a content, and of who put it there.
import type { HiddenThing } from '../access/looks.ts'
import type { ActorId, UserId } from '../ids.ts'
import { guardsOf, hiddenComment, hiddenContent, hiddenUser } from '../revisions/hidden-bits.ts'
import type { FileContent, FileMetadata, FileVersion, MediaType } from './file.ts'

/** A row of any of these tables, with the prefix of its columns taken away. */
export interface FileRow {
  readonly name: string
  readonly archive_name: string | null
  readonly size: number
  readonly width: number
  readonly height: number
  readonly bits: number
  /** JSON. */
  readonly metadata: string
  readonly media_type: string
  readonly mime: string
  readonly sha1: string
  readonly description: string
  readonly actor: ActorId
  readonly timestamp: string
  readonly deleted: number
  readonly actor_user: UserId | null
  readonly actor_name: string
}

type ContentRow = Pick<FileRow, 'mime' | 'media_type' | 'width' | 'height' | 'bits' | 'metadata' | 'sha1'>

/** The content that a row tells of. */
export const contentOfRow = (row: ContentRow): FileContent => ({
  mime: row.mime,
  mediaType: row.media_type as MediaType,
  width: row.width,
  height: row.height,
  bits: row.bits,
  metadata: JSON.parse(row.metadata) as FileMetadata,
  sha1: row.sha1,
})

/** A row as a version whose hidden parts only a viewer can open; `thing` is what looks at these are noted as. */
export function versionOfRow(row: FileRow, thing: Omit<HiddenThing, 'file'>): FileVersion {
  const guarded = guardsOf({ ...thing, file: row.name }, row.deleted)
  return {
    name: row.name,
    archiveName: row.archive_name ?? undefined,
    timestamp: row.timestamp,
    size: row.size,
    width: row.width,
    height: row.height,
    hiddenBits: row.deleted,
    actor: guarded({ id: row.actor, userId: row.actor_user ?? 0, name: row.actor_name }, hiddenUser),
    comment: guarded(row.description, hiddenComment),
    content: guarded(contentOfRow(row), hiddenContent),
  }
}
