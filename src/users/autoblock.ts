// Autoblocks: a block of an account that falls on the addresses that the account comes from.
import { canonicalIp, ipHexRange } from '../access/ip.ts'
import type { Performer } from '../access/permit.ts'
import { timestampOf } from '../api/timestamps.ts'
import { message } from '../language/messages.ts'
import type { Transaction } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import {
  autoblocksOf,
  type BlockTerms,
  blockOfAddress,
  insertBlock,
  renewAutoblock,
  updateBlock,
} from './block-store.ts'
import type { Block } from './blocks.ts'

/** How long an autoblock lasts, in milliseconds: addresses find other people soon. */
export const autoblockLifetime = 24 * 3600e3

type Texts = Pick<Wiki, 'messages' | 'config'>

/** An autoblock never outlives its block. */
const expiryOf = (block: Pick<Block, 'expiry'>, now: Date): string => {
  const day = timestampOf(new Date(now.getTime() + autoblockLifetime))
  return block.expiry < day ? block.expiry : day
}

function termsOf({ messages, config }: Texts, block: Block, expiry: string): BlockTerms {
  const reason = message('autoblocker', block.target, block.reason)
  return { ...block, reason: messages.wikitext(reason, config.language), expiry, anonOnly: false, autoblock: false }
}

/**
 * Lets a block of an account fall on an address too, where it does so and nothing is on the address yet; an autoblock
 * that is there already begins anew.
 */
export async function spreadBlock(tx: Transaction, wiki: Texts, block: Block, ip: string, now: Date): Promise<void> {
  const address = canonicalIp(ip)
  const range = address === undefined ? undefined : ipHexRange(address)
  if (!block.autoblock || block.userId === 0 || address === undefined || range === undefined) return
  const timestamp = timestampOf(now)
  const expiry = expiryOf(block, now)
  const known = await blockOfAddress(tx, range.start, timestamp)
  if (known !== undefined) {
    if (known.isAuto && known.parentId === block.id) await renewAutoblock(tx, known.id, { timestamp, expiry })
    return
  }
  const target = { userId: 0 as const, address, range }
  await insertBlock(tx, target, termsOf(wiki, block, expiry), { timestamp, parentId: block.id })
}

/** Gives the autoblocks of a block its new terms. */
export async function updateAutoblocks(tx: Transaction, wiki: Texts, block: Block, now: Date): Promise<void> {
  for (const one of await autoblocksOf(tx, block.id, timestampOf(now))) {
    const expiry = block.expiry < one.expiry ? block.expiry : one.expiry
    await updateBlock(tx, one.id, termsOf(wiki, block, expiry))
  }
}

/** Whether an attempt of this performer lets a block fall on the address that they come from. */
export const spreadsBlocks = (performer: Performer): boolean =>
  performer.blocks.some(block => block.autoblock && block.userId !== 0)

/** Lets the blocks that are on an account fall on the address that it now comes from, after it tried to change a page. */
export async function spreadBlocks(wiki: Pick<Wiki, 'database'> & Texts, performer: Performer): Promise<void> {
  if (!spreadsBlocks(performer)) return
  await wiki.database.write(async tx => {
    for (const block of performer.blocks) await spreadBlock(tx, wiki, block, performer.ip, performer.now)
  })
}
