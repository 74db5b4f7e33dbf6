// The SQL of the pages that change messages of the interface.
import type { RevId, TextId } from '../ids.ts'
import { hiddenContent } from '../revisions/hidden-bits.ts'
import { textsByIds } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import { NS } from './namespaces.ts'

/** The names of all pages of the MediaWiki namespace, as in `page_title`. */
export async function messagePages(db: Reader): Promise<string[]> {
  const rows = await db.all(sql<{ page_title: string }>`
    select page_title from page where page_namespace = ${NS.mediawiki} order by page_title`)
  return rows.map(row => row.page_title)
}

/** More pages than this, and longer ones in bytes, are no messages. */
const mostPages = 10_000
const longest = 20_000

/** The latest revisions of the pages that give messages, by name as in `page_title`. */
export async function latestMessagePages(db: Reader): Promise<Map<string, RevId>> {
  const rows = await db.all(sql<{ page_title: string; page_latest: RevId }>`
    select page_title, page_latest from page where page_namespace = ${NS.mediawiki} and page_len <= ${longest}
      and page_content_model = 'wikitext'
    order by page_title limit ${mostPages}`)
  return new Map(rows.map(row => [row.page_title, row.page_latest]))
}

/** The texts of these revisions that nobody has hidden. */
export async function messageTextsOf(db: Reader, ids: readonly RevId[]): Promise<Map<RevId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.all(sql<{ rev_id: RevId; rev_text_id: TextId }>`
    select rev_id, rev_text_id from revision
    where rev_id in ${sql.in(ids)} and (rev_deleted & ${hiddenContent}) = 0`)
  const texts = await textsByIds(
    db,
    rows.map(row => row.rev_text_id),
  )
  return new Map(rows.map(row => [row.rev_id, texts.get(row.rev_text_id) ?? '']))
}
