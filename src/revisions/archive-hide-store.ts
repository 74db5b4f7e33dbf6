// The SQL that finds revisions of deleted pages in order to hide parts of them.
import type { ActorId, RevId, TextId, UserId } from '../ids.ts'
import type { Title } from '../pages/title.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { guardsOf, hiddenComment, hiddenContent, hiddenUser } from './hidden-bits.ts'
import type { Revision } from './revision.ts'

/** A revision of a page that was deleted. */
export type ArchivedRevision = Pick<Revision, 'id' | 'timestamp' | 'hiddenBits' | 'actor' | 'comment' | 'content'> & {
  readonly archiveId: number
}

interface ArchiveRow {
  ar_id: number
  ar_rev_id: RevId
  ar_timestamp: string
  ar_deleted: number
  ar_comment: string
  ar_text_id: TextId
  ar_sha1: string
  actor_id: ActorId
  actor_user: UserId | null
  actor_name: string
}

async function archivedWhere(db: Reader, on: Title, condition: Sql): Promise<ArchivedRevision[]> {
  const rows = await db.all(sql<ArchiveRow>`
    select ar_id, ar_rev_id, ar_timestamp, ar_deleted, ar_comment, ar_text_id, ar_sha1, actor_id, actor_user, actor_name
    from archive join actor on actor_id = ar_actor
    where ar_namespace = ${on.namespace} and ar_title = ${on.dbKey} and ${condition}
    order by ar_timestamp desc, ar_rev_id desc limit 1000`)
  return rows.map(asArchived)
}

function asArchived(row: ArchiveRow): ArchivedRevision {
  const guarded = guardsOf({ kind: 'revision', id: row.ar_rev_id }, row.ar_deleted)
  return {
    archiveId: row.ar_id,
    id: row.ar_rev_id,
    timestamp: row.ar_timestamp,
    hiddenBits: row.ar_deleted,
    actor: guarded({ id: row.actor_id, userId: row.actor_user ?? 0, name: row.actor_name }, hiddenUser),
    comment: guarded(row.ar_comment, hiddenComment),
    content: guarded({ textId: row.ar_text_id, sha1: row.ar_sha1 }, hiddenContent),
  }
}

export const archivedRevisionsByIds = (db: Reader, on: Title, ids: readonly RevId[]): Promise<ArchivedRevision[]> =>
  archivedWhere(db, on, sql`ar_rev_id in ${sql.in(ids)}`)

export const archivedRevisionsByTimestamps = (
  db: Reader,
  on: Title,
  timestamps: readonly string[],
): Promise<ArchivedRevision[]> => archivedWhere(db, on, sql`ar_timestamp in ${sql.in(timestamps)}`)

/** Changes what is hidden of an archived revision, if it still is `from`; says whether it did. */
export async function setArchivedBits(tx: Transaction, archiveId: number, from: number, to: number): Promise<boolean> {
  const { changes } = await tx.run(sql`
    update archive set ar_deleted = ${to} where ar_id = ${archiveId} and ar_deleted = ${from}`)
  return changes === 1
}
