// The SQL of the list of titles that are protected against creation.
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { ProtectedTitleRow } from './page-store.ts'

export interface ProtectedTitlesQuery {
  readonly newer: boolean
  /** Where the list begins and ends, in its direction; 14 digits. */
  readonly start: string | undefined
  readonly end: string | undefined
  readonly namespaces: readonly number[] | undefined
  readonly levels: readonly string[] | undefined
  /** The first row. */
  readonly from: { readonly timestamp: string; readonly namespace: number; readonly title: string } | undefined
  /** 14 digits: protections that have run out by then are left out. */
  readonly now: string
  readonly limit: number
}

/** Titles in the order of when they were protected. */
export function protectedTitlesInOrder(db: Reader, query: ProtectedTitlesQuery): Promise<ProtectedTitleRow[]> {
  const { newer, start, end, namespaces, levels, from, now, limit } = query
  const [first, last] = newer ? [start, end] : [end, start]
  const order = newer
    ? sql`pt_timestamp, pt_namespace, pt_title`
    : sql`pt_timestamp desc, pt_namespace desc, pt_title desc`
  const at = from && sql`(${from.timestamp}, ${from.namespace}, ${from.title})`
  const where = sql.all([
    sql`pt_expiry > ${now}`,
    first === undefined ? undefined : sql`pt_timestamp >= ${first}`,
    last === undefined ? undefined : sql`pt_timestamp <= ${last}`,
    namespaces === undefined ? undefined : sql`pt_namespace in ${sql.in(namespaces)}`,
    levels === undefined ? undefined : sql`pt_create_perm in ${sql.in(levels)}`,
    at &&
      (newer
        ? sql`(pt_timestamp, pt_namespace, pt_title) >= ${at}`
        : sql`(pt_timestamp, pt_namespace, pt_title) <= ${at}`),
  ])
  return db.all(sql<ProtectedTitleRow>`
    select pt_namespace, pt_title, actor_name as pt_by, actor_user as pt_by_user, pt_reason, pt_timestamp, pt_expiry,
      pt_create_perm
    from protected_titles left join actor on actor_id = pt_actor where ${where} order by ${order} limit ${limit}`)
}
