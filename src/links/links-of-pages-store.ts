// The SQL of what pages link to, include and show: in the order of page and title.
import type { PageId } from '../ids.ts'
import { anyTitle } from '../pages/page-store.ts'
import type { Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

export interface LinkRow {
  readonly from: PageId
  readonly namespace: number
  readonly title: string
}

export interface LinksOfPages {
  readonly pages: readonly PageId[]
  /** Only links to these namespaces, or to these titles. */
  readonly namespaces?: readonly number[] | undefined
  readonly titles?: readonly Title[] | undefined
  readonly ascending: boolean
  /** The first row. */
  readonly at?: LinkRow | undefined
  readonly limit: number
}

/** What pages link to. */
export const linksOfPages = (db: Reader, of: LinksOfPages): Promise<LinkRow[]> =>
  of.pages.length === 0
    ? Promise.resolve([])
    : db.all(sql<LinkRow>`
        select pl_from as "from", lt_namespace as namespace, lt_title as title
        from pagelinks join linktarget on lt_id = pl_target_id
        where ${conditions(sql`pl_from`, of)} order by ${order(sql`pl_from`, of)} limit ${of.limit}`)

/** What pages include. */
export const templatesOfPages = (db: Reader, of: LinksOfPages): Promise<LinkRow[]> =>
  of.pages.length === 0
    ? Promise.resolve([])
    : db.all(sql<LinkRow>`
        select tl_from as "from", lt_namespace as namespace, lt_title as title
        from templatelinks join linktarget on lt_id = tl_target_id
        where ${conditions(sql`tl_from`, of)} order by ${order(sql`tl_from`, of)} limit ${of.limit}`)

/** From the first row on, in either direction. */
const fromOn = (columns: Sql, values: Sql, ascending: boolean): Sql =>
  ascending ? sql`(${columns}) >= (${values})` : sql`(${columns}) <= (${values})`

function conditions(from: Sql, { pages, namespaces, titles, at, ascending }: LinksOfPages): Sql {
  return sql.all([
    sql`${from} in ${sql.in(pages)}`,
    namespaces && sql`lt_namespace in ${sql.in(namespaces)}`,
    titles && anyTitle(titles, sql`lt_namespace`, sql`lt_title`),
    at && fromOn(sql`${from}, lt_namespace, lt_title`, sql`${at.from}, ${at.namespace}, ${at.title}`, ascending),
  ])
}

const order = (from: Sql, { ascending }: LinksOfPages): Sql =>
  ascending ? sql`${from}, lt_namespace, lt_title` : sql`${from} desc, lt_namespace desc, lt_title desc`

/** The files that pages show. */
export function imagesOfPages(db: Reader, { pages, titles, at, ascending, limit }: LinksOfPages): Promise<LinkRow[]> {
  if (pages.length === 0) return Promise.resolve([])
  const where = sql.all([
    sql`il_from in ${sql.in(pages)}`,
    titles && sql`il_to in ${sql.in(titles.map(title => title.dbKey))}`,
    at && fromOn(sql`il_from, il_to`, sql`${at.from}, ${at.title}`, ascending),
  ])
  const by = ascending ? sql`il_from, il_to` : sql`il_from desc, il_to desc`
  return db.all(sql<LinkRow>`
    select il_from as "from", 6 as namespace, il_to as title from imagelinks where ${where} order by ${by} limit ${limit}`)
}

export interface CategoryOfPageRow {
  readonly from: PageId
  readonly title: string
  readonly sortkey: Uint8Array
  readonly prefix: string
  readonly timestamp: string
}

/** The categories that pages are in; `hidden` says whether those that hide, or the others alone. */
export function categoriesOfPages(
  db: Reader,
  { pages, titles, at, ascending, limit, hidden }: LinksOfPages & { readonly hidden?: boolean | undefined },
): Promise<CategoryOfPageRow[]> {
  if (pages.length === 0) return Promise.resolve([])
  const hides = sql`exists (select 1 from page join page_props on pp_page = page_id and pp_propname = 'hiddencat'
    where page_namespace = 14 and page_title = cl_to)`
  const where = sql.all([
    sql`cl_from in ${sql.in(pages)}`,
    titles && sql`cl_to in ${sql.in(titles.map(title => title.dbKey))}`,
    hidden === undefined ? undefined : hidden ? hides : sql`not ${hides}`,
    at && fromOn(sql`cl_from, cl_to`, sql`${at.from}, ${at.title}`, ascending),
  ])
  const by = ascending ? sql`cl_from, cl_to` : sql`cl_from desc, cl_to desc`
  return db.all(sql<CategoryOfPageRow>`
    select cl_from as "from", cl_to as title, cl_sortkey as sortkey, cl_sortkey_prefix as prefix,
      cl_timestamp as timestamp
    from categorylinks where ${where} order by ${by} limit ${limit}`)
}
