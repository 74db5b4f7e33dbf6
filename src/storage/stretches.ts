// Looking for rows that may be few and far between: in stretches of the list, one after the other, so that no statement
// looks at more than a bounded number of rows, and others get their turn in between.
import type { Reader } from './database.ts'
import { inOrder, inWindow, type KeyColumns, type TimeWindow } from './key-range.ts'
import { type Sql, sql } from './sql.ts'

/** A table whose ids rise with the time of its rows, more or less: how exactly decides the length of stretches only. */
export interface TimedTable {
  readonly name: Sql
  readonly key: KeyColumns
}

export interface Search<Row> {
  readonly table: TimedTable
  readonly window: TimeWindow
  readonly limit: number
  /** About so many rows of the table are in a stretch. */
  readonly size?: number | undefined
  /** After about so many rows without enough that pass, the rest is left to `goOn`. */
  readonly patience?: number | undefined
  /** Rows of a window that pass, in the order of the list. */
  find(window: TimeWindow, limit: number): Promise<Row[]>
  /** Another way to find the rest, where there is one. */
  goOn?(window: TimeWindow, limit: number): Promise<Row[]>
}

const usualSize = 20_000

/** Rows that pass, at most `limit`, as one statement for the whole window would find them. */
export async function searchStretches<Row>(db: Reader, search: Search<Row>): Promise<Row[]> {
  const { table, limit, size = usualSize, patience = Number.POSITIVE_INFINITY } = search
  const found: Row[] = []
  let window = search.window
  for (let looked = 0; ; looked += size) {
    if (looked >= patience && search.goOn !== undefined) {
      return [...found, ...(await search.goOn(window, limit - found.length))]
    }
    const border = await borderOf(db, table, window, size)
    const stretch = border === undefined ? window : { ...window, end: border }
    found.push(...(await search.find(stretch, limit - found.length)))
    if (border === undefined || found.length >= limit) return found
    window = { ...window, start: nextSecond(border, window.direction), from: undefined }
    await turn()
  }
}

/** The time at which a stretch ends; undefined where it is the last. */
async function borderOf(
  db: Reader,
  { name, key }: TimedTable,
  window: TimeWindow,
  size: number,
): Promise<string | undefined> {
  const first = await db.get(sql<{ id: number }>`
    select ${key.id} as id from ${name} where ${inWindow(key, window)} order by ${inOrder(key, window)} limit 1`)
  if (first === undefined) return undefined
  const newer = window.direction === 'newer'
  const border = await db.get(sql<{ time: string }>`
    select ${key.timestamp} as time from ${name}
    where ${newer ? sql`${key.id} >= ${first.id + size}` : sql`${key.id} <= ${first.id - size}`}
    order by ${newer ? key.id : sql`${key.id} desc`} limit 1`)
  if (border === undefined) return undefined
  const { end } = window
  const isBeyond = end !== undefined && (newer ? border.time >= end : border.time <= end)
  // Where ids do not rise with time the border may lie before the stretch's own beginning: then all is one stretch.
  const begin = window.from?.timestamp ?? window.start
  const isBefore = begin !== undefined && (newer ? border.time < begin : border.time > begin)
  return isBeyond || isBefore ? undefined : border.time
}

/** Rows of one second are never parted, so the next stretch begins with the next second, or the one before. */
function nextSecond(timestamp: string, direction: TimeWindow['direction']): string {
  const iso = timestamp.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z')
  const next = new Date(Date.parse(iso) + (direction === 'newer' ? 1000 : -1000))
  return next.toISOString().replace(/\D/g, '').slice(0, 14)
}

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
