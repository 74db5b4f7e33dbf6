// Style attributes: what must not be in them, however it is disguised.

import { decodeEntities } from '../entities.ts'

const insecure =
  /expression|accelerator\s*:|-o-link\s*:|-o-link-source\s*:|-o-replace\s*:|url\s*\(|src\s*\(|image\s*\(|image-set\s*\(|javascript:|vbscript:|@import/i

/** `attr(… url)` takes an address out of an attribute. Where both words stand, it is not asked how they stand together. */
const addressInAttribute = (style: string): boolean => /attr\s*\(/i.test(style) && /[\s,]url/i.test(style)

const smallCapitals: Readonly<Record<string, string>> = { ʀ: 'r', ɪ: 'i', ɴ: 'n', ⁿ: 'n', ʟ: 'l' }

const cssEscape = /\\(?:([0-9A-Fa-f]{1,6})[ \n\r\t\f]?|(\r\n|[\n\r\f])|([^0-9A-Fa-f]))/g

/** Undoes CSS escapes and comments, so that nothing hides behind them. */
export function plainStyle(value: string): string {
  const unescaped = decodeEntities(value).replace(
    cssEscape,
    (whole: string, hex?: string, lineEnd?: string, character?: string) => {
      if (lineEnd !== undefined) return ''
      if (character !== undefined)
        return character === '"' || character === "'" || character === '\\' ? whole : character
      const code = Number.parseInt(hex ?? '', 16)
      const found = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : '\ufffd'
      // Quotes and line ends would end a string if they came out of their escape.
      return /["'\\\n\r\f]/.test(found) ? `\\${hex} ` : found
    },
  )
  return withoutComments(unescaped)
}

/** Look-alike letters as the ones they look like: old browsers took them for those. */
const plainLetters = (style: string): string =>
  style
    .replace(/[\uff01-\uff5a]/g, character => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[ʀɪɴⁿʟ]/g, character => smallCapitals[character] ?? character)

function withoutComments(ascii: string): string {
  let out = ''
  let at = 0
  for (;;) {
    const open = ascii.indexOf('/*', at)
    if (open < 0) return (out + ascii.slice(at)).replaceAll('*/', '')
    const close = ascii.indexOf('*/', open + 2)
    out += ascii.slice(at, open)
    if (close < 0) return out.replaceAll('*/', '')
    out += ' '
    at = close + 2
  }
}

const isInsecure = (style: string): boolean => insecure.test(style) || addressInAttribute(style)

/** A style that may stand in a page, or a comment that says why there is none. */
export function safeStyle(value: string): string {
  const style = plainStyle(value)
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]/.test(style)) return '/* invalid control char */'
  if (isInsecure(style) || isInsecure(withoutComments(plainLetters(style)))) return '/* insecure input */'
  return style
}
