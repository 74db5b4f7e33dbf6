// From what a client names to whom a block is on.
import { ipHexRange, isIp, isIpRange } from '../access/ip.ts'
import type { UserId } from '../ids.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import type { BlockedRow } from './block-store.ts'
import type { BlockTarget } from './blocks.ts'
import { userById, userByName } from './user-store.ts'

/** The target of a canonical name, an address, a range, or `#` and the id of an account. */
export async function blockTargetOf(db: Reader, text: string): Promise<BlockTarget> {
  if (isIp(text)) return { kind: 'address', userId: 0, name: text }
  if (isIpRange(text)) return { kind: 'range', userId: 0, name: text }
  const id = /^#(\d+)$/.exec(text)?.[1]
  const user = id === undefined ? await userByName(db, text) : await userById(db, Number(id) as UserId)
  if (user !== undefined) return { kind: 'account', userId: user.user_id, name: user.user_name }
  // As MediaWiki: an id that no account has is spoken of as that of an account of this name.
  return { kind: 'nobody', userId: 0, name: id === undefined ? text : 'Unknown user' }
}

/** The columns by which the block of a target is found. */
export const blockedRowOf = ({ kind, userId, name }: BlockTarget): BlockedRow =>
  kind === 'account' ? { userId, address: '', range: undefined } : { userId: 0, address: name, range: ipHexRange(name) }

/** The page that the log entries of a target are about. */
export const userPageOf = (name: string): Title => makeTitle(2, name.replaceAll(' ', '_'))
