// Purging: what was made of pages is thrown away, so that the next reader gets them anew.
import type { PageId } from '../ids.ts'
import { noteChangedPage } from '../links/note-change.ts'
import { forgetStored } from '../rendering/stored-rendering.ts'
import type { Wiki } from '../wiki.ts'
import { pagesByIds, titleOfPage, touchPages } from './page-store.ts'

/** Whether what the pages refer to is kept anew as well; with `recursive` also what the pages that include them do. */
export type LinkUpdate = 'none' | 'own' | 'recursive'

/** Marks pages as changed at `now` (14 digits), which makes all that is kept of them old. */
export async function purge(
  wiki: Wiki,
  pages: readonly PageId[],
  now: string,
  links: LinkUpdate = 'none',
): Promise<void> {
  if (pages.length === 0) return
  const rows = await pagesByIds(wiki.database.read, pages)
  for (const row of rows) wiki.renderings.forgetRevision(row.page_latest)
  await wiki.database.write(async tx => {
    await touchPages(tx, pages, now)
    for (const row of rows) await forgetStored(tx, row.page_latest)
    if (links === 'none') return
    for (const row of rows) {
      const titles = links === 'recursive' ? [titleOfPage(row)] : []
      await noteChangedPage(tx, { page: row.page_id, titles, appeared: false, timestamp: now })
    }
  })
}
