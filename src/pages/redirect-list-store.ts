// The SQL of lists of redirects: by where they lead.
import type { PageId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { anyTitle } from './page-store.ts'
import type { Title } from './title.ts'
import { inTitleRange, type TitleRange } from './title-range-store.ts'

export interface RedirectRow {
  readonly rd_from: PageId
  readonly rd_namespace: number
  readonly rd_title: string
  readonly rd_interwiki: string
  readonly rd_fragment: string
}

export interface TargetsQuery {
  readonly namespace: number
  readonly range: TitleRange
  /** The first row; without `from`, the first title. */
  readonly at: { readonly title: string; readonly from?: PageId } | undefined
  readonly limit: number
}

/** All redirects to pages of a namespace, in the order of where they lead. */
export function redirectsByTarget(db: Reader, { namespace, range, at, limit }: TargetsQuery): Promise<RedirectRow[]> {
  const { ascending } = range
  const from = at?.from ?? 0
  const where = sql.all([
    sql`rd_namespace = ${namespace}`,
    inTitleRange(sql`rd_title`, range),
    at &&
      (ascending
        ? sql`(rd_title, rd_from) >= (${at.title}, ${from})`
        : sql`(rd_title, rd_from) <= (${at.title}, ${from})`),
  ])
  const order = ascending ? sql`rd_title, rd_from` : sql`rd_title desc, rd_from desc`
  return db.all(sql<RedirectRow>`
    select rd_from, rd_namespace, rd_title, rd_interwiki, rd_fragment from redirect
    where ${where} order by ${order} limit ${limit}`)
}

/** Each title of a namespace that redirects lead to, once; in order. */
export function targetsOfRedirects(
  db: Reader,
  { namespace, range, at, limit }: TargetsQuery,
): Promise<{ rd_namespace: number; rd_title: string }[]> {
  const { ascending } = range
  const where = sql.all([
    sql`rd_namespace = ${namespace}`,
    inTitleRange(sql`rd_title`, range),
    at && (ascending ? sql`rd_title >= ${at.title}` : sql`rd_title <= ${at.title}`),
  ])
  const order = ascending ? sql`rd_title` : sql`rd_title desc`
  return db.all(sql<{ rd_namespace: number; rd_title: string }>`
    select distinct rd_namespace, rd_title from redirect where ${where} order by ${order} limit ${limit}`)
}

export interface RedirectToRow extends RedirectRow {
  readonly page_namespace: number
  readonly page_title: string
}

/** Redirects of this wiki to these titles, in the order of target and page. */
export function redirectsTo(
  db: Reader,
  query: {
    readonly targets: readonly Title[]
    readonly namespaces: readonly number[] | undefined
    readonly fragment: boolean | undefined
    /** The first row. */
    readonly at: { readonly namespace: number; readonly title: string; readonly from: PageId } | undefined
    readonly limit: number
  },
): Promise<RedirectToRow[]> {
  const { targets, namespaces, fragment, at, limit } = query
  const where: Sql = sql.all([
    anyTitle(targets, sql`rd_namespace`, sql`rd_title`),
    sql`rd_interwiki = ''`,
    namespaces === undefined ? undefined : sql`page_namespace in ${sql.in(namespaces)}`,
    fragment === undefined ? undefined : fragment ? sql`rd_fragment <> ''` : sql`rd_fragment = ''`,
    at && sql`(rd_namespace, rd_title, rd_from) >= (${at.namespace}, ${at.title}, ${at.from})`,
  ])
  return db.all(sql<RedirectToRow>`
    select rd_from, rd_namespace, rd_title, rd_interwiki, rd_fragment, page_namespace, page_title
    from redirect join page on page_id = rd_from where ${where}
    order by rd_namespace, rd_title, rd_from limit ${limit}`)
}
