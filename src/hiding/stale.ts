// What is known of a page by its latest text, its links and its words, is looked after in the background. Until then it is
// that of the text before: when just that is hidden, nobody waits for the background.
import type { PageId } from '../ids.ts'
import { refreshLinks } from '../links/refresh-links.ts'
import { pagesByIds } from '../pages/page-store.ts'
import { hiddenContent } from '../revisions/hidden-bits.ts'
import type { HiddenItem } from '../revisions/hide.ts'
import { indexedRevisions } from '../search/search-store.ts'
import type { Wiki } from '../wiki.ts'

/** Brings links and words up to date for pages of which a text was hidden just now and which still wait for that. */
export async function refreshStale(wiki: Wiki, items: readonly HiddenItem[]): Promise<void> {
  const ids = [...new Set(items.flatMap(pageOfHiddenText))]
  if (ids.length === 0) return
  const db = wiki.database.read
  const indexed = await indexedRevisions(db, ids)
  const stale = (await pagesByIds(db, ids)).filter(row => indexed.get(row.page_id) !== row.page_latest)
  if (stale.length === 0) return
  const pages = new Map(stale.map(row => [row.page_id, row.page_touched]))
  await refreshLinks(wiki, { pages }, async () => undefined)
}

function pageOfHiddenText(item: HiddenItem): PageId[] {
  if ('missing' in item || item.result.is !== 'changed' || 'archiveId' in item.item) return []
  return (item.bits & ~item.item.hiddenBits & hiddenContent) === 0 ? [] : [item.item.page]
}
