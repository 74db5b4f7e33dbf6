// The SQL that reads what pages say now, many at a time.
import type { RevId, TextId } from '../ids.ts'
import { hiddenContent } from '../revisions/hidden-bits.ts'
import { textsByIds } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { anyTitle } from './page-store.ts'
import { makeTitle, type Title } from './title.ts'

/** The latest text of a page, and of which revision it is. */
export interface LatestText {
  readonly title: Title
  readonly revId: RevId
  readonly text: string
}

/** The latest texts of these pages; those that do not exist are left out. A hidden text, which only an import brings, is none. */
export async function latestTextsOf(db: Reader, titles: readonly Title[]): Promise<LatestText[]> {
  if (titles.length === 0) return []
  const rows = await db.all(sql<{
    page_namespace: number
    page_title: string
    page_latest: RevId
    rev_text_id: TextId
  }>`
    select page_namespace, page_title, page_latest, rev_text_id from page join revision on rev_id = page_latest
    where ${anyTitle(titles, sql`page_namespace`, sql`page_title`)} and (rev_deleted & ${hiddenContent}) = 0`)
  const texts = await textsByIds(
    db,
    rows.map(row => row.rev_text_id),
  )
  return rows.map(row => ({
    title: makeTitle(row.page_namespace, row.page_title),
    revId: row.page_latest,
    text: texts.get(row.rev_text_id) ?? '',
  }))
}

/** The same by title. */
export const latestTexts = async (db: Reader, titles: readonly Title[]): Promise<Map<Title, string>> =>
  new Map((await latestTextsOf(db, titles)).map(({ title, text }) => [title, text]))
