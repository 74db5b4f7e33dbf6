// The SQL of pages, their protection and their redirects.
import type { PageState, Restriction } from '../access/page-permissions.ts'
import type { PageId, RevId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { cascadeSources } from './cascade-store.ts'
import { makeTitle, type Title } from './title.ts'

export interface PageRow {
  readonly page_id: PageId
  readonly page_namespace: number
  readonly page_title: string
  readonly page_is_redirect: number
  readonly page_is_new: number
  /** 14 digits. */
  readonly page_touched: string
  readonly page_latest: RevId
  readonly page_len: number
  readonly page_content_model: string
  readonly page_lang: string | null
}
export const pageColumns = sql`page_id, page_namespace, page_title, page_is_redirect, page_is_new, page_touched,
  page_latest, page_len, page_content_model, page_lang`

export const titleOfPage = (row: Pick<PageRow, 'page_namespace' | 'page_title'>): Title =>
  makeTitle(row.page_namespace, row.page_title)

export const pageByTitle = (db: Reader, title: Title): Promise<PageRow | undefined> =>
  db.get(sql<PageRow>`
    select ${pageColumns} from page where page_namespace = ${title.namespace} and page_title = ${title.dbKey}`)

export const pageById = (db: Reader, id: PageId): Promise<PageRow | undefined> =>
  db.get(sql<PageRow>`select ${pageColumns} from page where page_id = ${id}`)

export const pagesByIds = (db: Reader, ids: readonly PageId[]): Promise<PageRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.all(sql<PageRow>`select ${pageColumns} from page where page_id in ${sql.in(ids)} order by page_id`)

/** A condition for any of these titles, driven by the index. */
export function anyTitle(titles: readonly Title[], namespace: Sql, title: Sql): Sql {
  const byNamespace = new Map<number, string[]>()
  for (const one of titles) {
    const keys = byNamespace.get(one.namespace) ?? []
    keys.push(one.dbKey)
    byNamespace.set(one.namespace, keys)
  }
  const pieces = [...byNamespace].map(([id, keys]) => sql`(${namespace} = ${id} and ${title} in ${sql.in(keys)})`)
  return pieces.length === 0 ? sql`1 = 0` : sql`(${sql.join(pieces, sql` or `)})`
}

export const pagesByTitles = (db: Reader, titles: readonly Title[]): Promise<PageRow[]> =>
  titles.length === 0
    ? Promise.resolve([])
    : db.all(sql<PageRow>`
        select ${pageColumns} from page where ${anyTitle(titles, sql`page_namespace`, sql`page_title`)}`)

/** Inserts a page without a revision; `linkLatest` gives it one. Undefined when the title is taken. */
export async function insertPage(
  tx: Transaction,
  page: { title: Title; random: number; now: string; contentModel: string },
): Promise<PageId | undefined> {
  const row = await tx.get(sql<{ page_id: PageId }>`
    insert into page (page_namespace, page_title, page_is_redirect, page_is_new, page_random, page_touched, page_latest,
      page_len, page_content_model)
    values (${page.title.namespace}, ${page.title.dbKey}, 0, 1, ${page.random}, ${page.now}, 0, 0, ${page.contentModel})
    on conflict (page_namespace, page_title) do nothing returning page_id`)
  return row?.page_id
}

export interface LatestRevision {
  readonly revId: RevId
  readonly length: number
  readonly contentModel: string
  readonly isRedirect: boolean
  readonly isNew: boolean
  readonly now: string
}

/** Makes a revision the latest of its page, if `parent` still is; says whether it did. */
export async function linkLatest(
  tx: Transaction,
  id: PageId,
  parent: RevId | 0,
  latest: LatestRevision,
): Promise<boolean> {
  const { changes } = await tx.run(sql`
    update page set page_latest = ${latest.revId}, page_len = ${latest.length},
      page_content_model = ${latest.contentModel}, page_is_redirect = ${latest.isRedirect ? 1 : 0},
      page_is_new = ${latest.isNew ? 1 : 0}, page_touched = ${latest.now}
    where page_id = ${id} and page_latest = ${parent}`)
  return changes === 1
}

/** Says that pages look otherwise since a time. */
export async function touchPages(tx: Transaction, ids: readonly PageId[], now: string): Promise<void> {
  await tx.run(sql`
    update page set page_touched = ${now} where page_id in ${sql.in(ids)} and page_touched < ${now}`)
}

interface RestrictionRow {
  pr_page: PageId
  pr_type: string
  pr_level: string
  pr_cascade: number
  pr_expiry: string
}
const asRestriction = (row: RestrictionRow): Restriction => ({
  type: row.pr_type,
  level: row.pr_level,
  expiry: row.pr_expiry,
  cascade: row.pr_cascade !== 0,
})

/** The protections in force at `now` (14 digits), by page. */
export async function restrictionsOfPages(
  db: Reader,
  ids: readonly PageId[],
  now: string,
): Promise<Map<PageId, Restriction[]>> {
  const found = new Map<PageId, Restriction[]>()
  if (ids.length === 0) return found
  const rows = await db.all(sql<RestrictionRow>`
    select pr_page, pr_type, pr_level, pr_cascade, pr_expiry from page_restrictions
    where pr_page in ${sql.in(ids)} and pr_expiry > ${now} order by pr_page, pr_type`)
  for (const row of rows) found.set(row.pr_page, [...(found.get(row.pr_page) ?? []), asRestriction(row)])
  return found
}

export interface ProtectedTitleRow {
  readonly pt_namespace: number
  readonly pt_title: string
  readonly pt_by: string
  readonly pt_by_user: number | null
  readonly pt_reason: string
  readonly pt_timestamp: string
  readonly pt_expiry: string
  readonly pt_create_perm: string
}
/** The protections against creation in force on these titles. */
export const titleProtections = (db: Reader, titles: readonly Title[], now: string): Promise<ProtectedTitleRow[]> =>
  titles.length === 0
    ? Promise.resolve([])
    : db.all(sql<ProtectedTitleRow>`
        select pt_namespace, pt_title, actor_name as pt_by, actor_user as pt_by_user, pt_reason, pt_timestamp, pt_expiry,
          pt_create_perm
        from protected_titles left join actor on actor_id = pt_actor
        where ${anyTitle(titles, sql`pt_namespace`, sql`pt_title`)} and pt_expiry > ${now}`)

/** What must be known of a page to say who may do what to it; two statements besides the page. */
export async function stateOfPage(
  db: Reader,
  title: Title,
  page: PageRow | undefined,
  now: string,
): Promise<PageState> {
  const sources = await cascadeSources(db, title, now)
  const cascade = sources.length === 0 ? {} : { cascadeSources: sources }
  if (page === undefined) {
    const [row] = await titleProtections(db, [title], now)
    const titleProtection =
      row === undefined ? undefined : { level: row.pt_create_perm, by: row.pt_by, reason: row.pt_reason }
    return { title, id: 0, restrictions: [], ...(titleProtection ? { titleProtection } : {}), ...cascade }
  }
  const restrictions = await restrictionsOfPages(db, [page.page_id], now)
  return { ...unprotectedState(title, page), restrictions: restrictions.get(page.page_id) ?? [], ...cascade }
}

/** The same of a page that nothing protects. */
export const unprotectedState = (title: Title, page: PageRow): PageState => ({
  title,
  id: page.page_id,
  contentModel: page.page_content_model,
  restrictions: [],
})

/** Remembers or forgets where a redirect leads. */
export async function setRedirect(tx: Transaction, from: PageId, target: Title | undefined): Promise<void> {
  if (target === undefined) {
    await tx.run(sql`delete from redirect where rd_from = ${from}`)
    return
  }
  await tx.run(sql`
    insert into redirect (rd_from, rd_namespace, rd_title, rd_interwiki, rd_fragment)
    values (${from}, ${target.namespace}, ${target.dbKey}, ${target.interwiki}, ${target.fragment})
    on conflict (rd_from) do update set rd_namespace = excluded.rd_namespace, rd_title = excluded.rd_title,
      rd_interwiki = excluded.rd_interwiki, rd_fragment = excluded.rd_fragment`)
}

/** Where these redirects lead, by page. */
export async function redirectsOfPages(db: Reader, ids: readonly PageId[]): Promise<Map<PageId, Title>> {
  const rows =
    ids.length === 0
      ? []
      : await db.all(
          sql<{
            rd_from: PageId
            rd_namespace: number
            rd_title: string
            rd_interwiki: string
            rd_fragment: string
          }>`select rd_from, rd_namespace, rd_title, rd_interwiki, rd_fragment from redirect where rd_from in ${sql.in(ids)}`,
        )
  return new Map(
    rows.map(row => [row.rd_from, makeTitle(row.rd_namespace, row.rd_title, row.rd_fragment, row.rd_interwiki)]),
  )
}

/** The page that a revision is of. */
export const pageRowOfRevision = (db: Reader, id: RevId): Promise<PageRow | undefined> =>
  db.get(sql<PageRow>`select ${pageColumns} from revision join page on page_id = rev_page where rev_id = ${id}`)
