// Character references: `&amp;`, `&#38;`, `&#x26;`. The names are those of HTML, looked up through parse5.

import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'

// As MediaWiki: two names in Hebrew and Arabic letters for the right-to-left mark.
const ownNames: ReadonlyMap<string, string> = new Map([
  ['רלמ', '\u200f'],
  ['رلم', '\u200f'],
])

const known = new Map<string, string | undefined>()

/** The characters that `&name;` stands for, or undefined where HTML has no such name. */
export function namedCharacter(name: string): string | undefined {
  if (ownNames.has(name)) return ownNames.get(name)
  if (name.length > 40 || !/^[A-Za-z0-9]+$/.test(name)) return undefined
  if (known.has(name)) return known.get(name)
  const node = parseFragment(`&${name};`).childNodes[0]
  const value = (node as DefaultTreeAdapterTypes.TextNode | undefined)?.value
  // `&notit;` would decode its first half and leave a semicolon behind; that is no name.
  const found = value !== undefined && !value.endsWith(';') && !value.startsWith(`&${name}`) ? value : undefined
  const result = name === 'semi' ? ';' : found
  // The names of HTML are 2,231: this bound only keeps made-up names from piling up.
  if (known.size < 10_000) known.set(name, result)
  return result
}

/** Whether a code point may be written as a character reference. */
export function isValidCodePoint(code: number): boolean {
  return (
    code === 0x09 ||
    code === 0x0a ||
    (code >= 0x20 && code <= 0x7e) ||
    (code >= 0xa0 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  )
}

const reference = /&(?:([A-Za-z0-9\u0080-\uffff]+);|#([0-9]+);|#[xX]([0-9A-Fa-f]+);)?/g

/** Decodes the character references of a text; what is none stays as it is, an invalid one becomes U+FFFD. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(reference, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return namedCharacter(name) ?? whole
    if (decimal === undefined && hex === undefined) return whole
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16)
    return isValidCodePoint(code) ? String.fromCodePoint(code) : '\ufffd'
  })
}

/** Writes the `&` of everything that is no valid character reference as `&amp;`, and the rest one way. */
export function normalizeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(reference, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) {
      const own = ownNames.get(name)
      if (own !== undefined) return `&#${own.codePointAt(0)};`
      if (name === 'lt' || name === 'gt' || name === 'amp' || name === 'quot') return whole
      const characters = namedCharacter(name)
      if (characters === undefined) return `&amp;${whole.slice(1)}`
      return [...characters].map(character => `&#${character.codePointAt(0)};`).join('')
    }
    if (decimal === undefined && hex === undefined) return '&amp;'
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16)
    if (!isValidCodePoint(code)) return `&amp;${whole.slice(1)}`
    return hex !== undefined ? `&#x${code.toString(16)};` : `&#${code};`
  })
}
