// The SQL of contributions: the revisions that somebody, or several people, made.
import { byActor, notByActor } from '../access/hidden-where-store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { ActorId } from '../ids.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import type { Reader } from '../storage/database.ts'
import { inOrder, inWindow, type TimeKey, type TimeWindow } from '../storage/key-range.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { searchStretches } from '../storage/stretches.ts'
import { byTag, hasTag, patienceFor, type TagFilter, tagDrives } from '../tags/tag-filter-store.ts'
import type { Revision } from './revision.ts'
import { asRevision, type RevisionRow, revisionColumns } from './revision-store.ts'

/** A revision, with what a list of contributions says of its page. */
export interface Contribution {
  readonly revision: Revision
  readonly title: Title
  readonly isTop: boolean
  /** 0 not, 1 by hand, 2 by itself; undefined where nobody asked, or recent changes do not know it any more. */
  readonly patrolled: 0 | 1 | 2 | undefined
  /** Who made it: known to who may see the list at all. */
  readonly by: { readonly id: ActorId; readonly name: string }
}

export interface ContributionsFilter {
  readonly namespaces?: readonly number[] | undefined
  readonly tag?: TagFilter | undefined
  readonly minor?: boolean | undefined
  /** Whether it is the latest revision of its page. */
  readonly top?: boolean | undefined
  /** Whether it is the first revision of its page. */
  readonly isNew?: boolean | undefined
  readonly patrolled?: boolean | undefined
  readonly autopatrolled?: boolean | undefined
  /** Whether `patrolled` is wanted. */
  readonly wantsPatrolled?: boolean
}

/** By whom: one after the other, in the order of their ids or names, each with the newest (or oldest) first. */
export interface Contributors {
  readonly order: 'id' | 'name'
  /** Those of these ids. */
  readonly ids?: readonly ActorId[]
  /** Those whose name begins so. */
  readonly prefix?: string
}

interface ContributionRow extends RevisionRow {
  page_namespace: number
  page_title: string
  page_latest: number
  rc_patrolled?: 0 | 1 | 2 | null
}

const key = { timestamp: sql`rev_timestamp`, id: sql`rev_id` }

/** The contributions of one actor in a window, at most `limit`; none that the viewer may not know to be theirs. */
export const contributionsOf = (
  db: Reader,
  viewer: Viewer,
  actor: ActorId,
  filter: ContributionsFilter,
  window: TimeWindow,
  limit: number,
): Promise<Contribution[]> =>
  // Of one author there are fewer in a stretch.
  search(db, filter, window, { limit, size: 200_000 }, (within, most, tag) =>
    find(
      db,
      { ...filter, tag },
      {
        // The revision comes first: its index has the order of the list.
        from: sql`revision cross join actor`,
        where: sql`${byActor(revisionActor, [actor], viewer)} and ${inWindow(key, within)}`,
        order: inOrder(key, within),
        limit: most,
      },
    ),
  )

/** The revisions of all pages in a window, at most `limit`; by anybody but `notActor`, if that is given. */
export const revisionsOfAllPages = (
  db: Reader,
  viewer: Viewer,
  of: ContributionsFilter & { readonly notActor?: ActorId | 'nobody' | undefined },
  window: TimeWindow,
  limit: number,
): Promise<Contribution[]> => {
  const { notActor, ...filter } = of
  const except = notActor === undefined ? undefined : notByActor(revisionActor, known(notActor), viewer)
  return search(db, filter, window, { limit, size: undefined }, (within, most, tag) =>
    find(
      db,
      { ...filter, tag },
      {
        from: sql`revision cross join actor`,
        where: sql.all([except, inWindow(key, within)]),
        order: inOrder(key, within),
        limit: most,
      },
    ),
  )
}
const known = (actor: ActorId | 'nobody'): ActorId | undefined => (actor === 'nobody' ? undefined : actor)

const revisionActor = { actor: sql`rev_actor`, deleted: sql`rev_deleted` }

/** Where a list of the contributions of several goes on: with a revision of this actor. */
export interface ContributorKey extends TimeKey {
  readonly actor: { readonly id: ActorId; readonly name: string }
}

/** The contributions of several, at most `limit`. */
export async function contributionsOfMany(
  db: Reader,
  viewer: Viewer,
  whose: Contributors,
  filter: ContributionsFilter,
  { from, ...window }: Omit<TimeWindow, 'from'> & { readonly from?: ContributorKey | undefined },
  limit: number,
): Promise<Contribution[]> {
  const visible = byActor(revisionActor, undefined, viewer)
  const list = (within: TimeWindow, whom: Sql | undefined, most: number): Promise<Contribution[]> =>
    find(db, filter, {
      from: filter.tag?.isRare ? sql`revision cross join actor` : sql`actor cross join revision`,
      where: sql.all([ofContributors(whose), whom, visible, inWindow(key, within)]),
      order: sql`${orderOf(whose, window.direction)}, ${inOrder(key, window)}`,
      limit: most,
    })
  if (from === undefined) return list(window, undefined, limit)
  // The rest of the one where the last page ended, found by its own index; then all others.
  const same = whose.order === 'id' ? sql`actor_id = ${from.actor.id}` : sql`actor_name = ${from.actor.name}`
  const rest = await list({ ...window, from }, same, limit)
  if (rest.length === limit) return rest
  return [...rest, ...(await list(window, isBeyond(whose, from, window.direction), limit - rest.length))]
}

function ofContributors({ ids, prefix }: Contributors): Sql {
  return sql.all([
    ids === undefined ? undefined : sql`actor_id in ${sql.in(ids)}`,
    prefix === undefined ? undefined : sql`actor_name >= ${prefix} and actor_name < ${`${prefix}\u{10ffff}`}`,
  ])
}

function orderOf({ order }: Contributors, direction: TimeWindow['direction']): Sql {
  const column = order === 'id' ? sql`actor_id` : sql`actor_name`
  return direction === 'newer' ? column : sql`${column} desc`
}

function isBeyond({ order }: Contributors, { actor }: ContributorKey, direction: TimeWindow['direction']): Sql {
  if (order === 'id') return direction === 'newer' ? sql`actor_id > ${actor.id}` : sql`actor_id < ${actor.id}`
  return direction === 'newer' ? sql`actor_name > ${actor.name}` : sql`actor_name < ${actor.name}`
}

/** Finds what passes the filters at once where all does, or where a rare tag leads; else stretch by stretch. */
function search(
  db: Reader,
  { tag, wantsPatrolled: _, ...filter }: ContributionsFilter,
  window: TimeWindow,
  { limit, size }: { readonly limit: number; readonly size: number | undefined },
  within: (window: TimeWindow, limit: number, tag: TagFilter | undefined) => Promise<Contribution[]>,
): Promise<Contribution[]> {
  const isDense = tag === undefined && Object.values(filter).every(one => one === undefined)
  if (isDense || tag?.isRare) return within(window, limit, tag)
  return searchStretches(db, {
    table: { name: sql`revision`, key },
    window,
    limit,
    size,
    patience: patienceFor(tag),
    find: (stretch, most) => within(stretch, most, tag),
    ...(tag === undefined ? {} : { goOn: (rest: TimeWindow, most: number) => within(rest, most, byTag(tag)) }),
  })
}

async function find(
  db: Reader,
  filter: ContributionsFilter,
  of: { readonly from: Sql; readonly where: Sql; readonly order: Sql; readonly limit: number },
): Promise<Contribution[]> {
  const { patrolled, autopatrolled } = filter
  const wantsChange = filter.wantsPatrolled || patrolled !== undefined || autopatrolled !== undefined
  const rows = await db.all(sql<ContributionRow>`
    select ${revisionColumns}, page_namespace, page_title, page_latest ${wantsChange ? sql`, rc_patrolled` : sql``}
    from ${tagDrives(filter.tag)} ${of.from} cross join page
      ${wantsChange ? sql`left join recentchanges on rc_this_oldid = rev_id and rc_this_oldid <> 0` : sql``}
    where actor_id = rev_actor and page_id = rev_page and ${of.where} and ${matching(filter)}
    order by ${of.order} limit ${of.limit}`)
  return rows.map(row => ({
    revision: asRevision(row),
    title: makeTitle(row.page_namespace, row.page_title),
    isTop: row.page_latest === row.rev_id,
    patrolled: row.rc_patrolled ?? undefined,
    by: { id: row.actor_id, name: row.actor_name },
  }))
}

function matching({ namespaces, tag, minor, top, isNew, patrolled, autopatrolled }: ContributionsFilter): Sql {
  return sql.all([
    // The plus keeps SQLite from beginning with the pages of a namespace.
    namespaces === undefined ? undefined : sql`+page_namespace in ${sql.in(namespaces)}`,
    hasTag(tag, 'revision', sql`rev_id`),
    minor === undefined ? undefined : minor ? sql`rev_minor_edit = 1` : sql`rev_minor_edit = 0`,
    top === undefined ? undefined : top ? sql`rev_id = page_latest` : sql`rev_id <> page_latest`,
    isNew === undefined ? undefined : isNew ? sql`rev_parent_id = 0` : sql`rev_parent_id <> 0`,
    patrolled === undefined ? undefined : patrolled ? sql`rc_patrolled <> 0` : sql`rc_patrolled = 0`,
    autopatrolled === undefined ? undefined : autopatrolled ? sql`rc_patrolled = 2` : sql`rc_patrolled <> 2`,
  ])
}
