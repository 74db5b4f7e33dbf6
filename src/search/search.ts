// Searching: pages whose words fit a query, or whose title is what was typed.
import { type Viewer, valueFor } from '../access/viewer.ts'
import type { RevId } from '../ids.ts'
import { upperFirst } from '../language/first-letter.ts'
import { pagesByTitles } from '../pages/page-store.ts'
import { parseTitle, type Title } from '../pages/title.ts'
import { revisionsByIds, textsByIds } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import { readSearchQuery, type Term } from './search-query.ts'
import { countFound, type FoundPage, findPages, foundPagesByIds } from './search-store.ts'

export interface SearchRequest {
  /** As it was typed. */
  readonly text: string
  /** Where pages are looked for, unless the text says it. */
  readonly namespaces: readonly number[]
  readonly titlesOnly: boolean
  readonly limit: number
  readonly offset: number
  /** Whether `total` is wanted. */
  readonly count: boolean
}

export interface SearchResult {
  readonly pages: readonly FoundPage[]
  /** How many there are in all, up to 10,000; undefined where nobody asked. */
  readonly total: number | undefined
  /** Whether there are more than these. */
  readonly hasMore: boolean
  /** What to mark in what is shown of the pages. */
  readonly terms: readonly Term[]
}

/** More pages than these are not counted, and not put in order: whoever searches so has said too little. */
const mostCounted = 10_000

/** Finds pages by their words. */
export async function searchPages(wiki: Wiki, db: Reader, request: SearchRequest): Promise<SearchResult> {
  const query = readSearchQuery(request.text, wiki.titles)
  const { terms, categories, prefix } = query
  const narrows = terms.some(term => !term.excluded) || (terms.length === 0 && (categories.length > 0 || prefix))
  if (!narrows) return { pages: [], total: request.count ? 0 : undefined, hasMore: false, terms }
  const order = {
    query,
    titlesOnly: request.titlesOnly,
    namespaces: query.namespaces ?? request.namespaces,
    limit: request.limit + 1,
    offset: request.offset,
  }
  const total = await countFound(db, { ...order, isRanked: false }, mostCounted)
  const found = total === 0 ? [] : await findPages(db, { ...order, isRanked: total < mostCounted })
  return {
    pages: found.slice(0, request.limit),
    total: request.count ? total : undefined,
    hasMore: found.length > request.limit,
    terms,
  }
}

/** The page whose title is what was typed, or nearly: in capitals, in small letters, or each word with a capital. */
export async function nearMatch(wiki: Wiki, db: Reader, text: string): Promise<FoundPage | undefined> {
  const small = text.toLowerCase()
  const capitals = (words: RegExp): string => small.replace(words, letters => upperFirst(letters))
  const spellings = [text, small, capitals(/\S+/g), text.toUpperCase(), capitals(/[^\s-]+/g)]
  const titles = spellings.flatMap((spelling): Title[] => {
    const parsed = parseTitle(spelling, wiki.titles)
    return parsed.ok && parsed.title.interwiki === '' && parsed.title.namespace >= 0 ? [parsed.title] : []
  })
  const rows = await pagesByTitles(db, titles)
  for (const { namespace, dbKey } of titles) {
    const row = rows.find(one => one.page_namespace === namespace && one.page_title === dbKey)
    if (row !== undefined) return (await foundPagesByIds(db, [row.page_id]))[0]
  }
  return undefined
}

/** The texts of these pages, by revision, as far as the viewer may read them. */
export async function textsOfFound(
  db: Reader,
  viewer: Viewer,
  pages: readonly FoundPage[],
): Promise<Map<RevId, string>> {
  const revisions = await revisionsByIds(
    db,
    pages.map(page => page.page_latest),
  )
  const readable = revisions.flatMap(revision => {
    const content = valueFor(revision.content, viewer)
    return content === undefined ? [] : [{ id: revision.id, textId: content.textId }]
  })
  const texts = await textsByIds(
    db,
    readable.map(one => one.textId),
  )
  return new Map(readable.map(({ id, textId }) => [id, texts.get(textId) ?? '']))
}
