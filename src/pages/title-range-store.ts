// The SQL of stretches of titles: from one to another, or all that begin alike.
import { type Sql, sql } from '../storage/sql.ts'

export interface TitleRange {
  /** As in `page_title`. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly prefix?: string | undefined
  readonly ascending: boolean
}

/** No character comes after it. */
const last = '\u{10ffff}'

/** That a title begins so. */
export const beginsWith = (column: Sql, prefix: string): Sql =>
  prefix === '' ? sql`1 = 1` : sql`(${column} >= ${prefix} and ${column} < ${prefix + last})`

/** That a title is within the range, whose `from` is its end where it goes down. */
export function inTitleRange(column: Sql, { from, to, prefix, ascending }: TitleRange): Sql {
  const notBefore = (title: string): Sql => (ascending ? sql`${column} >= ${title}` : sql`${column} <= ${title}`)
  const notAfter = (title: string): Sql => (ascending ? sql`${column} <= ${title}` : sql`${column} >= ${title}`)
  return sql.all([
    from === undefined ? undefined : notBefore(from),
    to === undefined ? undefined : notAfter(to),
    prefix === undefined ? undefined : beginsWith(column, prefix),
  ])
}
