// The SQL of change tags: their definitions, their uses, and the kept count of uses.
import type { LogId, RcId, RevId, TagId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface TagRow {
  readonly ctd_id: TagId
  readonly ctd_name: string
  /** 1: defined by hand, and active. */
  readonly ctd_user_defined: number
  readonly ctd_count: number
  /** 1 while its uses are being removed. */
  readonly ctd_deleting: number
}
const tagColumns = sql`ctd_id, ctd_name, ctd_user_defined, ctd_count, ctd_deleting`

export const tagsByNames = (db: Reader, names: readonly string[]): Promise<TagRow[]> =>
  names.length === 0
    ? Promise.resolve([])
    : db.all(sql<TagRow>`select ${tagColumns} from change_tag_def where ctd_name in ${sql.in(names)} order by ctd_name`)

export async function tagByName(db: Reader, name: string): Promise<TagRow | undefined> {
  return (await tagsByNames(db, [name]))[0]
}

/** All tags that were ever used or defined, by name. */
export const allTags = (db: Reader): Promise<TagRow[]> =>
  db.all(sql<TagRow>`select ${tagColumns} from change_tag_def order by ctd_name`)

/** The id of a tag, defined (as not made by hand) if need be. */
export async function acquireTag(tx: Transaction, name: string): Promise<TagId> {
  const found = await tagByName(tx, name)
  if (found !== undefined) return found.ctd_id
  const row = await tx.get(sql<{ ctd_id: TagId }>`
    insert into change_tag_def (ctd_name, ctd_user_defined, ctd_count) values (${name}, 0, 0)
    on conflict (ctd_name) do update set ctd_name = excluded.ctd_name returning ctd_id`)
  if (row === undefined) throw new Error('a tag was not defined')
  return row.ctd_id
}

/** The three ids of one change; tags stand on all that it has. */
export interface ChangeIds {
  readonly revId?: RevId | undefined
  readonly rcId?: RcId | undefined
  readonly logId?: LogId | undefined
}

/** Puts a tag on a change that has not got it; keeps the count. Says whether it was new. */
export async function addUse(tx: Transaction, ids: ChangeIds, tag: TagId): Promise<boolean> {
  const { changes } = await tx.run(sql`
    insert into change_tag (ct_rc_id, ct_rev_id, ct_log_id, ct_tag_id)
    values (${ids.rcId ?? null}, ${ids.revId ?? null}, ${ids.logId ?? null}, ${tag}) on conflict do nothing`)
  if (changes === 0) return false
  await tx.run(sql`update change_tag_def set ctd_count = ctd_count + 1 where ctd_id = ${tag}`)
  return true
}
