// What somebody searches for, read from what they typed: words, phrases, what must not be there, and where to look.

import { NS, namespaceByName } from '../pages/namespaces.ts'
import { parseTitle, type Title, type TitleRules } from '../pages/title.ts'
import { foldText } from './words.ts'

/** Words that stand one after the other, as `foldText` writes them. */
export interface Term {
  readonly words: readonly string[]
  /** Whether the last word is only the beginning of one. */
  readonly begins: boolean
  /** Whether it is looked for in titles alone. */
  readonly inTitle: boolean
  /** Whether pages that have it are left out. */
  readonly excluded: boolean
}

export interface SearchQuery {
  readonly terms: readonly Term[]
  /** Categories that pages must be in; names as in `page_title`. */
  readonly categories: readonly string[]
  /** What titles must begin with. */
  readonly prefix: Title | undefined
  /** Undefined where the query names none. */
  readonly namespaces: readonly number[] | undefined
}

const piece = /(-?)(?:(intitle|incategory):)?(?:"([^"]*)"?|(\S+))/giu

/** Reads a query; what it is of none of these, as brackets, separates words. */
export function readSearchQuery(text: string, titles: TitleRules): SearchQuery {
  const { rest: unprefixed, prefix } = takePrefix(text, titles)
  const { rest, namespaces } = takeNamespace(unprefixed, titles)
  const terms: Term[] = []
  const categories: string[] = []
  for (const [, minus, filter = '', quoted, bare = ''] of rest.matchAll(piece)) {
    const typed = quoted ?? bare
    if (filter.toLowerCase() === 'incategory') {
      const category = parseTitle(typed, titles, NS.category)
      if (category.ok && category.title.namespace === NS.category) categories.push(category.title.dbKey)
      continue
    }
    const words = foldText(typed)
      .split(' ')
      .filter(word => word !== '')
    if (words.length === 0) continue
    const flags = { inTitle: filter !== '', excluded: minus !== '' }
    const begins = quoted === undefined && typed.endsWith('*')
    terms.push({ words, begins, ...flags })
  }
  const where = prefix === undefined ? namespaces : [prefix.namespace]
  return { terms, categories, prefix, namespaces: where }
}

/** `prefix:` takes all that follows it. */
function takePrefix(text: string, titles: TitleRules): { rest: string; prefix: Title | undefined } {
  const at = text.search(/(?:^|\s)prefix:/i)
  if (at < 0) return { rest: text, prefix: undefined }
  const parsed = parseTitle(text.slice(text.indexOf(':', at) + 1), titles)
  return { rest: text.slice(0, at), prefix: parsed.ok && parsed.title.interwiki === '' ? parsed.title : undefined }
}

/** `Talk:` or `all:` before all words says where they are looked for. */
function takeNamespace(text: string, titles: TitleRules): { rest: string; namespaces: number[] | undefined } {
  const colon = text.indexOf(':')
  const name = text.slice(0, colon).trim()
  const rest = text.slice(colon + 1)
  if (colon < 0) return { rest: text, namespaces: undefined }
  if (name.toLowerCase() === 'all') return { rest, namespaces: titles.namespaces.ids.filter(id => id >= 0) }
  const namespace = name === '' ? undefined : namespaceByName(titles.namespaces, name)
  return namespace === undefined || namespace.id < 0
    ? { rest: text, namespaces: undefined }
    : { rest, namespaces: [namespace.id] }
}
