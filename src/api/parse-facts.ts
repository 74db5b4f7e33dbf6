// What action=parse tells of a rendering: one entry for each value of `prop` that is about what the text refers to.

import { languageName } from '../language/languages.ts'
import { escapeHtml } from '../language/message-text.ts'
import { hiddenCategories } from '../links/category-members-store.ts'
import { titleOf } from '../pages/engine-titles.ts'
import { type ExistingTitleRow, existingTitles } from '../pages/existing-titles-store.ts'
import { interwikiUrls } from '../pages/interwikis.ts'
import { knownWithoutPage } from '../pages/known-titles.ts'
import { NS } from '../pages/namespaces.ts'
import { pagePath, scriptPathOf } from '../pages/page-address.ts'
import { interwikiUrl, makeTitle, prefixedText, type Title } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'
import type { Rendering, Section } from '../wikitext/index.ts'
import type { ReadContext } from './module.ts'
import { content, keyValues, list, type Tree, type Value } from './result.ts'

/** A rendering, and which of the pages that it names are there. */
export interface ParsedFacts {
  readonly rendering: Rendering | undefined
  readonly existing: ReadonlySet<string>
  /** Names of categories that are hidden. */
  readonly hidden: ReadonlySet<string>
}

/** Looks up what the props want to know of other pages: two statements at most. */
export async function factsOfRendering(
  { wiki, db }: ReadContext,
  rendering: Rendering | undefined,
  wants: (...names: string[]) => boolean,
): Promise<ParsedFacts> {
  if (rendering === undefined) return { rendering, existing: new Set(), hidden: new Set() }
  const categories = [...rendering.categories.values()].map(one => titleOf(one.name))
  const titles = [
    ...(wants('links') ? [...rendering.links.values()].map(titleOf) : []),
    ...(wants('templates') ? [...rendering.templates.values()].map(titleOf) : []),
    ...(wants('categories', 'categorieshtml') ? categories : []),
  ]
  const rows = await existingTitles(db, titles)
  const nameOf = (row: ExistingTitleRow): string =>
    prefixedText(makeTitle(row.page_namespace, row.page_title), wiki.titles.namespaces)
  const isWanted = wants('categories', 'categorieshtml')
  return {
    rendering,
    existing: new Set(rows.map(nameOf)),
    hidden: isWanted
      ? await hiddenCategories(
          db,
          categories.map(title => title.dbKey),
        )
      : new Set(),
  }
}

const values = <T>(map: ReadonlyMap<string, T> | undefined): T[] => [...(map?.values() ?? [])]

export function showLinks({ wiki }: ReadContext, { rendering, existing }: ParsedFacts): Value {
  const titles = values(rendering?.links).map(titleOf)
  return list(
    'pl',
    inTheOrderOfLinks(wiki, titles).map(title => showTitle(wiki.nameOf(title), title, existing)),
  )
}

/** As MediaWiki: those first that lead somewhere whether or not there is a page, the others by namespace. */
function inTheOrderOfLinks(wiki: Wiki, titles: readonly Title[]): Title[] {
  const isKnown = (title: Title): boolean => knownWithoutPage(wiki, title) === true
  const others = titles.filter(title => !isKnown(title)).sort((a, b) => a.namespace - b.namespace)
  return grouped([...titles.filter(isKnown), ...others], title => title.namespace)
}

/** As MediaWiki: things of a kind stand together, where the first of them stands. */
const grouped = <T>(all: readonly T[], kindOf: (one: T) => unknown): T[] =>
  [...Map.groupBy(all, kindOf).values()].flat()

export function showTemplates({ wiki }: ReadContext, { rendering, existing }: ParsedFacts): Value {
  const titles = grouped(values(rendering?.templates).map(titleOf), title => title.namespace)
  return list(
    'tl',
    titles.map(title => showTitle(wiki.nameOf(title), title, existing)),
  )
}

const showTitle = (name: string, title: Title, existing: ReadonlySet<string>): Tree => ({
  ns: title.namespace,
  title: content(name),
  exists: existing.has(name),
})

export function showCategories({ wiki }: ReadContext, { rendering, existing, hidden }: ParsedFacts): Value {
  return list(
    'cl',
    values(rendering?.categories).map(({ name, sortKey }) => {
      const title = titleOf(name)
      const isHidden = hidden.has(title.dbKey)
      return {
        sortkey: sortKey,
        category: content(title.dbKey),
        ...(existing.has(wiki.nameOf(title)) ? (isHidden ? { hidden: true } : {}) : { missing: true }),
      }
    }),
  )
}

export function showLanguageLinks({ request }: ReadContext, { rendering }: ParsedFacts): Value {
  return list(
    'll',
    values(rendering?.languageLinks).map(name => {
      const title = titleOf(name)
      return {
        lang: title.interwiki,
        url: interwikiUrl(title, interwikiUrls.get(title.interwiki) ?? ''),
        langname: languageName(title.interwiki, request.language),
        autonym: languageName(title.interwiki, title.interwiki),
        title: content(title.dbKey.replaceAll('_', ' ')),
      }
    }),
  )
}

export function showInterwikiLinks({ wiki }: ReadContext, { rendering }: ParsedFacts): Value {
  const titles = grouped(values(rendering?.interwikiLinks).map(titleOf), title => title.interwiki)
  return list(
    'iw',
    titles.map(title => {
      return {
        prefix: title.interwiki,
        url: interwikiUrl(title, interwikiUrls.get(title.interwiki) ?? ''),
        title: content(wiki.nameOf(title)),
      }
    }),
  )
}

export const showImages = ({ rendering }: ParsedFacts): Value => list('img', [...(rendering?.images ?? [])])
export const showExternalLinks = ({ rendering }: ParsedFacts): Value =>
  list('el', [...(rendering?.externalLinks ?? [])])
export const showProperties = ({ rendering }: ParsedFacts): Value =>
  keyValues('pp', 'name', new Map(rendering?.properties), 'list')
export const showIndicators = ({ rendering }: ParsedFacts): Value =>
  keyValues('ind', 'name', new Map(rendering?.indicators), 'list')

const dbKeyOf = (prefixed: string): string => prefixed.replaceAll(' ', '_')

/** The sections in the old form. */
export const showSections = ({ rendering }: ParsedFacts): Value =>
  list(
    's',
    (rendering?.sections ?? []).map(section => ({
      toclevel: section.tocLevel,
      level: String(section.level),
      line: section.line,
      number: section.number,
      index: section.index,
      fromtitle: section.fromTitle === undefined ? false : dbKeyOf(section.fromTitle),
      byteoffset: section.offset ?? null,
      anchor: section.anchor,
      linkAnchor: section.anchor,
    })),
  )

/** The sections in the new form. */
export const showTocData = (sections: readonly Section[]): Tree => ({
  sections: list(
    '_v',
    sections.map(section => ({
      tocLevel: section.tocLevel,
      hLevel: section.level,
      line: section.line,
      number: section.number,
      index: section.index,
      ...(section.fromTitle === undefined ? {} : { fromTitle: dbKeyOf(section.fromTitle) }),
      ...(section.offset === undefined ? {} : { codepointOffset: section.offset }),
      anchor: section.anchor,
    })),
  ),
  extensionData: list('_v', []),
})

/** The categories as they stand below a page. */
export function categoriesHtml(context: ReadContext, facts: ParsedFacts): string {
  const { wiki, request } = context
  const { messages, config, titles } = wiki
  const all = values(facts.rendering?.categories).map(one => titleOf(one.name))
  const say = (key: string, count: number): string => messages.html({ key, params: [{ num: count }] }, request.language)
  const colon = messages.html({ key: 'colon-separator', params: [] }, request.language)
  const link = (title: Title): string => {
    const name = wiki.nameOf(title)
    const shown = escapeHtml(title.dbKey.replaceAll('_', ' '))
    if (facts.existing.has(name)) {
      return `<a href="${escapeHtml(pagePath(title, titles.namespaces, config))}" title="${escapeHtml(name)}">${shown}</a>`
    }
    const edit = scriptPathOf(title, 'action=edit&redlink=1', titles.namespaces, config)
    const missing = messages.plain({ key: 'red-link-title', params: [{ plaintext: name }] }, request.language)
    return `<a href="${escapeHtml(edit)}" class="new" title="${escapeHtml(missing)}">${shown}</a>`
  }
  const listed = (some: readonly Title[]): string => `<ul>${some.map(title => `<li>${link(title)}</li>`).join('')}</ul>`
  const normal = all.filter(title => !facts.hidden.has(title.dbKey))
  const hidden = all.filter(title => facts.hidden.has(title.dbKey))
  const special = wiki.nameOf(makeTitle(NS.special, 'Categories'))
  const path = escapeHtml(pagePath(makeTitle(NS.special, 'Categories'), titles.namespaces, config))
  const visible =
    normal.length === 0
      ? ''
      : `<div id="mw-normal-catlinks" class="mw-normal-catlinks"><a href="${path}" title="${special}">${say('pagecategories', normal.length)}</a>${colon}${listed(normal)}</div>`
  const others =
    hidden.length === 0
      ? ''
      : `<div id="mw-hidden-catlinks" class="mw-hidden-catlinks mw-hidden-cats-hidden">${say('hidden-categories', hidden.length)}${colon}${listed(hidden)}</div>`
  const classes = normal.length === 0 ? 'catlinks catlinks-allhidden' : 'catlinks'
  return `<div id="catlinks" class="${classes}" data-mw="interface">${visible}${others}</div>`
}
