// The SQL of links that leave the wiki: to addresses, to other wikis, to other languages.
import type { PageId } from '../ids.ts'
import { beginsWith } from '../pages/title-range-store.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import type { UrlPattern } from './url-index.ts'

export interface ExternalLinkRow {
  readonly el_id: number
  readonly el_from: PageId
  readonly el_to_domain_index: string
  readonly el_to_path: string
}

/** Addresses of any of these patterns. */
const matching = (patterns: readonly UrlPattern[]): Sql => {
  const pieces = patterns.map(({ domainIndex, isWholeDomain, path }) =>
    sql.all([
      isWholeDomain ? sql`el_to_domain_index = ${domainIndex}` : beginsWith(sql`el_to_domain_index`, domainIndex),
      path === '' ? undefined : beginsWith(sql`el_to_path`, path),
    ]),
  )
  return pieces.length === 0
    ? sql`1 = 0`
    : sql`(${sql.join(
        pieces.map(piece => sql`(${piece})`),
        sql` or `,
      )})`
}

export interface ExternalLinks {
  /** None stands for all. */
  readonly patterns: readonly UrlPattern[] | undefined
  /** The first row. */
  readonly at: number | undefined
  readonly limit: number
}

/** The addresses that pages link to, in the order in which they were put there. */
export function externalLinksOf(
  db: Reader,
  pages: readonly PageId[],
  { patterns, at, limit }: ExternalLinks,
): Promise<ExternalLinkRow[]> {
  if (pages.length === 0) return Promise.resolve([])
  const where = sql.all([
    sql`el_from in ${sql.in(pages)}`,
    patterns && matching(patterns),
    at === undefined ? undefined : sql`el_id >= ${at}`,
  ])
  return db.all(sql<ExternalLinkRow>`
    select el_id, el_from, el_to_domain_index, el_to_path from externallinks where ${where} order by el_id limit ${limit}`)
}

export interface ExternalUseRow extends ExternalLinkRow {
  readonly page_id: PageId
  readonly page_namespace: number
  readonly page_title: string
}

/** Pages that link to addresses, in the order in which they came to. */
export function usesOfExternal(
  db: Reader,
  { patterns, at, limit, namespaces }: ExternalLinks & { readonly namespaces: readonly number[] | undefined },
): Promise<ExternalUseRow[]> {
  const where = sql.all([
    patterns && matching(patterns),
    namespaces && sql`page_namespace in ${sql.in(namespaces)}`,
    at === undefined ? undefined : sql`el_id >= ${at}`,
  ])
  return db.all(sql<ExternalUseRow>`
    select el_id, el_from, el_to_domain_index, el_to_path, page_id, page_namespace, page_title
    from externallinks join page on page_id = el_from where ${where} order by el_id limit ${limit}`)
}

/** A link to a page of another wiki, or of another language. */
export interface ForeignLinkRow {
  readonly from: PageId
  readonly prefix: string
  readonly title: string
}

export interface ForeignLinksOf {
  readonly pages: readonly PageId[]
  readonly prefix?: string | undefined
  readonly title?: string | undefined
  readonly ascending: boolean
  /** The first row. */
  readonly at?: ForeignLinkRow | undefined
  readonly limit: number
}

/** The names of the columns of the two tables of foreign links. */
const interwiki = { table: sql`iwlinks`, from: sql`iwl_from`, prefix: sql`iwl_prefix`, title: sql`iwl_title` }
const language = { table: sql`langlinks`, from: sql`ll_from`, prefix: sql`ll_lang`, title: sql`ll_title` }
type ForeignTable = typeof interwiki

function foreignLinks(db: Reader, table: ForeignTable, of: ForeignLinksOf): Promise<ForeignLinkRow[]> {
  const { pages, prefix, title, ascending, at, limit } = of
  if (pages.length === 0) return Promise.resolve([])
  const columns = sql`${table.from}, ${table.prefix}, ${table.title}`
  const where = sql.all([
    sql`${table.from} in ${sql.in(pages)}`,
    prefix === undefined ? undefined : sql`${table.prefix} = ${prefix}`,
    title === undefined ? undefined : sql`${table.title} = ${title}`,
    at &&
      (ascending
        ? sql`(${columns}) >= (${at.from}, ${at.prefix}, ${at.title})`
        : sql`(${columns}) <= (${at.from}, ${at.prefix}, ${at.title})`),
  ])
  const by = ascending ? columns : sql`${table.from} desc, ${table.prefix} desc, ${table.title} desc`
  return db.all(sql<ForeignLinkRow>`
    select ${table.from} as "from", ${table.prefix} as prefix, ${table.title} as title
    from ${table.table} where ${where} order by ${by} limit ${limit}`)
}

/** What pages link to in other wikis. */
export const interwikiLinksOf = (db: Reader, of: ForeignLinksOf): Promise<ForeignLinkRow[]> =>
  foreignLinks(db, interwiki, of)

/** The pages in other languages that pages name as their own. */
export const languageLinksOf = (db: Reader, of: ForeignLinksOf): Promise<ForeignLinkRow[]> =>
  foreignLinks(db, language, of)

export interface ForeignUseRow extends ForeignLinkRow {
  readonly page_id: PageId
  readonly page_namespace: number
  readonly page_title: string
}

export type ForeignUses = Omit<ForeignLinksOf, 'pages'>

function foreignUses(db: Reader, table: ForeignTable, of: ForeignUses): Promise<ForeignUseRow[]> {
  const { prefix, title, ascending, at, limit } = of
  const columns = sql`${table.prefix}, ${table.title}, ${table.from}`
  const where = sql.all([
    prefix === undefined ? undefined : sql`${table.prefix} = ${prefix}`,
    title === undefined ? undefined : sql`${table.title} = ${title}`,
    at &&
      (ascending
        ? sql`(${columns}) >= (${at.prefix}, ${at.title}, ${at.from})`
        : sql`(${columns}) <= (${at.prefix}, ${at.title}, ${at.from})`),
  ])
  const by = ascending ? columns : sql`${table.prefix} desc, ${table.title} desc, ${table.from} desc`
  return db.all(sql<ForeignUseRow>`
    select ${table.from} as "from", ${table.prefix} as prefix, ${table.title} as title,
      page_id, page_namespace, page_title
    from ${table.table} join page on page_id = ${table.from} where ${where} order by ${by} limit ${limit}`)
}

/** Pages that link to other wikis, in the order of what they link to. */
export const usesOfInterwiki = (db: Reader, of: ForeignUses): Promise<ForeignUseRow[]> => foreignUses(db, interwiki, of)

/** Pages that name pages in other languages as their own, in the order of these. */
export const usesOfLanguage = (db: Reader, of: ForeignUses): Promise<ForeignUseRow[]> => foreignUses(db, language, of)
