// The SQL of recent changes.
import type { ActorId, LogId, PageId, RcId, RevId } from '../ids.ts'
import type { Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export const rcEdit = 0
export const rcNew = 1
export const rcLog = 3

export interface NewRecentChange {
  readonly timestamp: string
  readonly actor: ActorId
  readonly namespace: number
  readonly title: string
  readonly comment: string
  readonly minor: boolean
  readonly bot: boolean
  readonly type: typeof rcEdit | typeof rcNew | typeof rcLog
  readonly pageId: PageId | 0
  readonly revId: RevId | 0
  readonly oldRevId: RevId | 0
  /** 0 not, 1 by hand, 2 by itself. */
  readonly patrolled: 0 | 1 | 2
  readonly ip: string
  readonly oldLength: number | null
  readonly newLength: number | null
  readonly deleted: number
  readonly logId: LogId | 0
  readonly logType: string | null
  readonly logAction: string | null
  readonly params: string
}

const sources = { [rcEdit]: 'mw.edit', [rcNew]: 'mw.new', [rcLog]: 'mw.log' } as const

export const insertRecentChange = (tx: Transaction, row: NewRecentChange): Promise<RcId> =>
  tx.insert<RcId>(
    sql`
    insert into recentchanges (rc_timestamp, rc_actor, rc_namespace, rc_title, rc_comment, rc_minor, rc_bot, rc_new,
      rc_cur_id, rc_this_oldid, rc_last_oldid, rc_type, rc_source, rc_patrolled, rc_ip, rc_old_len, rc_new_len,
      rc_deleted, rc_logid, rc_log_type, rc_log_action, rc_params)
    values (${row.timestamp}, ${row.actor}, ${row.namespace}, ${row.title}, ${row.comment}, ${row.minor ? 1 : 0},
      ${row.bot ? 1 : 0}, ${row.type === rcNew ? 1 : 0}, ${row.pageId}, ${row.revId}, ${row.oldRevId}, ${row.type},
      ${sources[row.type]}, ${row.patrolled}, ${row.ip}, ${row.oldLength}, ${row.newLength}, ${row.deleted},
      ${row.logId}, ${row.logType}, ${row.logAction}, ${row.params})`,
    sql`rc_id`,
  )
