// The SQL of the pages that name and describe tags: MediaWiki:Tag-spam and MediaWiki:Tag-spam-description.
import type { TextId } from '../ids.ts'
import { NS } from '../pages/namespaces.ts'
import { hiddenContent } from '../revisions/hidden-bits.ts'
import { textsByIds } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** More pages than this are not looked at. */
const mostPages = 5000

/** What these pages say now, by name as in `page_title`. A hidden text is none. */
export async function textsOfTagPages(db: Reader): Promise<Map<string, string>> {
  const rows = await db.all(sql<{ page_title: string; rev_text_id: TextId }>`
    select page_title, rev_text_id from page join revision on rev_id = page_latest
    where page_namespace = ${NS.mediawiki} and page_title >= 'Tag-' and page_title < 'Tag.'
      and (rev_deleted & ${hiddenContent}) = 0
    order by page_title limit ${mostPages}`)
  const texts = await textsByIds(
    db,
    rows.map(row => row.rev_text_id),
  )
  return new Map(rows.map(row => [row.page_title, texts.get(row.rev_text_id) ?? '']))
}
