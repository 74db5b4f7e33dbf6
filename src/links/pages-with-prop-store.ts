// The SQL of the pages that have a property.
import type { PageId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface PageWithPropRow {
  readonly page_id: PageId
  readonly page_namespace: number
  readonly page_title: string
  readonly pp_value: string
}

/** The pages that have a property, in the order of their ids. */
export function pagesWithProp(
  db: Reader,
  name: string,
  { ascending, at, limit }: { readonly ascending: boolean; readonly at: number | undefined; readonly limit: number },
): Promise<PageWithPropRow[]> {
  const start = at === undefined ? sql`` : ascending ? sql`and pp_page >= ${at}` : sql`and pp_page <= ${at}`
  return db.all(sql<PageWithPropRow>`
    select page_id, page_namespace, page_title, pp_value from page_props join page on page_id = pp_page
    where pp_propname = ${name} ${start} order by ${ascending ? sql`pp_page` : sql`pp_page desc`} limit ${limit}`)
}
