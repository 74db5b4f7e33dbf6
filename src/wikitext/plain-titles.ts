// Title rules of a wiki with the standard namespaces: for tests, and for whoever uses the engine without a wiki.

import type { Interwiki, PageName, TitleRules } from './context.ts'

/** Names of the standard namespaces; Project is named after the site. */
export const standardNamespaces: ReadonlyMap<number, string> = new Map([
  [-2, 'Media'],
  [-1, 'Special'],
  [0, ''],
  [1, 'Talk'],
  [2, 'User'],
  [3, 'User talk'],
  [4, 'Project'],
  [5, 'Project talk'],
  [6, 'File'],
  [7, 'File talk'],
  [8, 'MediaWiki'],
  [9, 'MediaWiki talk'],
  [10, 'Template'],
  [11, 'Template talk'],
  [12, 'Help'],
  [13, 'Help talk'],
  [14, 'Category'],
  [15, 'Category talk'],
])

/** What may differ from wiki to wiki. */
export interface PlainTitleOptions {
  /** The name of the Project namespace. */
  readonly siteName?: string
  readonly interwiki?: ReadonlyMap<string, Interwiki>
  /** Namespaces with subpages; by default all but the main one, File, MediaWiki and Category. */
  readonly subpages?: ReadonlySet<number>
}

const upperFirst = (text: string): string => {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0x20)
  const upper = first.toUpperCase()
  // `ß` has no capital of its own length.
  return (upper.length === first.length ? upper : first) + text.slice(first.length)
}

const blanks = /[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g

/** Makes title rules. Interwiki prefixes are in lower case. */
export function plainTitles(options: PlainTitleOptions = {}): TitleRules {
  const names = new Map(standardNamespaces)
  if (options.siteName !== undefined) {
    names.set(4, options.siteName)
    names.set(5, `${options.siteName} talk`)
  }
  const ids = new Map<string, number>()
  for (const [id, name] of [...standardNamespaces, ...names]) ids.set(name.toLowerCase(), id)
  ids.set('image', 6)
  ids.set('image talk', 7)
  const subpages = options.subpages ?? new Set([1, 2, 3, 4, 5, 7, 9, 10, 11, 12, 13, 15])
  const interwiki = options.interwiki ?? new Map<string, Interwiki>()

  const namespaceId = (name: string): number | undefined => ids.get(name.trim().replace(blanks, ' ').toLowerCase())

  function parse(raw: string, defaultNamespace = 0): PageName | undefined {
    let text = raw
      .replace(blanks, ' ')
      .replace(/[\u200e\u200f\u202a-\u202e]/g, '')
      .trim()
      .normalize('NFC')
    let namespace = defaultNamespace
    let prefix = ''
    if (text.startsWith(':')) {
      namespace = 0
      text = text.slice(1).trim()
    }
    const colon = text.indexOf(':')
    if (colon > 0) {
      const before = text.slice(0, colon).trim()
      const id = namespaceId(before)
      if (id !== undefined && id !== 0) {
        namespace = id
        text = text.slice(colon + 1).trim()
        const next = text.indexOf(':')
        if (id === 1 && next > 0) {
          const inner = text.slice(0, next).trim()
          if (namespaceId(inner) !== undefined || interwiki.has(inner.toLowerCase())) return undefined
        }
      } else if (interwiki.has(before.toLowerCase())) {
        prefix = before.toLowerCase()
        namespace = 0
        text = text.slice(colon + 1).trim()
      }
    }
    let fragment: string | undefined
    const hash = text.indexOf('#')
    if (hash >= 0) {
      fragment = text.slice(hash + 1).trimEnd()
      text = text.slice(0, hash).trim()
    }
    if (prefix !== '') return { namespace: 0, interwiki: prefix, text, fragment }
    if (/[[\]{}|<>\x00-\x1f\x7f\ufffd]|%[0-9a-f]{2}|&[a-z0-9\u0080-\uffff]+;|&#[0-9]+;|&#x[0-9a-f]+;|~~~/i.test(text)) {
      return undefined
    }
    if (/^\.{1,2}(?:\/|$)|\/\.{1,2}(?:\/|$)/.test(text) || text.startsWith(':')) return undefined
    if (new TextEncoder().encode(text.replaceAll(' ', '_')).length > (namespace === -1 ? 512 : 255)) return undefined
    if (text === '' && (namespace !== 0 || fragment === undefined)) return undefined
    return { namespace, interwiki: '', text: text === '' ? '' : upperFirst(text), fragment }
  }

  return {
    parse,
    namespaceName: id => names.get(id),
    namespaceId,
    hasSubpages: namespace => subpages.has(namespace),
    interwiki: name => interwiki.get(name),
  }
}
