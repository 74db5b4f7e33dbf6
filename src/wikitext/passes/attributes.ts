// Attributes of HTML tags in wikitext: which may stay, and with what values. The first wall against script in a page.

import { anchorId } from '../anchor.ts'
import { decodeEntities } from '../entities.ts'
import { safeStyle } from './style.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Attributes that every element may have. */
const common = words(
  'id class style lang dir title tabindex itemid itemprop itemref itemscope itemtype role about property resource datatype typeof',
)

const cell = words('abbr axis headers scope rowspan colspan nowrap width height bgcolor align valign')
const align = words('align')
const cite = words('cite')
const edited = words('cite datetime')

const own: Readonly<Record<string, ReadonlySet<string>>> = {
  div: align,
  h1: align,
  h2: align,
  h3: align,
  h4: align,
  h5: align,
  h6: align,
  p: align,
  caption: align,
  blockquote: cite,
  q: cite,
  ins: edited,
  del: edited,
  br: words('clear'),
  hr: words('width'),
  ul: words('type'),
  ol: words('type start reversed'),
  li: words('type value'),
  table: words('summary width border frame rules cellspacing cellpadding align bgcolor'),
  tr: words('bgcolor align valign'),
  td: cell,
  th: cell,
  font: words('size color face'),
  data: words('value'),
  time: words('datetime'),
  pre: words('width'),
  meta: words('content'),
  link: words('href'),
}

const aria = words(
  'aria-describedby aria-flowto aria-hidden aria-label aria-labelledby aria-level aria-owns aria-controls aria-details ' +
    'aria-expanded aria-haspopup aria-current aria-live aria-roledescription aria-selected aria-sort aria-pressed ' +
    'aria-atomic aria-busy aria-relevant',
)
const ariaIds = words('aria-describedby aria-flowto aria-labelledby aria-owns aria-controls aria-details')
const rdfa = words('rel rev about property resource datatype typeof itemid itemprop itemref itemscope itemtype')
const addresses = words('href src poster')

/** Schemes that a link in wikitext may have; `//` stands for the page's own. */
export const protocols =
  'bitcoin: ftp:// ftps:// geo: git:// gopher:// http:// https:// irc:// ircs:// magnet: mailto: matrix: mms:// news: ' +
  'nntp:// redis:// sftp:// sip: sips: sms: ssh:// svn:// tel: telnet:// urn: worldwind:// xmpp:'

/** The protocols as a regular expression's alternatives, `//` not among them. */
export const protocolPattern = protocols.split(' ').join('|')

const goodAddress = new RegExp(`^(?:${protocolPattern}|//)[^\\s]+$`, 'i')
const evilAddress = /(?:^|\s|\*\/\s*)(?:javascript|vbscript)(?:[^\w]|$)/i

/** Whether an address, decoded, leads to where a page may lead. */
export const isGoodAddress = (address: string): boolean => goodAddress.test(address)

/** Whether an element may have an attribute, whatever its value. Both names in lower case. */
export function isAllowedAttribute(element: string, name: string): boolean {
  if (common.has(name) || aria.has(name) || own[element]?.has(name) === true) return true
  return name.startsWith('data-') && !name.includes(':') && !/^data-(?:ooui|mw|parsoid)/.test(name)
}

/** The value that may stay, or undefined where the attribute must go. The value is decoded. */
export function safeValue(name: string, value: string): string | undefined {
  if (name === 'style') return safeStyle(value)
  if (name === 'id') {
    const id = anchorId(value)
    return id === '' ? undefined : id
  }
  if (ariaIds.has(name)) return value.split(/\s+/).map(anchorId).join(' ')
  if (rdfa.has(name)) return evilAddress.test(value) ? undefined : value
  if (addresses.has(name)) return isGoodAddress(value) ? value : undefined
  if (name === 'cite')
    return /^(?:javascript|vbscript|data):/i.test(value.replace(/[\x00-\x20]/g, '')) ? undefined : value
  if (name === 'tabindex') return value === '0' ? value : undefined
  return value
}

const attributePattern =
  /([^\t\n\f\r /][^\t\n\f\r /=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)(?:"|$)|'([^']*)(?:'|$)|([^\t\n\f\r >]*)))?/gu
const attributeName = /^[:_\p{L}\p{N}][:_.\-\p{L}\p{N}]*$/u

/** Reads attributes as they are written, without judging them. Values are decoded, white space in them is one blank. */
export function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  if (text.trim() === '') return attributes
  for (const match of text.matchAll(attributePattern)) {
    const name = match[1]?.toLowerCase() ?? ''
    if (!attributeName.test(name)) continue
    const value = match[2] ?? match[3] ?? match[4] ?? ''
    attributes.set(name, decodeEntities(value.replace(/[\t\r\n ]+/g, ' ').trim()))
  }
  return attributes
}

/** Keeps what an element may have. */
export function allowedAttributes(attributes: Map<string, string>, element: string): Map<string, string> {
  const kept = new Map<string, string>()
  for (const [name, value] of attributes) {
    if (!isAllowedAttribute(element, name)) continue
    const safe = safeValue(name, value)
    if (safe !== undefined) kept.set(name, safe)
  }
  if (!kept.has('itemscope')) {
    kept.delete('itemtype')
    kept.delete('itemid')
    kept.delete('itemref')
  }
  return kept
}

const armored: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  '<': '&lt;',
  '>': '&gt;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
  '{': '&#123;',
  '}': '&#125;',
  '[': '&#91;',
  ']': '&#93;',
  ISBN: '&#73;SBN',
  RFC: '&#82;FC',
  PMID: '&#80;MID',
  '|': '&#124;',
  _: '&#95;',
  "'": '&#39;',
  '://': '&#58;//',
}

/** Escapes a value for an attribute that later passes over wikitext must not touch. */
export const armorAttribute = (value: string): string =>
  value.replace(/[&"'<>\n\t\r{}[\]|_]|:\/\/|ISBN|RFC|PMID/g, found => armored[found] ?? found)

/** Attributes as they stand in a tag, with a blank before each. */
export function writeAttributes(attributes: Iterable<readonly [string, string]>): string {
  let out = ''
  for (const [name, value] of attributes) out += ` ${name}="${armorAttribute(value)}"`
  return out
}

/** Reads, judges and writes the attributes of a tag. */
export const fixAttributes = (text: string, element: string): string =>
  text.trim() === '' ? '' : writeAttributes(allowedAttributes(readAttributes(text), element))
