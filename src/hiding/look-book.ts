// The record of who looked at what is hidden: kept before the answer is sent, each thing once an hour for one reader.
import { Looks, nameOfThing } from '../access/looks.ts'
import type { Viewer } from '../access/viewer.ts'
import { timestampOf } from '../api/timestamps.ts'
import { suppressed } from '../revisions/hidden-bits.ts'
import type { Database } from '../storage/database.ts'
import { insertLooks } from './look-store.ts'

/** Whether looks at all that is hidden are kept, at what is suppressed only, or none. */
export const lookKinds = ['all', 'none', 'suppressed'] as const

/** How long the same look of the same reader is not kept again, in milliseconds. */
const hour = 3_600_000
const mostRemembered = 20_000

export class LookBook {
  readonly #database: Database
  readonly #kept: string
  readonly #inBackground: (work: () => Promise<void>) => void
  /** The time of the last look that was kept, by reader and thing; bounded. */
  readonly #last = new Map<string, number>()

  /** `kept` is one of `lookKinds`; anything else keeps all. */
  constructor(of: { database: Database; kept: string; inBackground: (work: () => Promise<void>) => void }) {
    this.#database = of.database
    this.#kept = of.kept
    this.#inBackground = of.inBackground
  }

  /** The viewer of one request, whose looks are noted. */
  watch(viewer: Viewer): Viewer {
    return this.#kept === 'none' || viewer.userId === 0 ? viewer : viewer.notedIn(new Looks())
  }

  /** Keeps what the viewer of a request has seen, also what they see later, while an answer is being sent. */
  async keep(viewer: Viewer, by: string, now: Date): Promise<void> {
    const { looks, userId } = viewer
    if (looks === undefined || userId === 0) return
    const seen = looks.take(() => this.#inBackground(() => this.keep(viewer, by, now)))
    const fresh = seen.filter(one => {
      if (this.#kept === 'suppressed' && (one.bits & suppressed) === 0) return false
      const key = `${userId} ${one.bits} ${nameOfThing(one)}`
      if (now.getTime() - (this.#last.get(key) ?? Number.NEGATIVE_INFINITY) < hour) return false
      if (this.#last.size >= mostRemembered) this.#last.clear()
      this.#last.set(key, now.getTime())
      return true
    })
    if (fresh.length === 0) return
    const timestamp = timestampOf(now)
    await this.#database.write(tx => insertLooks(tx, fresh, { userId, timestamp, by: by.slice(0, 255) }))
  }
}
