// JSON as tables in tables, for pages of this content model.

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => text.replace(/[&<>]/g, character => escapes[character] ?? character)

/** The words for what has nothing in it; HTML. */
export interface JsonWords {
  readonly emptyArray: string
  readonly emptyObject: string
}

/** As MediaWiki: what is deeper is no JSON for it. */
const deepest = 512

/** The table of a value that was read from JSON; undefined for one that is too deep. */
export function jsonTable(value: unknown, words: JsonWords): string | undefined {
  if (isTooDeep(value)) return undefined
  if (Array.isArray(value)) return table([row(value, words)])
  if (typeof value === 'object' && value !== null) return objectTable(value, words)
  return `<table class="mw-json mw-json-single-value"><tbody><tr><td>${primitive(value)}</td></tr></tbody></table>`
}

function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level.flatMap(one => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}

const table = (rows: readonly string[]): string => `<table class="mw-json"><tbody>${rows.join('\n')}</tbody></table>`
const emptyRow = (words: string): string => `<tr><td class="mw-json-empty">${words}</td></tr>`

function objectTable(value: object, words: JsonWords): string {
  const entries = Object.entries(value)
  return table(
    entries.length === 0
      ? [emptyRow(words.emptyObject)]
      : entries.map(([key, one]) => `<tr><th><span>${escaped(key)}</span></th>${cell(one, words)}</tr>`),
  )
}

const row = (value: unknown, words: JsonWords): string => `<tr>${cell(value, words)}</tr>`

function cell(value: unknown, words: JsonWords): string {
  if (typeof value !== 'object' || value === null) {
    return `<td class="mw-json-value">${primitive(value)}</td>`
  }
  if (!Array.isArray(value)) return `<td>${objectTable(value, words)}</td>`
  const rows = value.length === 0 ? [emptyRow(words.emptyArray)] : value.map(one => row(one, words))
  return `<td>${table(rows)}</td>`
}

/** As JSON writes it; strings stand in quotation marks and are otherwise as they are. */
const primitive = (value: unknown): string =>
  typeof value === 'string' ? `"${escaped(value)}"` : escaped(JSON.stringify(value) ?? '')
