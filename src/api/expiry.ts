// When something ends: never, at a time, or after a time in words.
import { parseSpokenTime } from './spoken-time.ts'
import { dateOf, type Timestamp, timestampOf } from './timestamps.ts'

/** The end of a block, a protection, a membership, a watch. */
export type Expiry = Timestamp | 'infinity'

/** The end that was read. `expiry` is there where the time is past, too: some modules tell it. */
export type ParsedExpiry =
  | { readonly ok: true; readonly expiry: Expiry }
  | { readonly ok: false; readonly reason: 'invalid' }
  | { readonly ok: false; readonly reason: 'past'; readonly expiry: Timestamp }

const endless = new Set(['infinite', 'indefinite', 'infinity', 'never'])
const last = Date.parse('9999-12-31T23:59:59Z')

/** Whether the text is one of the words for never; case matters. */
export function isInfinite(text: string): boolean {
  return endless.has(text)
}

/**
 * Reads an end: `infinite` and its like, a time in any usual form, or words (`1 week`, `next tuesday`) counted from `now`.
 * This very second is not past.
 */
export function parseExpiry(text: string, now: Date): ParsedExpiry {
  if (isInfinite(text)) return { ok: true, expiry: 'infinity' }
  const time = parseSpokenTime(text, now)
  if (time === undefined || time > last || time < Date.parse('0000-01-01T00:00:00Z'))
    return { ok: false, reason: 'invalid' }
  const expiry = timestampOf(new Date(time))
  return expiry < timestampOf(now) ? { ok: false, reason: 'past', expiry } : { ok: true, expiry }
}

/** The earlier of an end and the longest that is allowed, in days from `now`; nothing ends later. */
export function limitedExpiry(expiry: Expiry, maxDays: number, now: Date): Expiry {
  const latest = timestampOf(new Date(now.getTime() + maxDays * 86_400_000))
  return expiry === 'infinity' || expiry > latest ? latest : expiry
}

/** Whether an end has come. */
export function hasExpired(expiry: Expiry, now: Date): boolean {
  return expiry !== 'infinity' && dateOf(expiry).getTime() <= now.getTime()
}
