// Pages of a list in the order of time: where a page begins, which way it goes, and the SQL for it. No page is found by
// counting rows: each begins at the key (time, id) of its first row, which an index finds.
import { type Sql, sql } from './sql.ts'

/** The place of a row in a list. */
export interface TimeKey {
  /** 14 digits. */
  readonly timestamp: string
  readonly id: number
}

/** A stretch of time, and from where in it a page begins. */
export interface TimeWindow {
  readonly direction: 'newer' | 'older'
  /** Where the list begins, in its direction; 14 digits. The row of this very time is in it. */
  readonly start?: string | undefined
  /** Where the list ends, in its direction; 14 digits. The row of this very time is in it. */
  readonly end?: string | undefined
  /** The first row of the page. */
  readonly from?: TimeKey | undefined
}

/** The columns of a row's key; an index has both, in this order. */
export interface KeyColumns {
  readonly timestamp: Sql
  readonly id: Sql
}

/** The condition for rows of a window. */
export function inWindow({ timestamp, id }: KeyColumns, window: TimeWindow): Sql {
  const { direction, start, end, from } = window
  const newer = direction === 'newer'
  const isAfter = (time: string): Sql => (newer ? sql`${timestamp} >= ${time}` : sql`${timestamp} <= ${time}`)
  const isBefore = (time: string): Sql => (newer ? sql`${timestamp} <= ${time}` : sql`${timestamp} >= ${time}`)
  const isFrom = ({ timestamp: time, id: first }: TimeKey): Sql =>
    newer ? sql`(${timestamp}, ${id}) >= (${time}, ${first})` : sql`(${timestamp}, ${id}) <= (${time}, ${first})`
  return sql.all([
    start === undefined ? undefined : isAfter(start),
    end === undefined ? undefined : isBefore(end),
    from === undefined ? undefined : isFrom(from),
  ])
}

/** What stands behind `order by`. */
export const inOrder = ({ timestamp, id }: KeyColumns, { direction }: Pick<TimeWindow, 'direction'>): Sql =>
  direction === 'newer' ? sql`${timestamp}, ${id}` : sql`${timestamp} desc, ${id} desc`
