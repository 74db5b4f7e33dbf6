// The SQL of the record of who looked at what is hidden.
import type { Look } from '../access/looks.ts'
import type { UserId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { inOrder, inWindow, type TimeWindow } from '../storage/key-range.ts'
import { sql } from '../storage/sql.ts'

/** One look, as it is kept. */
export interface KeptLook extends Look {
  readonly lookId: number
  /** 14 digits. */
  readonly timestamp: string
  readonly userId: UserId
  readonly user: string
  /** What they asked for: a module, or an action on a page. */
  readonly by: string
}

/** So many are written by one statement: a database takes so many values and no more. */
const rowsAtOnce = 1000

/** Keeps looks of somebody. */
export async function insertLooks(
  tx: Transaction,
  looks: readonly Look[],
  of: { readonly userId: UserId; readonly timestamp: string; readonly by: string },
): Promise<void> {
  for (let at = 0; at < looks.length; at += rowsAtOnce) {
    const rows = looks
      .slice(at, at + rowsAtOnce)
      .map(
        one => sql`(${of.timestamp}, ${of.userId}, ${one.kind}, ${one.id}, ${one.file ?? ''}, ${one.bits}, ${of.by})`,
      )
    await tx.run(sql`
      insert into hidden_look (hl_timestamp, hl_user, hl_kind, hl_item, hl_file, hl_bits, hl_by)
      values ${sql.join(rows)}`)
  }
}

export interface LookFilter {
  readonly userId?: UserId | undefined
  readonly thing?: Pick<Look, 'kind' | 'id'> | undefined
  /** The name of a file, of whose versions all are meant. */
  readonly file?: string | undefined
}

const key = { timestamp: sql`hl_timestamp`, id: sql`hl_id` }

/** Looks of a window, at most `limit`. */
export async function keptLooks(
  db: Reader,
  { userId, thing, file }: LookFilter,
  window: TimeWindow,
  limit: number,
): Promise<KeptLook[]> {
  const where = sql.all([
    userId === undefined ? undefined : sql`hl_user = ${userId}`,
    thing === undefined ? undefined : sql`hl_kind = ${thing.kind} and hl_item = ${thing.id}`,
    file === undefined ? undefined : sql`hl_file = ${file}`,
    inWindow(key, window),
  ])
  const rows = await db.all(sql<{
    hl_id: number
    hl_timestamp: string
    hl_user: UserId
    user_name: string
    hl_kind: Look['kind']
    hl_item: number
    hl_file: string
    hl_bits: number
    hl_by: string
  }>`
    select hl_id, hl_timestamp, hl_user, user_name, hl_kind, hl_item, hl_file, hl_bits, hl_by
    from hidden_look cross join "user" where user_id = hl_user and ${where}
    order by ${inOrder(key, window)} limit ${limit}`)
  return rows.map(row => ({
    lookId: row.hl_id,
    timestamp: row.hl_timestamp,
    userId: row.hl_user,
    user: row.user_name,
    kind: row.hl_kind,
    id: row.hl_item,
    file: row.hl_file === '' ? undefined : row.hl_file,
    bits: row.hl_bits,
    by: row.hl_by,
  }))
}
