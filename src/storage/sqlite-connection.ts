// One connection to SQLite: prepared statements by their text, values and rows in the shape that the port promises.
import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { RecentlyUsed } from './recently-used.ts'
import { render, type Sql, type SqlValue } from './sql.ts'

interface Prepared {
  readonly statement: StatementSync
  /** Whether it can change nothing. */
  readonly isQuery: boolean
  /** How its rows become objects, and of how many columns; once a row was read. */
  shape: RowShape | undefined
}

interface RowShape {
  readonly width: number
  readonly toRow: (values: readonly unknown[]) => unknown
}

export interface SqliteConnectionOptions {
  readOnly?: boolean
  /** How many prepared statements are kept. */
  statements: number
  /** Told the text of each statement, when it begins. */
  onStatement?: ((text: string) => void) | undefined
}

export class SqliteConnection {
  readonly #database: DatabaseSync
  readonly #prepared: RecentlyUsed<Prepared>
  readonly #onStatement: ((text: string) => void) | undefined

  constructor(file: string, { readOnly = false, statements, onStatement }: SqliteConnectionOptions) {
    // Foreign keys stay unchecked: the stores keep them, and a check is a look-up for each row. Whoever opens the same
    // file at the same moment is waited for; afterwards the timeout is set anew.
    this.#database = new DatabaseSync(file, {
      readOnly,
      enableForeignKeyConstraints: false,
      defensive: true,
      timeout: 10_000,
    })
    this.#prepared = new RecentlyUsed(statements)
    this.#onStatement = onStatement
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  /** How many prepared statements are kept at the moment. */
  get preparedStatements(): number {
    return this.#prepared.size
  }

  all<Row>(statement: Sql<Row>): Row[] {
    return allOf(this.#prepare(statement))
  }

  get<Row>(statement: Sql<Row>): Row | undefined {
    return getOf(this.#prepare(statement))
  }

  /** As `all`. Throws a TypeError for a statement that may change something. */
  allOfQuery<Row>(statement: Sql<Row>): Row[] {
    return allOf(this.#prepareQuery(statement))
  }

  /** As `get`. Throws a TypeError for a statement that may change something. */
  getOfQuery<Row>(statement: Sql<Row>): Row | undefined {
    return getOf(this.#prepareQuery(statement))
  }

  run(statement: Sql): { changes: number } {
    const { prepared, values } = this.#prepare(statement)
    return { changes: Number(prepared.statement.run(...values).changes) }
  }

  /** The id of the one row that the statement inserts. */
  insert(statement: Sql): number {
    const { prepared, values } = this.#prepare(statement)
    const { changes, lastInsertRowid } = prepared.statement.run(...values)
    if (changes !== 1) throw new Error(`not one row was inserted: ${prepared.statement.sourceSQL}`)
    return Number(lastInsertRowid)
  }

  /** Runs a statement of this folder's own, like `commit`. */
  control(text: string): void {
    this.#preparedFor(text).statement.run()
  }

  /** Runs a pragma and answers with the first column of its first row. */
  pragma(text: string): unknown {
    const row = this.#database.prepare(`pragma ${text}`).get()
    return row && Object.values(row)[0]
  }

  /** A number that is another after a commit of another connection. */
  dataVersion(): unknown {
    const row = this.#preparedFor('pragma data_version').statement.get() as unknown as unknown[] | undefined
    return row?.[0]
  }

  /** Forgets the prepared statements: their columns may have other names now. */
  forget(): void {
    this.#prepared.clear()
  }

  /** Copies the database, as it is now, to a new file; on another thread, in one transaction that reads. */
  async copy(file: string): Promise<void> {
    await backup(this.#database, file, { rate: everyPage })
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #prepareQuery(statement: Sql): Ready {
    const ready = this.#prepare(statement)
    if (!ready.prepared.isQuery)
      throw new TypeError(`a reader is read-only, and this is no query: ${ready.prepared.statement.sourceSQL}`)
    return ready
  }

  #prepare(statement: Sql): Ready {
    const { text, values } = render(statement, questionMark)
    this.#onStatement?.(text)
    return { prepared: this.#preparedFor(text), values: bound(values) }
  }

  #preparedFor(text: string): Prepared {
    const known = this.#prepared.get(text)
    if (known) return known
    const statement = this.#database.prepare(text)
    // SQLite prepares the first statement and would never look at the rest.
    if (statement.sourceSQL.length < text.trimEnd().length) {
      throw new TypeError(`more than one statement: ${text}`)
    }
    // Arrays become objects here faster than in node:sqlite, and these have a prototype like everybody else's.
    statement.setReturnArrays(true)
    const prepared: Prepared = { statement, isQuery: query.test(text) && !change.test(text), shape: undefined }
    this.#prepared.set(text, prepared)
    return prepared
  }
}

const query = /^\s*(?:select|with|explain query plan)\b/i
/** What stands behind `with` may write. */
const change = /^\s*with\b.*\b(?:insert|replace|update|delete)\s+(?:into|from|or|\S+\s+set)\b/is

/** A statement with its values. */
interface Ready {
  readonly prepared: Prepared
  readonly values: readonly SQLInputValue[]
}

function allOf<Row>({ prepared, values }: Ready): Row[] {
  const rows = prepared.statement.all(...values) as unknown as unknown[][]
  if (rows.length === 0) return []
  const { toRow } = shapeOf(prepared, rows[0]?.length ?? 0)
  return rows.map(row => toRow(row) as Row)
}

function getOf<Row>({ prepared, values }: Ready): Row | undefined {
  const row = prepared.statement.get(...values) as unknown as unknown[] | undefined
  return row && (shapeOf(prepared, row.length).toRow(row) as Row)
}

function questionMark(): string {
  return '?'
}

/** node:sqlite binds every number as a float, and 7.0 divides and prints unlike 7. */
function bound(values: readonly SqlValue[]): SQLInputValue[] {
  return values.map(value => (Number.isSafeInteger(value) ? BigInt(value as number) : value))
}

/** A changed table has other columns; what could change it forgets the statements, and the width is a second guard. */
function shapeOf(prepared: Prepared, width: number): RowShape {
  if (prepared.shape?.width === width) return prepared.shape
  prepared.shape = { width, toRow: rowMaker(prepared.statement.columns().map(({ name }) => name)) }
  return prepared.shape
}

/**
 * A function that makes an object of the values of a row. It is written as an object literal, for an object that is
 * filled name by name takes five times as long; the names are those that our own statements give their columns.
 */
function rowMaker(columns: readonly string[]): RowShape['toRow'] {
  const members = columns.map((name, index) => `${JSON.stringify(name)}: values[${index}]`)
  return new Function('values', `return { ${members.join(', ')} }`) as RowShape['toRow']
}

/** Whether another connection holds what this one needs. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false
  const primary = error.errcode & 0xff
  return primary === busy || primary === locked || primary === protocol
}

/** Pages copied at a time; in one piece, no write can come between. */
const everyPage = 2 ** 31 - 1

const busy = 5
const locked = 6
/** Lost the race for the log several times. */
const protocol = 15
