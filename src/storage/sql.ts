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
  for (const value of values) if (value instanceof Sql) return new Sql<Row>(stringsOf(strings, values), flat(values))
  return new Sql<Row>(strings, values)
}

/** Values, with those of a piece in its place. */
function flat(values: readonly unknown[]): unknown[] {
  const all: unknown[] = []
  for (const value of values) {
    if (value instanceof Sql) for (const one of value.values) all.push(one)
    else all.push(value)
  }
  return all
}

/** A template with certain pieces: at each place the strings of the piece, or nothing for a value. */
interface Splice {
  readonly pieces: readonly (readonly string[] | undefined)[]
  readonly strings: readonly string[]
}
/** The last of each template: nearly all are always put together of the same pieces. */
const splices = new WeakMap<readonly string[], Splice[]>()
const mostSplices = 4

/**
 * The strings of a template with those of its pieces between them; the same array for the same pieces. `by` is what they
 * are kept by: the template itself where it is one of the code.
 */
function stringsOf(template: readonly string[], values: readonly unknown[], by = template): readonly string[] {
  let known = splices.get(by)
  if (known === undefined) {
    known = []
    splices.set(by, known)
  }
  for (const splice of known) if (isMadeOf(splice, values)) return splice.strings
  const pieces = values.map(pieceOf)
  const strings = spliced(template, pieces)
  if (known.push({ pieces, strings }) > mostSplices) known.shift()
  return strings
}

function isMadeOf({ pieces }: Splice, values: readonly unknown[]): boolean {
  if (pieces.length !== values.length) return false
  for (let index = 0; index < values.length; index++) if (pieces[index] !== pieceOf(values[index])) return false
  return true
}

const pieceOf = (value: unknown): readonly string[] | undefined => (value instanceof Sql ? value.strings : undefined)

function spliced(template: readonly string[], pieces: Splice['pieces']): string[] {
  const strings = [template[0] ?? '']
  pieces.forEach((piece, index) => {
    const after = template[index + 1] ?? ''
    if (piece === undefined) {
      strings.push(after)
      return
    }
    piece.forEach((string, at) => {
      strings.push(at === 0 ? `${strings.pop()}${string}` : string)
    })
    strings.push(`${strings.pop()}${after}`)
  })
  return strings
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
  const [first] = pieces
  if (first === undefined) return build``
  if (pieces.length === 1) return first
  const all: Sql[] = []
  for (const piece of pieces) {
    if (all.length > 0) all.push(separator)
    all.push(piece)
  }
  return new Sql(stringsOf(Array<string>(all.length + 1).fill(''), all, first.strings), flat(all))
}

/** Conditions joined by `and`; none is `1 = 1`. */
function all(conditions: readonly (Sql | undefined)[]): Sql {
  const given = conditions.filter((condition): condition is Sql => condition !== undefined)
  return given.length === 0 ? build`1 = 1` : join(given, build` and `)
}

export const sql = Object.assign(build, { in: inList, join, all })

/** How a dialect writes the value at a position, which counts from 1. One function a dialect: texts are kept by it. */
export type Placeholder = (position: number) => string

/** A text depends on the strings alone; those of most templates live as long as the code. */
const texts = new WeakMap<Placeholder, WeakMap<readonly string[], string>>()

/**
 * The text of a statement with the placeholders of a dialect, and its values in order. Throws a TypeError for what is no
 * SqlValue; `undefined` above all.
 */
export function render(statement: Sql, placeholder: Placeholder): { text: string; values: SqlValue[] } {
  const { strings } = statement
  const values: SqlValue[] = []
  for (const value of statement.values) values.push(checked(value, strings))
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
