// The SQL of what the log of uploads tells of contents: the hash of one that is hidden is taken out of it, and put back.
import type { LogParams } from '../logs/log-params.ts'
import type { Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

type KeptUpload = LogParams['upload/upload']

/** The parameters with the hash of this content withheld or shown; undefined where they are of another or so already. */
function withHash(params: KeptUpload, sha1: string, isHidden: boolean): KeptUpload | undefined {
  const { kept_sha1: kept, ...shown } = params
  if (isHidden) return shown.img_sha1 === sha1 ? { ...shown, img_sha1: '', kept_sha1: sha1 } : undefined
  return kept === sha1 ? { ...shown, img_sha1: sha1 } : undefined
}

/** Withholds or shows the hash of a version, in the log and in recent changes. Its entry has the time of the version. */
export async function hideLoggedHash(
  tx: Transaction,
  { timestamp, sha1 }: { readonly timestamp: string; readonly sha1: string },
  isHidden: boolean,
): Promise<void> {
  const rows = await tx.all(sql<{ log_id: number; log_params: string }>`
    select log_id, log_params from logging where log_type = 'upload' and log_timestamp = ${timestamp}`)
  for (const row of rows) {
    const params = withHash(JSON.parse(row.log_params) as KeptUpload, sha1, isHidden)
    if (params === undefined) continue
    const text = JSON.stringify(params)
    await tx.run(sql`update logging set log_params = ${text} where log_id = ${row.log_id}`)
    await tx.run(sql`update recentchanges set rc_params = ${text} where rc_logid = ${row.log_id}`)
  }
}
