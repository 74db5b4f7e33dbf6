// The SQL of log entries.
import type { ActorId, LogId, PageId, RevId } from '../ids.ts'
import type { Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface NewLogRow {
  readonly type: string
  readonly action: string
  readonly timestamp: string
  readonly actor: ActorId
  readonly namespace: number
  readonly title: string
  readonly page: PageId | 0
  readonly rev: RevId | 0
  readonly comment: string
  /** JSON. */
  readonly params: string
  readonly deleted?: number
}

export const insertLogEntry = (tx: Transaction, row: NewLogRow): Promise<LogId> =>
  tx.insert<LogId>(
    sql`
    insert into logging (log_type, log_action, log_timestamp, log_actor, log_namespace, log_title, log_page, log_rev,
      log_comment, log_params, log_deleted)
    values (${row.type}, ${row.action}, ${row.timestamp}, ${row.actor}, ${row.namespace}, ${row.title}, ${row.page},
      ${row.rev}, ${row.comment}, ${row.params}, ${row.deleted ?? 0})`,
    sql`log_id`,
  )

/** Changes what is hidden of an entry, if it still is `from`; says whether it did. */
export async function setLogBits(tx: Transaction, id: LogId, from: number, to: number): Promise<boolean> {
  const { changes } = await tx.run(sql`
    update logging set log_deleted = ${to} where log_id = ${id} and log_deleted = ${from}`)
  return changes === 1
}
