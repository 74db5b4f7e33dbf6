// The SQL that says when a page was deleted.
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { Title } from './title.ts'

/** When a page of this title was last deleted, in 14 digits. */
export async function lastDeletion(db: Reader, title: Title): Promise<string | undefined> {
  const row = await db.get(sql<{ log_timestamp: string }>`
    select log_timestamp from logging
    where log_namespace = ${title.namespace} and log_title = ${title.dbKey} and log_type = 'delete'
      and log_action = 'delete'
    order by log_timestamp desc, log_id desc limit 1`)
  return row?.log_timestamp
}
