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

/** What may stand in a statement as a value. */
export type SqlValue = string | number | bigint | null | Uint8Array

function build<Row>(strings: TemplateStringsArray, ...values: (SqlValue | Sql | undefined)[]): Sql<Row> {
  return new Sql<Row>(strings, values)
}

/** A list of values for `in (…)`; an empty list matches nothing. */
function inList(values: readonly SqlValue[]): Sql {
  if (values.length === 0) return build`(null)`
  return new Sql(['(', ...Array<string>(values.length - 1).fill(', '), ')'], [...values])
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

/** The text of a statement with the placeholders of a dialect, and its values in order. `undefined` is refused. */
export function render(
  statement: Sql,
  placeholder: (position: number) => string,
): { text: string; values: SqlValue[] } {
  const values: SqlValue[] = []
  let text = ''
  const walk = (piece: Sql): void => {
    piece.strings.forEach((string, index) => {
      text += string
      if (index >= piece.values.length) return
      const value = piece.values[index]
      if (value instanceof Sql) return walk(value)
      if (value === undefined) throw new TypeError(`a value of this statement is undefined: ${text}`)
      values.push(value as SqlValue)
      text += placeholder(values.length)
    })
  }
  walk(statement)
  return { text, values }
}
