// Conditions that hold out of a list what its reader may not know of: a filter on a hidden field would tell what is in it.
import type { ActorId } from '../ids.ts'
import { unreadableLogTypes } from '../logs/log-types.ts'
import type { Title } from '../pages/title.ts'
import { hiddenContent, hiddenUser } from '../revisions/hidden-bits.ts'
import { isVisible } from '../revisions/visible-field-store.ts'
import { type Sql, sql } from '../storage/sql.ts'
import type { Viewer } from './viewer.ts'

/** The columns that say who did a row's change, and what of the row is hidden. */
export interface ActorColumns {
  readonly actor: Sql
  readonly deleted: Sql
}

/** That one of these (or anybody) did it, as far as the viewer may know who did. */
export const byActor = (
  { actor, deleted }: ActorColumns,
  actors: readonly ActorId[] | undefined,
  viewer: Viewer,
): Sql => sql.all([isOneOf(actor, actors), isVisible(deleted, hiddenUser, viewer)])

function isOneOf(actor: Sql, actors: readonly ActorId[] | undefined): Sql | undefined {
  if (actors === undefined) return undefined
  const [only, ...more] = actors
  return only !== undefined && more.length === 0 ? sql`${actor} = ${only}` : sql`${actor} in ${sql.in(actors)}`
}

/** That somebody else did it. As MediaWiki: rows whose user is hidden are out too, else they would show by their absence. */
export const notByActor = ({ actor, deleted }: ActorColumns, out: ActorId | undefined, viewer: Viewer): Sql =>
  sql.all([out === undefined ? undefined : sql`${actor} <> ${out}`, isVisible(deleted, hiddenUser, viewer)])

/** The columns of what a log entry is about, and what of the entry is hidden. */
export interface TargetColumns {
  readonly namespace: Sql
  readonly title: Sql
  readonly deleted: Sql
}

/** That a log entry is about this page, as far as the viewer may know what it is about. */
export const byLogTarget = ({ namespace, title, deleted }: TargetColumns, target: Title, viewer: Viewer): Sql =>
  sql.all([
    sql`${namespace} = ${target.namespace} and ${title} = ${target.dbKey}`,
    isVisible(deleted, hiddenContent, viewer, 'log'),
  ])

/** That an entry's log is none that the viewer may not read; undefined for who may read all. */
export function inReadableLog(type: Sql, viewer: Viewer): Sql | undefined {
  const withheld = unreadableLogTypes(viewer)
  return withheld.length === 0 ? undefined : sql`${type} not in ${sql.in(withheld)}`
}
