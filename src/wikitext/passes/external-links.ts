// External links: `[http://… label]`, and addresses that stand in the text by themselves.

import { decodeEntities } from '../entities.ts'
import { escapeAttribute, rawUrlEncode } from '../escape.ts'
import type { PageState } from '../page-state.ts'
import { protocolPattern } from './attributes.ts'

const urlCharacter = '[^\\][<>"\\x00-\\x20\\x7f\\u00a0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000\\ufffd]'
const urlStart = `(?:\\[[0-9a-fA-F:.]+\\]|${urlCharacter})`

const bracketedStart = new RegExp(`\\[((?:${protocolPattern}|//)${urlStart}${urlCharacter}*)`, 'giu')
const blanks = /^[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/

/** Keeps the free link pass from an address that is part of a finished link. */
export const noParse = '\x7f\'"`UNIQ-NOPARSE'

const protocolWord = new RegExp(`\\b(?=${protocolPattern})`, 'gi')

/** Marks every address in a finished link, so that it is not linked once more. */
export const armorLinks = (html: string): string => html.replace(protocolWord, noParse)

/** Takes these marks away again. */
export const disarmLinks = (html: string): string => (html.includes(noParse) ? html.replaceAll(noParse, '') : html)

const ignoredInHosts =
  /\u00ad|\u1806|[\u200b-\u200d]|\u2060|[\ufe00-\ufe0f]|\ufeff|&#(?:173|8203|8204|8205|8288|65279);/g

/** An address as it may stand in `href`: decoded once, with what must not be in it percent-encoded. */
export function cleanUrl(url: string): string {
  const plain = decodeEntities(url)
  // The brackets around an IPv6 address are the only ones that may stay.
  const literal = /^[^:/]+:\/\/\[[0-9a-f:.]+\]/i.exec(plain)?.[0] ?? ''
  const decoded = literal + plain.slice(literal.length).replace(/[\][<>"\x00-\x20|\x7f]/g, rawUrlEncode)
  const parts = /^((?:[^:/]+:)?\/\/[^/]+)?(.*)$/s.exec(decoded)
  if (!parts?.[1]) return decoded
  return parts[1].replace(ignoredInHosts, '') + (parts[2] ?? '')
}

/** An address in the form in which links are counted: escapes that need not be one are undone, others made. */
export function countedUrl(url: string): string {
  return url
    .replace(/%[0-9A-Fa-f]{2}/g, encoded => {
      const code = Number.parseInt(encoded.slice(1), 16)
      if (code <= 32 || code >= 127) return encoded.toUpperCase()
      const character = String.fromCharCode(code)
      return '<>"#{}|\\^~[]`;/?:@=&+$,%'.includes(character) ? encoded.toUpperCase() : character
    })
    .replace(/[<>"{}|\\^`\x00-\x20\x7f-\uffff]+/g, rawUrlEncode)
}

/** Notes an external link, unless it leads to this wiki itself. */
export function noteExternalLink(state: PageState, url: string): void {
  const { server } = state.expansion.context
  if (url.startsWith('#')) return
  if (server !== undefined && server !== '' && url.startsWith(server)) {
    const next = url[server.length]
    if (next === undefined || next === '/' || next === '?' || next === '#') return
  }
  state.externalLinks.add(countedUrl(url))
}

function attributes(kind: string, url: string, trusted: readonly string[]): string {
  const rel = isTrusted(url, trusted) ? '' : ' rel="nofollow"'
  return `<a${rel} class="external ${kind}" href="${escapeAttribute(url)}">`
}

/** Whether an address leads into one of these domains. */
export function isTrusted(url: string, domains: readonly string[]): boolean {
  if (domains.length === 0) return false
  const host = /^(?:[a-z]+:)?\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(url)?.[1]?.toLowerCase()
  return host !== undefined && domains.some(domain => host === domain || host.endsWith(`.${domain}`))
}

/** Notes a link and writes it. The label is HTML. */
export function externalLink(state: PageState, url: string, label: string, kind: string): string {
  noteExternalLink(state, url)
  return `${attributes(kind, url, state.expansion.context.trustedDomains ?? [])}${label}</a>`
}

/** Where a character comes next. Asked for in rising order, all questions together cost one pass. */
class Ahead {
  readonly #text: string
  readonly #character: string
  #at = -1

  constructor(text: string, character: string) {
    this.#text = text
    this.#character = character
  }

  from(start: number): number {
    if (this.#at < start) {
      const found = this.#text.indexOf(this.#character, start)
      this.#at = found < 0 ? this.#text.length : found
    }
    return this.#at
  }
}

/** Replaces links in single brackets. */
export function externalLinks(text: string, state: PageState): string {
  if (!text.includes('[')) return text
  const close = new Ahead(text, ']')
  const lineEnd = new Ahead(text, '\n')
  let out = ''
  let done = 0
  bracketedStart.lastIndex = 0
  for (const match of text.matchAll(bracketedStart)) {
    if (match.index < done) continue
    const afterUrl = match.index + match[0].length
    const end = close.from(afterUrl)
    if (end >= text.length) break
    if (lineEnd.from(afterUrl) < end) continue
    const label = text.slice(afterUrl, end).replace(blanks, '')
    if (/[\x00-\x08\x0a-\x1f\ufffd]/.test(label)) continue
    out += text.slice(done, match.index) + bracketedLink(match[1] ?? '', label, state)
    done = end + 1
  }
  return out + text.slice(done)
}

function bracketedLink(address: string, written: string, state: PageState): string {
  let url = address
  let label = written
  // `&lt;` and `&gt;` end an address as `<` and `>` do.
  const end = /&(?:lt|gt);/.exec(url)
  if (end) {
    label = `${url.slice(end.index)} ${label}`
    url = url.slice(0, end.index)
  }
  if (label !== '') return externalLink(state, cleanUrl(url), label, 'text')
  state.autonumber++
  return externalLink(state, cleanUrl(url), `[${state.autonumber}]`, 'autonumber')
}

const freePattern = new RegExp(
  `(<a[ \\t\\r\\n>](?:[^<]|<(?!/a>))*</a>|<[^>]*>)|(?<![\\p{L}\\p{N}_])((?:${protocolPattern})(${urlStart}${urlCharacter}*))`,
  'giu',
)
const mayBeFree = new RegExp(`(?:${protocolPattern})`, 'i')

/** Links addresses that stand in the text; those within tags and links are left alone. */
export function freeLinks(text: string, state: PageState): string {
  if (!mayBeFree.test(text)) return text
  return text.replace(freePattern, (whole, markup?: string, address?: string, afterProtocol?: string) => {
    if (markup !== undefined || address === undefined) return whole
    return freeLink(state, address, afterProtocol?.length ?? 0)
  })
}

function freeLink(state: PageState, address: string, afterProtocol: number): string {
  let url = address
  let trail = ''
  const end = /&(?:lt|gt|nbsp|#x0*(?:3[CcEe]|[Aa]0)|#0*(?:60|62|160));/.exec(url)
  if (end) {
    trail = url.slice(end.index)
    url = url.slice(0, end.index)
  }
  const separators = url.includes('(') ? ',;\\.:!?' : ',;\\.:!?)'
  let length = 0
  while (length < url.length && separators.includes(url[url.length - 1 - length] ?? ' ')) length++
  if (length > 0) {
    // A semicolon that ends a character reference belongs to the address.
    const at = url.length - length
    if (url[at] === ';' && /&(?:[a-z]+|#[0-9]+|#x[0-9a-f]+)$/i.test(url.slice(Math.max(0, at - 12), at))) length--
    trail = url.slice(url.length - length) + trail
    url = url.slice(0, url.length - length)
  }
  if (trail.length >= afterProtocol) return url + trail
  const clean = cleanUrl(url)
  return externalLink(state, clean, escapeAttribute(clean), 'free') + trail
}
