// The SQL of search: the index of words, kept and asked in each database's own way, and where it has come to.
import type { PageId, RevId } from '../ids.ts'
import type { PageRow } from '../pages/page-store.ts'
import { beginsWith } from '../pages/title-range-store.ts'
import { hiddenContent } from '../revisions/hidden-bits.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import type { SearchQuery, Term } from './search-query.ts'

/** What the index is told of a page; title and text as `foldText` writes them. */
export interface IndexedPage {
  readonly id: PageId
  readonly revision: RevId
  readonly title: string
  readonly text: string
}

/** The revision of each of these pages that the index has. */
export async function indexedRevisions(db: Reader, ids: readonly PageId[]): Promise<Map<PageId, RevId>> {
  if (ids.length === 0) return new Map()
  const rows = await db.all(sql<{ si_page: PageId; si_rev: RevId }>`
    select si_page, si_rev from searchindex where si_page in ${sql.in(ids)}`)
  return new Map(rows.map(row => [row.si_page, row.si_rev]))
}

/** Those of these pages of which the index does not have the latest revision, with the time of their last change. */
export async function pagesIndexedBefore(db: Reader, ids: readonly PageId[]): Promise<Map<PageId, string>> {
  const rows = await db.all(sql<{ page_id: PageId; page_touched: string }>`
    select page_id, page_touched from page left join searchindex on si_page = page_id
    where page_id in ${sql.in(ids)} and (si_rev is null or si_rev <> page_latest) order by page_id`)
  return new Map(rows.map(row => [row.page_id, row.page_touched]))
}

/** Puts a page into the index in the place of what it had of it. */
export async function indexPage(tx: Transaction, page: IndexedPage): Promise<void> {
  if (tx.dialect === 'postgres') {
    await tx.run(sql`
      insert into searchindex (si_page, si_rev, si_words)
      values (${page.id}, ${page.revision}, ${vectorOf(page)}::tsvector)
      on conflict (si_page) do update set si_rev = excluded.si_rev, si_words = excluded.si_words`)
    return
  }
  await tx.run(sql`
    insert into searchindex (si_page, si_rev) values (${page.id}, ${page.revision})
    on conflict (si_page) do update set si_rev = excluded.si_rev`)
  await tx.run(sql`delete from searchindex_words where rowid = ${page.id}`)
  await tx.run(sql`
    insert into searchindex_words (rowid, sw_title, sw_text) values (${page.id}, ${page.title}, ${page.text})`)
}

/** Takes pages out of the index. */
export async function removeFromIndex(tx: Transaction, ids: readonly PageId[]): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`delete from searchindex where si_page in ${sql.in(ids)}`)
  if (tx.dialect === 'sqlite') await tx.run(sql`delete from searchindex_words where rowid in ${sql.in(ids)}`)
}

/** The last place in a text that a tsvector can name. */
const lastPlace = 16_383
/** Less than the 1 MiB that a tsvector may have. */
const mostBytes = 700_000

/** The words of a page as a tsvector: those of the title of weight A, before those of the text. */
function vectorOf({ title, text }: IndexedPage): string {
  const places = new Map<string, string[]>()
  let place = 0
  let bytes = 0
  const add = (words: string, weight: string): void => {
    for (const word of words.split(' ')) {
      place++
      const known = places.get(word)
      if (word === '' || (known !== undefined && (place > lastPlace || known.length > 200))) continue
      if (known !== undefined) {
        known.push(`${place}${weight}`)
        continue
      }
      bytes += Buffer.byteLength(word) + 4
      // A word of more than 2 KiB is none that somebody looks for.
      if (bytes > mostBytes || word.length > 500) continue
      places.set(word, place > lastPlace ? [] : [`${place}${weight}`])
    }
  }
  add(title, 'A')
  // No phrase reaches from the title into the text.
  place++
  add(text, '')
  return [...places].map(([word, at]) => (at.length === 0 ? `'${word}'` : `'${word}':${at.join(',')}`)).join(' ')
}

/** A page that was found. */
export interface FoundPage extends PageRow {
  /** The time of its latest revision; 14 digits. */
  readonly rev_timestamp: string
}

export interface SearchOrder {
  readonly query: SearchQuery
  /** Whether only titles are looked at. */
  readonly titlesOnly: boolean
  readonly namespaces: readonly number[]
  readonly limit: number
  readonly offset: number
  /** Whether what fits best comes first; else the oldest pages do, which takes no look at the others. */
  readonly isRanked: boolean
}

const foundColumns = sql`page_id, page_namespace, page_title, page_is_redirect, page_is_new, page_touched, page_latest,
  page_len, page_content_model, page_lang, latest.rev_timestamp as rev_timestamp`

/**
 * Pages in the order of how well they fit. What was indexed of a page is looked at only while everybody may read that
 * revision; a deleted page is not there, and its index waits to be removed.
 */
export async function findPages(db: Reader, order: SearchOrder): Promise<FoundPage[]> {
  const { limit, offset } = order
  const { from, where, best } = statementOf(db, order)
  return db.all(sql<FoundPage>`
    select ${foundColumns} ${from} join revision as latest on latest.rev_id = page_latest
    where ${where} order by ${best} limit ${limit} offset ${offset}`)
}

/** How many pages there are in all, counted up to `most`. */
export async function countFound(db: Reader, order: SearchOrder, most: number): Promise<number> {
  const { from, where } = statementOf(db, order)
  const row = await db.get(sql<{ found: number }>`
    select count(*) as found from (select si_page ${from} where ${where} limit ${most}) as counted`)
  return row?.found ?? 0
}

/** These pages, without a search. */
export const foundPagesByIds = (db: Reader, ids: readonly PageId[]): Promise<FoundPage[]> =>
  db.all(sql<FoundPage>`
    select ${foundColumns} from page join revision as latest on latest.rev_id = page_latest
    where page_id in ${sql.in(ids)} order by page_id`)

function statementOf(
  db: Reader,
  { query, titlesOnly, namespaces, isRanked }: SearchOrder,
): { from: Sql; where: Sql; best: Sql } {
  const isPostgres = db.dialect === 'postgres'
  const hasWords = query.terms.length > 0
  const words = isPostgres ? vectorQuery(query.terms, titlesOnly) : matchQuery(query.terms, titlesOnly)
  const matches = isPostgres ? sql`si_words @@ ${words}::tsquery` : sql`searchindex_words match ${words}`
  const wordTable = sql`searchindex_words join searchindex on si_page = searchindex_words.rowid`
  const where = sql.all([
    hasWords ? matches : undefined,
    sql`page_namespace in ${sql.in(namespaces)}`,
    sql`indexed.rev_deleted & ${hiddenContent} = 0`,
    query.prefix === undefined ? undefined : beginsWith(sql`page_title`, query.prefix.dbKey),
    ...query.categories.map(
      name => sql`exists (select 1 from categorylinks where cl_from = page_id and cl_to = ${name})`,
    ),
  ])
  const byRow = sql`searchindex_words.rowid`
  const rank = isPostgres
    ? sql`ts_rank('{0.1, 0.1, 0.1, 1}', si_words, ${words}::tsquery) desc`
    : sql`bm25(searchindex_words, 10, 1)`
  return {
    from: sql`from ${hasWords && !isPostgres ? wordTable : sql`searchindex`} join page on page_id = si_page
      join revision as indexed on indexed.rev_id = si_rev and indexed.rev_page = page_id`,
    where,
    best: hasWords && isRanked ? sql`${rank}, page_id` : isPostgres || !hasWords ? sql`si_page` : byRow,
  }
}

/** A query in the language of FTS5. Words are letters and digits alone, so that nothing in them must be escaped. */
function matchQuery(terms: readonly Term[], titlesOnly: boolean): string {
  const show = ({ words, begins, inTitle }: Term): string =>
    `${inTitle || titlesOnly ? 'sw_title : ' : ''}"${words.join(' ')}"${begins ? ' *' : ''}`
  const wanted = terms.filter(term => !term.excluded).map(show)
  const excluded = terms.filter(term => term.excluded).map(term => ` NOT ${show(term)}`)
  return `(${wanted.join(' AND ')})${excluded.join('')}`
}

/** The same in the language of tsquery. */
function vectorQuery(terms: readonly Term[], titlesOnly: boolean): string {
  const show = ({ words, begins, inTitle, excluded }: Term): string => {
    const weight = inTitle || titlesOnly ? 'A' : ''
    const flags = (isLast: boolean): string => `${begins && isLast ? '*' : ''}${weight}`
    const shown = words.map((word, at) => {
      const of = flags(at === words.length - 1)
      return `'${word}'${of === '' ? '' : `:${of}`}`
    })
    return `${excluded ? '!' : ''}(${shown.join(' <-> ')})`
  }
  return terms.map(show).join(' & ')
}
