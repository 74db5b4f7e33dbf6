// Character references (`&eacute;`, `&#233;`) in texts that are no HTML, as titles.
import { decodeHTMLStrict } from 'entities'

const reference = /&(?:#([0-9]+)|#[xX]([0-9A-Fa-f]+)|([A-Za-z0-9\u0080-\u{10ffff}]+));/gu

/** As MediaWiki: two names of the right-to-left mark in languages that are written so. */
const localNames: Readonly<Record<string, string>> = { רלמ: '\u200f', رلم: '\u200f' }

function isCharacter(code: number): boolean {
  return (
    code === 0x9 ||
    code === 0xa ||
    (code >= 0x20 && code <= 0x7e) ||
    (code >= 0xa0 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  )
}

/**
 * The text with its character references as characters. Numbers of what is no character become U+FFFD; unknown names and
 * references without a semicolon stay as they are.
 */
export function decodeCharacterReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(reference, (whole, decimal?: string, hexadecimal?: string, name = '') => {
    if (decimal === undefined && hexadecimal === undefined) return localNames[name] ?? decodeHTMLStrict(whole)
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number.parseInt(decimal, 10)
    return isCharacter(code) ? String.fromCodePoint(code) : '\ufffd'
  })
}
