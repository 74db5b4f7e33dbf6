// The SQL of blocks.
import type { ActorId, BlockId, PageId, UserId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { Block } from './blocks.ts'

interface BlockRow {
  bl_id: BlockId
  bl_user: UserId | 0
  bl_address: string
  bl_by_actor: ActorId
  by_user: UserId | null
  by_name: string
  target_name: string | null
  bl_reason: string
  bl_timestamp: string
  bl_expiry: string
  bl_anon_only: number
  bl_create_account: number
  bl_enable_autoblock: number
  bl_block_email: number
  bl_allow_usertalk: number
  bl_sitewide: number
  bl_deleted: number
  bl_auto: number
}
const blockColumns = sql`bl_id, bl_user, bl_address, bl_by_actor, by_actor.actor_user as by_user,
  by_actor.actor_name as by_name, target.user_name as target_name, bl_reason, bl_timestamp, bl_expiry, bl_anon_only,
  bl_create_account, bl_enable_autoblock, bl_block_email, bl_allow_usertalk, bl_sitewide, bl_deleted, bl_auto`
const fromBlock = sql`from block
  left join actor by_actor on by_actor.actor_id = bl_by_actor left join "user" target on target.user_id = bl_user`

/** `ir_type` of a restriction to a page or to a namespace. */
export const restrictionToPage = 1
export const restrictionToNamespace = 2

async function withRestrictions(db: Reader, rows: readonly BlockRow[]): Promise<Block[]> {
  const partial = rows.filter(row => row.bl_sitewide === 0).map(row => row.bl_id)
  const restrictions =
    partial.length === 0
      ? []
      : await db.all(sql<{ ir_block: BlockId; ir_type: number; ir_value: number }>`
          select ir_block, ir_type, ir_value from ipblocks_restrictions
          where ir_block in ${sql.in(partial)} order by ir_block, ir_type, ir_value`)
  const valuesOf = (id: BlockId, type: number): number[] =>
    restrictions.filter(one => one.ir_block === id && one.ir_type === type).map(one => one.ir_value)
  return rows.map(row => ({
    id: row.bl_id,
    userId: row.bl_user,
    target: row.target_name ?? row.bl_address,
    byActor: row.bl_by_actor,
    byUserId: row.by_user ?? 0,
    by: row.by_name,
    reason: row.bl_reason,
    timestamp: row.bl_timestamp,
    expiry: row.bl_expiry,
    anonOnly: row.bl_anon_only !== 0,
    createAccount: row.bl_create_account !== 0,
    autoblock: row.bl_enable_autoblock !== 0,
    blockEmail: row.bl_block_email !== 0,
    allowUserTalk: row.bl_allow_usertalk !== 0,
    sitewide: row.bl_sitewide !== 0,
    hideName: row.bl_deleted !== 0,
    isAuto: row.bl_auto !== 0,
    pages: valuesOf(row.bl_id, restrictionToPage) as PageId[],
    namespaces: valuesOf(row.bl_id, restrictionToNamespace),
  }))
}

/** The blocks in force at `now` (14 digits) on an account and on the address it comes from (in hex). */
export async function blocksOn(
  db: Reader,
  on: { userId: UserId | 0; ipHex: string | undefined; now: string },
): Promise<Block[]> {
  const rows: BlockRow[] = []
  if (on.userId !== 0) {
    rows.push(
      ...(await db.all(sql<BlockRow>`
        select ${blockColumns} ${fromBlock} where bl_user = ${on.userId} and bl_user <> 0 and bl_expiry > ${on.now}`)),
    )
  }
  if (on.ipHex !== undefined) {
    // A range never crosses its own first 4 hex digits (/16), which bounds how far back the index is walked.
    rows.push(
      ...(await db.all(sql<BlockRow>`
        select ${blockColumns} ${fromBlock}
        where bl_user = 0 and bl_range_start >= ${on.ipHex.slice(0, on.ipHex.startsWith('v6-') ? 7 : 4)}
          and bl_range_start <= ${on.ipHex} and bl_range_end >= ${on.ipHex} and bl_expiry > ${on.now}
          ${on.userId === 0 ? sql`` : sql`and bl_anon_only = 0`}`)),
    )
  }
  return withRestrictions(db, rows)
}

/** The blocks in force on these accounts. */
export async function blocksOnUsers(db: Reader, ids: readonly UserId[], now: string): Promise<Block[]> {
  const rows = await db.all(sql<BlockRow>`
    select ${blockColumns} ${fromBlock} where bl_user in ${sql.in(ids)} and bl_user <> 0 and bl_expiry > ${now}
    order by bl_id`)
  return withRestrictions(db, rows)
}
