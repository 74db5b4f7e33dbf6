// Taking the uses of a tag away, a chunk in a transaction: a chunk is so small that it holds up no other writer.
import type { TagId } from '../ids.ts'
import type { Transaction } from '../storage/database.ts'
import { endDeleting, moveUses, removeUses, tagById } from './tag-store.ts'

/** Uses of a chunk. */
export const usesInOneChunk = 3000

/** Removes one chunk of uses; says whether the tag is gone with it. */
export async function removeChunk(tx: Transaction, tag: TagId): Promise<boolean> {
  const removed = await removeUses(tx, tag, usesInOneChunk)
  if (removed === usesInOneChunk) return false
  await endDeleting(tx, tag)
  return true
}

/** Makes one chunk of uses those of another tag; says whether the tag is gone with it. Where the other is gone, too, they go. */
export async function mergeChunk(tx: Transaction, tag: TagId, into: TagId): Promise<boolean> {
  const target = await tagById(tx, into)
  if (target === undefined || target.ctd_deleting === 1) return removeChunk(tx, tag)
  const moved = await moveUses(tx, tag, into, usesInOneChunk)
  if (moved === usesInOneChunk) return false
  await endDeleting(tx, tag)
  return true
}
