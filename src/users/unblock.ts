// Lifting a block.
import type { Permit } from '../access/permit.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { fail } from '../errors.ts'
import type { BlockId, UserId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import { pageByTitle } from '../pages/page-store.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { requireMayApply } from '../tags/allowed.ts'
import type { Wiki } from '../wiki.ts'
import { requireMayBlock } from './block-permission.ts'
import { blockById, blockOfTarget, deleteBlock } from './block-store.ts'
import { blockedRowOf, userPageOf } from './block-target.ts'
import type { Block, BlockTarget } from './blocks.ts'
import { showNameEverywhere } from './hidden-name-store.ts'
import { acquireActor } from './user-store.ts'

export interface UnblockOrder {
  /** Whom a block is on, or its id: the only name that an autoblock has. */
  readonly of: BlockTarget | { readonly kind: 'block'; readonly id: BlockId }
  readonly reason: string
  /** Checked already. */
  readonly tags: readonly string[]
}

/** Lifts a block and logs that. Throws `ipb_cant_unblock` where there is none. */
export async function unblock(wiki: Wiki, permit: Permit<'block'>, order: UnblockOrder): Promise<Block> {
  const { performer } = permit
  requireMayBlock(performer, order.of.kind === 'block' ? undefined : order.of)
  requireMayApply(performer, order.tags)
  const now = timestampOf(performer.now)
  return wiki.database.write(async tx => {
    const block = await blockNamed(tx, order.of, now)
    if (block === undefined) throw fail('ipb_cant_unblock', [nameOf(order.of)])
    if (block.hideName && !performer.viewer.may('hideuser')) throw fail('unblock-hideuser', [])
    await deleteBlock(tx, block.id)
    if (block.hideName) await showTarget(tx, block)
    const on = userPageOf(block.isAuto ? `#${block.id}` : block.target)
    await record(tx, {
      permit,
      on,
      summary: cutComment(order.reason),
      log: { type: 'block', action: 'unblock', params: {}, pageId: (await pageByTitle(tx, on))?.page_id ?? 0 },
      tags: order.tags,
      flags: {},
      timestamp: now,
    })
    return block
  })
}

async function blockNamed(db: Reader, of: UnblockOrder['of'], now: string): Promise<Block | undefined> {
  if (of.kind === 'block') return blockById(db, of.id, now)
  return of.kind === 'nobody' ? undefined : blockOfTarget(db, blockedRowOf(of), now)
}

const nameOf = (of: UnblockOrder['of']): string => (of.kind === 'block' ? `#${of.id}` : escapeWikitext(of.name))

async function showTarget(tx: Transaction, block: Block): Promise<void> {
  const actor = await acquireActor(tx, block.target, block.userId as UserId)
  await showNameEverywhere(tx, actor, userPageOf(block.target))
}
