// The port to the database: what the rest of the house knows of storage.
import type { Sql } from './sql.ts'

/** Reads. On a Database it sees the last commit; as a Transaction it also sees its own writes. */
export interface Reader {
  readonly dialect: Dialect
  all<Row>(statement: Sql<Row>): Promise<Row[]>
  get<Row>(statement: Sql<Row>): Promise<Row | undefined>
}

/** Writes; exists only inside `write(…)`. */
export interface Transaction extends Reader {
  /** Runs a statement that changes rows; `changes` is how many. */
  run(statement: Sql): Promise<{ changes: number }>
  /** Runs a statement that inserts just one row, and answers with the id that it got, in the column `id`. */
  insert<Id extends number>(statement: Sql, id: Sql): Promise<Id>
  /** Called once the commit is durable; not called when it fails. Must not throw. */
  afterCommit(task: () => void): void
}

export interface Database {
  readonly dialect: Dialect
  readonly read: Reader
  /**
   * Runs `work` in a transaction of its own and answers when its commit is durable. What waits at the same time shares
   * one commit, and one that throws is undone alone. `work` awaits nothing but the database. A lost race (busy, locked,
   * serialization failure) is tried again and never reaches the caller, and what shares a commit with a work that throws
   * is run anew, so `work` may run more than once. It sees every commit before it, and none comes while it runs: one writes at a time,
   * in all processes together. A statement that fails undoes its work, also where the work catches the error.
   */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * Names the state of the data that a read would see now: where it is the same again, nothing was written in between, by
   * any process. Undefined where that cannot be said cheaply, or not at this moment.
   */
  version(): string | undefined
  /** Writes a consistent copy to `file` while the database serves; SQLite only. */
  backup(file: string): Promise<void>
  close(): Promise<void>
}

/** Where the two databases differ. */
export type Dialect = 'sqlite' | 'postgres'
