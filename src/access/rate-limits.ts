// Limits of haste: how often somebody may do a thing in a span of time. Off unless the settings say otherwise.
import type { Performer } from './permit.ts'

/** So many times in so many seconds. */
export type RateLimit = readonly [times: number, seconds: number]
/** By action, then by kind of performer: `anon`, `ip`, `newbie`, `user`, or a group's name. */
export type RateLimits = Readonly<Record<string, Readonly<Record<string, RateLimit>>>>

interface Counter {
  count: number
  /** Milliseconds. */
  until: number
}

/** Counts attempts by key, so many in a span of time that begins with the first; in the memory of this process. */
export class Throttle {
  readonly #times: number
  readonly #seconds: number
  readonly #counters = new Map<string, Counter>()
  /** With 0 times it never holds anybody up. */
  constructor(times: number, seconds: number) {
    this.#times = times
    this.#seconds = seconds
  }

  /** Counts an attempt; the seconds to wait when it is one too many. As MediaWiki, always the whole span. */
  use(key: string, now: Date): number | undefined {
    if (this.#times < 1) return undefined
    const counter = countUse(this.#counters, key, now.getTime(), this.#seconds)
    return counter.count > this.#times ? this.#seconds : undefined
  }

  /** Forgets the attempts: the last one was good. */
  clear(key: string): void {
    this.#counters.delete(key)
  }
}

const mostCounters = 50_000

/** Counts one more; a span that is over begins anew. */
function countUse(counters: Map<string, Counter>, key: string, now: number, seconds: number): Counter {
  const known = counters.get(key)
  if (known !== undefined && known.until > now) {
    known.count += 1
    return known
  }
  // Who began first is forgotten first, so that no flood of names fills the memory.
  const oldest = counters.size < mostCounters ? undefined : counters.keys().next().value
  if (oldest !== undefined) counters.delete(oldest)
  counters.delete(key)
  const counter = { count: 1, until: now + seconds * 1000 }
  counters.set(key, counter)
  return counter
}

/** Counts in the memory of this process. */
export class RateLimiter {
  readonly #limits: RateLimits
  readonly #counters = new Map<string, Counter>()
  constructor(limits: RateLimits) {
    this.#limits = limits
  }

  /**
   * The limit that applies: for an account the most generous of its groups, `user` (and `newbie` until it is
   * autoconfirmed) included; for somebody without an account `anon`, else `ip`.
   */
  limitOf(action: string, { viewer }: Performer): RateLimit | undefined {
    const rows = this.#limits[action]
    if (rows === undefined) return undefined
    if (!viewer.isRegistered) return rows.anon ?? rows.ip
    if (!viewer.groups.includes('autoconfirmed') && rows.newbie !== undefined) return rows.newbie
    const limits = viewer.groups.map(group => rows[group]).filter(limit => limit !== undefined)
    return limits.sort((a, b) => b[0] / b[1] - a[0] / a[1])[0]
  }

  /** Counts one use; the seconds to wait when it is one too many. */
  use(action: string, performer: Performer): number | undefined {
    const limit = this.limitOf(action, performer)
    if (limit === undefined) return undefined
    const now = performer.now.getTime()
    const who = performer.viewer.isRegistered ? performer.viewer.userId : performer.ip
    const counter = countUse(this.#counters, `${action}\n${who}`, now, limit[1])
    return counter.count > limit[0] ? (counter.until - now) / 1000 : undefined
  }
}
