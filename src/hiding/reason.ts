// The reason for hiding, which a wiki may want to have always.
import { fail } from '../errors.ts'
import { cutComment } from '../language/cut-comment.ts'

declare const checked: unique symbol
/** A reason as it is stored, with all that this wiki wants of one. */
export type HideReason = string & { readonly [checked]: true }

/** The reason as it is stored. Throws `x-hide-no-reason` where there is none and the wiki wants one. */
export function hideReason(config: { readonly hideReasonRequired: boolean }, text: string): HideReason {
  if (config.hideReasonRequired && text.trim() === '') throw fail('x-hide-no-reason', [])
  return cutComment(text) as HideReason
}
