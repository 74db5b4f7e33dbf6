// Purging: what was made of pages is thrown away, so that the next reader gets them anew.
import type { PageId } from '../ids.ts'
import type { Wiki } from '../wiki.ts'
import { touchPages } from './page-store.ts'

/** Marks pages as changed at `now` (14 digits), which makes all that is kept of them old. */
export async function purge(wiki: Wiki, pages: readonly PageId[], now: string): Promise<void> {
  if (pages.length > 0) await wiki.database.write(tx => touchPages(tx, pages, now))
}
