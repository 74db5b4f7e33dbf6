// PostgreSQL behind the port: a pool of connections that read, and one writer at a time, as with SQLite.
import type { Database, Dialect, Reader, Transaction } from './database.ts'
import { DatabaseUnavailableError } from './failures.ts'
import {
  codeOf,
  isBrokenConnection,
  isStaleStatement,
  type PostgresConnection,
  PostgresPool,
} from './postgres-connection.ts'
import { type Sql, sql } from './sql.ts'
import { WriteQueue, type WriterSession } from './write-queue.ts'

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  url: string
  /** Fails a write whose work awaits something else than the database; for tests. */
  strict?: boolean
  /** Told the text of each statement of a reader or a transaction, when it begins. */
  onStatement?: (text: string) => void
  /** Told of what an `afterCommit` task throws, and of idle connections that break; by default a warning of the process. */
  report?: (error: unknown) => void
  /** Connections at most. */
  connections?: number
  /** The most works of one commit. */
  maxWorks?: number
  /** Milliseconds for which a lost race is tried again. */
  patience?: number
  /** Prepared statements kept by each connection. */
  statements?: number
  /** Milliseconds of any origin that never go back. */
  now?: () => number
}

/** Connects with the first statement, which throws DatabaseUnavailableError where there is no such database. */
export function openPostgres(options: PostgresOptions): Database {
  return new PostgresDatabase(options)
}

class PostgresDatabase implements Database {
  readonly dialect = 'postgres'
  readonly read: Reader
  readonly #pool: PostgresPool
  readonly #queue: WriteQueue
  #closed: Promise<void> | undefined

  constructor(options: PostgresOptions) {
    const { url, connections = 10, statements = 300, onStatement, report = warn } = options
    this.#pool = new PostgresPool({ url, connections, statements, onStatement, report })
    this.read = new PostgresReader(this.#pool)
    this.#queue = new WriteQueue(async () => new PostgresSession(await this.#pool.take()), {
      maxWorks: options.maxWorks ?? 32,
      maxMilliseconds: 50,
      patience: options.patience ?? 60_000,
      strict: options.strict ?? false,
      report,
      now: options.now ?? (() => performance.now()),
    })
  }

  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#queue.add(work)
  }

  /** Only the server knows, and asking it takes as long as a query. */
  version(): undefined {}

  async backup(): Promise<void> {
    throw new Error('only SQLite is copied by this program; PostgreSQL has pg_dump for it')
  }

  close(): Promise<void> {
    this.#closed ??= this.#queue.close().then(() => this.#pool.close())
    return this.#closed
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}

class PostgresReader implements Reader {
  readonly dialect: Dialect = 'postgres'
  readonly #pool: PostgresPool

  constructor(pool: PostgresPool) {
    this.#pool = pool
  }

  async all<Row>(statement: Sql<Row>): Promise<Row[]> {
    // A server that was started anew breaks every connection of the pool, and the next one works.
    for (let attempt = 1; ; attempt++) {
      const connection = await this.#pool.take()
      let failed = false
      try {
        return (await connection.query(statement)).rows as Row[]
      } catch (error) {
        failed = isBrokenConnection(error) || isStaleStatement(error)
        if (!failed) throw error
        if (attempt > attempts) throw this.#pool.unavailable(error)
      } finally {
        connection.release(failed)
      }
    }
  }

  async get<Row>(statement: Sql<Row>): Promise<Row | undefined> {
    return (await this.all(statement))[0]
  }
}

/** More than a pool has connections. */
const attempts = 20

/**
 * Taken by each writer until its commit, in all processes. Without it a work could decide by what another is changing,
 * as it never does with SQLite; the row of the site's counters, which every edit changes, would make them wait for each
 * other or fail anyhow; and ids become visible in their order, so that who follows recent changes misses none.
 */
const lock = 'select pg_advisory_xact_lock(1885432173, hashtext(current_schema()))'

/** Read committed: with a snapshot of its begin, a work that waited for the lock would not see what it waited for. */
const begin = `begin isolation level read committed read write; ${lock}`

/** A connection for one batch. */
class PostgresSession implements WriterSession {
  readonly dialect: Dialect = 'postgres'
  readonly #connection: PostgresConnection
  /** The last that was sent without waiting for its answer. */
  #sent: Promise<unknown> = Promise.resolve()
  #failure: { readonly error: unknown } | undefined
  #state: 'open' | 'committing' | 'committed' | 'broken' = 'open'

  constructor(connection: PostgresConnection) {
    this.#connection = connection
  }

  async begin(): Promise<void> {
    this.#send(begin)
  }

  async control(statements: readonly string[]): Promise<void> {
    this.#send(statements.join('; '))
  }

  async commit(): Promise<void> {
    await this.#sent
    if (this.#failure) throw this.#failure.error
    this.#state = 'committing'
    let command: string
    try {
      command = await this.#connection.control('commit')
    } catch (error) {
      if (!isBrokenConnection(error)) throw error
      this.#state = 'broken'
      throw new DatabaseUnavailableError('the connection broke during a commit: what it wrote may be stored or not', {
        cause: error,
      })
    }
    // PostgreSQL answers the commit of a failed transaction so, and with no error.
    if (command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back')
    this.#state = 'committed'
  }

  async end(): Promise<void> {
    if (this.#state === 'open' || this.#state === 'committing') {
      await this.#connection.control('rollback').catch(() => {
        this.#state = 'broken'
      })
    }
    this.#connection.release(this.#state === 'broken')
  }

  lost(): boolean {
    return false
  }

  isLostRace(error: unknown): boolean {
    // Nobody knows whether it is stored, so it is not stored a second time.
    if (error instanceof DatabaseUnavailableError) return false
    // After a control statement that failed, all others fail because of it.
    const origin = this.#failure ? this.#failure.error : error
    if (isBrokenConnection(origin) || isStaleStatement(origin)) {
      this.#state = 'broken'
      return true
    }
    return ['40001', '40P01'].includes(codeOf(origin))
  }

  async all<Row>(statement: Sql<Row>): Promise<Row[]> {
    return (await this.#connection.query(statement)).rows as Row[]
  }

  async get<Row>(statement: Sql<Row>): Promise<Row | undefined> {
    return (await this.all(statement))[0]
  }

  async run(statement: Sql): Promise<{ changes: number }> {
    return { changes: (await this.#connection.query(statement)).rowCount ?? 0 }
  }

  async insert(statement: Sql, id: Sql): Promise<number> {
    const rows = await this.all(sql<{ inserted: number }>`${statement} returning ${id} as inserted`)
    const [row] = rows
    if (row === undefined || rows.length > 1) throw new Error('not one row was inserted')
    return row.inserted
  }

  /** The next statement need not wait for the answer: if this fails, so does everything after it. */
  #send(text: string): void {
    this.#sent = this.#connection.control(text).catch((error: unknown) => {
      this.#failure ??= { error }
    })
  }
}
