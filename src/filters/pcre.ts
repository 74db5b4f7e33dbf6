// Patterns as wikis write them in their lists (PCRE's syntax), read as patterns of JavaScript with the flag `u`.

/** Names that PCRE has for kinds of characters. */
const posix: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '\\p{Nd}',
  alnum: '\\p{L}\\p{Nd}',
  lower: '\\p{Ll}',
  upper: '\\p{Lu}',
  punct: '\\p{P}\\p{S}',
  space: '\\s',
  blank: ' \\t',
  word: '\\p{L}\\p{N}_',
  xdigit: '0-9A-Fa-f',
  cntrl: '\\p{Cc}',
}
/** Escapes that JavaScript writes otherwise. */
const escapes: Readonly<Record<string, string>> = {
  A: '^',
  z: '$',
  Z: '(?=\\n?$(?![\\s\\S]))',
  h: '[ \\t\\u00a0\\u2000-\\u200a\\u202f\\u3000]',
  R: '(?:\\r\\n|[\\n\\v\\f\\r\\u0085\\u2028\\u2029])',
  a: '\\x07',
  e: '\\x1b',
}
/** Letters and digits whose escapes JavaScript reads as PCRE does. */
const kept = /[bBdDwWsSnrtfv0-9]/
/** What JavaScript lets a backslash stand before for no other reason than to be safe. */
const syntax = /[\^$\\.*+?()[\]{}|/]/

/**
 * A pattern in JavaScript's syntax that matches the same; undefined for one that is wrong, or uses what has no counterpart
 * (possessive quantifiers, atomic groups, recursion, conditions).
 */
export function patternOf(pcre: string): string | undefined {
  const translated = translate(pcre)
  if (translated === undefined) return undefined
  try {
    new RegExp(translated, 'iu')
    return translated
  } catch {
    return undefined
  }
}

function translate(pcre: string): string | undefined {
  let out = ''
  let at = 0
  while (at < pcre.length) {
    const rest = pcre.slice(at)
    const char = rest.charAt(0)
    if (char === '\\') {
      const escaped = escapeOf(rest, false)
      if (escaped === undefined) return undefined
      out += escaped.text
      at += escaped.length
    } else if (char === '[') {
      const set = setOf(rest)
      if (set === undefined) return undefined
      out += set.text
      at += set.length
    } else if (rest.startsWith('(?')) {
      const group = /^\(\?(?:P?<(?=\w)|#[^)]*\)|[:=!]|<[=!]|[ims]+(?:-[ims]+)?:)/.exec(rest)?.[0]
      // Lists are matched without regard to case as it is.
      const option = /^\(\?i\)/.exec(rest)?.[0]
      if (group === undefined && option === undefined) return undefined
      out += group === undefined || group.startsWith('(?#') ? '' : group.replace('(?P<', '(?<')
      at += (group ?? option ?? '').length
    } else if (/^[*+?}]\+/.test(rest)) {
      return undefined
    } else if (char === '{' && !/^\{\d+(?:,\d*)?\}/.test(rest)) {
      out += '\\{'
      at += 1
    } else if (char === '{') {
      const times = /^\{[^}]*\}/.exec(rest)?.[0] ?? ''
      if (rest.charAt(times.length) === '+') return undefined
      out += times
      at += times.length
    } else if (char === '}' || char === ']') {
      out += `\\${char}`
      at += 1
    } else {
      out += char
      at += 1
    }
  }
  return out
}

interface Piece {
  readonly text: string
  /** Characters of the source. */
  readonly length: number
}

function escapeOf(rest: string, inSet: boolean): Piece | undefined {
  const code = /^\\x\{([0-9a-f]{1,6})\}/i.exec(rest)
  if (code) return { text: `\\u{${code[1]}}`, length: code[0].length }
  const byte = /^\\x([0-9a-f]{2})/i.exec(rest)
  if (byte) return { text: byte[0], length: 4 }
  const property = /^\\([pP])(?:\{(\^?)([\w&]+)\}|([A-Z]))/.exec(rest)
  if (property) {
    const [whole, letter = '', not = '', name = '', short = ''] = property
    const sign = not === '' ? letter : letter === 'p' ? 'P' : 'p'
    const script = /^(?:[A-Z][a-z]?|L&)$/.test(name || short) ? name || short : `Script=${name}`
    return { text: `\\${sign}{${script.replace('L&', 'LC')}}`, length: whole.length }
  }
  const literal = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest)
  if (literal) return { text: (literal[1] ?? '').replace(/[\^$\\.*+?()[\]{}|/-]/g, '\\$&'), length: literal[0].length }
  const char = String.fromCodePoint(rest.codePointAt(1) ?? 0x5c)
  if (rest.length < 2) return undefined
  const length = 1 + char.length
  if (!inSet && escapes[char] !== undefined) return { text: escapes[char], length }
  if (inSet && char === 'h') return { text: ' \\t\\u00a0', length }
  if (kept.test(char) || syntax.test(char) || (inSet && char === '-')) return { text: `\\${char}`, length }
  if (/[A-Za-z]/.test(char)) return undefined
  return { text: char, length }
}

/** `[…]`, in which other characters have a meaning. */
function setOf(rest: string): Piece | undefined {
  const opening = rest.startsWith('[^') ? '[^' : '['
  let at = opening.length
  let out = opening
  // A bracket that comes first closes nothing.
  if (rest.charAt(at) === ']') {
    out += '\\]'
    at += 1
  }
  while (at < rest.length) {
    const here = rest.slice(at)
    const char = here.charAt(0)
    const named = /^\[:(\^?)(\w+):\]/.exec(here)
    if (char === ']') return { text: `${out}]`, length: at + 1 }
    if (named) {
      const inside = posix[named[2] ?? '']
      if (inside === undefined || named[1] !== '') return undefined
      out += inside
      at += named[0].length
    } else if (char === '\\') {
      const escaped = escapeOf(here, true)
      if (escaped === undefined) return undefined
      out += escaped.text
      at += escaped.length
    } else {
      // A dash beside a kind of characters is a dash.
      const isDash = char === '-' && /(?:\\[dDwWsS]|\}|\[\^?)$/.test(out)
      out += isDash || '[(){}/|'.includes(char) ? `\\${char}` : char
      at += 1
    }
  }
  return undefined
}
