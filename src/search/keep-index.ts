// Keeping the index of words: of each page its latest text, if everybody may read it.
import type { PageId } from '../ids.ts'
import { type PageRow, titleOfPage } from '../pages/page-store.ts'
import { titleText } from '../pages/title.ts'
import type { Transaction } from '../storage/database.ts'
import { type IndexedPage, indexedRevisions, indexPage, removeFromIndex } from './search-store.ts'
import { foldText } from './words.ts'

/** Characters of a page that are indexed: a longer text would hold up all who write. */
const mostText = 250_000

/** What the index is to have of a page. */
export const indexedPage = (row: PageRow, text: string): IndexedPage => ({
  id: row.page_id,
  revision: row.page_latest,
  title: foldText(titleText(titleOfPage(row))),
  text: foldText(text.slice(0, mostText)),
})

/** Brings the index up to date for some pages, those that are gone among them. */
export async function keepIndex(
  tx: Transaction,
  pages: readonly IndexedPage[],
  gone: readonly PageId[],
): Promise<void> {
  const known = await indexedRevisions(tx, [...pages.map(page => page.id), ...gone])
  for (const page of pages) {
    if (known.get(page.id) !== page.revision) await indexPage(tx, page)
  }
  await removeFromIndex(
    tx,
    gone.filter(id => known.has(id)),
  )
}
