// The SQL of the lists that look at the whole wiki: the longest pages, those that nothing links to, what is wanted …
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { NS } from './namespaces.ts'

export interface QueryPageRow {
  readonly namespace: number
  readonly title: string
  /** A number or 14 digits; null where the list has none. */
  readonly value: number | string | null
  /** Of redirects, where they lead: the columns as MediaWiki tells them. */
  readonly [column: string]: string | number | null
}

/** What the lists need to know of the wiki. */
export interface QueryPageScope {
  readonly contentNamespaces: readonly number[]
}

const isContent = ({ contentNamespaces }: QueryPageScope): Sql => sql`page_namespace in ${sql.in(contentNamespaces)}`
const pageColumns = sql`page_namespace as namespace, page_title as title`
const noValue = sql`null as value`
const byTitle = sql`order by namespace, title`
const mostFirst = sql`order by value desc, namespace, title`

const redirects = sql`from redirect join page as source on source.page_id = rd_from`
const redirectColumns = sql`source.page_namespace as namespace, source.page_title as title, null as value`

/** Pages that have no row of a table that says what they refer to. */
const without = (table: Sql, scope: Sql): Sql => sql`
  select ${pageColumns}, ${noValue} from page
  where ${scope} and page_is_redirect = 0 and not exists (select 1 from ${table}) ${byTitle}`

const uncategorized = (scope: Sql): Sql => without(sql`categorylinks where cl_from = page_id`, scope)

/** Targets of links or inclusions, by how many pages have them. */
const counted = (table: Sql, target: Sql, where: Sql): Sql => sql`
  select lt_namespace as namespace, lt_title as title, count(*) as value
  from ${table} join linktarget on lt_id = ${target} where ${where}
  group by lt_namespace, lt_title ${mostFirst}`

const targetIsMissing = sql`not exists (
  select 1 from page where page_namespace = lt_namespace and page_title = lt_title)`

/** Files that pages show, or categories that they are in, by how many pages. */
const countedNames = (table: Sql, name: Sql, namespace: number, where: Sql): Sql => sql`
  select cast(${namespace} as integer) as namespace, ${name} as title, count(*) as value
  from ${table} where ${where} group by ${name} order by value desc, title`

/** Pages by how many rows of a table are of them. */
const byRows = (table: Sql, from: Sql, scope: Sql, order: Sql): Sql => sql`
  select ${pageColumns}, counted.value as value
  from (select ${from} as page, count(*) as value from ${table} group by ${from}) as counted
  join page on page_id = counted.page where ${scope} ${order}`

const noFile = (name: Sql): Sql => sql`not exists (
  select 1 from page where page_namespace = ${NS.file} and page_title = ${name})`

/** By MediaWiki's names, in its order. */
const lists = {
  Ancientpages: scope => sql`
    select ${pageColumns}, rev_timestamp as value from page join revision on rev_id = page_latest
    where ${isContent(scope)} and page_is_redirect = 0 order by rev_timestamp, page_id`,
  BrokenRedirects: () => sql`
    select ${redirectColumns}, rd_namespace, rd_title, rd_fragment ${redirects}
    left join page as target on target.page_namespace = rd_namespace and target.page_title = rd_title
    where rd_interwiki = '' and rd_namespace >= 0 and target.page_id is null ${byTitle}`,
  Deadendpages: scope => without(sql`pagelinks where pl_from = page_id`, isContent(scope)),
  DoubleRedirects: () => sql`
    select ${redirectColumns}, redirect.rd_namespace as b_namespace, redirect.rd_title as b_title,
      redirect.rd_fragment as b_fragment, second.rd_namespace as c_namespace, second.rd_title as c_title,
      second.rd_fragment as c_fragment, second.rd_interwiki as c_interwiki
    from redirect join page as source on source.page_id = redirect.rd_from
    join page as middle on middle.page_namespace = redirect.rd_namespace and middle.page_title = redirect.rd_title
    join redirect as second on second.rd_from = middle.page_id
    where redirect.rd_interwiki = '' ${byTitle}`,
  Fewestrevisions: scope =>
    byRows(
      sql`revision`,
      sql`rev_page`,
      sql`${isContent(scope)} and page_is_redirect = 0`,
      sql`order by value, namespace, title`,
    ),
  ListDuplicatedFiles: () => sql`
    select cast(${NS.file} as integer) as namespace, min(img_name) as title, count(*) as value from image
    group by img_sha1 having count(*) > 1 order by value desc, title`,
  Listredirects: () => sql`
    select ${redirectColumns}, rd_namespace, rd_title, rd_fragment, rd_interwiki ${redirects} ${byTitle}`,
  Lonelypages: scope => sql`
    select ${pageColumns}, ${noValue} from page
    where ${isContent(scope)} and page_is_redirect = 0
      and not exists (select 1 from linktarget join pagelinks on pl_target_id = lt_id
        where lt_namespace = page_namespace and lt_title = page_title)
      and not exists (select 1 from linktarget join templatelinks on tl_target_id = lt_id
        where lt_namespace = page_namespace and lt_title = page_title) ${byTitle}`,
  Longpages: scope => sql`
    select ${pageColumns}, page_len as value from page
    where ${isContent(scope)} and page_is_redirect = 0 order by page_len desc, page_id`,
  MediaStatistics: () => sql`
    select cast(${NS.media} as integer) as namespace, img_media_type || ';' || img_mime || ';'
      || count(*) || ';' || sum(img_size) as title, 1 as value
    from image group by img_media_type, img_mime order by img_media_type, count(*) desc, img_mime`,
  Mostcategories: scope => byRows(sql`categorylinks`, sql`cl_from`, isContent(scope), mostFirst),
  Mostimages: () => countedNames(sql`imagelinks`, sql`il_to`, NS.file, sql`1 = 1`),
  Mostinterwikis: scope => byRows(sql`langlinks`, sql`ll_from`, isContent(scope), mostFirst),
  Mostlinked: () => sql`
    select lt_namespace as namespace, lt_title as title, count(*) as value
    from pagelinks join linktarget on lt_id = pl_target_id
    group by lt_namespace, lt_title having count(*) > 1 ${mostFirst}`,
  Mostlinkedcategories: () => countedNames(sql`categorylinks`, sql`cl_to`, NS.category, sql`1 = 1`),
  Mostlinkedtemplates: () => counted(sql`templatelinks`, sql`tl_target_id`, sql`1 = 1`),
  Mostrevisions: scope =>
    byRows(sql`revision`, sql`rev_page`, sql`${isContent(scope)} and page_is_redirect = 0`, mostFirst),
  Shortpages: scope => sql`
    select ${pageColumns}, page_len as value from page
    where ${isContent(scope)} and page_is_redirect = 0 order by page_len, page_id`,
  Uncategorizedcategories: () => uncategorized(sql`page_namespace = ${NS.category}`),
  Uncategorizedimages: () => uncategorized(sql`page_namespace = ${NS.file}`),
  Uncategorizedpages: scope => uncategorized(isContent(scope)),
  Uncategorizedtemplates: () => uncategorized(sql`page_namespace = ${NS.template}`),
  Unusedcategories: () => sql`
    select ${pageColumns}, ${noValue} from page
    where page_namespace = ${NS.category} and page_is_redirect = 0
      and not exists (select 1 from categorylinks where cl_to = page_title) ${byTitle}`,
  Unusedimages: () => sql`
    select cast(${NS.file} as integer) as namespace, img_name as title, img_timestamp as value from image
    where not exists (select 1 from imagelinks where il_to = img_name) order by img_timestamp, img_name`,
  Unusedtemplates: () => sql`
    select ${pageColumns}, ${noValue} from page
    where page_namespace = ${NS.template} and page_is_redirect = 0
      and not exists (select 1 from linktarget join templatelinks on tl_target_id = lt_id
        where lt_namespace = page_namespace and lt_title = page_title) ${byTitle}`,
  Unwatchedpages: () => sql`
    select ${pageColumns}, 0 as value from page
    where page_is_redirect = 0 and page_namespace <> ${NS.mediawiki}
      and not exists (select 1 from watchlist where wl_namespace = page_namespace and wl_title = page_title)
    ${byTitle}`,
  Wantedcategories: () =>
    countedNames(
      sql`categorylinks`,
      sql`cl_to`,
      NS.category,
      sql`not exists (select 1 from page where page_namespace = ${NS.category} and page_title = cl_to)`,
    ),
  Wantedfiles: () => countedNames(sql`imagelinks`, sql`il_to`, NS.file, noFile(sql`il_to`)),
  Wantedpages: () =>
    counted(
      sql`pagelinks`,
      sql`pl_target_id`,
      sql`lt_namespace not in (${NS.user}, ${NS.userTalk}) and lt_namespace >= 0
        and pl_from_namespace <> ${NS.mediawiki} and ${targetIsMissing}`,
    ),
  Wantedtemplates: () =>
    counted(sql`templatelinks`, sql`tl_target_id`, sql`lt_namespace = ${NS.template} and ${targetIsMissing}`),
  Withoutinterwiki: scope => without(sql`langlinks where ll_from = page_id`, isContent(scope)),
} as const satisfies Readonly<Record<string, (scope: QueryPageScope) => Sql>>

export type QueryPageName = keyof typeof lists

/** The first rows of a list. */
export const queryPageRows = (
  db: Reader,
  name: QueryPageName,
  scope: QueryPageScope,
  limit: number,
): Promise<QueryPageRow[]> => db.all(sql<QueryPageRow>`${lists[name](scope)} limit ${limit}`)
