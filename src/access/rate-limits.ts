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

/** Counts in the memory of this process. */
export class RateLimiter {
  readonly #limits: RateLimits
  readonly #counters = new Map<string, Counter>()
  constructor(limits: RateLimits) {
    this.#limits = limits
  }

  /** The limit that applies: the most generous of the performer's groups, else `user`; `anon` by address. */
  limitOf(action: string, performer: Performer): RateLimit | undefined {
    const rows = this.#limits[action]
    if (rows === undefined) return undefined
    const { viewer } = performer
    if (!viewer.isRegistered) return rows.anon ?? rows.ip
    const ofGroups = viewer.groups.map(group => rows[group]).filter(limit => limit !== undefined)
    const best = ofGroups.sort((a, b) => b[0] / b[1] - a[0] / a[1])[0]
    return best ?? rows.user
  }

  /** Counts one use; the seconds to wait when it is one too many. */
  use(action: string, performer: Performer): number | undefined {
    const limit = this.limitOf(action, performer)
    if (limit === undefined) return undefined
    const now = performer.now.getTime()
    const key = `${action}\n${performer.viewer.isRegistered ? performer.viewer.userId : performer.ip}`
    const counter = this.#counters.get(key)
    if (counter === undefined || counter.until <= now) {
      if (this.#counters.size > 10_000) this.#forgetOld(now)
      this.#counters.set(key, { count: 1, until: now + limit[1] * 1000 })
      return limit[0] < 1 ? limit[1] : undefined
    }
    counter.count += 1
    return counter.count > limit[0] ? (counter.until - now) / 1000 : undefined
  }

  #forgetOld(now: number): void {
    for (const [key, counter] of this.#counters) if (counter.until <= now) this.#counters.delete(key)
  }
}
