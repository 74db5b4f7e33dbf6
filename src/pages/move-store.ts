// The SQL of moving pages.
import type { PageId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { type PageRow, pageColumns } from './page-store.ts'
import type { Title } from './title.ts'

/** Gives a page another title, which must be free. */
export async function renamePage(tx: Transaction, page: PageId, to: Title): Promise<void> {
  await tx.run(sql`
    update page set page_namespace = ${to.namespace}, page_title = ${to.dbKey} where page_id = ${page}`)
}

/** Whether a page has just one revision. */
export async function hasOneRevision(db: Reader, page: PageId): Promise<boolean> {
  const rows = await db.all(sql<{ rev_id: number }>`select rev_id from revision where rev_page = ${page} limit 2`)
  return rows.length === 1
}

/** The pages below a page, by title, at most `limit`. */
export const subpagesOf = (db: Reader, { namespace, dbKey }: Title, limit: number): Promise<PageRow[]> =>
  db.all(sql<PageRow>`
    select ${pageColumns} from page
    where page_namespace = ${namespace} and page_title >= ${`${dbKey}/`} and page_title < ${`${dbKey}0`}
    order by page_title limit ${limit}`)
