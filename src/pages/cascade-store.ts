// The SQL of protection that cascades: a page that includes another protects that too.
import type { Restriction } from '../access/page-permissions.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { NS, namespaceTable } from './namespaces.ts'
import { makeTitle, prefixedText, type Title } from './title.ts'

/** A page that protects another because it includes it. */
export interface CascadeSource {
  readonly page: Title
  /** As a link names it on any wiki. */
  readonly title: string
  readonly restrictions: readonly Restriction[]
}

interface CascadeRow {
  readonly pr_page: number
  readonly pr_type: string
  readonly pr_level: string
  readonly pr_expiry: string
  readonly page_namespace: number
  readonly page_title: string
  /** Of the page that is included. */
  readonly namespace: number
  readonly title: string
}

/** The pages whose protection in force at `now` (14 digits) reaches a title. */
export async function cascadeSources(db: Reader, title: Title, now: string): Promise<CascadeSource[]> {
  return (await cascadeSourcesOf(db, [title], now)).get(`${title.namespace}:${title.dbKey}`) ?? []
}

/** The same of many titles in one statement, by namespace and name: `10:Name`. Those that nothing reaches are left out. */
export async function cascadeSourcesOf(
  db: Reader,
  titles: readonly Title[],
  now: string,
): Promise<Map<string, CascadeSource[]>> {
  if (titles.length === 0) return new Map()
  const included = titles.map(({ namespace, dbKey }) => sql`(lt_namespace = ${namespace} and lt_title = ${dbKey})`)
  const files = titles.filter(title => title.namespace === NS.file).map(title => title.dbKey)
  const shown =
    files.length === 0
      ? sql``
      : sql`union all select ${columns}, ${NS.file} as namespace, il_to as title
          from page_restrictions join page on page_id = pr_page join imagelinks on il_from = pr_page
          where pr_cascade = 1 and pr_expiry > ${now} and il_to in ${sql.in(files)}`
  // Few pages cascade, and an index has them: most wikis end here.
  const rows = await db.all(sql<CascadeRow>`
    select ${columns}, lt_namespace as namespace, lt_title as title
    from page_restrictions join page on page_id = pr_page join templatelinks on tl_from = pr_page
      join linktarget on lt_id = tl_target_id
    where pr_cascade = 1 and pr_expiry > ${now} and (${sql.join(included, sql` or `)}) ${shown}`)
  const byTitle = Map.groupBy(rows, row => `${row.namespace}:${row.title}`)
  return new Map([...byTitle].map(([key, of]) => [key, sourcesOf(of)]))
}
const columns = sql`pr_page, pr_type, pr_level, pr_expiry, page_namespace, page_title`

/** In the order of the titles of the sources, whatever the database does with a `union`. */
function sourcesOf(rows: readonly CascadeRow[]): CascadeSource[] {
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  const unique = [...new Map(rows.map(row => [`${row.pr_page}:${row.pr_type}`, row])).values()].sort(
    (a, b) =>
      a.page_namespace - b.page_namespace || compare(a.page_title, b.page_title) || compare(a.pr_type, b.pr_type),
  )
  return [...Map.groupBy(unique, row => row.pr_page).values()].flatMap(of => {
    const [first] = of
    if (first === undefined) return []
    const page = makeTitle(first.page_namespace, first.page_title)
    const restrictions = of.map(row => ({
      type: row.pr_type,
      level: row.pr_level,
      expiry: row.pr_expiry,
      cascade: true,
    }))
    return [{ page, title: nameOnAnyWiki(page), restrictions }]
  })
}

const builtIn = namespaceTable('Project', [])

/** Names of built-in namespaces are understood everywhere; a wiki's own is asked of the wiki. */
function nameOnAnyWiki(page: Title): string {
  if (builtIn.byId.has(page.namespace)) return prefixedText(page, builtIn)
  return `{{ns:${page.namespace}}}:${page.dbKey.replaceAll('_', ' ')}`
}
