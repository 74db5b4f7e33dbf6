// The jobs of this process that wait to be done: those of live changes at once, those that were left over behind them.
import type { Database } from '../storage/database.ts'
import type { Job } from './job.ts'
import { jobsLeftIn } from './job-store.ts'

/** Jobs whose rows one statement removes. */
const mostTaken = 500

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

  /**
   * The next jobs of one kind, in order: for at most `pages` different pages, each with all that has gathered for it, for
   * that is done as one.
   */
  take(pages: number): Job[] {
    const command = this.#waiting[0]?.command
    const taken: Job[] = []
    const different = new Set<number>()
    for (const job of this.#waiting) {
      if (job.command !== command || taken.length >= mostTaken) break
      different.add(job.command === 'refreshLinks' ? job.params.page : job.id)
      if (different.size > pages) break
      taken.push(job)
    }
    this.#waiting.splice(0, taken.length)
    return taken
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
