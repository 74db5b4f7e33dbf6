// Removing the uses of a tag that was deleted, or giving them to another one: in chunks, between which others write;
// after a crash it goes on where it was.
import type { TagId } from '../ids.ts'
import type { Job } from '../jobs/job.ts'
import { advanceJob, removeJobs } from '../jobs/job-store.ts'
import { type JobHandlers, type JobOf, singly } from '../jobs/run-jobs.ts'
import type { Transaction } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import { mergeChunk, removeChunk } from './uses-in-chunks.ts'

export const tagJobs: Pick<JobHandlers, 'removeTag' | 'mergeTag'> = {
  removeTag: singly<'removeTag'>((wiki, job) => inPart(wiki, job, tx => removeChunk(tx, job.params.tag as TagId))),
  mergeTag: singly<'mergeTag'>((wiki, job) =>
    inPart(wiki, job, tx => mergeChunk(tx, job.params.tag as TagId, job.params.into as TagId)),
  ),
}

/** Does one chunk, which says whether it was the last. */
async function inPart(
  wiki: Wiki,
  job: JobOf<'removeTag' | 'mergeTag'>,
  chunk: (tx: Transaction) => Promise<boolean>,
): Promise<readonly Job[]> {
  const goesOn = await wiki.database.write(async tx => {
    if (!(await chunk(tx))) return advanceJob(tx, job.id, job.params)
    await removeJobs(tx, [job.id])
    return false
  })
  return goesOn ? [job] : []
}
