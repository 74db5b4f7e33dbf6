// The SQL of the pages that change messages of the interface.
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { NS } from './namespaces.ts'

/** The names of all pages of the MediaWiki namespace, as in `page_title`. */
export async function messagePages(db: Reader): Promise<string[]> {
  const rows = await db.all(sql<{ page_title: string }>`
    select page_title from page where page_namespace = ${NS.mediawiki} order by page_title`)
  return rows.map(row => row.page_title)
}
