// Writing text so that wikitext, HTML or an address cannot take it for something else.

import type { PageName, TitleRules } from './context.ts'
import { prefixedText } from './context.ts'

const encoder = new TextEncoder()

/** The length of a text in UTF-8. */
export const byteLength = (text: string): number => encoder.encode(text).length

/** Percent-encodes as PHP's rawurlencode: all but letters, digits and `-_.~`. */
export const rawUrlEncode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** Percent-encodes as a form does: blanks as `+`. */
export const formUrlEncode = (text: string): string => rawUrlEncode(text).replaceAll('%20', '+').replaceAll('~', '%7E')

/** Percent-encodes a page's name for an address, keeping what MediaWiki keeps: `;@$!*(),/~:`. */
export const wikiUrlEncode = (text: string): string =>
  rawUrlEncode(text.replaceAll(' ', '_')).replace(/%(?:3B|40|24|21|2A|28|29|2C|2F|7E|3A)/g, decodeURIComponent)

/** Escapes what wikitext would read as markup, by numeric character references. */
export function escapeWikitext(text: string): string {
  return text
    .replace(/["&'<>=[\]{|};]/g, character => `&#${character.charCodeAt(0)};`)
    .replaceAll('!!', '&#33;!')
    .replaceAll('__', '_&#95;')
    .replaceAll('://', '&#58;//')
    .replaceAll('~~~', '~~&#126;')
    .replace(/(^|\n)([#*: \n!])/g, (_, start: string, character: string) => `${start}&#${character.charCodeAt(0)};`)
}

/** Escapes text for HTML between tags. */
export const escapeText = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
}

/** Escapes text for an attribute in double quotes. */
export const escapeAttribute = (text: string): string =>
  /[&"'<>]/.test(text) ? text.replace(/[&"'<>]/g, character => attributeEscapes[character] ?? character) : text

/** What addresses are made with. */
export interface AddressRules {
  readonly titles: TitleRules
  readonly server?: string
  readonly articlePath?: string
  readonly script?: string
}

/** The path of a page in this wiki, or the address in another one, with a query if given. The fragment is not in it. */
export function pagePath(name: PageName, rules: AddressRules, query = ''): string {
  if (name.interwiki !== '') {
    const url = rules.titles.interwiki(name.interwiki)?.url ?? '$1'
    const address = url.replace('$1', () => wikiUrlEncode(name.text))
    return query === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`
  }
  const title = wikiUrlEncode(prefixedText(name, rules.titles))
  if (query !== '') return `${rules.script ?? '/index.php'}?title=${title}&${query}`
  return (rules.articlePath ?? '/wiki/$1').replace('$1', () => title)
}
