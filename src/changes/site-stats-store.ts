// The SQL of the wiki's own counts, kept in the transaction of what they count.
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface SiteStats {
  readonly ss_total_edits: number
  readonly ss_good_articles: number
  readonly ss_total_pages: number
  readonly ss_users: number
  readonly ss_images: number
}

export async function siteStats(db: Reader): Promise<SiteStats> {
  const row = await db.get(sql<SiteStats>`
    select ss_total_edits, ss_good_articles, ss_total_pages, ss_users, ss_images from site_stats where ss_row_id = 1`)
  if (row === undefined) throw new Error('the statistics are missing')
  return row
}

/** Adds to the counts; what is not named stays. */
export async function countInSite(
  tx: Transaction,
  more: { edits?: number; pages?: number; articles?: number; users?: number; images?: number },
): Promise<void> {
  await tx.run(sql`
    update site_stats set ss_total_edits = ss_total_edits + ${more.edits ?? 0},
      ss_total_pages = ss_total_pages + ${more.pages ?? 0},
      ss_good_articles = ss_good_articles + ${more.articles ?? 0}, ss_users = ss_users + ${more.users ?? 0},
      ss_images = ss_images + ${more.images ?? 0}
    where ss_row_id = 1`)
}
