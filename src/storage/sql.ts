// SQL as a value: a tagged template in which a value becomes a placeholder and a nested `sql` is spliced in.

/** A statement, or a piece of one; `Row` is the shape of the rows that it returns. */
export class Sql<Row = unknown> {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
  /** Phantom: carries the row type only. */
  declare readonly row?: Row
  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings
    this.values = values
  }
}

/** What may stand in a statement as a value. A number must be finite; a whole one arrives as an integer. */
export type SqlValue = string | number | bigint | null | Uint8Array

function build<Row>(strings: TemplateStringsArray, ...values: (SqlValue | Sql | undefined)[]): Sql<Row> {
  // Called as a function, a string would be taken for SQL.
  if (!Array.isArray(strings?.raw)) throw new TypeError('sql is a tag: it is written before a template')
  return new Sql<Row>(strings, values)
}

/**
 * A list of values for `in (…)`; an empty list matches nothing. A long list is filled up by repeating its last value, so
 * that lists of all lengths make a few texts: each text is a prepared statement that the database keeps.
 */
function inList(values: readonly SqlValue[]): Sql {
  if (values.length === 0) return build`(null)`
  const length = listLength(values.length)
  if (length === values.length) return new Sql(listStrings(length), [...values])
  return new Sql(listStrings(length), [...values, ...Array(length - values.length).fill(values.at(-1))])
}

/** Up to eight values as they are, then 12, 16, 24, 32, 48 …; from 8,192 on, near what a statement takes, as they are. */
function listLength(length: number): number {
  if (length <= 8 || length > 8192) return length
  const power = 2 ** Math.ceil(Math.log2(length))
  return length <= power * 0.75 ? power * 0.75 : power
}

const lists = new Map<number, readonly string[]>()

function listStrings(length: number): readonly string[] {
  const known = lists.get(length)
  if (known) return known
  const strings = ['(', ...Array<string>(length - 1).fill(', '), ')']
  if (length <= 8192) lists.set(length, strings)
  return strings
}

/** Pieces joined by a separator that is itself a piece. */
function join(pieces: readonly Sql[], separator: Sql = build`, `): Sql {
  if (pieces.length === 0) return build``
  const strings = ['']
  const values: Sql[] = []
  pieces.forEach((piece, index) => {
    if (index > 0) {
      values.push(separator)
      strings.push('')
    }
    values.push(piece)
    strings.push('')
  })
  return new Sql(strings, values)
}

/** Conditions joined by `and`; none is `1 = 1`. */
function all(conditions: readonly (Sql | undefined)[]): Sql {
  const given = conditions.filter((condition): condition is Sql => condition !== undefined)
  return given.length === 0 ? build`1 = 1` : join(given, build` and `)
}

export const sql = Object.assign(build, { in: inList, join, all })

/** How a dialect writes the value at a position, which counts from 1. One function a dialect: texts are kept by it. */
export type Placeholder = (position: number) => string

/** Texts of templates without nested pieces: these depend on the strings alone, which live as long as the code. */
const texts = new WeakMap<Placeholder, WeakMap<readonly string[], string>>()

/**
 * The text of a statement with the placeholders of a dialect, and its values in order. Throws a TypeError for what is no
 * SqlValue; `undefined` above all.
 */
export function render(statement: Sql, placeholder: Placeholder): { text: string; values: SqlValue[] } {
  const { strings } = statement
  const values: SqlValue[] = []
  for (const value of statement.values) {
    if (value instanceof Sql) return renderNested(statement, placeholder)
    values.push(checked(value, strings))
  }
  let known = texts.get(placeholder)
  if (!known) {
    known = new WeakMap()
    texts.set(placeholder, known)
  }
  let text = known.get(strings)
  if (text === undefined) {
    text = strings.reduce((before, string, index) => before + placeholder(index) + string)
    known.set(strings, text)
  }
  return { text, values }
}

function renderNested(statement: Sql, placeholder: Placeholder): { text: string; values: SqlValue[] } {
  const values: SqlValue[] = []
  const walk = ({ strings, values: inner }: Sql): string => {
    let text = strings[0] ?? ''
    for (let index = 0; index < inner.length; index++) {
      const value = inner[index]
      if (value instanceof Sql) text += walk(value)
      else text += placeholder(values.push(checked(value, strings)))
      text += strings[index + 1]
    }
    return text
  }
  return { text: walk(statement), values }
}

function checked(value: unknown, strings: readonly string[]): SqlValue {
  switch (typeof value) {
    case 'string':
    case 'bigint':
      return value
    case 'number':
      if (Number.isFinite(value)) return value
      break
    case 'object':
      if (value === null || value instanceof Uint8Array) return value
  }
  throw new TypeError(`a value of this statement is ${named(value)}: ${strings.join('…')}`)
}

/** The kind of a value and never the value, which may be a secret. */
function named(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value)
  if (typeof value === 'object') return `an object (${value?.constructor?.name ?? 'without a class'})`
  return `a ${typeof value}`
}
