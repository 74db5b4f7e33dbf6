// Managing change tags: making, activating, deactivating and deleting them.
import type { Performer, Permit } from '../access/permit.ts'
import { record } from '../changes/record.ts'
import { fail, problem } from '../errors.ts'
import type { LogId } from '../ids.ts'
import { addJob } from '../jobs/job-store.ts'
import { makeTitle, parseTitle, type TitleRules } from '../pages/title.ts'
import type { Transaction } from '../storage/database.ts'
import { softwareTags } from './tag.ts'
import { markDeleting, setUserDefined, type TagRow, tagByName } from './tag-store.ts'
import { removeChunk } from './uses-in-chunks.ts'

export const tagOperations = ['create', 'delete', 'activate', 'deactivate'] as const
export type TagOperation = (typeof tagOperations)[number]

/** The permit for an operation; throws MediaWiki's errors for who may not or is blocked. */
export function permitToManage(performer: Performer, operation: TagOperation) {
  const right = operation === 'delete' ? 'deletechangetags' : 'managechangetags'
  const key = operation === 'delete' ? 'tags-delete-no-permission' : 'tags-manage-no-permission'
  if (performer.viewer.may(right) && performer.blocks.some(block => block.sitewide)) {
    throw fail('tags-manage-blocked', [performer.viewer.name])
  }
  return performer.permit<'managechangetags' | 'deletechangetags'>(right, { denied: problem(key, []) })
}

const characterReference = /&(?:[A-Za-z0-9\u0080-\uffff]+|#\d+|#x[0-9A-Fa-f]+);/

/** What a tag's name may be. Throws what is wrong with it. */
export function checkNewName(name: string, titles: TitleRules): void {
  if (name === '') throw fail('tags-create-no-name', [])
  if (/[,|/]/.test(name)) throw fail('tags-create-invalid-chars', [])
  // The tag's texts are pages of the MediaWiki namespace: their titles must be possible, and have the name in it as it is.
  const isTitle = parseTitle(`MediaWiki:Tag-${name}-description`, titles).ok && !characterReference.test(name)
  if (!isTitle) throw fail('tags-create-invalid-title-chars', [])
}

function checkOperation(
  { operation, name, mostUses }: TagOrder,
  ruleTags: readonly string[],
  row: TagRow | undefined,
): void {
  const isSoftware = softwareTags.includes(name)
  const isActive = row?.ctd_user_defined === 1
  if (row?.ctd_deleting === 1) throw fail('x-tag-being-deleted', [name])
  switch (operation) {
    case 'create':
      if (row !== undefined || isSoftware) throw fail('tags-create-already-exists', [name])
      return
    case 'activate':
      if (isSoftware || isActive) throw fail('tags-activate-not-allowed', [name])
      if (row === undefined) throw fail('tags-activate-not-found', [name])
      return
    case 'deactivate':
      if (isSoftware || !isActive) throw fail('tags-deactivate-not-allowed', [name])
      return
    case 'delete':
      // It would come back with the next change.
      if (isSoftware || ruleTags.includes(name)) throw fail('tags-delete-not-allowed', [])
      if (row === undefined) throw fail('tags-delete-not-found', [name])
      if (mostUses > 0 && row.ctd_count > mostUses) throw fail('tags-delete-too-many-uses', [name, mostUses])
  }
}

export interface TagOrder {
  readonly operation: TagOperation
  readonly name: string
  /** As it is stored. */
  readonly reason: string
  /** Tags for the log entry, checked already. */
  readonly tags: readonly string[]
  /** 14 digits. */
  readonly timestamp: string
  /** A tag with more uses is not deleted; 0 for no limit. */
  readonly mostUses: number
}

/**
 * Does one operation and logs it. Throws what stands against it. A deleted tag cannot be used any more from then on; what
 * has it loses it at once or, where that is much, in the background.
 */
export async function manageTag(
  tx: Transaction,
  permit: Permit<'managechangetags' | 'deletechangetags'>,
  order: TagOrder,
): Promise<LogId> {
  const { operation, name } = order
  const row = await tagByName(tx, name)
  checkOperation(order, permit.performer.ruleTags, row)
  // The entry comes first, so that it can bear the tag that it tells of, as MediaWiki allows.
  const { logId } = await record(tx, {
    permit,
    on: makeTitle(-1, 'Tags'),
    summary: order.reason,
    log: {
      type: 'managetags',
      action: operation,
      params: { tag: name, ...(operation === 'delete' ? { count: row?.ctd_count ?? 0 } : {}) },
    },
    tags: order.tags.filter(tag => operation !== 'delete' || tag !== name),
    flags: {},
    timestamp: order.timestamp,
  })
  if (logId === undefined) throw new Error('managing a tag left no log entry')
  if (operation !== 'delete') await setUserDefined(tx, name, operation !== 'deactivate')
  else if (row !== undefined) await deleteTag(tx, row, order.timestamp)
  return logId
}

async function deleteTag(tx: Transaction, row: TagRow, timestamp: string): Promise<void> {
  await markDeleting(tx, row.ctd_id)
  if (await removeChunk(tx, row.ctd_id)) return
  await addJob(tx, 'removeTag', { tag: row.ctd_id, uses: row.ctd_count }, timestamp)
}
