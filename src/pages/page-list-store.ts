// The SQL of lists of pages: by title, at random, by what they are protected with.
import type { PageId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { inTitleRange, type TitleRange } from './title-range-store.ts'

export interface ListedPageRow {
  readonly page_id: PageId
  readonly page_namespace: number
  readonly page_title: string
  readonly page_random: number
}
const listedColumns = sql`page_id, page_namespace, page_title, page_random`

/** Which protections a page must have one of. */
export interface ProtectionFilter {
  /** None for protections of any kind. */
  readonly types: readonly string[]
  /** None for any. */
  readonly levels: readonly string[]
  readonly cascade?: boolean | undefined
  readonly forever?: boolean | undefined
  /** 14 digits. */
  readonly now: string
}

export interface PageFilter {
  readonly redirect?: boolean | undefined
  readonly minSize?: number | undefined
  readonly maxSize?: number | undefined
  readonly protection?: ProtectionFilter | undefined
  /** Whether the page has links to itself in other languages. */
  readonly langLinks?: boolean | undefined
}

const isRedirect = (redirect: boolean | undefined): Sql | undefined =>
  redirect === undefined ? undefined : sql`page_is_redirect = ${redirect ? 1 : 0}`

function isProtected({ types, levels, cascade, forever, now }: ProtectionFilter): Sql {
  return sql`exists (select 1 from page_restrictions where pr_page = page_id and ${sql.all([
    sql`pr_expiry > ${now}`,
    types.length === 0 ? undefined : sql`pr_type in ${sql.in(types)}`,
    levels.length === 0 ? undefined : sql`pr_level in ${sql.in(levels)}`,
    cascade === undefined ? undefined : sql`pr_cascade = ${cascade ? 1 : 0}`,
    forever === undefined ? undefined : forever ? sql`pr_expiry = 'infinity'` : sql`pr_expiry <> 'infinity'`,
  ])})`
}

const hasLangLinks = (has: boolean): Sql =>
  sql`${has ? sql`exists` : sql`not exists`} (select 1 from langlinks where ll_from = page_id)`

/** Pages of a namespace in the order of their titles. */
export function pagesInRange(
  db: Reader,
  namespace: number,
  range: readonly TitleRange[],
  filter: PageFilter,
  limit: number,
): Promise<ListedPageRow[]> {
  const { minSize, maxSize, protection, redirect, langLinks } = filter
  const where = sql.all([
    sql`page_namespace = ${namespace}`,
    ...range.map(one => inTitleRange(sql`page_title`, one)),
    isRedirect(redirect),
    minSize === undefined ? undefined : sql`page_len >= ${minSize}`,
    maxSize === undefined ? undefined : sql`page_len <= ${maxSize}`,
    protection === undefined ? undefined : isProtected(protection),
    langLinks === undefined ? undefined : hasLangLinks(langLinks),
  ])
  const order = range.every(one => one.ascending) ? sql`page_title` : sql`page_title desc`
  return db.all(sql<ListedPageRow>`
    select ${listedColumns} from page where ${where} order by ${order} limit ${limit}`)
}

/** A place in the order of `page_random`: from a number (or a page of that number) on, up to a number. */
export interface RandomStretch {
  readonly from: number
  readonly fromPage?: PageId | undefined
  readonly before?: number | undefined
}

/** Pages in the order of their random numbers: those of each namespace by its index, together in one statement. */
export async function pagesAtRandom(
  db: Reader,
  namespaces: readonly number[],
  stretch: RandomStretch,
  redirect: boolean | undefined,
  limit: number,
): Promise<ListedPageRow[]> {
  const { from, fromPage, before } = stretch
  const parts = namespaces.map(namespace => {
    const where = sql.all([
      sql`page_namespace = ${namespace}`,
      fromPage === undefined ? sql`page_random >= ${from}` : sql`(page_random, page_id) >= (${from}, ${fromPage})`,
      before === undefined ? undefined : sql`page_random < ${before}`,
      isRedirect(redirect),
    ])
    return sql`select * from (
      select ${listedColumns} from page where ${where} order by page_random, page_id limit ${limit}) as part`
  })
  const rows = await db.all(sql<ListedPageRow>`${sql.join(parts, sql` union all `)}`)
  return rows.sort((a, b) => a.page_random - b.page_random || a.page_id - b.page_id).slice(0, limit)
}

/** Pages whose title begins so in one of the namespaces, in the order of titles, then of namespaces. */
export async function pagesBeginningWith(
  db: Reader,
  namespaces: readonly number[],
  prefix: string,
  limit: number,
): Promise<ListedPageRow[]> {
  const range: TitleRange = { prefix, ascending: true }
  const found: ListedPageRow[] = []
  // Each namespace by itself, so that an index has the order.
  for (const namespace of namespaces) found.push(...(await pagesInRange(db, namespace, [range], {}, limit)))
  found.sort((a, b) =>
    a.page_title === b.page_title ? a.page_namespace - b.page_namespace : a.page_title < b.page_title ? -1 : 1,
  )
  return found.slice(0, limit)
}
