// JSON, in formatversion 1 and 2, byte for byte as MediaWiki writes it, and wrapped in a function if a callback is named.
import { commonHeaders, type Format, type FormatOptions, type Root } from './format.ts'
import { Ordered, type Plain, plainTree } from './plain.ts'

const wrapped = ({ callback }: FormatOptions): boolean => callback !== undefined

export const json: Format = {
  name: 'json',
  mime: options => (wrapped(options) ? 'text/javascript; charset=utf-8' : 'application/json; charset=utf-8'),
  headers: options => commonHeaders(json.mime(options), wrapped(options) ? 'api-result.js' : 'api-result.json'),
  print: (tree, options) => printJson(tree, options),
}

/** The tree as JSON, by `indent` spaces a level if that is not 0. */
export function printJson(tree: Root, options: FormatOptions, indent = 0): string {
  const { value, ordered } = plainTree(tree, options.formatversion)
  const text = ordered ? printOrdered(value, indent, '') : JSON.stringify(value, undefined, indent)
  const ascii = options.formatversion === 1 ? !options.utf8 : options.ascii === true
  const escaped = ascii ? escapeNonAscii(text) : escapeLineSeparators(text)
  return options.callback === undefined ? escaped : `/**/${cleanCallback(options.callback)}(${escaped})`
}

/** As MediaWiki: what cannot be in an expression like `a.b["c"][0]` is dropped, without a word. */
export const cleanCallback = (callback: string): string => callback.replace(/[^\w.'"[\]]/g, '')

/** U+2028 and U+2029 end a line in older JavaScript, so they are escaped even in UTF-8. */
export function escapeLineSeparators(text: string): string {
  return text.includes('\u2028') || text.includes('\u2029') ? text.replace(/[\u2028\u2029]/g, escapeUnit) : text
}

// DEL stays: it is ASCII.
const escapeNonAscii = (text: string): string => text.replace(/[\u0080-\uffff]/g, escapeUnit)

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** What JSON.stringify does, for data whose maps have an order of their own. */
function printOrdered(value: Plain, indent: number, margin: string): string {
  if (indent === 0 && value instanceof Ordered && !value.nested) return printEntries(value.entries)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = margin + ' '.repeat(indent)
  const [start, between, end] = indent ? [`\n${inner}`, `,\n${inner}`, `\n${margin}`] : ['', ',', '']
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[${start}${value.map(item => printOrdered(item, indent, inner)).join(between)}${end}]`
  }
  const entries = value instanceof Ordered ? value.entries : Object.entries(value as Record<string, Plain>)
  if (entries.length === 0) return '{}'
  const colon = indent ? ': ' : ':'
  const lines = entries.map(([key, entry]) => JSON.stringify(key) + colon + printOrdered(entry, indent, inner))
  return `{${start}${lines.join(between)}${end}}`
}

/** What `printOrdered` does for most of what it meets, and quicker: nothing below has an order of its own. */
function printEntries(entries: readonly (readonly [string, Plain])[]): string {
  let out = ''
  for (const [key, entry] of entries) out += `${out === '' ? '{' : ','}${JSON.stringify(key)}:${JSON.stringify(entry)}`
  return `${out}}`
}
