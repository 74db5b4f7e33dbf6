// The SQL of lists of deleted revisions of any page: in the order of titles, or by one author in the order of time.

import { byActor, notByActor } from '../access/hidden-where-store.ts'
import type { Permit } from '../access/permit.ts'
import type { ActorId } from '../ids.ts'
import { anyTitle } from '../pages/page-store.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { inOrder, inWindow, type TimeWindow } from '../storage/key-range.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { hasTag, type TagFilter, tagDrives } from '../tags/tag-filter-store.ts'
import { type ArchiveRow, archiveColumns, type DeletedPlace } from './archive-list-store.ts'
import type { DeletedRevision } from './archived-revision-store.ts'
import { asRevision } from './revision-store.ts'

/** Titles of some namespaces, as in `page_title`. */
export interface TitleRange {
  readonly namespaces: readonly number[]
  /** The lowest and the highest, both in it. */
  readonly lowest?: string | undefined
  readonly highest?: string | undefined
  readonly prefix?: string | undefined
}

export interface DeletedFilter {
  readonly namespaces?: readonly number[] | undefined
  /** Only pages whose title is in one of these. */
  readonly ranges?: readonly TitleRange[] | undefined
  readonly titles?: readonly Title[] | undefined
  readonly actors?: readonly ActorId[] | undefined
  readonly notActor?: ActorId | 'nobody' | undefined
  readonly tag?: TagFilter | undefined
}

const key = { timestamp: sql`ar_timestamp`, id: sql`ar_rev_id` }
const archiveActor = { actor: sql`ar_actor`, deleted: sql`ar_deleted` }

/** Deleted revisions in the order of time, at most `limit`; those of an author are found by their index. */
export const deletedByTime = (
  db: Reader,
  permit: Permit<'deletedhistory'>,
  filter: DeletedFilter,
  window: TimeWindow,
  limit: number,
): Promise<DeletedRevision[]> =>
  find(db, filter.tag, {
    where: sql.all([matching(filter, permit), inWindow(key, window)]),
    order: inOrder(key, window),
    limit,
  })

/** Deleted revisions in the order of titles, then of time, at most `limit`. */
export const deletedByTitle = (
  db: Reader,
  permit: Permit<'deletedhistory'>,
  filter: DeletedFilter,
  window: Omit<TimeWindow, 'from'> & { readonly from?: DeletedPlace | undefined },
  limit: number,
): Promise<DeletedRevision[]> => {
  const newer = window.direction === 'newer'
  return find(db, filter.tag, {
    where: sql.all([
      matching(filter, permit),
      inWindow(key, { ...window, from: undefined }),
      window.from === undefined ? undefined : fromPlace(window.from, newer),
    ]),
    order: newer
      ? sql`ar_namespace, ar_title, ar_timestamp, ar_rev_id`
      : sql`ar_namespace desc, ar_title desc, ar_timestamp desc, ar_rev_id desc`,
    limit,
  })
}

/** The titles of deleted pages, from one on, each once, in their order; at most `limit`. */
export async function deletedTitles(
  db: Reader,
  permit: Permit<'deletedhistory'>,
  filter: DeletedFilter,
  from: { readonly namespace: number; readonly title: string } | undefined,
  limit: number,
): Promise<Title[]> {
  const rows = await db.all(sql<{ ar_namespace: number; ar_title: string }>`
    select distinct ar_namespace, ar_title from archive
    where ${matching({ ...filter, tag: filter.tag && { ...filter.tag, isRare: false } }, permit)}
      ${from === undefined ? sql`` : sql`and (ar_namespace, ar_title) >= (${from.namespace}, ${from.title})`}
    order by ar_namespace, ar_title limit ${limit}`)
  return rows.map(row => makeTitle(row.ar_namespace, row.ar_title))
}

async function find(
  db: Reader,
  tag: TagFilter | undefined,
  of: { readonly where: Sql; readonly order: Sql; readonly limit: number },
): Promise<DeletedRevision[]> {
  const rows = await db.all(sql<ArchiveRow>`
    select ${archiveColumns} from ${tagDrives(tag)} archive cross join actor
    where actor_id = ar_actor and ${of.where} order by ${of.order} limit ${of.limit}`)
  return rows.map(row => ({ revision: asRevision(row), title: makeTitle(row.ar_namespace, row.ar_title) }))
}

function matching(filter: DeletedFilter, { performer }: Permit<'deletedhistory'>): Sql {
  const { namespaces, ranges, titles, actors, notActor, tag } = filter
  const { viewer } = performer
  return sql.all([
    namespaces === undefined ? undefined : sql`ar_namespace in ${sql.in(namespaces)}`,
    ranges === undefined ? undefined : sql`(${sql.join(ranges.map(inRange), sql` or `)})`,
    titles === undefined ? undefined : anyTitle(titles, sql`ar_namespace`, sql`ar_title`),
    actors === undefined ? undefined : byActor(archiveActor, actors, viewer),
    notActor === undefined ? undefined : notByActor(archiveActor, notActor === 'nobody' ? undefined : notActor, viewer),
    hasTag(tag, 'revision', sql`ar_rev_id`),
  ])
}

const inRange = ({ namespaces, lowest, highest, prefix }: TitleRange): Sql =>
  sql.all([
    sql`ar_namespace in ${sql.in(namespaces)}`,
    lowest === undefined ? undefined : sql`ar_title >= ${lowest}`,
    highest === undefined ? undefined : sql`ar_title <= ${highest}`,
    prefix === undefined ? undefined : sql`ar_title >= ${prefix} and ar_title < ${`${prefix}\u{10ffff}`}`,
  ])

function fromPlace({ namespace, title, timestamp, id }: DeletedPlace, newer: boolean): Sql {
  const row = sql`(ar_namespace, ar_title, ar_timestamp, ar_rev_id)`
  const place = sql`(${namespace}, ${title}, ${timestamp}, ${id})`
  return newer ? sql`${row} >= ${place}` : sql`${row} <= ${place}`
}
