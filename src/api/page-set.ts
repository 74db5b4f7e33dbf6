// From what a request names (titles, page ids, revision ids, a generator's finds) to pages: normalised, redirects followed.
import type { PageId, RevId } from '../ids.ts'
import type { Message } from '../language/messages.ts'
import { NS } from '../pages/namespaces.ts'
import { type PageRow, pagesByIds, pagesByTitles, redirectsOfPages, titleOfPage } from '../pages/page-store.ts'
import { interwikiUrl, parseTitle, prefixedText, type Title, type TitleRules } from '../pages/title.ts'
import { pagesOfRevisions } from '../revisions/revision-pages-store.ts'
import type { Reader } from '../storage/database.ts'
import type { Tree } from './result.ts'

/** One page of the answer: there, missing, special or invalid. */
export interface PageEntry {
  /** Of the page; negative for what has none. */
  readonly id: number
  readonly title: Title | undefined
  readonly row: PageRow | undefined
  /** What the entry says before any prop has added to it. */
  readonly shown: Record<string, Tree[string]>
}

/** The pages of a request, and how they were found. */
export class PageSet {
  /** In the order in which they are answered where order counts. */
  entries: PageEntry[] = []
  readonly normalized: { from: string; fromEncoded: boolean; to: string }[] = []
  readonly interwiki: { title: string; iw: string; url: string }[] = []
  readonly redirects: { from: string; to: Title; toText: string }[] = []
  readonly badRevIds: RevId[] = []
  /** The revisions that were asked for by id, and the pages they are of. */
  readonly revIds = new Map<RevId, PageId>()
  /** The same for revisions of deleted pages, if the viewer may know of them. */
  readonly deletedRevIds = new Map<RevId, Title>()
  /** What was asked: no page at all, or some. */
  readonly source: 'none' | 'titles' | 'pageids' | 'revids'
  #nextFake = -1

  constructor(source: 'none' | 'titles' | 'pageids' | 'revids') {
    this.source = source
  }

  /** The pages that exist, in the order of their ids. */
  get good(): (PageEntry & { readonly row: PageRow; readonly title: Title })[] {
    return this.entries.filter(
      (one): one is PageEntry & { readonly row: PageRow; readonly title: Title } => one.row !== undefined,
    )
  }
  get goodIds(): PageId[] {
    return this.good.map(one => one.row.page_id)
  }
  /** Pages that exist or could: all that have a title and are not special. */
  get possible(): (PageEntry & { readonly title: Title })[] {
    return this.entries.filter(
      (one): one is PageEntry & { readonly title: Title } => one.title !== undefined && one.title.namespace >= 0,
    )
  }
  /** As the formats without an order of their own show them: what is no page first, then pages as they were found. */
  get inOrderOfAnswer(): PageEntry[] {
    const found = [...this.#byId.values()].filter(one => one.row !== undefined)
    return [...this.entries.filter(one => one.row === undefined), ...found]
  }
  get isEmpty(): boolean {
    return this.entries.length === 0
  }
  entry(id: number): PageEntry | undefined {
    return this.#byId.get(id)
  }
  readonly #byId = new Map<number, PageEntry>()

  addEntry(entry: Omit<PageEntry, 'id'> & { id?: number }): void {
    const id = entry.id ?? this.#nextFake--
    if (this.#byId.has(id)) return
    const complete: PageEntry = { ...entry, id }
    this.#byId.set(id, complete)
    this.entries.push(complete)
  }
  /** As MediaWiki: missing pages in the order in which they were named, then invalid and special ones, then those that exist. */
  sort(): void {
    const rank = (one: PageEntry): number =>
      one.row !== undefined ? 4 : one.shown.invalid ? 1 : one.title === undefined ? 2 : one.title.namespace < 0 ? 3 : 0
    const withinRank = (a: PageEntry, b: PageEntry): number =>
      a.row !== undefined ? a.id - b.id : a.id < 0 ? b.id - a.id : 0
    this.entries.sort((a, b) => rank(a) - rank(b) || withinRank(a, b))
  }
}

export interface PageSetOptions {
  readonly db: Reader
  readonly titles: TitleRules
  readonly interwikis: ReadonlyMap<string, string>
  readonly resolveRedirects: boolean
  /** Shows why a title is none. */
  showReason(message: Message): Tree[string]
  /** Whether there is a special page of this name. */
  isSpecialPage(name: string): boolean
  /** Whether there is a message of this key, so that the page of the MediaWiki namespace is known. */
  isMessage(key: string): boolean
  /** Those of these names of files that are there, so that their titles are known without a page. */
  knownFiles(names: readonly string[]): Promise<ReadonlySet<string>>
  /** The titles of the deleted pages that revisions were of, for who may know of them. */
  deletedTitles?(ids: readonly RevId[]): Promise<ReadonlyMap<RevId, Title>>
}

/** A title as it was typed, and whether its bytes were changed on the way in. */
export interface TypedTitle {
  readonly text: string
  readonly raw: string
}

function showPage(row: PageRow, title: Title, rules: TitleRules): Record<string, Tree[string]> {
  return { pageid: row.page_id, ns: row.page_namespace, title: prefixedText(title, rules.namespaces) }
}

function addRow(set: PageSet, row: PageRow, rules: TitleRules): void {
  const title = titleOfPage(row)
  set.addEntry({ id: row.page_id, title, row, shown: showPage(row, title, rules) })
}

const titleKey = (title: Title): string => `${title.namespace}:${title.dbKey}`

/** Pages by what somebody typed. */
export async function pageSetOfTitles(typed: readonly TypedTitle[], options: PageSetOptions): Promise<PageSet> {
  const set = new PageSet('titles')
  const wanted: Title[] = []
  const texts = new Set<string>()
  for (const one of typed) {
    // The same title twice is one page; the same text twice says nothing new even where it is none.
    if (texts.has(one.raw)) continue
    texts.add(one.raw)
    const title = readTyped(set, one, options)
    if (title !== undefined) wanted.push(title)
  }
  return addPagesAndSpecial(set, wanted, options)
}

async function addPagesAndSpecial(set: PageSet, titles: readonly Title[], options: PageSetOptions): Promise<PageSet> {
  const media = titles.flatMap(title => (title.namespace === NS.media ? title.dbKey : []))
  const files = media.length === 0 ? new Set<string>() : await options.knownFiles(media)
  for (const title of titles) if (title.namespace < 0) addSpecial(set, title, options, files)
  await addTitles(
    set,
    titles.filter(title => title.namespace >= 0),
    options,
  )
  return set
}

function readTyped(set: PageSet, { text, raw }: TypedTitle, options: PageSetOptions): Title | undefined {
  const { titles } = options
  const parsed = parseTitle(text, titles)
  if (!parsed.ok) {
    noteNormalized(set, raw, text, text)
    const shown = {
      title: text,
      invalidreason: options.showReason({ key: parsed.reason, params: parsed.params }),
      invalid: true,
    }
    if (!set.entries.some(one => one.title === undefined && one.shown.title === text)) {
      set.addEntry({ title: undefined, row: undefined, shown })
    }
    return undefined
  }
  const { title } = parsed
  const name = prefixedText(title, titles.namespaces)
  noteNormalized(set, raw, text, name)
  if (title.interwiki !== '') {
    const url = interwikiUrl(title, options.interwikis.get(title.interwiki) ?? '')
    if (!set.interwiki.some(one => one.title === name)) set.interwiki.push({ title: name, iw: title.interwiki, url })
    return undefined
  }
  return title.dbKey === '' ? undefined : title
}

function noteNormalized(set: PageSet, raw: string, text: string, to: string): void {
  if (raw !== text) {
    // As MediaWiki: these come before what only the rules of titles changed.
    const after = set.normalized.findLastIndex(one => one.fromEncoded) + 1
    set.normalized.splice(after, 0, { from: encodeRaw(raw), fromEncoded: true, to: text })
  }
  if (text !== to && !set.normalized.some(one => one.from === text))
    set.normalized.push({ from: text, fromEncoded: false, to })
}
const encodeRaw = (raw: string): string =>
  encodeURIComponent(raw.toWellFormed()).replace(/[!'()*]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

function addSpecial(set: PageSet, title: Title, options: PageSetOptions, files: ReadonlySet<string>): void {
  const exists = title.namespace === NS.media ? files.has(title.dbKey) : options.isSpecialPage(title.dbKey)
  const name = prefixedText(title, options.titles.namespaces)
  const shown = { ns: title.namespace, title: name, special: true, ...(exists ? {} : { missing: true }) }
  if (set.entries.some(one => one.title !== undefined && titleKey(one.title) === titleKey(title))) return
  set.addEntry({ title, row: undefined, shown })
}

/** Adds pages by title, following redirects if asked; those that were looked at before are not looked at again. */
async function addTitles(
  set: PageSet,
  titles: readonly Title[],
  options: PageSetOptions,
  before: readonly Title[] = [],
): Promise<void> {
  const seen = new Set(before.map(titleKey))
  let wanted = uniqueTitles(titles).filter(title => !seen.has(titleKey(title)))
  // Each round is two statements; a chain of redirects cannot be longer than its pages.
  for (let round = 0; wanted.length > 0 && round < 10; round++) {
    for (const title of wanted) seen.add(titleKey(title))
    const rows = inOrderOfTitles(await pagesByTitles(options.db, wanted), wanted)
    const byKey = new Map(rows.map(row => [titleKey(titleOfPage(row)), row]))
    const missing = byNamespace(wanted).filter(title => !byKey.has(titleKey(title)))
    const next = await addRows(set, rows, options)
    const names = missing.filter(title => title.namespace === 6).map(title => title.dbKey)
    const files = names.length === 0 ? new Set<string>() : await options.knownFiles(names)
    for (const title of missing) addMissing(set, title, options, files)
    wanted = next.filter(title => !seen.has(titleKey(title)))
  }
  set.sort()
}

/** Adds rows; with redirects asked for, answers where those among them lead instead. */
async function addRows(set: PageSet, rows: readonly PageRow[], options: PageSetOptions): Promise<Title[]> {
  const { titles, db, resolveRedirects } = options
  const redirecting = resolveRedirects ? rows.filter(row => row.page_is_redirect !== 0) : []
  const targets = await redirectsOfPages(
    db,
    redirecting.map(row => row.page_id),
  )
  for (const row of rows) if (!targets.has(row.page_id)) addRow(set, row, titles)
  const next: Title[] = []
  for (const row of redirecting.sort((a, b) => a.page_id - b.page_id)) {
    const target = targets.get(row.page_id)
    if (target === undefined) continue
    const from = prefixedText(titleOfPage(row), titles.namespaces)
    set.redirects.push({ from, to: target, toText: prefixedText(target, titles.namespaces) })
    if (target.interwiki === '' && target.namespace >= 0) next.push(target)
    else if (target.interwiki !== '') {
      const name = prefixedText(target, titles.namespaces)
      const url = interwikiUrl(target, options.interwikis.get(target.interwiki) ?? '')
      set.interwiki.push({ title: name, iw: target.interwiki, url })
    }
  }
  return uniqueTitles(next)
}

function addMissing(set: PageSet, title: Title, options: PageSetOptions, files: ReadonlySet<string>): void {
  const isMessage = () => options.isMessage(title.dbKey.charAt(0).toLowerCase() + title.dbKey.slice(1))
  const known = (title.namespace === 8 && isMessage()) || (title.namespace === 6 && files.has(title.dbKey))
  const name = prefixedText(title, options.titles.namespaces)
  const shown = { ns: title.namespace, title: name, missing: true, ...(known ? { known: true } : {}) }
  set.addEntry({ title, row: undefined, shown })
}

function uniqueTitles(titles: readonly Title[]): Title[] {
  return [...new Map(titles.map(title => [titleKey(title), title])).values()]
}

/** Namespaces in the order in which they were first named, in each the titles in that of their bytes. */
function inOrderOfTitles(rows: readonly PageRow[], wanted: readonly Title[]): PageRow[] {
  const order = [...new Set(wanted.map(title => title.namespace))]
  const place = (row: PageRow): number => order.indexOf(row.page_namespace)
  return [...rows].sort((a, b) => place(a) - place(b) || (a.page_title < b.page_title ? -1 : 1))
}

/** In the order in which the namespaces first come, as MediaWiki looks them up. */
function byNamespace(titles: readonly Title[]): Title[] {
  const order = [...new Set(titles.map(title => title.namespace))]
  return order.flatMap(namespace => titles.filter(title => title.namespace === namespace))
}

/** Pages by id, found in the order of their ids or in the one given; ids of no page are answered as missing. */
export async function pageSetOfPageIds(
  ids: readonly PageId[],
  options: PageSetOptions,
  order: 'by id' | 'as given' = 'by id',
): Promise<PageSet> {
  const set = new PageSet('pageids')
  const rows = await pagesByIds(
    options.db,
    ids.filter(id => id > 0),
  )
  if (order === 'as given') {
    const places = new Map(ids.map((id, place) => [id, place]))
    rows.sort((a, b) => (places.get(a.page_id) ?? 0) - (places.get(b.page_id) ?? 0))
  }
  const next = await addRows(set, rows, options)
  const found = new Set(rows.map(row => row.page_id))
  for (const id of ids) {
    if (!found.has(id)) {
      set.addEntry({ id, title: undefined, row: undefined, shown: { pageid: id, missing: true } })
    }
  }
  await addTitles(set, next, options, rows.map(titleOfPage))
  return set
}

/** Pages by the ids of their revisions, deleted ones included only for who may know of them. */
export async function pageSetOfRevIds(ids: readonly RevId[], options: PageSetOptions): Promise<PageSet> {
  const set = new PageSet('revids')
  const pages = await pagesOfRevisions(
    options.db,
    ids.filter(id => id > 0),
  )
  const unknown = ids.filter(id => id > 0 && !pages.has(id))
  const deleted = unknown.length === 0 ? undefined : await options.deletedTitles?.(unknown)
  for (const id of ids) {
    const page = pages.get(id)
    const title = deleted?.get(id)
    if (page !== undefined) set.revIds.set(id, page)
    else if (title !== undefined) set.deletedRevIds.set(id, title)
    else set.badRevIds.push(id)
  }
  for (const row of await pagesByIds(options.db, [...new Set(set.revIds.values())])) addRow(set, row, options.titles)
  await addTitles(set, [...set.deletedRevIds.values()], { ...options, resolveRedirects: false })
  return set
}

/** Pages that a generator found. */
export function pageSetOfTitleValues(titles: readonly Title[], options: PageSetOptions): Promise<PageSet> {
  return addPagesAndSpecial(new PageSet('titles'), titles, options)
}
