// The SQL of patrolling: which recent changes count as looked at.
import type { LogId, PageId, RcId, RevId } from '../ids.ts'
import type { Revision } from '../revisions/revision.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

export interface PatrolRow {
  readonly rc_id: RcId
  readonly rc_namespace: number
  readonly rc_title: string
  readonly rc_cur_id: PageId | 0
  readonly rc_this_oldid: RevId | 0
  readonly rc_last_oldid: RevId | 0
  readonly rc_type: number
  /** 0 not, 1 by hand, 2 by itself. */
  readonly rc_patrolled: number
  readonly rc_deleted: number
  readonly rc_logid: LogId | 0
  readonly rc_log_type: string | null
  readonly actor_name: string
}

const patrolRow = (db: Reader, where: Sql): Promise<PatrolRow | undefined> =>
  db.get(sql<PatrolRow>`
    select rc_id, rc_namespace, rc_title, rc_cur_id, rc_this_oldid, rc_last_oldid, rc_type, rc_patrolled, rc_deleted,
      rc_logid, rc_log_type, actor_name
    from recentchanges join actor on actor_id = rc_actor where ${where} order by rc_id limit 1`)

export const changeToPatrol = (db: Reader, id: RcId): Promise<PatrolRow | undefined> =>
  patrolRow(db, sql`rc_id = ${id}`)

/** The recent change that shows a revision. */
export const changeToPatrolOfRevision = (db: Reader, id: RevId): Promise<PatrolRow | undefined> =>
  id === 0 ? Promise.resolve(undefined) : patrolRow(db, sql`rc_this_oldid = ${id} and rc_this_oldid <> 0`)

/** Marks a change as looked at by somebody; says whether it was not yet. */
export async function setPatrolled(tx: Transaction, id: RcId): Promise<boolean> {
  const { changes } = await tx.run(sql`
    update recentchanges set rc_patrolled = 1 where rc_id = ${id} and rc_patrolled = 0`)
  return changes === 1
}

/** Marks the changes of a page after one of its revisions: nobody has to look at what was rolled back. */
export async function patrolRolledBack(tx: Transaction, page: PageId, after: Revision, asBot: boolean): Promise<void> {
  await tx.run(sql`
    update recentchanges set rc_patrolled = 2 ${asBot ? sql`, rc_bot = 1` : sql``}
    where rc_cur_id = ${page} and rc_cur_id <> 0
      and (rc_timestamp > ${after.timestamp} or (rc_timestamp = ${after.timestamp} and rc_this_oldid > ${after.id}))`)
}
