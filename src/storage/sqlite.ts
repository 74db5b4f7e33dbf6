// SQLite in this process: one connection that writes, one that reads the last commit while the other is writing, and a log
// that makes both quick.
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Database, Dialect, Reader, Transaction } from './database.ts'
import { DatabaseBusyError, DatabaseClosedError, DatabaseUnavailableError, LostRaceError } from './failures.ts'
import type { Sql } from './sql.ts'
import { isBusy, SqliteConnection } from './sqlite-connection.ts'
import { WriteQueue, type WriterSession } from './write-queue.ts'

export interface SqliteOptions {
  /** The path of the database, made where it is missing; or `:memory:`, which lives as long as it is open. */
  file: string
  /** Fails a write whose work awaits something else than the database; for tests. */
  strict?: boolean
  /** Told the text of each statement of a reader or a transaction, when it begins. */
  onStatement?: (text: string) => void
  /** Told of what an `afterCommit` task throws; by default a warning of the process. */
  report?: (error: unknown) => void
  /** The most works of one commit. */
  maxWorks?: number
  /** Milliseconds for which another process may hold the database before an error is thrown. */
  patience?: number
  /** Prepared statements kept by each connection. */
  statements?: number
  /** Mebibytes of pages kept by each connection at most. */
  cacheSize?: number
  /** Pages of the write-ahead log at which a commit also copies them into the database. */
  autoCheckpoint?: number
  /** Milliseconds without a write after which the log is copied into the database. */
  quiet?: number
  /** Milliseconds of any origin that never go back. */
  now?: () => number
}

let memories = 0

/** Opens the database, which is made where it is missing. Throws DatabaseUnavailableError where SQLite cannot. */
export function openSqlite(options: SqliteOptions): Database {
  try {
    return new SqliteDatabase(options)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new DatabaseUnavailableError(`the database ${options.file} cannot be opened: ${why}`, { cause: error })
  }
}

class SqliteDatabase implements Database {
  readonly dialect = 'sqlite'
  readonly read: Reader
  readonly #inMemory: boolean
  readonly #location: string
  readonly #writer: SqliteConnection
  readonly #reader: SqliteConnection
  readonly #queue: WriteQueue
  readonly #patience: number
  readonly #now: () => number
  readonly #quiet: NodeJS.Timeout
  #closed: Promise<void> | undefined
  /** Commits of this process. */
  #commits = 0

  constructor(options: SqliteOptions) {
    this.#inMemory = options.file === ':memory:'
    // A name, so that the two connections find the same memory. It has no log: a reader meets a lock, not old pages.
    this.#location = this.#inMemory ? `file:/palimpsest-${++memories}?vfs=memdb` : path.resolve(options.file)
    this.#patience = options.patience ?? 60_000
    this.#now = options.now ?? (() => performance.now())
    const { statements = 500, onStatement } = options
    this.#writer = new SqliteConnection(this.#location, { statements, onStatement })
    try {
      prepareWriter(this.#writer, options, this.#inMemory ? 'memory' : 'wal')
      this.#reader = new SqliteConnection(this.#location, { statements, onStatement, readOnly: true })
      // It is asked only while the other is writing, and forgets its pages with each commit.
      prepareBoth(this.#reader, { ...options, cacheSize: 2 })
    } catch (error) {
      this.#writer.close()
      throw error
    }
    this.read = new SqliteReader(query => this.#read(query))
    this.#quiet = setTimeout(() => this.#checkpoint(), options.quiet ?? 500).unref()
    this.#queue = new WriteQueue(async () => new SqliteSession(this.#writer, this.#reader), {
      maxWorks: options.maxWorks ?? 64,
      // A batch runs in one turn of the event loop, which can do nothing else meanwhile.
      maxMilliseconds: 10,
      patience: this.#patience,
      strict: options.strict ?? false,
      report: options.report ?? warn,
      now: this.#now,
      committed: () => {
        this.#commits++
        this.#quiet.refresh()
      },
    })
  }

  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#queue.add(work)
  }

  version(): string | undefined {
    if (this.#closed || this.#writer.inTransaction) return undefined
    // It counts what other connections commit, and not what this one does.
    return `${this.#commits}.${this.#writer.dataVersion()}`
  }

  /** The copy appears under its name when it is whole, and takes the place of a file that has this name. */
  async backup(file: string): Promise<void> {
    if (this.#closed) throw new DatabaseClosedError()
    const target = path.resolve(file)
    if (target === this.#location) throw new TypeError('a database cannot be its own backup')
    const unfinished = `${target}.unfinished`
    await rm(unfinished, { force: true })
    // The copy holds its connection until the end, so it has one of its own.
    const source = new SqliteConnection(this.#location, { statements: 1, readOnly: true })
    try {
      await this.#patiently(() => source.copy(unfinished))
      await rename(unfinished, target)
    } finally {
      source.close()
      await rm(unfinished, { force: true })
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    await this.#queue.close()
    clearTimeout(this.#quiet)
    this.#reader.close()
    // The last connection to close copies the log into the database; if another process is there, this one does.
    this.#checkpoint()
    this.#writer.close()
  }

  async #read<T>(query: (connection: SqliteConnection) => T): Promise<T> {
    if (this.#closed) throw new DatabaseClosedError()
    if (this.#inMemory && this.#writer.inTransaction) return this.#patiently(() => this.#readMemory(query))
    try {
      return query(this.#idle())
    } catch (error) {
      if (!isBusy(error)) throw error
      return this.#patiently(() => query(this.#idle()))
    }
  }

  /**
   * The connection that writes, while it does not: it knows its own commits, where another connection forgets all pages
   * that it has read, after each commit of somebody else.
   */
  #idle(): SqliteConnection {
    return this.#writer.inTransaction ? this.#reader : this.#writer
  }

  /** A writer locks memory as a whole, and a reader that cannot look at the schema takes it for what it was. */
  #readMemory<T>(query: (connection: SqliteConnection) => T): T {
    if (this.#writer.inTransaction) throw new LostRaceError('a writer is in its transaction')
    return query(this.#reader)
  }

  /** Tries again while another connection is in the way. */
  async #patiently<T>(task: () => T | Promise<T>): Promise<T> {
    const start = this.#now()
    for (let wait = 1; ; wait = Math.min(wait * 2, 20)) {
      try {
        return await task()
      } catch (error) {
        if (!isBusy(error) && !(error instanceof LostRaceError)) throw error
        if (this.#now() - start > this.#patience) {
          throw new DatabaseBusyError(`the database was locked for more than ${this.#patience} ms`, { cause: error })
        }
      }
      await new Promise(resolve => setTimeout(resolve, wait))
    }
  }

  #checkpoint(): void {
    try {
      if (this.#writer.inTransaction) this.#quiet.refresh()
      else this.#writer.pragma('wal_checkpoint(passive)')
    } catch (error) {
      // It is not needed for anything to be right, and the next commit or checkpoint meets the same trouble.
      if (!isBusy(error)) warn(error)
    }
  }
}

function prepareWriter(writer: SqliteConnection, options: SqliteOptions, journal: 'wal' | 'memory'): void {
  writer.pragma('page_size = 4096')
  const mode = writer.pragma(`journal_mode = ${journal}`)
  if (mode !== journal) throw new Error(`SQLite cannot keep a write-ahead log here; its journal mode is ${mode}`)
  // Builds of SQLite differ in their default. FULL syncs the log at each commit: what is answered is on the disk.
  writer.pragma('synchronous = full')
  writer.pragma(`wal_autocheckpoint = ${options.autoCheckpoint ?? 10_000}`)
  writer.pragma(`journal_size_limit = ${64 * mebibyte}`)
  prepareBoth(writer, options)
}

function prepareBoth(connection: SqliteConnection, options: SqliteOptions): void {
  connection.pragma(`cache_size = ${-(options.cacheSize ?? 8) * 1024}`)
  connection.pragma('temp_store = memory')
  // SQLite waits by putting the whole process to sleep: only for as long as a short commit elsewhere takes.
  connection.pragma('busy_timeout = 5')
}

const mebibyte = 1024 * 1024

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}

type Query = <T>(query: (connection: SqliteConnection) => T) => Promise<T>

class SqliteReader implements Reader {
  readonly dialect: Dialect = 'sqlite'
  readonly #query: Query

  constructor(query: Query) {
    this.#query = query
  }

  all<Row>(statement: Sql<Row>): Promise<Row[]> {
    return this.#query(connection => connection.allOfQuery(statement))
  }

  get<Row>(statement: Sql<Row>): Promise<Row | undefined> {
    return this.#query(connection => connection.getOfQuery(statement))
  }
}

/** The writer connection for one batch. Everything runs at once, so a batch takes no turn of the event loop. */
class SqliteSession implements WriterSession {
  readonly dialect: Dialect = 'sqlite'
  readonly #writer: SqliteConnection
  readonly #reader: SqliteConnection
  #newSchema = false

  constructor(writer: SqliteConnection, reader: SqliteConnection) {
    this.#writer = writer
    this.#reader = reader
  }

  async begin(): Promise<void> {
    this.#writer.control('begin immediate')
  }

  async control(statements: readonly string[]): Promise<void> {
    for (const statement of statements) this.#writer.control(statement)
  }

  async commit(): Promise<void> {
    this.#writer.control('commit')
  }

  async end(): Promise<void> {
    if (this.#writer.inTransaction) this.#writer.control('rollback')
    if (!this.#newSchema) return
    this.#writer.forget()
    this.#reader.forget()
  }

  lost(): boolean {
    return !this.#writer.inTransaction
  }

  isLostRace(error: unknown): boolean {
    return isBusy(error)
  }

  all<Row>(statement: Sql<Row>): Row[] {
    return this.#writer.all(statement)
  }

  get<Row>(statement: Sql<Row>): Row | undefined {
    return this.#writer.get(statement)
  }

  run(statement: Sql): { changes: number } {
    if (/^\s*(create|alter|drop)\b/i.test(statement.strings[0] ?? '')) this.#newSchema = true
    return this.#writer.run(statement)
  }

  /** That SQLite tells the id by itself takes half as long as `returning` it. */
  insert(statement: Sql): number {
    return this.#writer.insert(statement)
  }
}
