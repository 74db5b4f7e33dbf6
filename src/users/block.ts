// Blocking an account, an address or a range, or giving a block other terms.
import { ipPrefix } from '../access/ip.ts'
import type { Performer, Permit } from '../access/permit.ts'
import { type Expiry, parseExpiry } from '../api/expiry.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { fail } from '../errors.ts'
import type { ActorId, BlockId, UserId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import { keptTitle, type LogParams } from '../logs/log-params.ts'
import { type PageRow, pageByTitle, titleOfPage } from '../pages/page-store.ts'
import type { Transaction } from '../storage/database.ts'
import { requireMayApply } from '../tags/allowed.ts'
import type { Wiki } from '../wiki.ts'
import { spreadBlock, updateAutoblocks } from './autoblock.ts'
import { requireMayBlock } from './block-permission.ts'
import {
  type BlockTerms,
  blockById,
  blockOfTarget,
  deleteAutoblocksOf,
  deleteExpiredBlocks,
  insertBlock,
  lastAddressOf,
  updateBlock,
} from './block-store.ts'
import { blockedRowOf, userPageOf } from './block-target.ts'
import type { Block, BlockTarget } from './blocks.ts'
import { hideNameEverywhere } from './hidden-name-store.ts'
import { acquireActor, actorOfUser, userById } from './user-store.ts'

/** The widest ranges that may be blocked, as the shortest prefix in bits. */
export const widestRange = { 4: 16, 6: 19 } as const
/** Who has more edits than this cannot be hidden: too much would change at once. */
export const mostEditsToHide = 1000
const nsUserTalk = 3

export interface BlockOrder {
  readonly target: BlockTarget
  /** As it was typed; the log keeps it. */
  readonly expiry: string
  readonly reason: string
  /** Of an address or range: only who has no account. */
  readonly anonOnly: boolean
  readonly createAccount: boolean
  /** Of an account: the addresses that it comes from too. */
  readonly autoblock: boolean
  readonly blockEmail: boolean
  readonly allowUserTalk: boolean
  readonly hideName: boolean
  /** Whether a block that is there may be changed. */
  readonly reblock: boolean
  /** What alone is forbidden; left out for a block of everything. */
  readonly partial?: { readonly pages: readonly PageRow[]; readonly namespaces: readonly number[] } | undefined
  /** Checked already. */
  readonly tags: readonly string[]
}

export interface PlacedBlock {
  readonly id: BlockId
  readonly target: string
  readonly userId: UserId | 0
  readonly expiry: Expiry
  readonly hideName: boolean
}

/** Places a block, or changes the one that is there, and logs that. Throws what stands against it, in MediaWiki's order. */
export async function placeBlock(wiki: Wiki, permit: Permit<'block'>, order: BlockOrder): Promise<PlacedBlock> {
  const { performer } = permit
  const { target } = order
  const row = blockedRowOf(target)
  const now = timestampOf(performer.now)
  const db = wiki.database.read
  const before = target.kind === 'nobody' ? undefined : await blockOfTarget(db, row, now)
  requireMaySee(performer, before)
  if (order.hideName && !performer.viewer.may('hideuser')) throw fail('badaccess-group0', [])
  requireMayBlock(performer, target)
  requireMayApply(performer, order.tags)
  checkTarget(target)
  const expiry = checkTerms(order, performer.now)
  const hideName = order.hideName && target.kind === 'account'
  if (hideName) await checkHiding(wiki, order, expiry)
  if (forbidsNothing(order)) throw fail('ipb-empty-block', [])
  const id = await wiki.database.write(async tx => {
    await deleteExpiredBlocks(tx, now, 100)
    const terms: BlockTerms = { ...termsOf(order, expiry), byActor: await actorOf(tx, performer), hideName }
    const known = await blockOfTarget(tx, row, now)
    requireMaySee(performer, known)
    if (known !== undefined && (!order.reblock || isSame(known, terms))) {
      throw fail('ipb_already_blocked', [target.name])
    }
    const made = known?.id ?? (await insertBlock(tx, row, terms, { timestamp: now }))
    if (known !== undefined) await updateBlock(tx, known.id, terms)
    await followWithAutoblocks(tx, wiki, performer, made)
    await logBlock(tx, permit, order, { ...terms, expiry }, known !== undefined)
    if (hideName) await hideTarget(tx, target)
    return made
  })
  return { id, target: target.name, userId: target.userId, expiry, hideName }
}

/** A block that hides a name is known to those only who may hide names. */
function requireMaySee(performer: Performer, block: Block | undefined): void {
  if (block?.hideName && !performer.viewer.may('hideuser')) throw fail('cant-see-hidden-user', [])
}

function checkTarget(target: BlockTarget): void {
  if (target.kind === 'nobody') throw fail('nosuchusershort', [escapeWikitext(target.name)])
  const range = target.kind === 'range' ? ipPrefix(target.name) : undefined
  if (range !== undefined && range.prefix < widestRange[range.version]) {
    throw fail('ip_range_toolarge', [widestRange[range.version]])
  }
}

function checkTerms({ partial, allowUserTalk, expiry }: BlockOrder, now: Date): Expiry {
  if (partial !== undefined && !allowUserTalk && !partial.namespaces.includes(nsUserTalk)) {
    throw fail('ipb-prevent-user-talk-edit', [])
  }
  const parsed = parseExpiry(expiry, now)
  if (parsed.ok) return parsed.expiry
  throw parsed.reason === 'past' ? fail('ipb_expiry_old', []) : fail('ipb_expiry_invalid', [])
}

async function checkHiding(wiki: Wiki, { target, partial }: BlockOrder, expiry: Expiry): Promise<void> {
  if (partial !== undefined) throw fail('ipb_hide_partial', [])
  if (expiry !== 'infinity') throw fail('ipb_expiry_temp', [])
  const user = await userById(wiki.database.read, target.userId as UserId)
  if (user !== undefined && user.user_editcount > mostEditsToHide) {
    throw fail('ipb_hide_invalid', [{ num: mostEditsToHide }])
  }
}

const forbidsNothing = ({ partial, createAccount, blockEmail }: BlockOrder): boolean =>
  partial !== undefined && partial.pages.length + partial.namespaces.length === 0 && !createAccount && !blockEmail

function termsOf(order: BlockOrder, expiry: Expiry): Omit<BlockTerms, 'byActor' | 'hideName'> {
  const isAccount = order.target.kind === 'account'
  return {
    reason: cutComment(order.reason),
    expiry,
    anonOnly: order.anonOnly && !isAccount,
    createAccount: order.createAccount,
    autoblock: order.autoblock && isAccount,
    blockEmail: order.blockEmail,
    allowUserTalk: order.allowUserTalk,
    sitewide: order.partial === undefined,
    pages: order.partial?.pages.map(page => page.page_id) ?? [],
    namespaces: order.partial?.namespaces ?? [],
  }
}

/** Whether a block has these terms already, whoever gave them. */
function isSame(block: Block, terms: BlockTerms): boolean {
  const key = (of: BlockTerms): string =>
    JSON.stringify([
      of.reason,
      of.expiry,
      [of.anonOnly, of.createAccount, of.autoblock, of.blockEmail, of.allowUserTalk, of.sitewide, of.hideName],
      of.pages.toSorted((a, b) => a - b),
      of.namespaces.toSorted((a, b) => a - b),
    ])
  return key(block) === key(terms)
}

async function actorOf(tx: Transaction, { viewer }: Performer): Promise<ActorId> {
  return viewer.actorId ?? (await acquireActor(tx, viewer.name, viewer.userId))
}

/** Autoblocks have the terms of their block, and are there only while it makes some. */
async function followWithAutoblocks(tx: Transaction, wiki: Wiki, performer: Performer, id: BlockId): Promise<void> {
  const block = await blockById(tx, id, timestampOf(performer.now))
  if (block === undefined || !block.autoblock) return deleteAutoblocksOf(tx, id)
  await updateAutoblocks(tx, wiki, block, performer.now)
  const actor = await actorOfUser(tx, block.userId as UserId)
  const ip = actor === undefined ? '' : await lastAddressOf(tx, actor.actor_id)
  await spreadBlock(tx, wiki, block, ip, performer.now)
}

async function logBlock(
  tx: Transaction,
  permit: Permit<'block'>,
  order: BlockOrder,
  terms: BlockTerms & { readonly expiry: Expiry },
  again: boolean,
): Promise<void> {
  const on = userPageOf(order.target.name)
  const params: LogParams['block/block'] = {
    duration: terms.expiry === 'infinity' ? 'infinity' : order.expiry,
    flags: flagsOf(order, terms),
    sitewide: terms.sitewide,
    ...restrictionsOf(order),
    ...(terms.expiry === 'infinity' ? {} : { expiry: terms.expiry }),
  }
  await record(tx, {
    permit,
    on,
    summary: terms.reason,
    log: {
      type: terms.hideName ? 'suppress' : 'block',
      action: again ? 'reblock' : 'block',
      params: { ...params },
      pageId: (await pageByTitle(tx, on))?.page_id ?? 0,
    },
    tags: order.tags,
    flags: {},
    timestamp: timestampOf(permit.performer.now),
  })
}

function flagsOf({ target }: BlockOrder, terms: BlockTerms): string[] {
  const flags: readonly (readonly [boolean, string])[] = [
    [terms.anonOnly, 'anononly'],
    [terms.createAccount, 'nocreate'],
    [target.kind === 'account' && !terms.autoblock, 'noautoblock'],
    [terms.blockEmail, 'noemail'],
    [!terms.allowUserTalk, 'nousertalk'],
    [terms.hideName, 'hiddenname'],
  ]
  return flags.filter(([is]) => is).map(([, name]) => name)
}

function restrictionsOf({ partial }: BlockOrder): Pick<LogParams['block/block'], 'restrictions'> {
  if (partial === undefined) return {}
  const { pages, namespaces } = partial
  if (pages.length + namespaces.length === 0) return {}
  return {
    restrictions: {
      ...(pages.length === 0 ? {} : { pages: pages.map(page => keptTitle(titleOfPage(page))) }),
      ...(namespaces.length === 0 ? {} : { namespaces }),
    },
  }
}

async function hideTarget(tx: Transaction, target: BlockTarget): Promise<void> {
  const actor = await acquireActor(tx, target.name, target.userId)
  await hideNameEverywhere(tx, actor, userPageOf(target.name))
}
