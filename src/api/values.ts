// The values of a request: body over query string, in NFC, as the API reads them.
import type { HttpRequest } from '../http/message.ts'
import type { Parameters } from '../http/parameters.ts'
import type { RawValues } from './parameter-reader.ts'

const bad = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu

function clean(raw: string): string {
  if (isPlainAscii(raw)) return raw
  // U+001F at the very start is the separator that a client may choose.
  const separated = raw.startsWith('\u001f')
  return raw.replace(bad, one => (one === '\u001f' && separated ? one : '\ufffd')).normalize('NFC')
}
const plainAscii = /^[\t\n\r -~]*$/
const isPlainAscii = (raw: string): boolean => raw.length < 4096 && plainAscii.test(raw)

function namesOf(query: Parameters, body: Parameters | undefined): string[] {
  const ofBody = body === undefined ? [] : [...body.names()]
  return [...query.names(), ...ofBody.filter(name => query.get(name) === undefined)]
}

/** The values of a request; what stands in the body wins. */
export function requestValues(http: HttpRequest): RawValues & { raw(name: string): string | undefined } {
  const { query } = http
  // As MediaWiki: of other methods, a body has no parameters.
  const body = http.method === 'POST' ? http.body : undefined
  const cleaned = new Map<string, string>()
  const hasBadBytes = (name: string): boolean => (body?.badBytes(name) ?? query.badBytes(name)) !== undefined
  const raw = (name: string): string | undefined => body?.get(name) ?? query.get(name)
  const get = (name: string): string | undefined => {
    const known = cleaned.get(name)
    if (known !== undefined) return known
    const value = raw(name)
    if (value === undefined) return undefined
    const text = clean(value)
    cleaned.set(name, text)
    return text
  }
  let names: readonly string[] | undefined
  return {
    raw,
    get,
    names() {
      names ??= namesOf(query, body)
      return names
    },
    // As MediaWiki: a text that had to be composed anew is told of like one with bytes that are no text.
    hadBadCharacters: name => get(name) !== raw(name) || hasBadBytes(name),
  }
}
