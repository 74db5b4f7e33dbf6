// The bits of `rev_deleted`, `ar_deleted`, `rc_deleted` and `log_deleted`, with MediaWiki's values, and what they guard.
import type { HiddenThing } from '../access/looks.ts'
import { Guarded, type Hiding } from '../access/viewer.ts'

/** The content of a revision or file, or the action of a log entry. */
export const hiddenContent = 1
export const hiddenComment = 2
export const hiddenUser = 4
/** Hides what the other bits hide from administrators too. */
export const suppressed = 8
export type HiddenField = typeof hiddenContent | typeof hiddenComment | typeof hiddenUser

/** How one field is hidden under these bits. Text wants `deletedtext`, all else `deletedhistory`. */
export function hidingOf(bits: number, field: HiddenField, kind: 'revision' | 'log' = 'revision'): Hiding {
  return {
    hidden: (bits & field) !== 0,
    suppressed: (bits & suppressed) !== 0,
    right: kind === 'revision' && field === hiddenContent ? 'deletedtext' : 'deletedhistory',
  }
}

/** A value, hidden as these bits say. */
export function guard<T>(
  value: T,
  bits: number,
  field: HiddenField,
  kind: 'revision' | 'log' = 'revision',
): Guarded<T> {
  return new Guarded(value, hidingOf(bits, field, kind))
}

/** Guards the fields of one thing, whose looks are noted: `guardsOf({ kind: 'revision', id: 5 }, bits)(name, hiddenUser)`. */
export function guardsOf(thing: HiddenThing, bits: number): <T>(value: T, field: HiddenField) => Guarded<T> {
  const kind = thing.kind === 'logging' ? 'log' : 'revision'
  return (value, field) => new Guarded(value, { ...hidingOf(bits, field, kind), of: { thing, field } })
}
