// The jobs of this process that wait to be done: those of live changes at once, those that were left over behind them.
import type { Database } from '../storage/database.ts'
import type { Job } from './job.ts'
import { jobsLeftIn } from './job-store.ts'

/** Jobs that are done together at most. */
const mostTaken = 5000
/** Milliseconds from one refreshing of a page to the next. */
const shortRest = 100
/** The same of a page that is changed all the time: each rest in which so many jobs gather makes the next twice as long. */
const longRest = 800
const manyJobs = 5

/** When a page was refreshed, and for how long it is left alone then; in milliseconds. */
interface Rest {
  readonly from: number
  readonly length: number
}

export class JobQueue {
  #waiting: Job[] = []
  /** By page; some are over, but not for as long again. */
  readonly #rests = new Map<number, Rest>()
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
    this.#waiting = []
  }

  add(jobs: readonly Job[]): void {
    if (this.#onAdded === undefined) return
    this.#waiting.push(...jobs)
    this.#onAdded()
  }

  /**
   * The next jobs of one kind, in order: for at most `pages` different pages, each with all that has gathered for it, for
   * that is done as one. A page whose jobs were taken a moment ago rests: who edits it ten times a second is looked after
   * now and then. `now` is in milliseconds. None, where all that wait are of pages that rest.
   */
  take(pages: number, now: number): Job[] {
    const taken = new Set<Job>()
    const different = new Set<number>()
    let command: Job['command'] | undefined
    for (const job of this.#waiting) {
      if (this.#isResting(job, now)) continue
      command ??= job.command
      if (job.command !== command || taken.size >= mostTaken) break
      different.add(job.command === 'refreshLinks' ? job.params.page : job.id)
      if (different.size > pages) break
      taken.add(job)
    }
    if (taken.size === 0) return []
    this.#waiting = this.#waiting.filter(job => !taken.has(job))
    this.#rest([...taken], now)
    return [...taken]
  }

  #isResting(job: Job, now: number): boolean {
    const rest = job.command === 'refreshLinks' ? this.#rests.get(job.params.page) : undefined
    return rest !== undefined && now < rest.from + rest.length
  }

  #rest(taken: readonly Job[], now: number): void {
    for (const [page, { from, length }] of this.#rests) if (from + 2 * length <= now) this.#rests.delete(page)
    const gathered = new Map<number, number>()
    for (const { command, params } of taken) {
      if (command === 'refreshLinks') gathered.set(params.page, (gathered.get(params.page) ?? 0) + 1)
    }
    for (const [page, jobs] of gathered) {
      const before = this.#rests.get(page)?.length ?? 0
      this.#rests.set(page, { from: now, length: jobs < manyJobs ? shortRest : restAfter(before) })
    }
  }
}

const restAfter = (before: number): number => Math.min(Math.max(before * 2, shortRest), longRest)

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
