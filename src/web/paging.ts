// Pages of a list in the order of time, as addresses name them: where a page begins, and which way it goes.
import { isTimestamp } from '../api/timestamps.ts'
import type { TimeKey, TimeWindow } from '../storage/key-range.ts'
import type { Query } from './addresses.ts'
import type { Visit } from './visit.ts'

/** One page of a list, newest first whichever way it was found. */
export interface ListPage<Row> {
  readonly rows: readonly Row[]
  /** What the addresses of the pages before and after it have besides; undefined where there is none. */
  readonly newer: Query | undefined
  readonly older: Query | undefined
}

export const limits = [20, 50, 100, 250, 500] as const

/** How many rows are asked for. */
export function limitOf(visit: Visit, usual = 50): number {
  const asked = visit.id('limit') ?? usual
  return Math.min(500, Math.max(1, asked))
}

const writeKey = ({ timestamp, id }: TimeKey): string => `${timestamp}|${id}`

function readKey(text: string | undefined): TimeKey | undefined {
  const [timestamp = '', id = ''] = text?.split('|') ?? []
  if (!isTimestamp(timestamp)) return undefined
  // As MediaWiki: a time alone is the place before all of that time.
  return { timestamp, id: /^\d{1,15}$/.test(id) ? Number(id) : 0 }
}

/**
 * Finds the page that is asked for by `offset` and `dir`. `find` gives at most `limit` rows of a window; the row of the
 * offset itself stands on the page before.
 */
export async function pageOfList<Row>(
  visit: Visit,
  of: {
    readonly limit: number
    readonly find: (window: TimeWindow, limit: number) => Promise<readonly Row[]>
    readonly keyOf: (row: Row) => TimeKey
  },
): Promise<ListPage<Row>> {
  const { limit, find, keyOf } = of
  const offset = readKey(visit.get('offset'))
  const goesBack = visit.get('dir') === 'prev'
  const window: TimeWindow = {
    direction: goesBack ? 'newer' : 'older',
    from: offset && { timestamp: offset.timestamp, id: offset.id + (goesBack ? 1 : -1) },
  }
  const found = await find(window, limit + 1)
  const hasMore = found.length > limit
  const rows = goesBack ? found.slice(0, limit).reverse() : found.slice(0, limit)
  const first = rows[0]
  const last = rows.at(-1)
  const hasNewer = goesBack ? hasMore : offset !== undefined
  const hasOlder = goesBack ? offset !== undefined : hasMore
  return {
    rows,
    newer: hasNewer && first !== undefined ? { offset: writeKey(keyOf(first)), dir: 'prev', limit } : undefined,
    older: hasOlder && last !== undefined ? { offset: writeKey(keyOf(last)), limit } : undefined,
  }
}
