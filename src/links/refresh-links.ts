// Keeping the link tables and the index of words: pages are rendered, and what they refer to and what words they have is
// written where it differs from what is there.
import { Viewer, valueFor } from '../access/viewer.ts'
import type { PageId, TextId } from '../ids.ts'
import { contentModel } from '../pages/content-models.ts'
import { NS } from '../pages/namespaces.ts'
import { type PageRow, pagesByIds, titleOfPage, touchPages } from '../pages/page-store.ts'
import { renderPage } from '../pages/render-page.ts'
import { factsOf } from '../pages/revision-facts.ts'
import { RenderingGivenUp } from '../rendering/given-up.ts'
import type { Revision } from '../revisions/revision.ts'
import { revisionsByIds, textsByIds } from '../revisions/revision-store.ts'
import { indexedPage, keepIndex } from '../search/keep-index.ts'
import type { IndexedPage } from '../search/search-store.ts'
import type { Transaction } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import { ensureCategories } from './category-store.ts'
import { keepLinks, type LinkingPage } from './link-tables-store.ts'
import { noLinks, type PageLinks, pageLinksOf } from './page-links.ts'

/** Pages with what they refer to, ready to be written. */
interface Refreshed {
  readonly id: PageId
  /** Undefined for a page that is gone. */
  readonly row: PageRow | undefined
  /** Undefined where they could not be found out: then what is kept stays. */
  readonly links: PageLinks | undefined
  /** What the index of words is to have; undefined for a page that is gone or whose text is hidden. */
  readonly words: IndexedPage | undefined
}

export interface RefreshOrder {
  /** Each with the time of the change that it is for; 14 digits. */
  readonly pages: ReadonlyMap<PageId, string>
  /** Whether the pages look otherwise now, because something that they include has changed. */
  readonly touch?: boolean
}

/**
 * Brings the link tables and the index of words up to date for some pages; those that are gone refer to nothing. `also`
 * is done in the same transaction and told of the pages as they are. A page that is changed meanwhile is left to the job
 * of that change.
 */
export async function refreshLinks(
  wiki: Wiki,
  { pages, touch = false }: RefreshOrder,
  also: (tx: Transaction, rows: readonly PageRow[]) => Promise<void>,
): Promise<void> {
  const ids = [...pages.keys()].filter(id => id > 0)
  const refreshed = await refreshedPages(wiki, ids)
  await wiki.database.write(async tx => {
    const now = new Map((await pagesByIds(tx, ids)).map(row => [row.page_id, row]))
    const linking: LinkingPage[] = []
    const indexed: IndexedPage[] = []
    const unindexed: PageId[] = []
    for (const { id, row, links, words } of refreshed) {
      const current = now.get(id)
      if (!isSamePage(row, current)) continue
      if (words === undefined) unindexed.push(id)
      else indexed.push(words)
      if (links === undefined) continue
      linking.push({ id, namespace: current?.page_namespace ?? 0, timestamp: pages.get(id) ?? '', links })
    }
    await keepLinks(tx, linking)
    await keepIndex(tx, indexed, unindexed)
    const rows = [...now.values()]
    await ensureCategories(
      tx,
      rows.filter(row => row.page_namespace === NS.category).map(row => row.page_title),
    )
    const last = [...pages.values()].sort().at(-1)
    if (touch && rows.length > 0 && last !== undefined) await touchPages(tx, [...now.keys()], last)
    await also(tx, rows)
  })
}

const isSamePage = (one: PageRow | undefined, other: PageRow | undefined): boolean =>
  one?.page_latest === other?.page_latest &&
  one?.page_namespace === other?.page_namespace &&
  one?.page_title === other?.page_title

async function refreshedPages(wiki: Wiki, ids: readonly PageId[]): Promise<Refreshed[]> {
  const db = wiki.database.read
  const rows = new Map((await pagesByIds(db, ids)).map(row => [row.page_id, row]))
  const latest = [...rows.values()].map(row => row.page_latest)
  const revisions = new Map((await revisionsByIds(db, latest)).map(revision => [revision.id, revision]))
  const textIds = [...revisions.values()].flatMap(revision => textIdOf(revision) ?? [])
  const texts = await textsByIds(db, textIds)
  const refreshed: Refreshed[] = []
  for (const id of ids) {
    const row = rows.get(id)
    if (row === undefined) {
      refreshed.push({ id, row, links: noLinks, words: undefined })
      continue
    }
    const revision = revisions.get(row.page_latest)
    const textId = revision && textIdOf(revision)
    const text = textId === undefined ? '' : (texts.get(textId) ?? '')
    refreshed.push({
      id,
      row,
      links: revision && (await linksOf(wiki, row, revision, text)),
      words: textId === undefined ? undefined : indexedPage(row, text),
    })
    // Between two pages others have their turn.
    await new Promise(resolve => setImmediate(resolve))
  }
  return refreshed
}

/** What everybody may read of a revision: what a hidden text refers to would tell of it. */
const textIdOf = (revision: Revision): TextId | undefined => valueFor(revision.content, Viewer.public)?.textId

/** Without any of these, a text refers to nothing. */
const mayRefer = /[[{<]|__|[a-z]:/i

async function linksOf(wiki: Wiki, row: PageRow, revision: Revision, text: string): Promise<PageLinks | undefined> {
  const { isWikitext, name } = contentModel(row.page_content_model)
  // As MediaWiki: scripts and styles refer to what stands in them as if it were wikitext.
  if (!isWikitext && name !== 'javascript' && name !== 'css') return noLinks
  if (!mayRefer.test(text)) return noLinks
  const title = titleOfPage(row)
  try {
    const rendering = await renderPage(wiki, {
      title,
      text,
      now: wiki.now(),
      // What is rendered of a script is of no use to its readers, so it is not kept under its revision.
      ...(isWikitext ? { revision: factsOf(revision) } : {}),
    })
    return pageLinksOf(title, rendering)
  } catch (error) {
    // Whoever starts next goes on with it.
    if (error instanceof RenderingGivenUp && !error.lasts) throw error
    wiki.log.error({ err: error, page: row.page_id }, 'what a page refers to could not be found out')
    return undefined
  }
}
