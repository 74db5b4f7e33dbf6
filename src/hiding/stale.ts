// What is known of a page by its latest text, its links and its words, is looked after in the background. Until then it is
// that of the text before: when just that is hidden, nobody waits for the background.
import type { PageId } from '../ids.ts'
import { refreshLinks } from '../links/refresh-links.ts'
import { hiddenContent } from '../revisions/hidden-bits.ts'
import type { HiddenItem } from '../revisions/hide.ts'
import { pagesIndexedBefore } from '../search/search-store.ts'
import type { Wiki } from '../wiki.ts'

/** Brings links and words up to date for pages of which a text was hidden just now and which still wait for that. */
export async function refreshStale(wiki: Wiki, items: readonly HiddenItem[]): Promise<void> {
  const ids = [...new Set(items.flatMap(pageOfHiddenText))]
  if (ids.length === 0) return
  const pages = await pagesIndexedBefore(wiki.database.read, ids)
  if (pages.size > 0) await refreshLinks(wiki, { pages }, async () => undefined)
}

function pageOfHiddenText(item: HiddenItem): PageId[] {
  if ('missing' in item || item.result.is !== 'changed' || 'archiveId' in item.item) return []
  return (item.bits & ~item.item.hiddenBits & hiddenContent) === 0 ? [] : [item.item.page]
}
