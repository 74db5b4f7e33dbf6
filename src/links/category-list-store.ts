// The SQL of lists of categories, and of their members.
import type { PageId } from '../ids.ts'
import { inTitleRange, type TitleRange } from '../pages/title-range-store.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import type { CategoryCountsRow } from './category-members-store.ts'
import type { MemberType } from './page-links.ts'

export interface MemberRow {
  readonly cl_from: PageId
  readonly cl_sortkey: Uint8Array
  readonly cl_sortkey_prefix: string
  readonly cl_timestamp: string
  readonly cl_type: MemberType
  readonly page_id: PageId
  readonly page_namespace: number
  readonly page_title: string
}
const memberColumns = sql`cl_from, cl_sortkey, cl_sortkey_prefix, cl_timestamp, cl_type, page_id, page_namespace, page_title`

interface Members {
  /** The category's name, as in `page_title`. */
  readonly category: string
  readonly namespaces: readonly number[] | undefined
  readonly ascending: boolean
  readonly limit: number
}

export interface MembersByKey extends Members {
  /** In the order in which they are listed. */
  readonly types: readonly MemberType[]
  readonly start: Uint8Array | undefined
  readonly end: Uint8Array | undefined
  readonly at: { readonly type: MemberType; readonly sortKey: Uint8Array; readonly from: number } | undefined
}

const inNamespaces = (namespaces: readonly number[] | undefined): Sql | undefined =>
  namespaces && sql`page_namespace in ${sql.in(namespaces)}`

/** The members of a category by type, and in each in the order of their keys: a statement for each type. */
export async function membersByKey(db: Reader, of: MembersByKey): Promise<MemberRow[]> {
  const { category, namespaces, ascending, limit, types, start, end, at } = of
  const rows: MemberRow[] = []
  const first = at === undefined ? 0 : types.indexOf(at.type)
  for (const [index, type] of types.entries()) {
    if (index < first || rows.length >= limit) continue
    const place = at !== undefined && index === first ? sql`${at.sortKey}, ${at.from}` : undefined
    const where = sql.all([
      sql`cl_to = ${category} and cl_type = ${type}`,
      start && (ascending ? sql`cl_sortkey >= ${start}` : sql`cl_sortkey <= ${start}`),
      end && (ascending ? sql`cl_sortkey <= ${end}` : sql`cl_sortkey >= ${end}`),
      place && (ascending ? sql`(cl_sortkey, cl_from) >= (${place})` : sql`(cl_sortkey, cl_from) <= (${place})`),
      inNamespaces(namespaces),
    ])
    const order = ascending ? sql`cl_sortkey, cl_from` : sql`cl_sortkey desc, cl_from desc`
    const found = await db.all(sql<MemberRow>`
      select ${memberColumns} from categorylinks join page on page_id = cl_from where ${where}
      order by ${order} limit ${limit - rows.length}`)
    rows.push(...found)
  }
  return rows
}

export interface MembersByTime extends Members {
  /** 14 digits, both included. */
  readonly start: string | undefined
  readonly end: string | undefined
  readonly at: { readonly timestamp: string; readonly from: number } | undefined
}

/** The members of a category in the order in which they came to be. */
export function membersByTime(db: Reader, of: MembersByTime): Promise<MemberRow[]> {
  const { category, namespaces, ascending, limit, start, end, at } = of
  const where = sql.all([
    sql`cl_to = ${category}`,
    start === undefined ? undefined : ascending ? sql`cl_timestamp >= ${start}` : sql`cl_timestamp <= ${start}`,
    end === undefined ? undefined : ascending ? sql`cl_timestamp <= ${end}` : sql`cl_timestamp >= ${end}`,
    at &&
      (ascending
        ? sql`(cl_timestamp, cl_from) >= (${at.timestamp}, ${at.from})`
        : sql`(cl_timestamp, cl_from) <= (${at.timestamp}, ${at.from})`),
    inNamespaces(namespaces),
  ])
  const order = ascending ? sql`cl_timestamp, cl_from` : sql`cl_timestamp desc, cl_from desc`
  return db.all(sql<MemberRow>`
    select ${memberColumns} from categorylinks join page on page_id = cl_from where ${where}
    order by ${order} limit ${limit}`)
}

export interface Categories {
  readonly ranges: readonly TitleRange[]
  readonly ascending: boolean
  readonly min: number | undefined
  readonly max: number | undefined
  readonly limit: number
}

/** All categories that have a page or members, in the order of their names. */
export function categoriesInRange(
  db: Reader,
  { ranges, ascending, min, max, limit }: Categories,
): Promise<CategoryCountsRow[]> {
  const where = sql.all([
    ...ranges.map(range => inTitleRange(sql`cat_title`, range)),
    min === undefined ? undefined : sql`cat_pages >= ${min}`,
    max === undefined ? undefined : sql`cat_pages <= ${max}`,
  ])
  return db.all(sql<CategoryCountsRow>`
    select cat_title, cat_pages, cat_subcats, cat_files from category where ${where}
    order by ${ascending ? sql`cat_title` : sql`cat_title desc`} limit ${limit}`)
}
