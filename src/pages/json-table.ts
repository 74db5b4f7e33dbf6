// JSON as tables in tables, for pages of this content model.
import { type JsonValue, readJson } from '../content/json-text.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => text.replace(/[&<>]/g, character => escapes[character] ?? character)

/** The words for what has nothing in it; HTML. */
export interface JsonWords {
  readonly emptyArray: string
  readonly emptyObject: string
}

/** As MediaWiki: what is deeper is no JSON for it. */
const deepest = 512

/** The table of a text in JSON, its members in the order in which they stand; undefined for one that is none. */
export function jsonTable(text: string, words: JsonWords): string | undefined {
  const read = readJson(text, deepest)
  if (!read.ok) return undefined
  const { value } = read
  if (value.kind === 'array') return table([row(value, words)])
  if (value.kind === 'object') return objectTable(value.members, words)
  return `<table class="mw-json mw-json-single-value"><tbody><tr><td>${primitive(value)}</td></tr></tbody></table>`
}

const table = (rows: readonly string[]): string => `<table class="mw-json"><tbody>${rows.join('\n')}</tbody></table>`
const emptyRow = (words: string): string => `<tr><td class="mw-json-empty">${words}</td></tr>`

function objectTable(members: ReadonlyMap<string, JsonValue>, words: JsonWords): string {
  const rows = Array.from(members, ([key, one]) => `<tr><th><span>${escaped(key)}</span></th>${cell(one, words)}</tr>`)
  return table(rows.length === 0 ? [emptyRow(words.emptyObject)] : rows)
}

const row = (value: JsonValue, words: JsonWords): string => `<tr>${cell(value, words)}</tr>`

function cell(value: JsonValue, words: JsonWords): string {
  if (value.kind === 'object') return `<td>${objectTable(value.members, words)}</td>`
  if (value.kind !== 'array') return `<td class="mw-json-value">${primitive(value)}</td>`
  const rows = value.items.length === 0 ? [emptyRow(words.emptyArray)] : value.items.map(one => row(one, words))
  return `<td>${table(rows)}</td>`
}

/** As JSON writes it; strings stand in quotation marks and are otherwise as they are. */
const primitive = (value: JsonValue & { kind: 'literal' | 'string' }): string =>
  value.kind === 'string' ? `"${escaped(value.value)}"` : escaped(value.text)
