// The SQL of what the text of a page says about the page: its shown title, whether its category is hidden and the like.
import type { PageId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface PagePropRow {
  readonly pp_page: PageId
  readonly pp_propname: string
  readonly pp_value: string
}

/** The properties of these pages, only those of the names that are given, in the order of page and name. */
export function propsOfPages(db: Reader, ids: readonly PageId[], names?: readonly string[]): Promise<PagePropRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  const named = names === undefined ? sql`` : sql`and pp_propname in ${sql.in(names)}`
  return db.all(sql<PagePropRow>`
    select pp_page, pp_propname, pp_value from page_props where pp_page in ${sql.in(ids)} ${named}
    order by pp_page, pp_propname`)
}

/** The value of one property by page. */
export async function propOfPages(db: Reader, ids: readonly PageId[], name: string): Promise<Map<PageId, string>> {
  const rows = await propsOfPages(db, ids, [name])
  return new Map(rows.map(row => [row.pp_page, row.pp_value]))
}

/** The names of all properties that pages have, from one on, at most `limit`. */
export async function propNames(db: Reader, from: string, limit: number): Promise<string[]> {
  // The index is walked from name to name: there are few names and may be many pages.
  const rows = await db.all(sql<{ name: string }>`
    with recursive names(name, number) as (
      select min(pp_propname), 1 from page_props where pp_propname >= ${from}
      union all
      select (select min(pp_propname) from page_props where pp_propname > name), number + 1
      from names where name is not null and number < ${limit}
    )
    select name from names where name is not null order by name`)
  return rows.map(row => row.name)
}

/** Makes these the properties of a page. */
export async function replaceProps(tx: Transaction, page: PageId, props: ReadonlyMap<string, string>): Promise<void> {
  await tx.run(sql`delete from page_props where pp_page = ${page}`)
  if (props.size === 0) return
  const rows = [...props].map(([name, value]) => sql`(${page}, ${name}, ${value})`)
  await tx.run(sql`insert into page_props (pp_page, pp_propname, pp_value) values ${sql.join(rows)}`)
}
