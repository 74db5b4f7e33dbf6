// What a block of their own leaves an administrator to do about blocks.
import type { Performer } from '../access/permit.ts'
import { fail } from '../errors.ts'
import { type BlockTarget, sitewideBlock } from './blocks.ts'

/**
 * Throws `ipbblocked`, `ipbnounblockself` where a block keeps the performer from blocking or unblocking this target. As
 * MediaWiki: their own block they may change if they made it or have `unblockself`, and who blocked them they may block.
 */
export function requireMayBlock(performer: Performer, target: BlockTarget | undefined): void {
  const block = sitewideBlock(performer.blocks)
  if (block === undefined) return
  const { viewer } = performer
  if (target?.kind === 'account' && target.userId === viewer.userId) {
    if (block.byUserId === viewer.userId || viewer.may('unblockself')) return
    throw fail('ipbnounblockself', [])
  }
  if (target?.kind === 'account' && target.userId === block.byUserId) return
  throw fail('ipbblocked', [])
}
