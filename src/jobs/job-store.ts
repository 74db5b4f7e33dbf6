// The SQL of jobs.
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { Job, JobCommand, JobParams } from './job.ts'

interface JobRow {
  readonly job_id: number
  readonly job_cmd: string
  readonly job_params: string
  readonly job_timestamp: string
}

const asJob = (row: JobRow): Job =>
  ({
    id: row.job_id,
    command: row.job_cmd,
    params: JSON.parse(row.job_params) as unknown,
    timestamp: row.job_timestamp,
  }) as Job

const newJobs = new WeakMap<Transaction, Job[]>()

/** Leaves a job, to be done after the commit. */
export async function addJob<C extends JobCommand>(
  tx: Transaction,
  command: C,
  params: JobParams[C],
  timestamp: string,
): Promise<void> {
  const id = await tx.insert(
    sql`
      insert into job (job_cmd, job_params, job_attempts, job_timestamp)
      values (${command}, ${JSON.stringify(params)}, 0, ${timestamp})`,
    sql`job_id`,
  )
  const job = { id, command, params, timestamp } as unknown as Job
  const known = newJobs.get(tx)
  if (known === undefined) newJobs.set(tx, [job])
  else known.push(job)
}

/** The jobs that were left in this transaction. */
export const jobsLeftIn = (tx: Transaction): readonly Job[] => newJobs.get(tx) ?? []

export interface WaitingJobs {
  /** Jobs of greater ids. */
  readonly after: number
  /** Jobs of changes before this time; 14 digits. */
  readonly before: string
  /** Jobs that were tried fewer times. */
  readonly attempts: number
  readonly limit: number
}

/** The oldest of these jobs. */
export async function waitingJobs(db: Reader, { after, before, attempts, limit }: WaitingJobs): Promise<Job[]> {
  const rows = await db.all(sql<JobRow>`
    select job_id, job_cmd, job_params, job_timestamp from job
    where job_id > ${after} and job_timestamp < ${before} and job_attempts < ${attempts}
    order by job_id limit ${limit}`)
  return rows.map(asJob)
}

/** Counts one more attempt at a job. */
export async function countAttempt(tx: Transaction, id: number): Promise<void> {
  await tx.run(sql`update job set job_attempts = job_attempts + 1 where job_id = ${id}`)
}

/** Remembers how far a job has come, so that what was done is not tried again; says whether the job is still there. */
export async function advanceJob(tx: Transaction, id: number, params: JobParams[JobCommand]): Promise<boolean> {
  const { changes } = await tx.run(sql`
    update job set job_params = ${JSON.stringify(params)}, job_attempts = 0 where job_id = ${id}`)
  return changes === 1
}

/** Leaves a job in the place of those whose parameters begin with `same`: what they were to do is done by this one. */
export async function replaceJob<C extends JobCommand>(
  tx: Transaction,
  command: C,
  same: Readonly<Record<string, unknown>>,
  params: JobParams[C],
  timestamp: string,
): Promise<void> {
  const beginning = JSON.stringify(same).slice(0, -1)
  await tx.run(sql`
    delete from job where job_cmd = ${command} and substr(job_params, 1, length(${beginning})) = ${beginning}`)
  await addJob(tx, command, params, timestamp)
}

/** Jobs whose rows one statement removes. */
const removedAtOnce = 500

export async function removeJobs(tx: Transaction, ids: readonly number[]): Promise<void> {
  for (let from = 0; from < ids.length; from += removedAtOnce) {
    await tx.run(sql`delete from job where job_id in ${sql.in(ids.slice(from, from + removedAtOnce))}`)
  }
}
