// Shared commits: what wants to be written at the same time goes into one transaction, and what fails is undone alone.
import type { Transaction } from './database.ts'
import { DatabaseBusyError, DatabaseClosedError, LostRaceError } from './failures.ts'
import { OpenTransaction, type Statements } from './open-transaction.ts'

/** A connection that is about to write; one batch's. */
export interface WriterSession extends Statements {
  /** Begins a transaction that no other writer shares; LostRaceError when another process holds the database. */
  begin(): Promise<void>
  /** Runs `savepoint`, `release` and `rollback to`. May answer before they have run; `commit` fails if one failed. */
  control(statements: readonly string[]): Promise<void>
  /** Resolves when everything is durable. */
  commit(): Promise<void>
  /** Undoes everything and gives the connection back. Never throws; after `commit` it only gives back. */
  end(): Promise<void>
  /** Whether the transaction is gone although nobody ended it, as SQLite does on a full disk. */
  lost(): boolean
  /** Whether the transaction would succeed if it were run anew. */
  isLostRace(error: unknown): boolean
}

export interface WriteQueueOptions {
  /** The most works of one commit; what is more waits for the next, and the readers get their turn. */
  maxWorks: number
  /** Milliseconds after which no further work is begun in a batch. */
  maxMilliseconds: number
  /** Milliseconds for which a lost race is tried again. */
  patience: number
  /** Fails a work that awaits something else than the database. */
  strict: boolean
  /** Told of what a task after a commit throws. */
  report: (error: unknown) => void
  /** Milliseconds of any origin that never go back. */
  now: () => number
  /** Told after each commit. */
  committed?: () => void
}

interface QueuedWrite {
  readonly work: (tx: Transaction) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

type Settled =
  | { readonly write: QueuedWrite; readonly ok: true; readonly value: unknown; readonly tasks: readonly (() => void)[] }
  | { readonly write: QueuedWrite; readonly ok: false; readonly error: unknown }

interface BatchOutcome {
  readonly settled: readonly Settled[]
  /** Those that were not begun. */
  readonly left: readonly QueuedWrite[]
}

/** Batches with savepoints after one in which a work failed. */
const carefulBatches = 32

export class WriteQueue {
  readonly #connect: () => Promise<WriterSession>
  readonly #options: WriteQueueOptions
  #waiting: QueuedWrite[] = []
  #running = false
  #scheduled = false
  #closed = false
  #idle: (() => void)[] = []
  /** Batches that are to have savepoints. */
  #carefulFor = 0
  /** When and how often the batch at the head has lost a race. */
  #lost: { readonly since: number; readonly times: number } | undefined

  constructor(connect: () => Promise<WriterSession>, options: WriteQueueOptions) {
    this.#connect = connect
    this.#options = options
  }

  add<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new DatabaseClosedError())
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#schedule()
    })
  }

  /** Takes no more and waits for what it has. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#waiting.length === 0 && !this.#running) return
    await new Promise<void>(resolve => this.#idle.push(resolve))
  }

  /** What one turn of the event loop brings is one batch; there is no timer, so a lone write waits for nothing. */
  #schedule(): void {
    if (this.#scheduled || this.#running) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      void this.#runNext()
    })
  }

  async #runNext(): Promise<void> {
    this.#running = true
    const batch = this.#waiting.splice(0, this.#options.maxWorks)
    const wait = await this.#attempt(batch)
    if (wait !== undefined) await new Promise(resolve => setTimeout(resolve, wait))
    this.#running = false
    if (this.#waiting.length > 0) return this.#schedule()
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  /** Answers the milliseconds to wait when the batch, which is then back in the queue, lost a race. */
  async #attempt(batch: QueuedWrite[]): Promise<number | undefined> {
    try {
      const { settled, left } = await this.#runTogether(batch)
      this.#waiting.unshift(...left)
      this.#lost = undefined
      this.#answer(settled)
      return undefined
    } catch (error) {
      if (!(error instanceof LostRaceError)) {
        this.#lost = undefined
        for (const write of batch) write.reject(error)
        return undefined
      }
      const now = this.#options.now()
      this.#lost = { since: this.#lost?.since ?? now, times: (this.#lost?.times ?? 0) + 1 }
      if (now - this.#lost.since < this.#options.patience) {
        this.#waiting.unshift(...batch)
        return Math.min(2 ** (this.#lost.times - 1), 20)
      }
      this.#lost = undefined
      const busy = new DatabaseBusyError(
        `another process held the database for more than ${this.#options.patience} ms`,
        { cause: error.cause },
      )
      for (const write of batch) write.reject(busy)
      return undefined
    }
  }

  /**
   * Most works succeed, and a savepoint for each is a fifth of what an edit costs the database. So they run without; where
   * one fails, all is undone and run anew with savepoints, and so are some batches after it.
   */
  async #runTogether(batch: readonly QueuedWrite[]): Promise<BatchOutcome> {
    if (this.#carefulFor > 0) this.#carefulFor--
    else {
      const outcome = await this.#runBatch(batch, false)
      if (outcome !== undefined) return outcome
      this.#carefulFor = carefulBatches
    }
    const outcome = await this.#runBatch(batch, true)
    if (outcome === undefined) throw new Error('a batch with savepoints was given up')
    return outcome
  }

  /**
   * Nobody is answered before the commit, not even who failed: what a work found may be the change of another in the
   * same batch. Undefined where one of several works failed and there are no savepoints. Throws, too, when nothing of
   * the batch was stored.
   */
  async #runBatch(batch: readonly QueuedWrite[], hasSavepoints: boolean): Promise<BatchOutcome | undefined> {
    const { now, maxMilliseconds } = this.#options
    const settled: Settled[] = []
    const start = now()
    const session = await this.#connect()
    try {
      await session.begin()
      for (const write of batch) {
        if (settled.length > 0 && now() - start > maxMilliseconds) break
        if (batch.length > 1 && hasSavepoints) await session.control(beforeWork(settled.at(-1)))
        const outcome = await this.#runWork(write, session)
        settled.push(outcome)
        if (outcome.ok || batch.length === 1) continue
        if (!hasSavepoints) return undefined
        // Those before are undone too, and run anew without this one.
        if (session.lost()) return { settled: [outcome], left: batch.filter(other => other !== write) }
      }
      if (settled.some(({ ok }) => ok)) {
        if (settled.at(-1)?.ok === false) await session.control(afterFailed)
        await session.commit()
        this.#options.committed?.()
      }
      return { settled, left: batch.slice(settled.length) }
    } catch (error) {
      if (error instanceof LostRaceError || !session.isLostRace(error)) throw error
      throw new LostRaceError('the transaction lost a race', { cause: error })
    } finally {
      await session.end()
    }
  }

  async #runWork(write: QueuedWrite, session: WriterSession): Promise<Settled> {
    const tx = new OpenTransaction(session, this.#options.strict)
    try {
      const work = write.work(tx)
      const value = await (tx.held ? Promise.race([work, tx.held]) : work)
      if (tx.failure) throw tx.failure.error
      return { write, ok: true, value, tasks: tx.tasks }
    } catch (error) {
      // The work may have wrapped the error of its statement.
      const cause = tx.failure ? tx.failure.error : error
      if (session.isLostRace(cause)) throw new LostRaceError('a statement lost a race', { cause })
      return { write, ok: false, error }
    } finally {
      tx.end()
    }
  }

  #answer(settled: readonly Settled[]): void {
    for (const outcome of settled) {
      if (!outcome.ok) continue
      for (const task of outcome.tasks) {
        try {
          task()
        } catch (error) {
          this.#options.report(error)
        }
      }
    }
    for (const outcome of settled) {
      if (outcome.ok) outcome.write.resolve(outcome.value)
      else outcome.write.reject(outcome.error)
    }
  }
}

/** Keeps or undoes the work before and sets a savepoint; the one that is rolled back to still stands. */
function beforeWork(before: Settled | undefined): readonly string[] {
  if (before === undefined) return first
  return before.ok ? afterKept : afterFailed
}

const first = ['savepoint work']
const afterKept = ['release savepoint work', 'savepoint work']
const afterFailed = ['rollback to savepoint work']
