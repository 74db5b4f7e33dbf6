// CSS as tokens, as its syntax module (level 3) has them: names come with their escapes undone, so that nothing hides in one.

export type CssTokenKind =
  | 'space'
  | 'ident'
  | 'function'
  | 'at'
  | 'hash'
  | 'string'
  | 'url'
  | 'number'
  | 'percentage'
  | 'dimension'
  | 'delim'

export interface CssToken {
  readonly kind: CssTokenKind
  /** A name in lower case, the unit of a dimension, the content of a string; else the character. */
  readonly value: string
  /** Where it begins. */
  readonly at: number
}

/** What keeps a text from being CSS, as the end of a message key, and where. */
export interface CssFault {
  readonly why: CssFaultName
  readonly at: number
  /** The property that it is about. */
  readonly name?: string
}
export type CssFaultName =
  | 'unclosed-comment'
  | 'unclosed-string'
  | 'newline-in-string'
  | 'unclosed-url'
  | 'bad-escape'
  | 'unexpected-eof-in-block'
  | 'expected-colon'
  | 'unrecognized-rule'
  | 'invalid-selector-list'
  | 'unrecognized-property'
  | 'bad-value-for-property'
  | 'missing-value-for-property'

/** Thrown; `cssFault` catches it. */
export class CssError extends Error {
  readonly fault: CssFault
  constructor(why: CssFaultName, at: number, name?: string) {
    super(why)
    this.fault = { why, at, ...(name === undefined ? {} : { name }) }
  }
}

const nameStart = String.raw`(?:[A-Za-z_\u0080-\u{10ffff}]|\\[^\n])`
const nameRest = String.raw`(?:[\w\u0080-\u{10ffff}-]|\\[^\n])*`
const ident = new RegExp(`(?:--|-?${nameStart})${nameRest}`, 'uy')
const name = new RegExp(`(?:[\\w\\u0080-\\u{10ffff}-]|\\\\[^\\n])${nameRest}`, 'uy')
const number = /[+-]?(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?/y
const space = /[ \t\n\r\f]+/y
const escapes = /\\(?:([\da-fA-F]{1,6})[ \t\n\r\f]?|([\s\S]))/gu

const unescaped = (text: string): string =>
  text.replace(escapes, (_, hex: string | undefined, character: string | undefined) => {
    if (hex === undefined) return character ?? ''
    const code = Number.parseInt(hex, 16)
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code)
  })

/** Reads a text as tokens, without comments. Throws `CssError`. */
export function cssTokens(text: string): CssToken[] {
  const tokens: CssToken[] = []
  let at = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  while (at < text.length) {
    const start = at
    const add = (kind: CssTokenKind, value: string) => tokens.push({ kind, value, at: start })
    if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2)
      if (end < 0) throw new CssError('unclosed-comment', start)
      at = end + 2
      continue
    }
    if (take(space) !== '') {
      add('space', ' ')
      continue
    }
    const first = text[at] ?? ''
    if (first === '"' || first === "'") {
      at = endOfString(text, at)
      add('string', unescaped(text.slice(start + 1, at - 1)))
      continue
    }
    const digits = take(number)
    if (digits !== '') {
      const unit = take(ident)
      if (unit !== '') add('dimension', unescaped(unit).toLowerCase())
      else if (text[at] === '%') {
        at++
        add('percentage', digits)
      } else add('number', digits)
      continue
    }
    const word = take(ident)
    if (word !== '') {
      const value = unescaped(word).toLowerCase()
      if (text[at] !== '(') add('ident', value)
      else {
        at++
        if (value === 'url') at = endOfUrl(text, at)
        add(value === 'url' ? 'url' : 'function', value)
      }
      continue
    }
    if (first === '\\') throw new CssError('bad-escape', start)
    at++
    if (first === '#' || first === '@') {
      const named = first === '#' ? take(name) : take(ident)
      if (named !== '') {
        add(first === '#' ? 'hash' : 'at', unescaped(named).toLowerCase())
        continue
      }
    }
    add('delim', first)
  }
  return tokens
}

function endOfString(text: string, start: number): number {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote) return at + 1
    else if (text[at] === '\n') throw new CssError('newline-in-string', start)
  }
  throw new CssError('unclosed-string', start)
}

function endOfUrl(text: string, start: number): number {
  let at = start
  while (/[ \t\n\r\f]/.test(text[at] ?? '')) at++
  if (text[at] === '"' || text[at] === "'") at = endOfString(text, at)
  for (; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === ')') return at + 1
  }
  throw new CssError('unclosed-url', start)
}
