// The jobs of this process that wait to be done: those of live changes at once, those that were left over behind them.
import type { Database } from '../storage/database.ts'
import type { Job } from './job.ts'
import { jobsLeftIn } from './job-store.ts'

export class JobQueue {
  readonly #waiting: Job[] = []
  #onAdded: (() => void) | undefined

  get size(): number {
    return this.#waiting.length
  }

  /** Who does the jobs is told of each that comes. Until somebody does them here, none is kept in mind. */
  start(onAdded: () => void): void {
    this.#onAdded = onAdded
  }
  stop(): void {
    this.#onAdded = undefined
    this.#waiting.length = 0
  }

  add(jobs: readonly Job[]): void {
    if (this.#onAdded === undefined) return
    this.#waiting.push(...jobs)
    this.#onAdded()
  }

  /** The next jobs of one kind, in order, at most `limit`. */
  take(limit: number): Job[] {
    const first = this.#waiting[0]
    if (first === undefined) return []
    let count = 0
    while (count < limit && this.#waiting[count]?.command === first.command) count++
    return this.#waiting.splice(0, count)
  }
}

/** The database, with each transaction's jobs handed to the queue, and told of to `tell`, once they are durable. */
export function withJobs(database: Database, queue: JobQueue, tell: (jobs: readonly Job[]) => void): Database {
  return {
    get dialect() {
      return database.dialect
    },
    get read() {
      return database.read
    },
    write: work =>
      database.write(async tx => {
        const result = await work(tx)
        const jobs = jobsLeftIn(tx)
        if (jobs.length > 0) {
          tx.afterCommit(() => {
            queue.add(jobs)
            tell(jobs)
          })
        }
        return result
      }),
    version: () => database.version(),
    backup: file => database.backup(file),
    close: () => database.close(),
  }
}
