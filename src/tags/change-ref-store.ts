// The SQL that finds a change by any of its three ids, and the other two.
import type { LogId, PageId, RcId, RevId } from '../ids.ts'
import { NS } from '../pages/namespaces.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

/** What tags stand on: a revision, its recent change, its log entry; whatever there is of them. */
export interface TaggedChange {
  readonly revId: RevId | undefined
  readonly rcId: RcId | undefined
  readonly logId: LogId | undefined
  readonly namespace: number
  /** As in `page_title`. */
  readonly title: string
  readonly pageId: PageId | 0
  /** `rev_deleted` or 0. */
  readonly revisionBits: number
  /** `log_deleted` or 0. */
  readonly logBits: number
  readonly logType: string | undefined
}

interface ChangeRow {
  rev_id: RevId | null
  rev_deleted: number | null
  rc_id: RcId | null
  log_id: LogId | null
  log_deleted: number | null
  log_type: string | null
  namespace: number
  title: string
  page_id: PageId | null
}
const asChange = (row: ChangeRow): TaggedChange => ({
  revId: row.rev_id ?? undefined,
  rcId: row.rc_id ?? undefined,
  logId: row.log_id ?? undefined,
  namespace: row.namespace,
  title: row.title,
  pageId: row.page_id ?? 0,
  revisionBits: row.rev_deleted ?? 0,
  logBits: row.log_deleted ?? 0,
  logType: row.log_type ?? undefined,
})

async function one(db: Reader, statement: Sql<ChangeRow>): Promise<TaggedChange | undefined> {
  const row = await db.get(statement)
  return row === undefined ? undefined : asChange(row)
}

const changeColumns = sql`rev_id, rev_deleted, rc_id, log_id, log_deleted, log_type`

/** The change that made a revision. */
export const changeOfRevision = (db: Reader, id: RevId): Promise<TaggedChange | undefined> =>
  one(
    db,
    sql<ChangeRow>`
      select ${changeColumns}, page_namespace as namespace, page_title as title, page_id
      from revision join page on page_id = rev_page
        left join recentchanges on rc_this_oldid = rev_id and rc_this_oldid <> 0
        left join logging on log_rev = rev_id and log_rev <> 0
      where rev_id = ${id} order by rc_id, log_id limit 1`,
  )

// As MediaWiki: what is logged about a log entry that made no revision is logged about its log.
const aboutTheLog = {
  namespace: sql`coalesce(page_namespace, ${NS.special})`,
  title: sql`coalesce(page_title, 'Log/' || log_type)`,
}

/** The change that a log entry tells of. */
export const changeOfLogEntry = (db: Reader, id: LogId): Promise<TaggedChange | undefined> =>
  one(
    db,
    sql<ChangeRow>`
      select ${changeColumns}, ${aboutTheLog.namespace} as namespace, ${aboutTheLog.title} as title, page_id
      from logging left join revision on rev_id = log_rev left join page on page_id = rev_page
        left join recentchanges on (rc_logid = log_id and rc_logid <> 0)
      where log_id = ${id} limit 1`,
  )

/** The change that a row of recent changes shows. */
export const changeOfRecentChange = (db: Reader, id: RcId): Promise<TaggedChange | undefined> =>
  one(
    db,
    sql<ChangeRow>`
      select ${changeColumns}, page_id,
        case when log_id is null then rc_namespace else ${aboutTheLog.namespace} end as namespace,
        case when log_id is null then rc_title else ${aboutTheLog.title} end as title
      from recentchanges left join revision on rev_id = rc_this_oldid left join page on page_id = rev_page
        left join logging on (log_id = rc_logid and rc_logid <> 0)
          or (log_rev = rc_this_oldid and log_rev <> 0 and rc_logid = 0)
      where rc_id = ${id} limit 1`,
  )
