// The one way from a page's wikitext to its rendering, for everybody who shows pages or keeps what they refer to.
import { timestampOf } from '../api/timestamps.ts'
import { fileInfo, fileStamps } from '../files/shown-files.ts'
import type { PageId } from '../ids.ts'
import { storedRendering, storeRendering } from '../rendering/stored-rendering.ts'
import type { Wiki } from '../wiki.ts'
import type { Existence, ExpandContext, PageName, Rendering, RevisionFacts } from '../wikitext/index.ts'
import { titleOf } from './engine-titles.ts'
import { type ExistingTitleRow, existingTitles } from './existing-titles-store.ts'
import { knownTitles } from './known-titles.ts'
import { answerFacts } from './page-facts.ts'
import { pageById, titleOfPage } from './page-store.ts'
import { latestTextsOf } from './page-text-store.ts'
import type { CachedRendering, Dependencies } from './parser-cache.ts'
import { prefixedText, type Title } from './title.ts'
import { renderContextOf } from './wikitext-context.ts'

/** A text that is rendered. */
export interface RenderOrder {
  readonly title: Title
  /** Wikitext that its reader may see: whoever asks has opened the guard. */
  readonly text: string
  /**
   * What `{{REVISIONID}}` and its like say. `user` only if everybody may know it. With `revisionId`, the text must be the
   * whole text of that revision: its rendering is kept.
   */
  readonly revision?: RevisionFacts
  readonly now: Date
}

/**
 * Renders a text. All templates of a round are loaded in one statement, and all links are looked up in one. The rendering
 * of a revision is kept in memory, and also in the database where it took long. It is good until a page that it includes is
 * changed, a page that it links to comes or goes, the page is renamed, or the time passes that it speaks of. Throws
 * `RenderingGivenUp` for a text that takes too long.
 */
export async function renderPage(wiki: Wiki, order: RenderOrder): Promise<Rendering> {
  const { revision } = order
  if (revision?.revisionId === undefined) return (await renderAnew(wiki, order)).rendering
  const now = order.now.getTime()
  const key = [revision.revisionId, revision.user ?? '', prefixedText(order.title, wiki.titles.namespaces)].join('|')
  const isGood = (dependencies: Dependencies) => isSame(wiki, dependencies)
  const kept = await wiki.renderings.get(key, now, isGood)
  return kept ?? wiki.renderings.make(key, now, () => storedOrAnew(wiki, order, key, isGood))
}

/** Milliseconds of work from which on a rendering is worth a place in the database. */
const longWork = 50

async function storedOrAnew(
  wiki: Wiki,
  order: RenderOrder,
  key: string,
  isGood: (dependencies: Dependencies) => Promise<boolean>,
): Promise<CachedRendering> {
  const stored = await storedRendering(wiki, key, order.now)
  if (stored !== undefined && (await isGood(stored.dependencies))) return stored
  const began = performance.now()
  const made = await renderAnew(wiki, order)
  if (performance.now() - began >= longWork) wiki.inBackground(() => storeRendering(wiki, key, made, order.now))
  return made
}

/** The context of a rendering of this text, for what is made of it besides. */
export const contextOf = async (wiki: Wiki, { title, revision, now }: RenderOrder): Promise<ExpandContext> => ({
  ...(await renderContextOf(wiki, title, now)),
  ...(revision === undefined ? {} : { revision }),
})

/** Numbers of the wiki change with every edit; pages that show them are good for so many seconds. */
const numbersAge = 10
/** And all are so for a day: texts of the interface change as well. */
const longestAge = 86_400

/** Links that are looked at one by one before a kept rendering is shown. */
const mostLinked = 1000

async function renderAnew(wiki: Wiki, order: RenderOrder): Promise<CachedRendering> {
  const { namespaces } = wiki.titles
  const included = new Map<string, { title: Title; revId: number }>()
  const linked = new Map<string, { name: PageName; exists: Existence }>()
  let touched: Dependencies['touched']
  const files = new Map<string, string>()
  let asksNumbers = false
  const base = await contextOf(wiki, order)
  const { statistics, ...context } = base
  const rendering = await wiki.renderer.render(order.text, {
    ...context,
    get statistics() {
      asksNumbers = true
      return statistics
    },
    facts: questions => {
      asksNumbers = true
      return answerFacts(wiki, questions, timestampOf(order.now))
    },
    loadTemplates: async names => {
      const found = await latestTextsOf(wiki.database.read, names.map(titleOf))
      for (const title of names.map(titleOf)) included.set(prefixedText(title, namespaces), { title, revId: 0 })
      const texts = new Map<string, string>()
      for (const { title, revId, text } of found) {
        const prefixed = prefixedText(title, namespaces)
        included.set(prefixed, { title, revId })
        texts.set(prefixed, text)
      }
      return texts
    },
    fileInfo: async names => {
      for (const [name, stamp] of await fileStamps(wiki, names)) files.set(name, stamp)
      return fileInfo(wiki, names)
    },
    exists: async names => {
      if (touched === undefined && linked.size + names.length > mostLinked) touched = await touchedOf(wiki, order)
      const known = await knownTitles(wiki, names)
      if (touched !== undefined) return known
      for (const name of names) {
        const prefixed = prefixedText(titleOf(name), namespaces)
        linked.set(prefixed, { name, exists: known.get(prefixed) ?? false })
      }
      return known
    },
  })
  const ages = [rendering.maxAge ?? longestAge, asksNumbers ? numbersAge : longestAge]
  // What is touched in the second of the rendering may have been so after it.
  if (touched !== undefined && touched.timestamp >= timestampOf(order.now)) ages.push(0)
  return {
    rendering,
    dependencies: { included, linked, ...(files.size > 0 ? { files } : {}), ...(touched ? { touched } : {}) },
    goodUntil: order.now.getTime() + Math.min(...ages) * 1000,
  }
}

/** When the page was touched last; undefined for a text that is of no page. */
async function touchedOf(wiki: Wiki, { revision }: RenderOrder): Promise<Dependencies['touched']> {
  const page = revision?.pageId as PageId | undefined
  if (page === undefined) return undefined
  return { page, timestamp: (await pageById(wiki.database.read, page))?.page_touched ?? '' }
}

/** Whether all pages that a rendering depends on are as they were; one statement for each few thousand. */
async function isSame(wiki: Wiki, { included, linked, touched, files }: Dependencies): Promise<boolean> {
  if (files !== undefined) {
    for (const [name, stamp] of await fileStamps(wiki, [...files.keys()])) if (files.get(name) !== stamp) return false
  }
  if (touched !== undefined) {
    const page = await pageById(wiki.database.read, touched.page)
    if (page?.page_touched !== touched.timestamp) return false
  }
  const pages = new Map<string, Title>()
  for (const [prefixed, { title }] of included) pages.set(prefixed, title)
  for (const [prefixed, { name }] of linked) {
    if (name.namespace >= 0 && name.interwiki === '') pages.set(prefixed, titleOf(name))
  }
  const found = new Map<string, ExistingTitleRow>()
  for (const row of await existingTitles(wiki.database.read, [...pages.values()])) {
    found.set(prefixedText(titleOfPage(row), wiki.titles.namespaces), row)
  }
  for (const [prefixed, { revId }] of included) if ((found.get(prefixed)?.page_latest ?? 0) !== revId) return false
  const existence = (row: ExistingTitleRow | undefined): Existence =>
    row === undefined ? false : row.page_is_redirect === 0 ? true : 'redirect'
  const changed = [...linked].filter(([prefixed, { exists }]) => existence(found.get(prefixed)) !== exists)
  if (changed.length === 0) return true
  // Special pages and messages are known without a page.
  const known = await knownTitles(
    wiki,
    changed.map(([, { name }]) => name),
  )
  return changed.every(([prefixed, { exists }]) => known.get(prefixed) === exists)
}
