// The SQL of batches: which entries of the log belong together, so that what they tell of can be undone as one.
import type { LogId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** As MediaWiki keeps what log entries are found by: a field and its value. */
const field = 'x-tag-batch'

/** Remembers which batch an entry belongs to. */
export async function addToBatch(tx: Transaction, batch: string, entry: LogId): Promise<void> {
  await tx.run(sql`
    insert into log_search (ls_field, ls_value, ls_log_id) values (${field}, ${batch}, ${entry}) on conflict do nothing`)
}

/** The entries of a batch, the latest first, from one on; at most `limit`. */
export async function entriesOfBatch(
  db: Reader,
  batch: string,
  of: { readonly from: LogId | undefined; readonly limit: number },
): Promise<LogId[]> {
  const rows = await db.all(sql<{ ls_log_id: LogId }>`
    select ls_log_id from log_search
    where ls_field = ${field} and ls_value = ${batch}
      ${of.from === undefined ? sql`` : sql`and ls_log_id <= ${of.from}`}
    order by ls_log_id desc limit ${of.limit}`)
  return rows.map(row => row.ls_log_id)
}
