// Wikitext in, HTML and everything a page refers to out: the whole way of one rendering.

import { type Existence, type ExpandContext, type PageName, prefixedText } from './context.ts'
import { normalizeEntities } from './entities.ts'
import { escapeAttribute, escapeText } from './escape.ts'
import { Expansion, Loaded, loadMissing } from './expansion.ts'
import { halfParse } from './half-parse.ts'
import { type LinkHolder, PageState, type SectionEntry } from './page-state.ts'
import { blocks } from './passes/blocks.ts'
import { displayTitleHtml } from './passes/display-title.ts'
import { disarmLinks } from './passes/external-links.ts'
import { tocPlace } from './passes/headings.ts'
import { heldTitles, writeHolders } from './passes/link-holders.ts'
import { anyLink } from './passes/link-target.ts'
import { tidy } from './passes/tree.ts'
import { prefetchTemplates } from './prefetch.ts'
import type { Node } from './preprocessor.ts'
import { preprocess } from './preprocessor.ts'
import { type RedirectTarget, redirectTarget } from './redirect.ts'
import { tagsOf } from './tag-names.ts'
import { endOfPage, tagRenderer } from './tags/index.ts'

/** What a page needs to be rendered. */
export type RenderContext = ExpandContext

/** A section as prop=sections and prop=tocdata list it. */
export type Section = SectionEntry

/** A category that the page puts itself into. */
export interface RenderedCategory {
  readonly name: PageName
  /** Empty where the page gives none: then the default sort key counts, or the title. */
  readonly sortKey: string
  /** Set by the engine because of what the page does (a missing file, a template loop …). */
  readonly tracking: boolean
}

/** How much of the limits a page used. */
export interface LimitReport {
  readonly nodes: number
  readonly includeSize: number
  readonly argumentSize: number
  readonly expensive: number
  readonly expansionDepth: number
}

/** A rendered page. Maps of titles are keyed by prefixed text, in order of appearance. */
export interface Rendering {
  /** The body, with places for edit links and the table of contents: see `presentHtml`. */
  readonly html: string
  readonly links: ReadonlyMap<string, PageName>
  /** Which of the links lead to pages that exist. */
  readonly existing: ReadonlySet<string>
  readonly categories: ReadonlyMap<string, RenderedCategory>
  readonly templates: ReadonlyMap<string, PageName>
  /** File names with underscores, without namespace. */
  readonly images: ReadonlySet<string>
  readonly externalLinks: ReadonlySet<string>
  readonly interwikiLinks: ReadonlyMap<string, PageName>
  /** By language prefix. */
  readonly languageLinks: ReadonlyMap<string, PageName>
  readonly sections: readonly Section[]
  readonly showToc: boolean
  /** HTML; undefined where the page does not ask for another title than its own. */
  readonly displayTitle: string | undefined
  /** Page properties: `defaultsort`, `noindex`, `displaytitle` … */
  readonly properties: ReadonlyMap<string, string>
  /** Message keys with parameters, to be shown above a preview. */
  readonly warnings: readonly { readonly key: string; readonly parameters: readonly string[] }[]
  readonly redirect: RedirectTarget | undefined
  /** HTML by name. */
  readonly indicators: ReadonlyMap<string, string>
  /** Seconds for which the result holds, undefined where it does not depend on the time. */
  readonly maxAge: number | undefined
  readonly limits: LimitReport
}

const maxRuns = 100

/** Renders a page. Loads what it needs in batches; never throws because of what the text is. */
export async function render(text: string, context: RenderContext): Promise<Rendering> {
  const tags = tagsOf(context.extensions)
  const redirect = redirectTarget(text)
  const source = (redirect ? text.slice(redirect.length) : text).replaceAll('\x7f', '?').replaceAll('\x00', '\ufffd')
  const loaded = new Loaded()
  const trees = new Map<string, readonly Node[]>()
  const nodes = preprocess(source, { tags })
  const rootHeadings = new Set(nodes.filter(node => typeof node !== 'string' && node.type === 'heading'))
  let spent = 0
  for (let run = 1; ; run++) {
    const { expansion, state } = begin(context, loaded, trees, tags, text, redirect?.length ?? 0)
    expansion.rootHeadings = rootHeadings
    const expanded = expansion.expand(nodes, expansion.rootFrame())
    spent += expansion.nodes
    // A page whose calls are found only a few at a time may not run for ever: what it misses then is missing.
    const mayRunAgain = run < maxRuns && spent < 3 * expansion.limits.nodes
    if (mayRunAgain && (await loadMore(expansion, trees))) continue
    context.heed?.(expanded.length)
    const half = halfParse(expanded, state, true) + endOfPage(state, expansion.rootFrame())
    const intro = redirect ? redirectHtml(redirect, state) : ''
    if (mayRunAgain && (await loadMore(expansion, trees))) continue
    return finish(half, intro, redirect, state)
  }
}

function begin(
  context: RenderContext,
  loaded: Loaded,
  trees: Map<string, readonly Node[]>,
  tags: ReadonlySet<string>,
  text: string,
  start: number,
): { expansion: Expansion; state: PageState } {
  const renderTag = tagRenderer(() => state)
  const expansion = new Expansion(context, 'html', { loaded, trees, tags, renderTag })
  const state: PageState = new PageState(expansion, text, start)
  return { expansion, state }
}

async function loadMore(expansion: Expansion, trees: Map<string, readonly Node[]>): Promise<boolean> {
  if (!(await loadMissing(expansion))) return false
  await prefetchTemplates(expansion, trees)
  return true
}

function redirectHtml(redirect: RedirectTarget, state: PageState): string {
  const { titles } = state.expansion.context
  const name = titles.parse(redirect.title)
  if (!name) return ''
  const target: PageName = { ...name, fragment: redirect.fragment }
  const label = prefixedText(name, titles) + (redirect.fragment === undefined ? '' : `#${redirect.fragment}`)
  const shown = escapeText(state.expansion.message('redirectto'))
  return `<div class="redirectMsg"><p>${shown}</p><ul class="redirectText"><li>${anyLink(target, escapeText(label), state)}</li></ul></div>`
}

async function finish(
  half: string,
  intro: string,
  redirect: RedirectTarget | undefined,
  state: PageState,
): Promise<Rendering> {
  const { expansion } = state
  const { strip, limits } = expansion
  const existing = await lookUp(heldTitles(state), state)
  const exists = (prefixed: string): Existence => expansion.loaded.existence.get(prefixed) ?? false
  const complete = (text: string): string =>
    disarmLinks(strip.unstripGeneral(strip.unstripNowiki(writeHolders(strip.unstripGeneral(text), state, exists))))
  const { html: placed, showToc } = placeToc(half, state)
  const body = complete(blocks(strip.unstripGeneral(placed), limits.listDepth))
  const editPlace = (section: number): string => editSection(state.sections[section], state)
  const tidied = tidy(complete(intro) + body, { elementDepth: limits.elementDepth, editPlace })
  const html = showToc ? tidied : tidied.replaceAll(tocPlace, '')
  const indicators = new Map<string, string>()
  for (const [name, inner] of state.indicators) {
    const whole = complete(blocks(strip.unstripGeneral(inner), limits.listDepth))
    indicators.set(name, withoutParagraph(tidy(whole, { elementDepth: limits.elementDepth, editPlace: () => '' })))
  }
  const displayTitle = displayTitleHtml(state)
  return {
    html,
    links: linksOf(state),
    existing,
    categories: categoriesOf(state),
    templates: expansion.transcluded,
    images: state.images,
    externalLinks: state.externalLinks,
    interwikiLinks: state.interwikiLinks,
    languageLinks: state.languageLinks,
    sections: state.sections,
    showToc,
    displayTitle,
    properties: propertiesOf(state, displayTitle),
    warnings: expansion.warnings,
    redirect,
    indicators,
    maxAge: expansion.maxAge,
    limits: {
      nodes: expansion.nodes,
      includeSize: expansion.includeSize,
      argumentSize: expansion.argumentSize,
      expensive: expansion.expensive,
      expansionDepth: expansion.highestDepth,
    },
  }
}

/** Takes the one paragraph away that stands around all of a short text. */
function withoutParagraph(html: string): string {
  if (!html.startsWith('<p>') || !html.endsWith('</p>') || html.indexOf('<p', 1) >= 0) return html
  return html.slice(3, -4).replace(/\n$/, '')
}

async function lookUp(held: Map<string, LinkHolder['target']>, state: PageState): Promise<Set<string>> {
  const { context, loaded } = state.expansion
  const unknown = [...held].filter(([prefixed]) => !loaded.existence.has(prefixed))
  if (unknown.length > 0) {
    const found = await context.exists?.(unknown.map(([, name]) => name))
    for (const [prefixed] of unknown) loaded.existence.set(prefixed, found?.get(prefixed) ?? false)
  }
  return new Set([...held.keys()].filter(prefixed => (loaded.existence.get(prefixed) ?? false) !== false))
}

const tocFrom = 4

/** Puts the place for the table of contents before the first heading, if the page is to have one and names no other place. */
function placeToc(half: string, state: PageState): { html: string; showToc: boolean } {
  const forced = state.switches.has('forcetoc') || state.hasTocPlace
  const enough = state.sections.length >= tocFrom && !(state.switches.has('notoc') && !state.hasTocPlace)
  const showToc = state.sections.length > 0 && (forced || enough)
  if (!showToc || state.hasTocPlace) return { html: half, showToc }
  const first = half.search(/<h[1-6][^>]*data-mw-anchor=/)
  if (first < 0) return { html: half, showToc: false }
  return { html: `${half.slice(0, first)}${tocPlace}\n${half.slice(first)}`, showToc }
}

function editSection(section: Section | undefined, state: PageState): string {
  if (!section || section.fromTitle === undefined || state.switches.has('noeditsection')) return ''
  const title = normalizeEntities(section.line.replace(/<[^>]*>/g, ''))
  const page = escapeAttribute(section.fromTitle)
  return `<mw:editsection page="${page}" section="${section.index}">${title}</mw:editsection>`
}

function linksOf(state: PageState): Map<string, PageName> {
  const links = new Map<string, PageName>()
  const all = [...state.holders.map(holder => holder.target), ...state.expansion.pageLinks.values()]
  for (const target of all) {
    // Links to special pages lead to no page that could be listed.
    if (target.namespace >= 0 && target.interwiki === '')
      links.set(state.prefixed(target), { ...target, fragment: undefined })
  }
  return links
}

function categoriesOf(state: PageState): Map<string, RenderedCategory> {
  const categories = new Map<string, RenderedCategory>()
  for (const [prefixed, { name, sortKey }] of state.categories) {
    categories.set(prefixed, { name, sortKey, tracking: false })
  }
  const { context } = state.expansion
  for (const key of state.expansion.trackingCategories) {
    const title = context.message?.(key)
    if (title === undefined || title === '-') continue
    const name = context.titles.parse(title, 14)
    if (name?.namespace !== 14) continue
    const prefixed = state.prefixed(name)
    if (!categories.has(prefixed)) categories.set(prefixed, { name, sortKey: '', tracking: true })
  }
  return categories
}

function propertiesOf(state: PageState, displayTitle: string | undefined): Map<string, string> {
  const properties = new Map<string, string>()
  if (displayTitle !== undefined) properties.set('displaytitle', displayTitle)
  for (const [name, value] of state.expansion.properties) properties.set(name, value)
  for (const name of state.switches) properties.set(name, '')
  return properties
}
