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
}

/** The pages whose protection in force at `now` (14 digits) reaches a title. */
export async function cascadeSources(db: Reader, title: Title, now: string): Promise<CascadeSource[]> {
  const shown =
    title.namespace === NS.file
      ? sql`or exists (select 1 from imagelinks where il_from = pr_page and il_to = ${title.dbKey})`
      : sql``
  // Few pages cascade, and an index has them: most wikis end here.
  const rows = await db.all(sql<CascadeRow>`
    select pr_page, pr_type, pr_level, pr_expiry, page_namespace, page_title
    from page_restrictions join page on page_id = pr_page
    where pr_cascade = 1 and pr_expiry > ${now} and (exists (
      select 1 from templatelinks join linktarget on lt_id = tl_target_id
      where tl_from = pr_page and lt_namespace = ${title.namespace} and lt_title = ${title.dbKey}) ${shown})
    order by page_namespace, page_title, pr_type`)
  return [...Map.groupBy(rows, row => row.pr_page).values()].flatMap(of => {
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
