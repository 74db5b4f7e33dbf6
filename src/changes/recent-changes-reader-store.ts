// The SQL that reads recent changes: one page of the list, by any of its filters.
import { byActor, inReadableLog, notByActor } from '../access/hidden-where-store.ts'
import { Guarded, type Hiding, type Viewer } from '../access/viewer.ts'
import type { ActorId, LogId, PageId, RcId, RevId, UserId } from '../ids.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import { guardsOf, hiddenComment, hiddenContent, hiddenUser } from '../revisions/hidden-bits.ts'
import { isVisible } from '../revisions/visible-field-store.ts'
import type { Reader } from '../storage/database.ts'
import { inOrder, inWindow, type TimeWindow } from '../storage/key-range.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { searchStretches } from '../storage/stretches.ts'
import { byTag, hasTag, patienceFor, type TagFilter, tagDrives } from '../tags/tag-filter-store.ts'
import { type Changed, type ChangeType, changeTypes, type RecentChange } from './recent-change.ts'

/** Yes, no, or both. */
export type Either = boolean | undefined

export interface RecentChangesFilter {
  readonly namespaces?: readonly number[] | undefined
  readonly title?: Title | undefined
  /** Undefined for any. */
  readonly types?: readonly ChangeType[] | undefined
  /** Undefined for anybody; empty for nobody. */
  readonly actors?: readonly ActorId[] | undefined
  /** `nobody` where the one to be left out has never done anything. */
  readonly notActor?: ActorId | 'nobody' | undefined
  readonly tag?: TagFilter | undefined
  readonly minor?: Either
  readonly bot?: Either
  /** Whether somebody without an account did it. */
  readonly anonymous?: Either
  readonly redirect?: Either
  readonly patrolled?: Either
  readonly autopatrolled?: Either
  /** Only what made the latest revision of its page. */
  readonly isTop?: boolean
  /** Only what changed the content of a page. */
  readonly changesContent?: boolean
  /** Whether `isRedirect` is wanted. */
  readonly wantsRedirect?: boolean
}

export interface RecentChangeRow {
  rc_id: RcId
  rc_timestamp: string
  rc_namespace: number
  rc_title: string
  rc_comment: string
  rc_minor: number
  rc_bot: number
  rc_new: number
  rc_cur_id: PageId | 0
  rc_this_oldid: RevId | 0
  rc_last_oldid: RevId | 0
  rc_type: number
  rc_patrolled: 0 | 1 | 2
  rc_old_len: number | null
  rc_new_len: number | null
  rc_deleted: number
  rc_logid: LogId | 0
  rc_log_type: string | null
  rc_log_action: string | null
  rc_params: string
  actor_id: ActorId
  actor_user: UserId | null
  actor_name: string
  page_is_redirect?: number | null
}
/** Of `recentchanges` and `actor`. */
export const recentChangeColumns = sql`rc_id, rc_timestamp, rc_namespace, rc_title, rc_comment, rc_minor, rc_bot, rc_new,
  rc_cur_id, rc_this_oldid, rc_last_oldid, rc_type, rc_patrolled, rc_old_len, rc_new_len, rc_deleted, rc_logid,
  rc_log_type, rc_log_action, rc_params, actor_id, actor_user, actor_name`

const key = { timestamp: sql`rc_timestamp`, id: sql`rc_id` }
const actorColumns = { actor: sql`rc_actor`, deleted: sql`rc_deleted` }
const typeNames = new Map(Object.entries(changeTypes).map(([name, id]) => [id, name as ChangeType]))
const notHidden: Hiding = { hidden: false, suppressed: false, right: 'deletedhistory' }

/** The change of a row, its secrets guarded. */
export function asRecentChange(row: RecentChangeRow): RecentChange {
  const { rc_deleted: bits } = row
  const type = typeNames.get(row.rc_type as (typeof changeTypes)[ChangeType]) ?? 'external'
  const thing =
    row.rc_logid === 0
      ? ({ kind: 'revision', id: row.rc_this_oldid } as const)
      : ({ kind: 'logging', id: row.rc_logid } as const)
  const guarded = guardsOf(thing, bits)
  const changed: Changed = {
    title: makeTitle(row.rc_namespace, row.rc_title),
    pageId: row.rc_cur_id,
    revId: row.rc_this_oldid,
    oldRevId: row.rc_last_oldid,
    log: row.rc_logid === 0 ? undefined : logOf(row, row.rc_logid),
  }
  return {
    id: row.rc_id,
    type,
    timestamp: row.rc_timestamp,
    minor: row.rc_minor !== 0,
    bot: row.rc_bot !== 0,
    isNew: row.rc_new !== 0,
    patrolled: row.rc_patrolled,
    oldLength: row.rc_old_len ?? 0,
    newLength: row.rc_new_len ?? 0,
    // The bit that hides a log entry's action hides a revision's text: that is not here.
    changed: type === 'log' ? guarded(changed, hiddenContent) : new Guarded(changed, notHidden),
    actor: guarded({ id: row.actor_id, userId: row.actor_user ?? 0, name: row.actor_name }, hiddenUser),
    comment: guarded(row.rc_comment, hiddenComment),
    isRedirect: row.page_is_redirect === undefined ? undefined : row.page_is_redirect === 1,
  }
}

function logOf(row: RecentChangeRow, id: LogId): Changed['log'] {
  return {
    id,
    type: row.rc_log_type ?? '',
    action: row.rc_log_action ?? '',
    params: row.rc_params === '' ? {} : (JSON.parse(row.rc_params) as Record<string, unknown>),
  }
}

/** Recent changes of a window, at most `limit`, of which the viewer may know that they are what is asked for. */
export async function recentChanges(
  db: Reader,
  viewer: Viewer,
  filter: RecentChangesFilter,
  window: TimeWindow,
  limit: number,
): Promise<RecentChange[]> {
  if (filter.types !== undefined && !made.some(type => filter.types?.includes(type))) return []
  const find = (within: TimeWindow, most: number, tag = filter.tag) =>
    changesWithin(db, viewer, { ...filter, tag }, within, most)
  if (filter.tag?.isRare || isDense(filter)) return find(window, limit)
  return searchStretches(db, {
    table: { name: sql`recentchanges`, key },
    window,
    limit,
    // Of one page or one author there are fewer in a stretch.
    size: filter.title === undefined && filter.actors === undefined ? undefined : 200_000,
    patience: patienceFor(filter.tag),
    find,
    ...(filter.tag === undefined
      ? {}
      : { goOn: (within: TimeWindow, most: number) => find(within, most, byTag(filter.tag)) }),
  })
}

/** Whether what is asked for is found one row after the other by an index. */
function isDense(filter: RecentChangesFilter): boolean {
  const { title, actors, types, isTop, changesContent, wantsRedirect: _, ...rest } = filter
  const isPlain = ofTypes(types) === undefined && !isTop && !changesContent
  return isPlain && (title === undefined || actors === undefined) && Object.values(rest).every(one => one === undefined)
}

async function changesWithin(
  db: Reader,
  viewer: Viewer,
  filter: RecentChangesFilter,
  window: TimeWindow,
  limit: number,
): Promise<RecentChange[]> {
  const wantsPage = filter.wantsRedirect || filter.redirect !== undefined || filter.isTop === true
  const rows = await db.all(sql<RecentChangeRow>`
    select ${recentChangeColumns} ${wantsPage ? sql`, coalesce(page_is_redirect, 0) as page_is_redirect` : sql``}
    from ${tagDrives(filter.tag)} recentchanges cross join actor
      ${wantsPage ? sql`left join page on page_namespace = rc_namespace and page_title = rc_title` : sql``}
    where actor_id = rc_actor and ${inWindow(key, window)} and ${matching(filter, viewer)}
    order by ${inOrder(key, window)} limit ${limit}`)
  return rows.map(asRecentChange)
}

const isSet = (column: Sql, wanted: Either): Sql | undefined =>
  wanted === undefined ? undefined : wanted ? sql`${column} = 1` : sql`${column} = 0`

/** The condition for what is asked for and may be known. */
export function matching(filter: RecentChangesFilter, viewer: Viewer): Sql {
  const { namespaces, title, actors, notActor, patrolled, autopatrolled, anonymous, redirect } = filter
  const readable = inReadableLog(sql`rc_log_type`, viewer)
  return sql.all([
    readable === undefined ? undefined : sql`(rc_log_type is null or ${readable})`,
    ofTypes(filter.types),
    // The plus keeps SQLite from the index of titles, which has not the order of time.
    namespaces === undefined ? undefined : sql`+rc_namespace in ${sql.in(namespaces)}`,
    title === undefined ? undefined : sql`rc_namespace = ${title.namespace} and rc_title = ${title.dbKey}`,
    namespaces === undefined && title === undefined ? undefined : knownTarget(viewer),
    actors === undefined ? undefined : byActor(actorColumns, actors, viewer),
    notActor === undefined ? undefined : notByActor(actorColumns, notActor === 'nobody' ? undefined : notActor, viewer),
    hasTag(filter.tag, 'change', sql`rc_id`),
    isSet(sql`rc_minor`, filter.minor),
    isSet(sql`rc_bot`, filter.bot),
    anonymous === undefined ? undefined : anonymous ? sql`actor_user is null` : sql`actor_user is not null`,
    redirect === undefined ? undefined : isSet(sql`coalesce(page_is_redirect, 0)`, redirect),
    patrolled === undefined ? undefined : patrolled ? sql`rc_patrolled <> 0` : sql`rc_patrolled = 0`,
    autopatrolled === undefined ? undefined : autopatrolled ? sql`rc_patrolled = 2` : sql`rc_patrolled <> 2`,
    filter.isTop ? sql`rc_this_oldid = page_latest` : undefined,
    filter.changesContent ? changesContent : undefined,
  ])
}

/** The types of changes that are ever made here; a condition that all pass is left out. */
const made = ['edit', 'new', 'log'] as const

function ofTypes(types: readonly ChangeType[] | undefined): Sql | undefined {
  if (types === undefined || made.every(type => types.includes(type))) return undefined
  return sql`rc_type in ${sql.in(types.map(type => changeTypes[type]))}`
}

/** That it is no secret what page a change is about. */
export function knownTarget(viewer: Viewer): Sql | undefined {
  const known = isVisible(sql`rc_deleted`, hiddenContent, viewer, 'log')
  return known === undefined ? undefined : sql`(rc_type <> ${changeTypes.log} or ${known})`
}

/** A revision of a move or protection has the text of its parent. */
const changesContent = sql`exists (select 1 from revision made where made.rev_id = rc_this_oldid and not exists
  (select 1 from revision parent where parent.rev_id = made.rev_parent_id and parent.rev_text_id = made.rev_text_id))`
