// The SQL of all links of the wiki: what is linked to, included and shown, whether it exists or not.
import type { PageId } from '../ids.ts'
import { inTitleRange, type TitleRange } from '../pages/title-range-store.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

/** A link, or with `unique` only what it leads to. */
export interface AnyLinkRow {
  /** The number of the title; 0 for files. */
  readonly target: number
  readonly namespace: number
  readonly title: string
  readonly from?: PageId
}

export interface AllLinks {
  readonly namespace: number
  readonly range: TitleRange
  /** Each title once. */
  readonly unique: boolean
  readonly limit: number
}

/** Where a page of links to numbered titles begins; with `unique`, the title itself. */
export type TargetPlace = { readonly target: number; readonly from: number } | { readonly title: string }

/** As MediaWiki 1.43: in the order in which the titles were first linked to, in whatever direction one asks. */
function numbered(
  db: Reader,
  table: { readonly name: Sql; readonly target: Sql; readonly from: Sql },
  { namespace, range, unique, limit }: AllLinks,
  at: TargetPlace | undefined,
): Promise<AnyLinkRow[]> {
  const inRange = sql`lt_namespace = ${namespace} and ${inTitleRange(sql`lt_title`, range)}`
  // A narrow stretch of titles is found by the titles, all of a namespace by their numbers.
  const targets =
    (range.prefix ?? '') === '' && (range.from === undefined || range.to === undefined)
      ? sql`linktarget`
      : sql`(select lt_id, lt_namespace, lt_title from linktarget where ${inRange}) as linktarget`
  if (unique) {
    const start =
      at !== undefined && 'title' in at
        ? sql`and lt_id >= (select lt_id from linktarget as first where first.lt_namespace = ${namespace}
            and first.lt_title = ${at.title})`
        : sql``
    return db.all(sql<AnyLinkRow>`
      select lt_id as target, lt_namespace as namespace, lt_title as title from ${targets}
      where ${inRange} and exists (select 1 from ${table.name} where ${table.target} = lt_id) ${start}
      order by lt_id limit ${limit}`)
  }
  const start =
    at !== undefined && 'target' in at
      ? sql`and (${table.target}, ${table.from}) >= (${at.target}, ${at.from}) and lt_id >= ${at.target}`
      : sql``
  return db.all(sql<AnyLinkRow>`
    select lt_id as target, lt_namespace as namespace, lt_title as title, ${table.from} as "from"
    from ${targets} join ${table.name} on ${table.target} = lt_id
    where ${inRange} ${start} order by lt_id, ${table.from} limit ${limit}`)
}

const pageLinks = { name: sql`pagelinks`, target: sql`pl_target_id`, from: sql`pl_from` }
const templateLinks = { name: sql`templatelinks`, target: sql`tl_target_id`, from: sql`tl_from` }

export const allPageLinks = (db: Reader, of: AllLinks, at: TargetPlace | undefined): Promise<AnyLinkRow[]> =>
  numbered(db, pageLinks, of, at)

export const allInclusions = (db: Reader, of: AllLinks, at: TargetPlace | undefined): Promise<AnyLinkRow[]> =>
  numbered(db, templateLinks, of, at)

/** Uses of files, in the order of these. */
export function allFileUses(
  db: Reader,
  { range, unique, limit }: Omit<AllLinks, 'namespace'>,
  at: { readonly title: string; readonly from?: number } | undefined,
): Promise<AnyLinkRow[]> {
  const { ascending } = range
  const from = at?.from ?? 0
  const start =
    at &&
    (unique
      ? ascending
        ? sql`il_to >= ${at.title}`
        : sql`il_to <= ${at.title}`
      : ascending
        ? sql`(il_to, il_from) >= (${at.title}, ${from})`
        : sql`(il_to, il_from) <= (${at.title}, ${from})`)
  const where = sql.all([inTitleRange(sql`il_to`, range), start])
  if (unique) {
    return db.all(sql<AnyLinkRow>`
      select distinct 0 as target, 6 as namespace, il_to as title from imagelinks where ${where}
      order by ${ascending ? sql`il_to` : sql`il_to desc`} limit ${limit}`)
  }
  return db.all(sql<AnyLinkRow>`
    select 0 as target, 6 as namespace, il_to as title, il_from as "from" from imagelinks where ${where}
    order by ${ascending ? sql`il_to, il_from` : sql`il_to desc, il_from desc`} limit ${limit}`)
}
