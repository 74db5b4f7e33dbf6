// Doing the jobs that changes left: at once after each commit, and, when a process starts, those that an earlier one left.
import { timestampOf } from '../api/timestamps.ts'
import type { Wiki } from '../wiki.ts'
import type { Job, JobCommand } from './job.ts'
import { countAttempt, removeJobs, waitingJobs } from './job-store.ts'

/**
 * Does jobs of one kind together and removes them with what they did, or advances them; says which are not done yet. They
 * are done again where it throws, so that doing a job twice must be as doing it once.
 */
export type JobHandler = (wiki: Wiki, jobs: readonly Job[]) => Promise<readonly Job[]>
export type JobHandlers = Readonly<Record<JobCommand, JobHandler>>

/** A job of one kind. */
export type JobOf<C extends JobCommand> = Extract<Job, { command: C }>

/** Of such a kind one job is done at a time; the others wait behind it. */
export const singly =
  <C extends JobCommand>(doOne: (wiki: Wiki, job: JobOf<C>) => Promise<readonly Job[]>): JobHandler =>
  async (wiki, [job, ...others]) =>
    job === undefined ? [] : [...(await doOne(wiki, job as JobOf<C>)), ...others]

/** Pages whose jobs are done together. */
const pagesAtOnce = 20
/** A job that failed so often is given up, and logged. */
const mostAttempts = 3
/** Every so often, in milliseconds, jobs of processes that ended and jobs that failed are looked for. */
const lookEvery = 60_000

/** Does jobs in the background until the wiki closes. */
export function runJobs(wiki: Wiki, handlers: JobHandlers): void {
  const runner = new JobRunner(wiki, handlers)
  wiki.jobs.start(() => runner.wake())
  runner.lookForOld(new Date(wiki.now().getTime() + lookEvery))
  const timer = setInterval(() => {
    if (wiki.isClosing) clearInterval(timer)
    // Those of the last minutes may wait in this or another process.
    else runner.lookForOld(new Date(wiki.now().getTime() - 2 * lookEvery))
  }, lookEvery)
  timer.unref()
}

class JobRunner {
  readonly #wiki: Wiki
  readonly #handlers: JobHandlers
  /** Jobs that were left over or have more to do, and which others are to be looked for. */
  #old: Job[] = []
  #looksFrom: { readonly after: number; readonly before: string } | undefined
  #isRunning = false

  constructor(wiki: Wiki, handlers: JobHandlers) {
    this.#wiki = wiki
    this.#handlers = handlers
  }

  wake(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    this.#wiki.inBackground(async () => {
      try {
        // What caused the job is answered first.
        await breath()
        while (!this.#wiki.isClosing && (await this.#step())) await breath()
      } finally {
        this.#isRunning = false
        // What came while the last step ended was not told to anybody.
        if (!this.#wiki.isClosing && this.#wiki.jobs.size > 0) this.wake()
      }
    })
  }

  /** Looks for jobs of changes that were made before a time. */
  lookForOld(before: Date): void {
    if (this.#looksFrom !== undefined || this.#old.length > 0) return
    this.#looksFrom = { after: 0, before: timestampOf(before) }
    this.wake()
  }

  /** Does some jobs; says whether there may be more. */
  async #step(): Promise<boolean> {
    const live = this.#wiki.jobs.take(pagesAtOnce, this.#wiki.now().getTime())
    if (live.length > 0) {
      // What is not done yet goes on behind whatever came meanwhile.
      this.#old.push(...(await this.#do(live)))
      return true
    }
    if (this.#old.length === 0) await this.#findOld()
    const next = this.#old.shift()
    if (next === undefined) {
      // What is left is of pages that rest.
      if (this.#wiki.jobs.size > 0) await new Promise(resolve => setTimeout(resolve, 5))
      return this.#wiki.jobs.size > 0
    }
    // Counted before it is tried: a job that ends the process must not do so for ever.
    await this.#wiki.database.write(tx => countAttempt(tx, next.id))
    this.#old.unshift(...(await this.#do([next])))
    return true
  }

  async #findOld(): Promise<void> {
    if (this.#looksFrom === undefined) return
    const { database } = this.#wiki
    const found = await waitingJobs(database.read, { ...this.#looksFrom, attempts: mostAttempts, limit: 100 })
    const last = found.at(-1)
    this.#looksFrom = last && { ...this.#looksFrom, after: last.id }
    this.#old.push(...found)
  }

  async #do(jobs: readonly Job[]): Promise<readonly Job[]> {
    const command = jobs[0]?.command
    if (command === undefined) return []
    const handler = this.#handlers[command]
    try {
      if (handler !== undefined) return await handler(this.#wiki, jobs)
      await this.#wiki.database.write(tx =>
        removeJobs(
          tx,
          jobs.map(job => job.id),
        ),
      )
    } catch (error) {
      this.#wiki.log.error({ err: error, command }, 'a job failed')
    }
    return []
  }
}

/** A moment for requests and for the writers in between. */
const breath = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 1))
