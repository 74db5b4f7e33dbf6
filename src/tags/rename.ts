// Renaming a tag with all its uses, which MediaWiki has not; or making its uses those of a tag that is there already.
import type { Performer, Permit } from '../access/permit.ts'
import { record } from '../changes/record.ts'
import { fail } from '../errors.ts'
import type { LogId } from '../ids.ts'
import { addJob } from '../jobs/job-store.ts'
import { makeTitle } from '../pages/title.ts'
import type { Transaction } from '../storage/database.ts'
import { permitToManage } from './manage.ts'
import { isSetBySoftware } from './tag.ts'
import { acquireTag, markDeleting, renameTag, setUserDefined, type TagRow, tagByName } from './tag-store.ts'
import { workOnTags } from './tag-work-store.ts'
import { mergeChunk } from './uses-in-chunks.ts'

export interface RenameOrder {
  readonly from: string
  /** The new name, checked already. */
  readonly to: string
  /** Whether the new name may be that of another tag, which then takes over the uses. */
  readonly merge: boolean
  /** As it is stored. */
  readonly reason: string
  /** 14 digits. */
  readonly timestamp: string
}

export interface Renamed {
  readonly logId: LogId
  readonly isMerged: boolean
  /** How many changes had the tag. */
  readonly uses: number
  /** Whether uses are left that become the other tag's in the background. */
  readonly isUnfinished: boolean
}

/** A tag that is merged is deleted, too, and that is another right. */
export function permitToRename(performer: Performer, merge: boolean): Permit<'managechangetags' | 'deletechangetags'> {
  const permit = permitToManage(performer, 'create')
  return merge ? permitToManage(performer, 'delete') : permit
}

/** Renames a tag and logs it; uses of many changes are merged in the background. Throws what stands against it. */
export async function rename(
  tx: Transaction,
  permit: Permit<'managechangetags' | 'deletechangetags'>,
  order: RenameOrder,
): Promise<Renamed> {
  const { from, to, timestamp } = order
  const [row, target] = await checkedTags(tx, order, permit.performer.ruleTags)
  const { logId } = await record(tx, {
    permit,
    on: makeTitle(-1, 'Tags'),
    summary: order.reason,
    log: {
      type: 'managetags',
      action: target === undefined ? 'xrename' : 'xmerge',
      params: { tag: from, into: to, count: row.ctd_count },
    },
    tags: [],
    flags: {},
    timestamp,
  })
  if (logId === undefined) throw new Error('renaming a tag left no log entry')
  const outcome = { logId, isMerged: target !== undefined, uses: row.ctd_count }
  if (target === undefined) {
    await renameTag(tx, row.ctd_id, to)
    return { ...outcome, isUnfinished: false }
  }
  const into = await acquireTag(tx, to)
  if (row.ctd_user_defined === 1) await setUserDefined(tx, to, true)
  await markDeleting(tx, row.ctd_id)
  const isDone = await mergeChunk(tx, row.ctd_id, into)
  if (!isDone) await addJob(tx, 'mergeTag', { tag: row.ctd_id, into, uses: row.ctd_count }, timestamp)
  return { ...outcome, isUnfinished: !isDone }
}

async function checkedTags(
  tx: Transaction,
  { from, to, merge }: RenameOrder,
  ruleTags: readonly string[],
): Promise<[tag: TagRow, target: TagRow | undefined]> {
  if (isSetBySoftware(from, ruleTags)) throw fail('x-tag-of-software', [from])
  if (isSetBySoftware(to, ruleTags)) throw fail('x-tag-of-software', [to])
  const [row, target] = [await tagByName(tx, from), await tagByName(tx, to)]
  if (row === undefined) throw fail('tags-delete-not-found', [from])
  for (const one of [row, target]) if (one?.ctd_deleting === 1) throw fail('x-tag-being-deleted', [one.ctd_name])
  if (from === to || (target !== undefined && !merge)) throw fail('tags-create-already-exists', [to])
  // What is still on its way to a tag would be lost, were that tag gone.
  const isAwaited = target !== undefined && (await workOnTags(tx)).some(one => one.into === from)
  if (isAwaited) throw fail('x-tag-being-merged', [from])
  return [row, target]
}
