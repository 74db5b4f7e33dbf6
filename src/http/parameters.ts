// Parameters of a query string or form, read as PHP reads them, because clients were written against it.
import { isUtf8 } from 'node:buffer'

interface Entry {
  /** Undefined for an array. */
  readonly value: string | undefined
  /** The bytes that were sent, if they are no UTF-8. */
  readonly bytes: Uint8Array | undefined
}

/**
 * An ordered map of parameters. Of a name that is given twice the last value counts, at the place of the first;
 * `name[]` and `name[key]` make an array, of which only the fact is kept.
 */
export class Parameters {
  static readonly none: Parameters = new Parameters(new Map())
  readonly #entries: ReadonlyMap<string, Entry>
  constructor(entries: ReadonlyMap<string, Entry>) {
    this.#entries = entries
  }
  get size(): number {
    return this.#entries.size
  }
  /** The value; undefined if there is none, or an array. */
  get(name: string): string | undefined {
    return this.#entries.get(name)?.value
  }
  /** Whether there is a value or an array. */
  has(name: string): boolean {
    return this.#entries.has(name)
  }
  isArray(name: string): boolean {
    const entry = this.#entries.get(name)
    return entry !== undefined && entry.value === undefined
  }
  /** The names of values and arrays. */
  names(): IterableIterator<string> {
    return this.#entries.keys()
  }
  /** The bytes that were sent, if they are no UTF-8 and `get` therefore only gives a guess. */
  badBytes(name: string): Uint8Array | undefined {
    return this.#entries.get(name)?.bytes
  }
}

/** How bytes that are no UTF-8 become text: as in the days before it, or as replacement characters. */
export type Fallback = 'windows-1252' | 'replace'

/** As PHP: what comes after so many parameters is dropped. */
export const maxParameters = 1000

/** Collects parameters one by one. */
export class ParametersBuilder {
  readonly #entries = new Map<string, Entry>()
  readonly #fallback: Fallback
  constructor(fallback: Fallback) {
    this.#fallback = fallback
  }
  /** A value as text. */
  add(name: string, value: string): void {
    this.#set(name, value, undefined)
  }
  /** A value as bytes, of which nobody knows yet whether they are text. */
  addBytes(name: string, bytes: Uint8Array): void {
    if (isUtf8(bytes)) this.#set(name, textOf(bytes), undefined)
    else this.#set(name, (this.#fallback === 'replace' ? utf8 : windows1252).decode(bytes), bytes)
  }
  build(): Parameters {
    return this.#entries.size === 0 ? Parameters.none : new Parameters(this.#entries)
  }
  #set(rawName: string, value: string, bytes: Uint8Array | undefined): void {
    const { name, array } = isPlainName(rawName) ? { name: rawName, array: false } : phpName(rawName)
    if (name === '' || (this.#entries.size >= maxParameters && !this.#entries.has(name))) return
    this.#entries.set(name, array ? { value: undefined, bytes: undefined } : { value, bytes })
  }
}

/** Of bytes that are UTF-8: quicker than a decoder, which expects any. */
const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf8')

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const windows1252 = new TextDecoder('windows-1252')

const isPlainName = (name: string): boolean => !/[[. \0]/.test(name)

/** As PHP: a dot, a blank and a bracket that nobody closes become `_`; blanks before the name go. */
function phpName(rawName: string): { name: string; array: boolean } {
  const name = rawName.replace(/^ +/, '').replace(/\0.*$/s, '')
  const open = name.indexOf('[')
  if (open === 0) return { name: '', array: false }
  const mangled = (part: string): string => part.replace(/[. ]/g, '_')
  if (open < 0) return { name: mangled(name), array: false }
  if (name.indexOf(']', open) > 0) return { name: mangled(name.slice(0, open)), array: true }
  return { name: `${mangled(name.slice(0, open))}_${name.slice(open + 1)}`, array: false }
}

/** Reads `a=1&b=2`, each character of `text` a byte. */
export function parseParameters(text: string, fallback: Fallback): Parameters {
  if (text === '') return Parameters.none
  const builder = new ParametersBuilder(fallback)
  let start = 0
  while (start <= text.length) {
    const next = text.indexOf('&', start)
    const end = next < 0 ? text.length : next
    if (end > start) addPair(builder, text, start, end)
    start = end + 1
  }
  return builder.build()
}

function addPair(builder: ParametersBuilder, text: string, start: number, end: number): void {
  const equals = text.indexOf('=', start)
  const nameEnd = equals < 0 || equals > end ? end : equals
  const rawName = text.slice(start, nameEnd)
  const name = decode(rawName) ?? utf8.decode(decodeBytes(rawName))
  const rawValue = nameEnd === end ? '' : text.slice(nameEnd + 1, end)
  const value = decode(rawValue)
  if (value !== undefined) builder.add(name, value)
  else builder.addBytes(name, decodeBytes(rawValue))
}

/** The text that is percent-encoded here; undefined if it is not plainly UTF-8, or too long to be read so quickly. */
function decode(raw: string): string | undefined {
  if (!/[%+\x80-\xff]/.test(raw)) return raw
  if (raw.length > shortText || /[\x80-\xff]/.test(raw)) return undefined
  const spaced = raw.includes('+') ? raw.replaceAll('+', ' ') : raw
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return undefined
  }
}

/** From here on it takes longer to replace each plus sign in a text than to go through its bytes once. */
const shortText = 100

/** The bytes that are percent-encoded here; a `%` without two digits after it stays. */
function decodeBytes(raw: string): Uint8Array {
  // What is decoded is never longer than what was sent, so it takes its place.
  const bytes = Buffer.from(raw, 'latin1')
  const end = bytes.length
  let length = 0
  for (let index = 0; index < end; index++) {
    let byte = bytes[index] as number
    if (byte === plus) byte = space
    else if (byte === percent && index + 2 < end) {
      const digits = (hexDigits[bytes[index + 1] as number] as number) * 16
      const value = digits + (hexDigits[bytes[index + 2] as number] as number)
      if (value < 0x100) {
        byte = value
        index += 2
      }
    }
    bytes[length++] = byte
  }
  return bytes.subarray(0, length)
}

const [plus, percent, space] = [0x2b, 0x25, 0x20]
/** By byte, the value of a hexadecimal digit; of another byte so much that no sum with it is a byte. */
const hexDigits = Int16Array.from({ length: 0x100 }, (_, byte) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase())
  return digit < 0 ? 0x100 : digit
})

/** Text of a path, percent-decoded, where a plus is a plus. */
export function decodePath(raw: string): string {
  try {
    if (!/[\x80-\xff]/.test(raw)) return decodeURIComponent(raw)
  } catch {
    // Not UTF-8, or a stray percent sign.
  }
  const bytes = decodeBytes(raw.replaceAll('+', '%2B'))
  return (isUtf8(bytes) ? utf8 : windows1252).decode(bytes)
}
