// The SQL that lists blocks: one page of those in force, by any of the list's filters.
import type { BlockId, UserId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { inOrder, inWindow, type TimeWindow } from '../storage/key-range.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { type BlockRow, blockColumns, blocksOfRows, fromBlock } from './block-store.ts'
import type { Block } from './blocks.ts'

export interface BlocksFilter {
  readonly ids?: readonly BlockId[] | undefined
  /** Blocks on these accounts, addresses and ranges. */
  readonly targets?: { readonly accounts: readonly UserId[]; readonly addresses: readonly string[] } | undefined
  /** Blocks on all of this range, in keys as `ipHex` makes them. */
  readonly covering?: { readonly start: string; readonly end: string } | undefined
  /** On accounts. As MediaWiki: blocks on anything else are never asked for with success. */
  readonly account?: boolean | undefined
  /** On single addresses. */
  readonly ip?: boolean | undefined
  readonly range?: boolean | undefined
  /** With an end. */
  readonly temporary?: boolean | undefined
  /** Those too that hide the name of their target. */
  readonly hidden: boolean
}

const key = { timestamp: sql`bl_timestamp`, id: sql`bl_id` }

/** Blocks of a window that are in force at `now` (14 digits), at most `limit`. */
export async function blocksInWindow(
  db: Reader,
  filter: BlocksFilter,
  window: TimeWindow,
  of: { readonly limit: number; readonly now: string },
): Promise<Block[]> {
  const rows = await db.all(sql<BlockRow>`
    select ${blockColumns} ${fromBlock}
    where bl_expiry > ${of.now} and ${inWindow(key, window)} and ${matching(filter)}
    order by ${inOrder(key, window)} limit ${of.limit}`)
  return blocksOfRows(db, rows)
}

const onAccount = sql`bl_user <> 0`
const onRange = sql`(bl_user = 0 and bl_range_end > bl_range_start)`
const never = sql`1 = 0`

function matching(filter: BlocksFilter): Sql {
  const { ids, targets, covering, account, ip, range, temporary, hidden } = filter
  return sql.all([
    hidden ? undefined : sql`bl_deleted = 0`,
    ids === undefined ? undefined : sql`bl_id in ${sql.in(ids)}`,
    targets === undefined ? undefined : onTargets(targets),
    covering === undefined ? undefined : covers(covering),
    // As MediaWiki, whose conditions meet no row here: `!account`, `ip` and `!range` find nothing.
    account === undefined ? undefined : account ? onAccount : never,
    ip === undefined ? undefined : ip ? never : sql`(${onAccount} or ${onRange})`,
    range === undefined ? undefined : range ? onRange : never,
    temporary === undefined ? undefined : temporary ? sql`bl_expiry <> 'infinity'` : sql`bl_expiry = 'infinity'`,
  ])
}

const onTargets = ({ accounts, addresses }: NonNullable<BlocksFilter['targets']>): Sql =>
  sql`((bl_user <> 0 and bl_user in ${sql.in(accounts)})
    or (bl_user = 0 and bl_auto = 0 and bl_address in ${sql.in(addresses)}))`

/** Of an autoblock nobody learns by its address; a range never crosses its own first four hexadecimal digits. */
const covers = ({ start, end }: NonNullable<BlocksFilter['covering']>): Sql =>
  sql`bl_user = 0 and bl_auto = 0 and bl_range_start >= ${start.slice(0, start.startsWith('v6-') ? 7 : 4)}
    and bl_range_start <= ${start} and bl_range_end >= ${end}`
