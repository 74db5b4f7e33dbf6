// The SQL that reads categories: their kept counts, and whether they are hidden.
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** How many members a category has, of each kind. */
export interface CategoryCounts {
  readonly all: number
  readonly pages: number
  readonly subcats: number
  readonly files: number
}

export interface CategoryCountsRow {
  readonly cat_title: string
  readonly cat_pages: number
  readonly cat_subcats: number
  readonly cat_files: number
}

/** As MediaWiki counts: what is neither a category nor a file is a page. */
export const countsOf = (row: CategoryCountsRow): CategoryCounts => ({
  all: row.cat_pages,
  pages: row.cat_pages - row.cat_subcats - row.cat_files,
  subcats: row.cat_subcats,
  files: row.cat_files,
})

/** The counts of these categories by name; those that have neither page nor members are left out. */
export async function membersOfCategories(db: Reader, names: readonly string[]): Promise<Map<string, CategoryCounts>> {
  if (names.length === 0) return new Map()
  const rows = await db.all(sql<CategoryCountsRow>`
    select cat_title, cat_pages, cat_subcats, cat_files from category where cat_title in ${sql.in(names)}`)
  return new Map(rows.map(row => [row.cat_title, countsOf(row)]))
}

/** Those of these categories whose pages say that they are hidden. */
export async function hiddenCategories(db: Reader, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set()
  const rows = await db.all(sql<{ page_title: string }>`
    select page_title from page join page_props on pp_page = page_id and pp_propname = 'hiddencat'
    where page_namespace = 14 and page_title in ${sql.in(names)}`)
  return new Set(rows.map(row => row.page_title))
}
