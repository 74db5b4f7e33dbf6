// What hiding means for one item, whatever its kind: the new bits, and what stands against them.
import type { Viewer } from '../access/viewer.ts'
import type { Timestamp } from '../api/timestamps.ts'
import { type Problem, problem } from '../errors.ts'
import { formatDate, formatTime } from '../language/dates.ts'
import type { Transaction } from '../storage/database.ts'
import { hiddenComment, hiddenContent, hiddenUser, suppressed } from './hidden-bits.ts'

export const hideableFields = ['comment', 'content', 'user'] as const
export type HideableField = (typeof hideableFields)[number]
const bitOf: Readonly<Record<HideableField, number>> = {
  comment: hiddenComment,
  content: hiddenContent,
  user: hiddenUser,
}

/** The fields that these bits hide. */
export const fieldsOf = (bits: number): HideableField[] => hideableFields.filter(field => (bits & bitOf[field]) !== 0)

/** What is asked: fields to hide, fields to show, and whether from administrators too. */
export interface VisibilityOrder {
  readonly hide: readonly HideableField[]
  readonly show: readonly HideableField[]
  /** Undefined leaves it as it is. */
  readonly suppress: boolean | undefined
}

/** The bits after an order; what it does not name stays. */
export function bitsAfter(bits: number, { hide, show, suppress }: VisibilityOrder): number {
  let after = bits
  for (const field of hide) after |= bitOf[field]
  for (const field of show) after &= ~bitOf[field]
  if (suppress === true) after |= suppressed
  if (suppress === false) after &= ~suppressed
  return after
}

/** One thing of which parts can be hidden: a revision, an archived one, a log entry, an old file. */
export interface Hideable {
  readonly bits: number
  /** 14 digits. */
  readonly timestamp: string
  /** Whether its content is what the page shows now, which cannot be hidden. */
  readonly isCurrent: boolean
  /** Changes the bits if they still are `from`; says whether it did. */
  setBits(tx: Transaction, from: number, to: number): Promise<boolean>
}

/** What became of one item. A problem of kind `warning` is a thing that changed nothing. */
export type HideResult =
  | { readonly is: 'changed'; readonly bits: number }
  | { readonly is: 'warning' | 'error'; readonly problem: Problem }

/** Whether this viewer may know what is hidden by these bits, and so may change them. */
const mayChange = (viewer: Viewer, bits: number): boolean =>
  (bits & suppressed) === 0 || viewer.may('suppressrevision') || viewer.may('viewsuppressed')

/** Messages that tell the day and the time of what they are about. */
type DatedKey =
  | 'revdelete-no-change'
  | 'revdelete-hide-current'
  | 'revdelete-show-no-access'
  | 'revdelete-modify-no-access'
  | 'revdelete-only-restricted'
  | 'revdelete-concurrent-change'

/** Changes what is hidden of one item, or says why not; in MediaWiki's order. */
export async function hideOne(
  tx: Transaction,
  viewer: Viewer,
  item: Hideable,
  order: VisibilityOrder,
): Promise<HideResult> {
  const after = bitsAfter(item.bits, order)
  const saying = (key: DatedKey): Problem => {
    const when = item.timestamp as Timestamp
    return problem(key, [formatDate(when, 'en'), formatTime(when, 'en')])
  }
  if (after === item.bits) return { is: 'warning', problem: saying('revdelete-no-change') }
  if (item.isCurrent && (after & hiddenContent) !== 0) {
    return { is: 'error', problem: saying('revdelete-hide-current') }
  }
  if (!mayChange(viewer, item.bits)) {
    const key = after === 0 ? 'revdelete-show-no-access' : 'revdelete-modify-no-access'
    return { is: 'error', problem: saying(key) }
  }
  if (after === suppressed) return { is: 'warning', problem: saying('revdelete-only-restricted') }
  if (!(await item.setBits(tx, item.bits, after))) {
    return { is: 'error', problem: saying('revdelete-concurrent-change') }
  }
  return { is: 'changed', bits: after }
}
