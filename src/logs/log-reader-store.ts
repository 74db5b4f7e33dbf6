// The SQL that reads log entries: one page of the list, by any of its filters, or by their ids.
import { byActor, byLogTarget, inReadableLog } from '../access/hidden-where-store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { ActorId, LogId, PageId, RevId, UserId } from '../ids.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import { guardsOf, hiddenComment, hiddenContent, hiddenUser } from '../revisions/hidden-bits.ts'
import { isVisible } from '../revisions/visible-field-store.ts'
import type { Reader } from '../storage/database.ts'
import { inOrder, inWindow, type TimeWindow } from '../storage/key-range.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { searchStretches } from '../storage/stretches.ts'
import { byTag, hasTag, patienceFor, type TagFilter, tagDrives } from '../tags/tag-filter-store.ts'
import type { LogEntry, LoggedAction } from './log-entry.ts'

export interface LogFilter {
  /** A log; `''` is none. */
  readonly type?: string | undefined
  readonly action?: { readonly type: string; readonly action: string } | undefined
  readonly title?: Title | undefined
  /** Titles of its namespace that begin as it does. */
  readonly prefix?: Title | undefined
  readonly namespace?: number | undefined
  /** Undefined for anybody; empty for nobody. */
  readonly actors?: readonly ActorId[] | undefined
  readonly tag?: TagFilter | undefined
}

interface LogRow {
  log_id: LogId
  log_type: string
  log_action: string
  log_timestamp: string
  log_namespace: number
  log_title: string
  log_page: PageId | 0
  log_rev: RevId | 0
  log_comment: string
  log_params: string
  log_deleted: number
  actor_id: ActorId
  actor_user: UserId | null
  actor_name: string
  page_id: PageId | null
}
const logColumns = sql`log_id, log_type, log_action, log_timestamp, log_namespace, log_title, log_page, log_rev,
  log_comment, log_params, log_deleted, actor_id, actor_user, actor_name, page_id`
// `cross join` keeps SQLite to this order; PostgreSQL finds its own.
const withActorAndPage = sql`cross join actor left join page on page_namespace = log_namespace and page_title = log_title`

/** The entry of a row, its secrets guarded. */
function asLogEntry(row: LogRow): LogEntry {
  const { log_deleted: bits } = row
  const guarded = guardsOf({ kind: 'logging', id: row.log_id }, bits)
  const logged: LoggedAction = {
    title: makeTitle(row.log_namespace, row.log_title),
    logPage: row.log_page,
    pageId: row.page_id ?? 0,
    revId: row.log_rev,
    params: row.log_params === '' ? {} : (JSON.parse(row.log_params) as Record<string, unknown>),
  }
  return {
    id: row.log_id,
    type: row.log_type,
    action: row.log_action,
    timestamp: row.log_timestamp,
    hiddenBits: bits,
    logged: guarded(logged, hiddenContent),
    actor: guarded({ id: row.actor_id, userId: row.actor_user ?? 0, name: row.actor_name }, hiddenUser),
    comment: guarded(row.log_comment, hiddenComment),
  }
}

const key = { timestamp: sql`log_timestamp`, id: sql`log_id` }

/** Log entries of a window, at most `limit`, of which the viewer may know that they are what is asked for. */
export async function logEntries(
  db: Reader,
  viewer: Viewer,
  filter: LogFilter,
  window: TimeWindow,
  limit: number,
): Promise<LogEntry[]> {
  const find = (within: TimeWindow, most: number, tag = filter.tag) =>
    entriesWithin(db, viewer, { ...filter, tag }, within, most)
  if (filter.tag?.isRare || filter.prefix !== undefined || isDense(filter)) return find(window, limit)
  return searchStretches(db, {
    table: { name: sql`logging`, key },
    window,
    limit,
    // Of one page, one author or one log there are fewer in a stretch.
    size: filter.namespace === undefined && filter.tag === undefined ? 200_000 : undefined,
    patience: patienceFor(filter.tag),
    find,
    ...(filter.tag === undefined
      ? {}
      : { goOn: (within: TimeWindow, most: number) => find(within, most, byTag(filter.tag)) }),
  })
}

/** Whether what is asked for is found one row after the other by an index: at most one of these has one. */
function isDense({ type, action, title, actors, namespace, tag }: LogFilter): boolean {
  const indexed = [type, title, actors].filter(one => one !== undefined).length
  return indexed <= 1 && action === undefined && namespace === undefined && tag === undefined
}

async function entriesWithin(
  db: Reader,
  viewer: Viewer,
  filter: LogFilter,
  window: TimeWindow,
  limit: number,
): Promise<LogEntry[]> {
  const rows = await db.all(sql<LogRow>`
    select ${logColumns} from ${tagDrives(filter.tag)} logging ${withActorAndPage}
    where actor_id = log_actor and ${inWindow(key, window)} and ${matching(filter, viewer)}
    order by ${inOrder(key, window)} limit ${limit}`)
  return rows.map(asLogEntry)
}

const logTarget = { namespace: sql`log_namespace`, title: sql`log_title`, deleted: sql`log_deleted` }

function matching(filter: LogFilter, viewer: Viewer): Sql {
  const { type, action, title, prefix, namespace, actors } = filter
  const tellsTarget = [action, prefix, namespace].some(one => one !== undefined)
  return sql.all([
    inReadableLog(sql`log_type`, viewer),
    action === undefined ? undefined : sql`log_type = ${action.type} and log_action = ${action.action}`,
    type === undefined ? undefined : sql`log_type = ${type}`,
    title === undefined ? undefined : byLogTarget(logTarget, title, viewer),
    prefix === undefined ? undefined : beginsLike(prefix),
    // The plus keeps SQLite from the index of titles, which has not the order of time.
    namespace === undefined ? undefined : sql`+log_namespace = ${namespace}`,
    tellsTarget ? isVisible(sql`log_deleted`, hiddenContent, viewer, 'log') : undefined,
    actors === undefined ? undefined : byActor({ actor: sql`log_actor`, deleted: sql`log_deleted` }, actors, viewer),
    hasTag(filter.tag, 'entry', sql`log_id`),
  ])
}

/** A range of keys, which an index finds; the highest character of all ends it. */
const beginsLike = ({ namespace, dbKey }: Title): Sql =>
  sql`log_namespace = ${namespace} and log_title >= ${dbKey} and log_title < ${`${dbKey}\u{10ffff}`}`

/** The entries of these ids that are there, whoever may read them. */
export async function logEntriesByIds(db: Reader, ids: readonly LogId[]): Promise<LogEntry[]> {
  if (ids.length === 0) return []
  const rows = await db.all(sql<LogRow>`
    select ${logColumns} from logging ${withActorAndPage}
    where actor_id = log_actor and log_id in ${sql.in(ids)} order by log_id`)
  return rows.map(asLogEntry)
}
