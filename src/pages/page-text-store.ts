// The SQL that reads what pages say now, many at a time.
import type { TextId } from '../ids.ts'
import { textsByIds } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { anyTitle } from './page-store.ts'
import { makeTitle, type Title } from './title.ts'

/** The latest texts of these pages; those that do not exist are left out. The latest text is never hidden. */
export async function latestTexts(db: Reader, titles: readonly Title[]): Promise<Map<Title, string>> {
  if (titles.length === 0) return new Map()
  const rows = await db.all(sql<{ page_namespace: number; page_title: string; rev_text_id: TextId }>`
    select page_namespace, page_title, rev_text_id from page join revision on rev_id = page_latest
    where ${anyTitle(titles, sql`page_namespace`, sql`page_title`)}`)
  const texts = await textsByIds(
    db,
    rows.map(row => row.rev_text_id),
  )
  return new Map(rows.map(row => [makeTitle(row.page_namespace, row.page_title), texts.get(row.rev_text_id) ?? '']))
}
