// The SQL of batches: what was hidden together, so that it can be shown again together.
import type { ActorId, BatchId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** What a batch changed of one thing: the bits before and after. */
export interface BatchItem {
  readonly kind: 'revision' | 'logging'
  readonly id: number
  readonly before: number
  readonly after: number
}

export interface Batch {
  readonly id: BatchId
  /** Whether it was undone already. */
  readonly isUndone: boolean
}

export async function insertBatch(
  tx: Transaction,
  of: { readonly actor: ActorId; readonly timestamp: string; readonly reason: string },
): Promise<BatchId> {
  const row = await tx.get(sql<{ hb_id: BatchId }>`
    insert into hide_batch (hb_actor, hb_timestamp, hb_reason, hb_undone)
    values (${of.actor}, ${of.timestamp}, ${of.reason}, '') returning hb_id`)
  if (row === undefined) throw new Error('a batch was not inserted')
  return row.hb_id
}

/** Adds items; of one that is in the batch already, the bits before stay as they were. */
export async function insertBatchItems(tx: Transaction, batch: BatchId, items: readonly BatchItem[]): Promise<void> {
  const rows = items.map(one => sql`(${batch}, ${one.kind}, ${one.id}, ${one.before}, ${one.after})`)
  await tx.run(sql`
    insert into hide_batch_item (hbi_batch, hbi_kind, hbi_item, hbi_before, hbi_after)
    values ${sql.join(rows, sql`, `)}
    on conflict (hbi_batch, hbi_kind, hbi_item) do update set hbi_after = excluded.hbi_after`)
}

export async function batchById(db: Reader, id: BatchId): Promise<Batch | undefined> {
  const row = await db.get(sql<{ hb_id: BatchId; hb_undone: string }>`
    select hb_id, hb_undone from hide_batch where hb_id = ${id}`)
  return row && { id: row.hb_id, isUndone: row.hb_undone !== '' }
}

export async function itemsOfBatch(db: Reader, id: BatchId): Promise<BatchItem[]> {
  const rows = await db.all(
    sql<{ hbi_kind: BatchItem['kind']; hbi_item: number; hbi_before: number; hbi_after: number }>`
    select hbi_kind, hbi_item, hbi_before, hbi_after from hide_batch_item where hbi_batch = ${id}
    order by hbi_kind, hbi_item`,
  )
  return rows.map(row => ({ kind: row.hbi_kind, id: row.hbi_item, before: row.hbi_before, after: row.hbi_after }))
}

/** Marks a batch as undone. */
export async function markUndone(tx: Transaction, id: BatchId, timestamp: string): Promise<void> {
  await tx.run(sql`update hide_batch set hb_undone = ${timestamp} where hb_id = ${id}`)
}
