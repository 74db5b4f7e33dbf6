// JSON as tables in tables, for pages of this content model.

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => text.replace(/[&<>]/g, character => escapes[character] ?? character)

/** The words for what has nothing in it; HTML. */
export interface JsonWords {
  readonly emptyArray: string
  readonly emptyObject: string
}

/** Deeper values are shown as they are written. */
const deepest = 200

/** The table of a value that was read from JSON. */
export function jsonTable(value: unknown, words: JsonWords): string {
  if (Array.isArray(value)) return table([row(value, words, 1)])
  if (typeof value === 'object' && value !== null) return objectTable(value, words, 1)
  return `<table class="mw-json mw-json-single-value"><tbody><tr><td>${primitive(value)}</td></tr></tbody></table>`
}

const table = (rows: readonly string[]): string => `<table class="mw-json"><tbody>${rows.join('\n')}</tbody></table>`
const emptyRow = (words: string): string => `<tr><td class="mw-json-empty">${words}</td></tr>`

function objectTable(value: object, words: JsonWords, depth: number): string {
  const entries = Object.entries(value)
  return table(
    entries.length === 0
      ? [emptyRow(words.emptyObject)]
      : entries.map(([key, one]) => `<tr><th><span>${escaped(key)}</span></th>${cell(one, words, depth)}</tr>`),
  )
}

const row = (value: unknown, words: JsonWords, depth: number): string => `<tr>${cell(value, words, depth)}</tr>`

function cell(value: unknown, words: JsonWords, depth: number): string {
  if (typeof value !== 'object' || value === null || depth > deepest) {
    return `<td class="mw-json-value">${primitive(value)}</td>`
  }
  if (!Array.isArray(value)) return `<td>${objectTable(value, words, depth + 1)}</td>`
  const rows = value.length === 0 ? [emptyRow(words.emptyArray)] : value.map(one => row(one, words, depth + 1))
  return `<td>${table(rows)}</td>`
}

/** As JSON writes it; strings stand in quotation marks and are otherwise as they are. */
const primitive = (value: unknown): string =>
  typeof value === 'string' ? `"${escaped(value)}"` : escaped(JSON.stringify(value) ?? '')
