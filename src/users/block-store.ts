// The SQL of blocks: who is kept from doing what, and the rows that a block makes, changes and takes away.
import type { ActorId, BlockId, PageId, UserId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import type { Block } from './blocks.ts'

export interface BlockRow {
  readonly bl_id: BlockId
  readonly bl_user: UserId | 0
  readonly bl_address: string
  readonly bl_by_actor: ActorId
  readonly by_user: UserId | null
  readonly by_name: string
  readonly target_name: string | null
  readonly bl_reason: string
  readonly bl_timestamp: string
  readonly bl_expiry: string
  readonly bl_anon_only: number
  readonly bl_create_account: number
  readonly bl_enable_autoblock: number
  readonly bl_block_email: number
  readonly bl_allow_usertalk: number
  readonly bl_sitewide: number
  readonly bl_deleted: number
  readonly bl_auto: number
  readonly bl_parent_block_id: BlockId | 0
}
/** The columns of a `BlockRow`, to be read from `fromBlock`. */
export const blockColumns: Sql = sql`bl_id, bl_user, bl_address, bl_by_actor, by_actor.actor_user as by_user,
  by_actor.actor_name as by_name, target.user_name as target_name, bl_reason, bl_timestamp, bl_expiry, bl_anon_only,
  bl_create_account, bl_enable_autoblock, bl_block_email, bl_allow_usertalk, bl_sitewide, bl_deleted, bl_auto,
  bl_parent_block_id`
export const fromBlock: Sql = sql`from block
  left join actor by_actor on by_actor.actor_id = bl_by_actor left join "user" target on target.user_id = bl_user`

/** `ir_type` of a restriction to a page or to a namespace. */
export const restrictionToPage = 1
export const restrictionToNamespace = 2

interface RestrictionRow {
  readonly ir_block: BlockId
  readonly ir_type: number
  readonly ir_value: number
}

/** The blocks of these rows, in their order, with what partial ones are about. */
export async function blocksOfRows(db: Reader, rows: readonly BlockRow[]): Promise<Block[]> {
  const partial = rows.filter(row => row.bl_sitewide === 0).map(row => row.bl_id)
  const restrictions =
    partial.length === 0
      ? []
      : await db.all(sql<RestrictionRow>`
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
    parentId: row.bl_parent_block_id,
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
        select ${blockColumns} ${fromBlock}
        where ${ofUser(on.userId)} and bl_expiry >= ${on.now} order by bl_id`)),
    )
  }
  if (on.ipHex !== undefined) {
    rows.push(
      ...(await db.all(sql<BlockRow>`
        select ${blockColumns} ${fromBlock}
        where ${coversIp(on.ipHex)} and bl_expiry >= ${on.now} ${on.userId === 0 ? sql`` : sql`and bl_anon_only = 0`}
        order by bl_range_start desc, bl_range_end, bl_id`)),
    )
  }
  // An autoblock of the address says nothing that the block of the account which it sprang from does not.
  const own = new Set<number>(rows.map(row => row.bl_id))
  return blocksOfRows(
    db,
    rows.filter(row => row.bl_parent_block_id === 0 || !own.has(row.bl_parent_block_id)),
  )
}

/**
 * That a block is on this account. The cast hides the value from SQLite's planner, which would compare it with the
 * condition of the index and plan the statement anew each time it is run.
 */
const ofUser = (id: UserId): Sql => sql`bl_user = cast(${id} as integer) and bl_user <> 0`

/** That a block of an address or range is about this address (in hex). */
const coversIp = (ipHex: string): Sql =>
  // A range never crosses its own first 4 hex digits (/16), which bounds how far back the index is walked.
  sql`bl_user = 0 and bl_range_start >= ${ipHex.slice(0, ipHex.startsWith('v6-') ? 7 : 4)}
    and bl_range_start <= ${ipHex} and bl_range_end >= ${ipHex}`

/** The blocks in force on these accounts. */
export async function blocksOnUsers(db: Reader, ids: readonly UserId[], now: string): Promise<Block[]> {
  const rows = await db.all(sql<BlockRow>`
    select ${blockColumns} ${fromBlock} where bl_user in ${sql.in(ids)} and bl_user <> 0 and bl_expiry >= ${now}
    order by bl_id`)
  return blocksOfRows(db, rows)
}

/** Whether a block hides the name of this account. */
export async function isNameHidden(db: Reader, id: UserId, now: string): Promise<boolean> {
  const row = await db.get(sql<{ bl_id: BlockId }>`
    select bl_id from block where ${ofUser(id)} and bl_deleted = 1 and bl_expiry >= ${now} limit 1`)
  return row !== undefined
}

/** A block that is in force, by its id. */
export async function blockById(db: Reader, id: BlockId, now: string): Promise<Block | undefined> {
  const row = await db.get(sql<BlockRow>`
    select ${blockColumns} ${fromBlock} where bl_id = ${id} and bl_expiry >= ${now}`)
  return row === undefined ? undefined : (await blocksOfRows(db, [row]))[0]
}

/** What a block's row says of whom it is on: an account, or an address or range with its keys. */
export interface BlockedRow {
  readonly userId: UserId | 0
  /** Empty for an account. */
  readonly address: string
  readonly range: { readonly start: string; readonly end: string } | undefined
}

/** The block in force on exactly this account, address or range; never an autoblock. */
export async function blockOfTarget(db: Reader, target: BlockedRow, now: string): Promise<Block | undefined> {
  const row = await db.get(sql<BlockRow>`
    select ${blockColumns} ${fromBlock}
    where ${isOn(target)} and bl_auto = 0 and bl_expiry >= ${now} order by bl_id limit 1`)
  return row === undefined ? undefined : (await blocksOfRows(db, [row]))[0]
}

const isOn = ({ userId, address, range }: BlockedRow): Sql =>
  userId !== 0
    ? ofUser(userId)
    : sql`bl_user = 0 and bl_range_start = ${range?.start ?? ''} and bl_address = ${address}`

/** The autoblock in force on this address (in hex), or any other block of it. */
export async function blockOfAddress(db: Reader, ipHex: string, now: string): Promise<Block | undefined> {
  const row = await db.get(sql<BlockRow>`
    select ${blockColumns} ${fromBlock} where ${coversIp(ipHex)} and bl_expiry >= ${now} order by bl_auto, bl_id limit 1`)
  return row === undefined ? undefined : (await blocksOfRows(db, [row]))[0]
}

/** What a block says; all but whom it is on and since when. */
export type BlockTerms = Pick<
  Block,
  | 'byActor'
  | 'reason'
  | 'expiry'
  | 'anonOnly'
  | 'createAccount'
  | 'autoblock'
  | 'blockEmail'
  | 'allowUserTalk'
  | 'sitewide'
  | 'hideName'
  | 'pages'
  | 'namespaces'
>

const bit = (value: boolean): number => (value ? 1 : 0)

/** Adds a block; `parentId` makes it an autoblock. */
export async function insertBlock(
  tx: Transaction,
  target: BlockedRow,
  terms: BlockTerms,
  more: { timestamp: string; parentId?: BlockId },
): Promise<BlockId> {
  const id = await tx.insert<BlockId>(
    sql`
    insert into block (bl_user, bl_address, bl_range_start, bl_range_end, bl_by_actor, bl_reason, bl_timestamp,
      bl_expiry, bl_anon_only, bl_create_account, bl_enable_autoblock, bl_block_email, bl_allow_usertalk, bl_sitewide,
      bl_deleted, bl_auto, bl_parent_block_id)
    values (${target.userId}, ${target.address}, ${target.range?.start ?? ''}, ${target.range?.end ?? ''},
      ${terms.byActor}, ${terms.reason}, ${more.timestamp}, ${terms.expiry}, ${bit(terms.anonOnly)},
      ${bit(terms.createAccount)}, ${bit(terms.autoblock)}, ${bit(terms.blockEmail)}, ${bit(terms.allowUserTalk)},
      ${bit(terms.sitewide)}, ${bit(terms.hideName)}, ${bit(more.parentId !== undefined)}, ${more.parentId ?? 0})`,
    sql`bl_id`,
  )
  await insertRestrictions(tx, id, terms)
  return id
}

async function insertRestrictions(tx: Transaction, id: BlockId, terms: BlockTerms): Promise<void> {
  if (terms.sitewide) return
  const rows = [
    ...terms.pages.map(page => sql`(${id}, ${restrictionToPage}, ${page})`),
    ...terms.namespaces.map(namespace => sql`(${id}, ${restrictionToNamespace}, ${namespace})`),
  ]
  if (rows.length === 0) return
  await tx.run(sql`insert into ipblocks_restrictions (ir_block, ir_type, ir_value) values ${sql.join(rows)}`)
}

/** Gives a block other terms; since when it is there stays. */
export async function updateBlock(tx: Transaction, id: BlockId, terms: BlockTerms): Promise<void> {
  await tx.run(sql`
    update block set bl_by_actor = ${terms.byActor}, bl_reason = ${terms.reason}, bl_expiry = ${terms.expiry},
      bl_anon_only = ${bit(terms.anonOnly)}, bl_create_account = ${bit(terms.createAccount)},
      bl_enable_autoblock = ${bit(terms.autoblock)}, bl_block_email = ${bit(terms.blockEmail)},
      bl_allow_usertalk = ${bit(terms.allowUserTalk)}, bl_sitewide = ${bit(terms.sitewide)},
      bl_deleted = ${bit(terms.hideName)}
    where bl_id = ${id}`)
  await tx.run(sql`delete from ipblocks_restrictions where ir_block = ${id}`)
  await insertRestrictions(tx, id, terms)
}

/** Lets an autoblock begin anew. */
export async function renewAutoblock(
  tx: Transaction,
  id: BlockId,
  times: { timestamp: string; expiry: string },
): Promise<void> {
  await tx.run(sql`
    update block set bl_timestamp = ${times.timestamp}, bl_expiry = ${times.expiry} where bl_id = ${id}`)
}

/** The autoblocks in force that sprang from a block. */
export async function autoblocksOf(db: Reader, parent: BlockId, now: string): Promise<Block[]> {
  const rows = await db.all(sql<BlockRow>`
    select ${blockColumns} ${fromBlock}
    where bl_parent_block_id = ${parent} and bl_parent_block_id <> 0 and bl_expiry >= ${now} order by bl_id`)
  return blocksOfRows(db, rows)
}

/** Takes a block away, with the autoblocks that sprang from it; says whether it was there. */
export async function deleteBlock(tx: Transaction, id: BlockId): Promise<boolean> {
  await deleteAutoblocksOf(tx, id)
  await tx.run(sql`delete from ipblocks_restrictions where ir_block = ${id}`)
  return (await tx.run(sql`delete from block where bl_id = ${id}`)).changes > 0
}

export async function deleteAutoblocksOf(tx: Transaction, parent: BlockId): Promise<void> {
  const autoblocks = sql`select bl_id from block where bl_parent_block_id = ${parent} and bl_parent_block_id <> 0`
  await tx.run(sql`delete from ipblocks_restrictions where ir_block in (${autoblocks})`)
  await tx.run(sql`delete from block where bl_parent_block_id = ${parent} and bl_parent_block_id <> 0`)
}

/** Takes up to `limit` blocks away whose time is over. */
export async function deleteExpiredBlocks(tx: Transaction, now: string, limit: number): Promise<void> {
  const rows = await tx.all(sql<{ bl_id: BlockId }>`
    select bl_id from block where bl_expiry < ${now} order by bl_expiry limit ${limit}`)
  if (rows.length === 0) return
  const ids = rows.map(row => row.bl_id)
  await tx.run(sql`delete from ipblocks_restrictions where ir_block in ${sql.in(ids)}`)
  await tx.run(sql`delete from block where bl_id in ${sql.in(ids)}`)
}

/** The address that an actor last did something from, as far as recent changes know; empty when they do not. */
export async function lastAddressOf(db: Reader, actor: ActorId): Promise<string> {
  const row = await db.get(sql<{ rc_ip: string }>`
    select rc_ip from recentchanges where rc_actor = ${actor} order by rc_timestamp desc, rc_id desc limit 1`)
  return row?.rc_ip ?? ''
}
