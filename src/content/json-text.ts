// JSON read and written without loss: members keep their order and whole numbers their digits, as in PHP, and the text
// that comes out is what PHP would write, so that dumps and hashes agree.

/** A value; literals are kept as they are written. */
export type JsonValue =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonValue> }

/** What is wrong, as the end of MediaWiki's message key `json-error-…`. */
export type JsonFault = 'syntax' | 'depth' | 'ctrl-char' | 'utf16' | 'invalid-property-name'

/** As MediaWiki: what lies deeper is shown, if at all, and not saved. */
const deepestSaved = 511

class Fault extends Error {
  readonly why: JsonFault
  constructor(why: JsonFault) {
    super(why)
    this.why = why
  }
}

/** Reads a text that is one JSON value, with at most so many levels. */
export function readJson(
  text: string,
  deepest = deepestSaved,
): { ok: true; value: JsonValue } | { ok: false; why: JsonFault } {
  try {
    const reader = new Reader(text, deepest)
    const value = reader.value(0)
    reader.end()
    return { ok: true, value }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, why: error.why }
    throw error
  }
}

const space = /[ \t\n\r]*/y
const plain = /[^"\\\u0000-\u001f]*/y
const word = /true|false|null/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const unicode = /[\da-f]{4}/iy
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Reader {
  readonly #text: string
  readonly #deepest: number
  #at = 0
  constructor(text: string, deepest: number) {
    this.#text = text
    this.#deepest = deepest
  }

  value(depth: number): JsonValue {
    this.#take(space)
    const next = this.#text[this.#at]
    if (next === '{' || next === '[') {
      if (depth === this.#deepest) throw new Fault('depth')
      this.#at++
      return next === '{' ? this.#object(depth + 1) : this.#array(depth + 1)
    }
    if (next === '"') return { kind: 'string', value: this.#string() }
    const named = this.#take(word)
    if (named !== '') return { kind: 'literal', text: named }
    const digits = this.#take(number)
    if (digits === '') throw new Fault('syntax')
    return { kind: 'literal', text: numberAsPhp(digits) }
  }

  end(): void {
    this.#take(space)
    if (this.#at < this.#text.length) throw new Fault('syntax')
  }

  #object(depth: number): JsonValue {
    const members = new Map<string, JsonValue>()
    if (this.#sees('}')) return { kind: 'object', members }
    do {
      this.#take(space)
      if (this.#text[this.#at] !== '"') throw new Fault('syntax')
      const name = this.#string()
      if (name.startsWith('\0')) throw new Fault('invalid-property-name')
      if (!this.#sees(':')) throw new Fault('syntax')
      // Of two members of one name the last counts, in the place of the first.
      members.set(name, this.value(depth))
    } while (this.#sees(','))
    if (!this.#sees('}')) throw new Fault('syntax')
    return { kind: 'object', members }
  }

  #array(depth: number): JsonValue {
    const items: JsonValue[] = []
    if (this.#sees(']')) return { kind: 'array', items }
    do items.push(this.value(depth))
    while (this.#sees(','))
    if (!this.#sees(']')) throw new Fault('syntax')
    return { kind: 'array', items }
  }

  #string(): string {
    this.#at++
    let value = ''
    for (;;) {
      value += this.#take(plain)
      const next = this.#text[this.#at]
      this.#at++
      if (next === '"') return value
      // The end of the text is a control character, too. As MediaWiki.
      if (next !== '\\') throw new Fault('ctrl-char')
      value += this.#escape()
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at] ?? ''
    this.#at++
    if (letter !== 'u') {
      const character = escapes[letter]
      if (character === undefined) throw new Fault('syntax')
      return character
    }
    const unit = this.#codeUnit()
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit)
    if (unit > 0xdbff || !this.#text.startsWith('\\u', this.#at)) throw new Fault('utf16')
    this.#at += 2
    const low = this.#codeUnit()
    if (low < 0xdc00 || low > 0xdfff) throw new Fault('utf16')
    return String.fromCharCode(unit, low)
  }

  #codeUnit(): number {
    const digits = this.#take(unicode)
    if (digits === '') throw new Fault('syntax')
    return Number.parseInt(digits, 16)
  }

  /** Takes what a sticky pattern matches here: nothing, where it does not. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  /** Takes white space and, if it comes next, this character. */
  #sees(character: string): boolean {
    this.#take(space)
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }
}

const largest = 2n ** 63n

/** A number as PHP writes it after reading it: whole ones to the digit, others by their seventeen digits at most. */
function numberAsPhp(digits: string): string {
  if (/^-?\d+$/.test(digits)) {
    const whole = digits.length > 20 ? largest : BigInt(digits)
    if (whole < largest && whole >= -largest) return String(whole)
  }
  const value = Number(digits)
  if (!Number.isFinite(value)) throw new Fault('syntax')
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [, sign = '', mantissa = '', exponent = ''] = /^(-?)([\d.]+)e([+-]\d+)$/.exec(value.toExponential()) ?? []
  if (Number(exponent) < -4 || Number(exponent) > 16) {
    return `${sign}${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${exponent}`
  }
  if (Number(exponent) < 0) return `${sign}0.${'0'.repeat(-Number(exponent) - 1)}${mantissa.replace('.', '')}`
  return Number.isInteger(value) ? String(BigInt(value)) : String(value)
}

/** Writes a value with a tab for each level; undefined where it gets longer than `maxBytes`. */
export function writeJson(value: JsonValue, maxBytes: number): string | undefined {
  const pieces: string[] = []
  let length = 0
  const write = (piece: string): boolean => {
    pieces.push(piece)
    length += Buffer.byteLength(piece)
    return length <= maxBytes
  }
  return writeValue(value, 0, write) ? pieces.join('') : undefined
}

/** False when it got too long. */
function writeValue(value: JsonValue, depth: number, write: (piece: string) => boolean): boolean {
  if (value.kind === 'literal') return write(value.text)
  if (value.kind === 'string') return write(quoted(value.value))
  const indent = `\n${'\t'.repeat(depth + 1)}`
  let separator = ''
  if (value.kind === 'array') {
    if (value.items.length === 0) return write('[]')
    if (!write('[')) return false
    for (const item of value.items) {
      if (!write(separator + indent) || !writeValue(item, depth + 1, write)) return false
      separator = ','
    }
    return write(`\n${'\t'.repeat(depth)}]`)
  }
  if (value.members.size === 0) return write('{}')
  if (!write('{')) return false
  for (const [name, member] of value.members) {
    if (!write(`${separator}${indent}${quoted(name)}: `) || !writeValue(member, depth + 1, write)) return false
    separator = ','
  }
  return write(`\n${'\t'.repeat(depth)}}`)
}

/** As MediaWiki: what could end a script or a line of one is written as an escape. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
