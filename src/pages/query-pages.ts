// The lists that look at the whole wiki, kept for a while: on a large wiki each takes long, and asks much of the database.
import type { Reader } from '../storage/database.ts'
import { type QueryPageName, type QueryPageRow, type QueryPageScope, queryPageRows } from './query-page-store.ts'

/** Rows of a list; as MediaWiki, nobody gets further than that. */
export const mostRows = 10_000
/** A list is kept for so many times as long as it took, in milliseconds at least. */
const keptTimes = 100
const keptAtLeast = 1000

interface Kept {
  readonly rows: Promise<readonly QueryPageRow[]>
  /** Milliseconds since 1970; infinite while it is being made. */
  until: number
}

export class QueryPages {
  readonly #kept = new Map<QueryPageName, Kept>()

  /** The rows of a list, made now or not long ago; `now` in milliseconds. */
  async rows(
    db: Reader,
    name: QueryPageName,
    scope: QueryPageScope,
    now: () => number,
  ): Promise<readonly QueryPageRow[]> {
    const known = this.#kept.get(name)
    if (known !== undefined && now() < known.until) return known.rows
    const began = now()
    const kept: Kept = { rows: queryPageRows(db, name, scope, mostRows), until: Number.POSITIVE_INFINITY }
    this.#kept.set(name, kept)
    try {
      return await kept.rows
    } finally {
      const took = now() - began
      kept.until = now() + Math.max(keptAtLeast, keptTimes * took)
    }
  }
}
