// The SQL that keeps what recent changes hide in step with the revision or log entry that they show.
import type { LogId, RevId } from '../ids.ts'
import type { Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { rcLog } from './recent-changes-store.ts'

// As MediaWiki: what is hidden or shown again counts as patrolled by itself.

export async function hideRecentChangesOfRevision(tx: Transaction, id: RevId, bits: number): Promise<void> {
  await tx.run(sql`
    update recentchanges set rc_deleted = ${bits}, rc_patrolled = 2
    where rc_this_oldid = ${id} and rc_this_oldid <> 0 and rc_type <> ${rcLog}`)
}

export async function hideRecentChangesOfLogEntry(tx: Transaction, id: LogId, bits: number): Promise<void> {
  await tx.run(sql`
    update recentchanges set rc_deleted = ${bits}, rc_patrolled = 2 where rc_logid = ${id} and rc_logid <> 0`)
}
