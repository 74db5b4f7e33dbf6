// The SQL of work on tags that goes on in the background.
import type { TagId } from '../ids.ts'
import type { JobParams } from '../jobs/job.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** A tag whose uses are being removed, or become those of another. */
export interface TagWork {
  readonly tag: string
  /** Undefined for one that is being deleted. */
  readonly into: string | undefined
  /** How many it had. */
  readonly uses: number
  /** How many it still has. */
  readonly left: number
}

/** All such work, in the order in which it was asked for. */
export async function workOnTags(db: Reader): Promise<TagWork[]> {
  const jobs = await db.all(sql<{ job_params: string }>`
    select job_params from job where job_cmd in ('removeTag', 'mergeTag') order by job_id`)
  const params = jobs.map(job => JSON.parse(job.job_params) as JobParams['removeTag'] & Partial<JobParams['mergeTag']>)
  if (params.length === 0) return []
  const ids = params.flatMap(one => [one.tag, ...(one.into === undefined ? [] : [one.into])])
  const rows = await db.all(sql<{ ctd_id: TagId; ctd_name: string; ctd_count: number }>`
    select ctd_id, ctd_name, ctd_count from change_tag_def where ctd_id in ${sql.in(ids)}`)
  const tags = new Map<number, (typeof rows)[number]>(rows.map(row => [row.ctd_id, row]))
  return params.flatMap(({ tag, into, uses }) => {
    const row = tags.get(tag)
    const target = into === undefined ? undefined : tags.get(into)?.ctd_name
    return row === undefined ? [] : [{ tag: row.ctd_name, into: target, uses, left: row.ctd_count }]
  })
}
