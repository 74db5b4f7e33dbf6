// The transaction that one work sees: passes its statements on and ends with the work.
import type { Dialect, Transaction } from './database.ts'
import { EndedTransactionError, HeldTransactionError } from './failures.ts'
import type { Sql } from './sql.ts'

/** The statements of a connection with an open transaction. SQLite answers at once, PostgreSQL with a promise. */
export interface Statements {
  readonly dialect: Dialect
  all<Row>(statement: Sql<Row>): Row[] | Promise<Row[]>
  get<Row>(statement: Sql<Row>): Row | undefined | Promise<Row | undefined>
  run(statement: Sql): { changes: number } | Promise<{ changes: number }>
  insert(statement: Sql, id: Sql): number | Promise<number>
}

export class OpenTransaction implements Transaction {
  readonly dialect: Dialect
  /** What the work wants done after the commit. */
  readonly tasks: (() => void)[] = []
  /** Rejected where the work waits for something else than its statements; never, unless strict. */
  readonly held: Promise<never> | undefined
  readonly #statements: Statements
  #failure: { readonly error: unknown } | undefined
  #ended = false
  #pending = 0
  #started = 0
  #reject: ((error: Error) => void) | undefined

  /** To be made in a microtask: see `#watch`. */
  constructor(statements: Statements, strict: boolean) {
    this.dialect = statements.dialect
    this.#statements = statements
    if (!strict) return
    this.held = new Promise((_, reject) => {
      this.#reject = reject
    })
    this.#watch()
  }

  /** The error of the first statement that failed; the work is undone then, whatever it makes of the error. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure
  }

  all<Row>(statement: Sql<Row>): Promise<Row[]> {
    return this.#run(() => this.#statements.all(statement))
  }

  get<Row>(statement: Sql<Row>): Promise<Row | undefined> {
    return this.#run(() => this.#statements.get(statement))
  }

  run(statement: Sql): Promise<{ changes: number }> {
    return this.#run(() => this.#statements.run(statement))
  }

  insert<Id extends number>(statement: Sql, id: Sql): Promise<Id> {
    return this.#run(() => this.#statements.insert(statement, id)) as Promise<Id>
  }

  afterCommit(task: () => void): void {
    if (this.#ended) throw new EndedTransactionError()
    this.tasks.push(task)
  }

  end(): void {
    this.#ended = true
  }

  async #run<T>(statement: () => T | Promise<T>): Promise<T> {
    if (this.#ended) throw new EndedTransactionError()
    // PostgreSQL refuses every statement after a failed one. SQLite would go on, and half of the work would be stored.
    if (this.#failure) throw this.#failure.error
    this.#started++
    try {
      const answer = statement()
      if (!(answer instanceof Promise)) return answer
      this.#pending++
      try {
        return await answer
      } finally {
        this.#pending--
        this.#watch()
      }
    } catch (error) {
      this.#failure ??= { error }
      throw error
    }
  }

  /**
   * Node runs its ticks when no microtask is left, so a work that has neither ended by then nor a statement under way
   * waits for something else.
   */
  #watch(): void {
    const reject = this.#reject
    if (!reject || this.#pending > 0) return
    const started = this.#started
    const look = () => {
      if (this.#ended || this.#pending > 0) return
      if (this.dialect === 'sqlite' || this.#started === started) reject(new HeldTransactionError())
    }
    process.nextTick(look)
  }
}
