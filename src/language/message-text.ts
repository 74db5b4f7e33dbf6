// From the wikitext of a message to what readers of plain text and of HTML get.
import { decodeCharacterReferences } from './character-references.ts'

/** Wikitext as plain text: code in quotation marks, no other tags, no character references. Links stay as they are written. */
export function plainText(wikitext: string): string {
  if (!/[<&]/.test(wikitext)) return wikitext
  return decodeCharacterReferences(
    wikitext.replace(/<\/?(?:var|kbd|samp|code)>/g, '"').replace(/<!--.*?-->|<\/?[a-z][^<>]*>/gis, ''),
  )
}

/** A text as HTML that shows it. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#039;')
}

// An attribute takes none of the HTML that is put in afterwards, for which U+0002 stands.
const inlineTag =
  /^<(\/?)(abbr|b|bdi|br|cite|code|dd|dfn|div|dl|dt|em|i|kbd|li|ol|p|pre|q|s|samp|small|span|strong|sub|sup|u|ul|var)((?:\s+(?:class|dir|id|lang|title)="[^"<>\u0002]*")*)\s*(\/?)>$/i
const piece =
  /<[^<>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);|\[\[([^[\]|{}<>\n]+)(?:\|([^[\]\n]*))?\]\]|\[((?:https?:)?\/\/[^\s[\]<>"]+)\s+([^\]\n]+)\]|'{2,5}|[&<>"]/gi

/**
 * Wikitext of one paragraph as HTML, for messages that need no more: inline tags, bold and italic, links. Everything else is
 * shown as it is written. `linkTo` gives the address of a page; without it a link is only its text.
 */
export function inlineHtml(wikitext: string, linkTo?: (title: string) => string): string {
  const open: string[] = []
  const toggle = (tag: string): string => {
    if (open.at(-1) === tag) {
      open.pop()
      return `</${tag}>`
    }
    if (open.includes(tag)) return ''
    open.push(tag)
    return `<${tag}>`
  }
  const html = wikitext.replace(piece, (found, target?: string, shown?: string, url?: string, label?: string) => {
    if (target !== undefined) {
      const text = inlineHtml(shown === undefined || shown === '' ? target.replace(/^:/, '') : shown)
      const title = target.replace(/^:/, '').trim()
      return linkTo ? `<a href="${escapeHtml(linkTo(title))}" title="${escapeHtml(title)}">${text}</a>` : text
    }
    if (url !== undefined) {
      return `<a rel="nofollow" class="external text" href="${escapeHtml(url)}">${inlineHtml(label ?? '')}</a>`
    }
    if (found.startsWith("''")) {
      if (found.length === 3) return toggle('b')
      if (found.length === 2) return toggle('i')
      return found.length === 5
        ? toggle(open.includes('i') ? 'i' : 'b') + toggle(open.includes('b') ? 'b' : 'i')
        : `'${toggle('b')}`
    }
    if (found.startsWith('<'))
      return inlineTag.test(found) ? found : found.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    if (found === '"') return found
    return found.length > 1 ? found : escapeHtml(found)
  })
  return (
    html +
    open
      .reverse()
      .map(tag => `</${tag}>`)
      .join('')
  )
}
