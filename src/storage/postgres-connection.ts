// Connections to PostgreSQL: a pool, statements prepared by their text, values and rows in the shape the port promises.
import pg from 'pg'
import { DatabaseClosedError, DatabaseUnavailableError } from './failures.ts'
import { RecentlyUsed } from './recently-used.ts'
import { render, type Sql, type SqlValue } from './sql.ts'

export interface PostgresPoolOptions {
  url: string
  connections: number
  /** How many prepared statements each connection keeps. */
  statements: number
  /** Told the text of each statement, when it begins. */
  onStatement: ((text: string) => void) | undefined
  /** Told of idle connections that break; the pool makes new ones. */
  report: (error: unknown) => void
}

export class PostgresPool {
  readonly #pool: pg.Pool
  readonly #place: string
  readonly #statements: number
  readonly #onStatement: ((text: string) => void) | undefined
  readonly #names = new WeakMap<pg.PoolClient, StatementNames>()
  #closed = false

  constructor({ url, connections, statements, onStatement, report }: PostgresPoolOptions) {
    this.#place = placeOf(url)
    this.#statements = statements
    this.#onStatement = onStatement
    this.#pool = new pg.Pool({
      connectionString: url,
      max: connections,
      // Statements are sent without waiting for the answers to those before: `begin` and what follows are one round trip.
      pipeline: true,
      keepAlive: true,
      connectionTimeoutMillis: 30_000,
      // Names of forgotten statements stay in a connection's memory, so none lives for ever.
      maxLifetimeSeconds: 3600,
      types: { getTypeParser },
      onConnect: client => client.query(settings).then(() => undefined),
    })
    this.#pool.on('error', error => {
      if (!this.#closed) report(error)
    })
    // A connection that breaks while it is used fails its statement; without a listener it would end the process too.
    this.#pool.on('connect', client => client.on('error', () => {}))
  }

  /** Throws DatabaseUnavailableError. What is taken is given back by `release`. */
  async take(): Promise<PostgresConnection> {
    if (this.#closed) throw new DatabaseClosedError()
    try {
      const client = await this.#pool.connect()
      let names = this.#names.get(client)
      if (!names) {
        names = new StatementNames(client, this.#statements)
        this.#names.set(client, names)
      }
      return new PostgresConnection(client, names, this.#onStatement)
    } catch (error) {
      throw this.unavailable(error)
    }
  }

  unavailable(cause: unknown): DatabaseUnavailableError {
    const why = cause instanceof Error ? cause.message || cause.name : String(cause)
    return new DatabaseUnavailableError(`the database ${this.#place} cannot be reached: ${why}`, { cause })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#pool.end()
  }
}

/** One connection of the pool, taken by one user. */
export class PostgresConnection {
  readonly #client: pg.PoolClient
  readonly #names: StatementNames
  readonly #onStatement: ((text: string) => void) | undefined

  constructor(client: pg.PoolClient, names: StatementNames, onStatement: ((text: string) => void) | undefined) {
    this.#client = client
    this.#names = names
    this.#onStatement = onStatement
  }

  query(statement: Sql): Promise<pg.QueryResult> {
    const { text, values } = render(statement, dollar)
    this.#onStatement?.(text)
    return this.#client.query({ name: this.#names.nameOf(text), text, values: values.map(bound) })
  }

  /** Statements of this folder's own, separated by semicolons; answers what the last one was, like `COMMIT`. */
  async control(text: string): Promise<string> {
    // Several statements have several results, of which the types of pg know nothing.
    const answer: pg.QueryResult | pg.QueryResult[] = await this.#client.query(text)
    return (Array.isArray(answer) ? answer.at(-1) : answer)?.command ?? ''
  }

  /** Gives it back; a connection that failed is not used again. */
  release(failed = false): void {
    this.#client.release(failed)
  }
}

/** The names of the statements that a connection has prepared. */
class StatementNames {
  readonly #names: RecentlyUsed<string>
  #count = 0

  constructor(client: pg.PoolClient, limit: number) {
    this.#names = new RecentlyUsed(limit, name => {
      // Comes after what was sent before. Where it fails the transaction has failed already, or the connection.
      client.query(`deallocate ${name}`).catch(() => {})
    })
  }

  nameOf(text: string): string {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    const name = `s${++this.#count}`
    this.#names.set(text, name)
    return name
  }
}

/** What each connection is set to: only writers write, and what is answered is on the disk. */
const settings = [
  'set default_transaction_read_only = on',
  'set synchronous_commit = on',
  // A writer that hangs would hold up all others.
  "set idle_in_transaction_session_timeout = '60s'",
].join('; ')

function dollar(position: number): string {
  return `$${position}`
}

/** The ends of what 64 bits hold, which a number as JavaScript writes it lies beyond; such are compared, never kept. */
function bound(value: SqlValue): SqlValue {
  if (value === 2 ** 63) return '9223372036854775807'
  return value === -(2 ** 63) ? '-9223372036854775808' : value
}

type Parser = (text: string) => unknown

/** By the numbers of PostgreSQL's types. */
const parsers = new Map<number, Parser>([
  [16, text => (text === 't' ? 1 : 0)],
  [17, bytes],
  [20, integer],
  [1700, Number],
])

const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  (format === 'binary' ? undefined : parsers.get(type)) ?? pg.types.getTypeParser(type, format)

function integer(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`the integer ${text} does not fit into a number`)
  return value
}

function bytes(text: string): Uint8Array {
  const buffer = Buffer.from(text.slice(2), 'hex')
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) throw new TypeError('the address of the database is no URL')
  const { host, pathname } = new URL(url)
  return `${decodeURIComponent(pathname.slice(1))} at ${host || 'the local server'}`
}

/** Whether the connection is gone, and not only the statement refused. */
export function isBrokenConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (error instanceof pg.DatabaseError) return /^(08|57P0)/.test(code) || code === '25P03'
  return /^E[A-Z]+$/.test(code) || /^Connection terminated|is not queryable$/.test(error.message)
}

/** Whether the statement was prepared for another schema, or is not prepared any more: a new connection knows better. */
export function isStaleStatement(error: unknown): boolean {
  const code = codeOf(error)
  return code === '26000' || (code === '0A000' && error instanceof Error && /cached plan/.test(error.message))
}

/** The five characters of PostgreSQL, or the word of the operating system; empty where there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
