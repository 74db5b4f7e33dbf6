// The SQL that says which of many pages exist, and what their latest revisions are.
import type { PageId, RevId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { anyTitle } from './page-store.ts'
import type { Title } from './title.ts'

export interface ExistingTitleRow {
  readonly page_id: PageId
  readonly page_namespace: number
  readonly page_title: string
  readonly page_latest: RevId
  readonly page_is_redirect: number
}

/** Fewer than a statement takes. */
const titlesAtOnce = 4000

/** Those of these pages that exist, in no order; one statement for each few thousand. */
export async function existingTitles(db: Reader, titles: readonly Title[]): Promise<ExistingTitleRow[]> {
  const found: ExistingTitleRow[] = []
  for (let from = 0; from < titles.length; from += titlesAtOnce) {
    const some = titles.slice(from, from + titlesAtOnce)
    const rows = await db.all(sql<ExistingTitleRow>`
      select page_id, page_namespace, page_title, page_latest, page_is_redirect from page
      where ${anyTitle(some, sql`page_namespace`, sql`page_title`)}`)
    found.push(...rows)
  }
  return found
}
