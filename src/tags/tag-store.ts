// The SQL of change tags: their definitions, their uses, and the kept count of uses.
import type { LogId, RcId, RevId, TagId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

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

export const tagById = (db: Reader, id: TagId): Promise<TagRow | undefined> =>
  db.get(sql<TagRow>`select ${tagColumns} from change_tag_def where ctd_id = ${id}`)

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

/** Puts a tag on a change that has not got it, with what is to be kept beside it; keeps the count. Says whether it was new. */
export async function addUse(tx: Transaction, ids: ChangeIds, tag: TagId, params?: object): Promise<boolean> {
  const { changes } = await tx.run(sql`
    insert into change_tag (ct_rc_id, ct_rev_id, ct_log_id, ct_params, ct_tag_id)
    values (${ids.rcId ?? null}, ${ids.revId ?? null}, ${ids.logId ?? null},
      ${params === undefined ? null : JSON.stringify(params)}, ${tag}) on conflict do nothing`)
  if (changes === 0) return false
  await tx.run(sql`update change_tag_def set ctd_count = ctd_count + 1 where ctd_id = ${tag}`)
  return true
}

/** The names of the tags on a change, by name. Any of its ids finds them. */
export async function tagsOfChange(db: Reader, ids: ChangeIds): Promise<string[]> {
  const rows = await db.all(sql<{ ctd_name: string }>`
    select distinct ctd_name from change_tag join change_tag_def on ctd_id = ct_tag_id where ${onChange(ids)}
    order by ctd_name`)
  return rows.map(row => row.ctd_name)
}

/** Rows of `change_tag` that are of this change: tags may have come by different ids of it. */
function onChange({ revId, rcId, logId }: ChangeIds): Sql {
  const conditions: Sql[] = []
  if (revId !== undefined) conditions.push(sql`ct_rev_id = ${revId}`)
  if (rcId !== undefined) conditions.push(sql`ct_rc_id = ${rcId}`)
  if (logId !== undefined) conditions.push(sql`ct_log_id = ${logId}`)
  return conditions.length === 0 ? sql`1 = 0` : sql`(${sql.join(conditions, sql` or `)})`
}

/** Takes a tag off a change; keeps the count. Says whether it was there. */
export async function removeUse(tx: Transaction, ids: ChangeIds, tag: TagId): Promise<boolean> {
  const { changes } = await tx.run(sql`delete from change_tag where ct_tag_id = ${tag} and ${onChange(ids)}`)
  if (changes === 0) return false
  await tx.run(sql`update change_tag_def set ctd_count = ctd_count - ${changes} where ctd_id = ${tag}`)
  return true
}

/** Defines a tag by hand, so that people may apply it; or takes that back. */
export async function setUserDefined(tx: Transaction, name: string, isDefined: boolean): Promise<void> {
  if (isDefined) {
    await tx.run(sql`
      insert into change_tag_def (ctd_name, ctd_user_defined, ctd_count) values (${name}, 1, 0)
      on conflict (ctd_name) do update set ctd_user_defined = 1`)
    return
  }
  await tx.run(sql`update change_tag_def set ctd_user_defined = 0 where ctd_name = ${name}`)
  await forgetUnused(tx, name)
}

/** Gives a tag another name, which no tag has. */
export async function renameTag(tx: Transaction, id: TagId, name: string): Promise<void> {
  await tx.run(sql`update change_tag_def set ctd_name = ${name} where ctd_id = ${id}`)
}

/** Forgets a tag that nobody defined and nothing has. */
export async function forgetUnused(tx: Transaction, name: string): Promise<void> {
  await tx.run(sql`
    delete from change_tag_def
    where ctd_name = ${name} and ctd_user_defined = 0 and ctd_count = 0 and ctd_deleting = 0`)
}

/** Marks a tag as being deleted: nobody may use it any more. */
export async function markDeleting(tx: Transaction, id: TagId): Promise<void> {
  await tx.run(sql`update change_tag_def set ctd_user_defined = 0, ctd_deleting = 1 where ctd_id = ${id}`)
}

/** Removes up to `limit` uses of a tag; says how many there were. */
export async function removeUses(tx: Transaction, id: TagId, limit: number): Promise<number> {
  const { changes } = await tx.run(sql`
    delete from change_tag where ct_id in (select ct_id from change_tag where ct_tag_id = ${id} limit ${limit})`)
  if (changes > 0) await tx.run(sql`update change_tag_def set ctd_count = ctd_count - ${changes} where ctd_id = ${id}`)
  return changes
}

/** Makes up to `limit` uses of a tag those of another one, which what has both keeps; says how many there were. */
export async function moveUses(tx: Transaction, from: TagId, to: TagId, limit: number): Promise<number> {
  const rows = await tx.all(sql<{ ct_id: number }>`
    select ct_id from change_tag where ct_tag_id = ${from} limit ${limit}`)
  if (rows.length === 0) return 0
  const ids = rows.map(row => row.ct_id)
  const { changes: double } = await tx.run(sql`
    delete from change_tag where ct_id in ${sql.in(ids)} and (
      exists (select 1 from change_tag other where other.ct_rev_id = change_tag.ct_rev_id and other.ct_tag_id = ${to})
      or exists (select 1 from change_tag other where other.ct_log_id = change_tag.ct_log_id and other.ct_tag_id = ${to})
      or exists (select 1 from change_tag other where other.ct_rc_id = change_tag.ct_rc_id and other.ct_tag_id = ${to}))`)
  await tx.run(sql`update change_tag set ct_tag_id = ${to} where ct_id in ${sql.in(ids)}`)
  await tx.run(sql`update change_tag_def set ctd_count = ctd_count - ${ids.length} where ctd_id = ${from}`)
  await tx.run(sql`update change_tag_def set ctd_count = ctd_count + ${ids.length - double} where ctd_id = ${to}`)
  return ids.length
}

/** Ends the deletion of a tag whose uses are gone. */
export async function endDeleting(tx: Transaction, id: TagId): Promise<void> {
  await tx.run(sql`delete from change_tag_def where ctd_id = ${id} and ctd_deleting = 1`)
}

/** The tags whose uses are still being removed. */
export const tagsInDeletion = (db: Reader): Promise<TagRow[]> =>
  db.all(sql<TagRow>`select ${tagColumns} from change_tag_def where ctd_deleting = 1 order by ctd_id`)
