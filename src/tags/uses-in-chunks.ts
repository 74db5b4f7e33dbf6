// Taking the uses of a tag away, a chunk in a transaction: a chunk is so small that it holds up no other writer.
import type { TagId } from '../ids.ts'
import type { Transaction } from '../storage/database.ts'
import { endDeleting, moveUses, removeUses, tagById } from './tag-store.ts'

/** Uses of a chunk that is removed. */
const removedAtOnce = 2000
/** Uses of a chunk that becomes another tag's, which takes longer. */
const movedAtOnce = 1000

/** Removes one chunk of uses; says whether the tag is gone with it. */
export async function removeChunk(tx: Transaction, tag: TagId): Promise<boolean> {
  const removed = await removeUses(tx, tag, removedAtOnce)
  if (removed === removedAtOnce) return false
  await endDeleting(tx, tag)
  return true
}

/** Makes one chunk of uses those of another tag; says whether the tag is gone with it. Where the other is gone, too, they go. */
export async function mergeChunk(tx: Transaction, tag: TagId, into: TagId): Promise<boolean> {
  const target = await tagById(tx, into)
  if (target === undefined || target.ctd_deleting === 1) return removeChunk(tx, tag)
  const moved = await moveUses(tx, tag, into, movedAtOnce)
  if (moved === movedAtOnce) return false
  await endDeleting(tx, tag)
  return true
}
