// The SQL of batches: what was hidden together, so that it can be shown again together.
import { maySee, type Viewer } from '../access/viewer.ts'
import type { ActorId, BatchId } from '../ids.ts'
import { hiddenComment, hidingOf, suppressed } from '../revisions/hidden-bits.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

/** What a batch changed of one thing: the bits before and after. */
export interface BatchItem {
  readonly kind: 'revision' | 'logging'
  readonly id: number
  readonly before: number
  readonly after: number
}

export interface Batch {
  readonly id: BatchId
  /** 14 digits. */
  readonly timestamp: string
  /** Whether it was undone already. */
  readonly isUndone: boolean
  /** How many of each are in it. */
  readonly revisions: number
  readonly entries: number
}

export const insertBatch = (
  tx: Transaction,
  of: { readonly actor: ActorId; readonly timestamp: string; readonly reason: string },
): Promise<BatchId> =>
  tx.insert<BatchId>(
    sql`
      insert into hide_batch (hb_actor, hb_timestamp, hb_reason, hb_undone)
      values (${of.actor}, ${of.timestamp}, ${of.reason}, '')`,
    sql`hb_id`,
  )

/** Adds items; of one that is in the batch already, the bits before stay as they were. */
export async function insertBatchItems(tx: Transaction, batch: BatchId, items: readonly BatchItem[]): Promise<void> {
  const rows = items.map(one => sql`(${batch}, ${one.kind}, ${one.id}, ${one.before}, ${one.after})`)
  await tx.run(sql`
    insert into hide_batch_item (hbi_batch, hbi_kind, hbi_item, hbi_before, hbi_after)
    values ${sql.join(rows, sql`, `)}
    on conflict (hbi_batch, hbi_kind, hbi_item) do update set hbi_after = excluded.hbi_after`)
}

/** A batch as far as the viewer may know of it: one that suppressed something is as missing for others. */
export const batchById = async (db: Reader, viewer: Viewer, id: BatchId): Promise<Batch | undefined> =>
  (await batchesWhere(db, viewer, sql`hb_id = ${id}`, sql`hb_id`, 1))[0]

/** Batches that the viewer may know of, from an id on; the newest first, or the oldest. */
export const batches = (
  db: Reader,
  viewer: Viewer,
  { newer, from }: { readonly newer: boolean; readonly from: number | undefined },
  limit: number,
): Promise<Batch[]> =>
  batchesWhere(
    db,
    viewer,
    from === undefined ? undefined : newer ? sql`hb_id >= ${from}` : sql`hb_id <= ${from}`,
    newer ? sql`hb_id` : sql`hb_id desc`,
    limit,
  )

async function batchesWhere(
  db: Reader,
  viewer: Viewer,
  which: Sql | undefined,
  order: Sql,
  limit: number,
): Promise<Batch[]> {
  const count = (kind: BatchItem['kind']): Sql =>
    sql`(select count(*) from hide_batch_item where hbi_batch = hb_id and hbi_kind = ${kind})`
  const isOpen = maySee(viewer, hidingOf(hiddenComment | suppressed, hiddenComment))
    ? undefined
    : sql`not exists (select 1 from hide_batch_item
        where hbi_batch = hb_id and ((hbi_before | hbi_after) & ${suppressed}) <> 0)`
  const rows = await db.all(sql<{
    hb_id: BatchId
    hb_timestamp: string
    hb_undone: string
    revisions: number
    entries: number
  }>`
    select hb_id, hb_timestamp, hb_undone, ${count('revision')} as revisions, ${count('logging')} as entries
    from hide_batch where ${sql.all([which, isOpen])} order by ${order} limit ${limit}`)
  return rows.map(row => ({
    id: row.hb_id,
    timestamp: row.hb_timestamp,
    isUndone: row.hb_undone !== '',
    revisions: row.revisions,
    entries: row.entries,
  }))
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
