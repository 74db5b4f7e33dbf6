// Which changes a query means, in the order of time: those of somebody, of a page, with a tag.
import type { Viewer } from '../access/viewer.ts'
import type { ActorId, PageId, RevId } from '../ids.ts'
import { logEntries } from '../logs/log-reader-store.ts'
import type { Title } from '../pages/title.ts'
import { contributionsOf, revisionsOfAllPages } from '../revisions/contributions-store.ts'
import { revisionsOfPage } from '../revisions/revision-list-store.ts'
import type { Reader } from '../storage/database.ts'
import type { TimeKey, TimeWindow } from '../storage/key-range.ts'
import type { ChangeRef } from './retag.ts'
import type { TagFilter } from './tag-filter-store.ts'

/** At least one of actor, page and tag is given; all that are given must hold. */
export interface ChangesQuery {
  readonly kind: 'revision' | 'logentry'
  readonly actor?: ActorId | undefined
  readonly page?: { readonly id: PageId | undefined; readonly title: Title } | undefined
  readonly tag?: TagFilter | undefined
  /** 14 digits, both in it. */
  readonly since?: string | undefined
  readonly until?: string | undefined
}

/** A change, and its place in the list. */
export interface ChangeInOrder extends TimeKey {
  readonly ref: ChangeRef
}

/** The changes that the viewer may know to be what is asked for, the newest first, at most `limit`. */
export async function changesToRetag(
  db: Reader,
  viewer: Viewer,
  query: ChangesQuery,
  of: { readonly from: TimeKey | undefined; readonly limit: number },
): Promise<ChangeInOrder[]> {
  const window: TimeWindow = { direction: 'older', start: query.until, end: query.since, from: of.from }
  return query.kind === 'logentry'
    ? logEntriesOf(db, viewer, query, window, of.limit)
    : revisionsOf(db, viewer, query, window, of.limit)
}

async function logEntriesOf(
  db: Reader,
  viewer: Viewer,
  { actor, page, tag }: ChangesQuery,
  window: TimeWindow,
  limit: number,
): Promise<ChangeInOrder[]> {
  const actors = actor === undefined ? undefined : [actor]
  const entries = await logEntries(db, viewer, { actors, title: page?.title, tag }, window, limit)
  return entries.map(({ id, timestamp }) => ({ id, timestamp, ref: { logId: id } }))
}

async function revisionsOf(
  db: Reader,
  viewer: Viewer,
  { actor, page, tag }: ChangesQuery,
  window: TimeWindow,
  limit: number,
): Promise<ChangeInOrder[]> {
  if (page !== undefined) {
    if (page.id === undefined) return []
    const { start, end, from } = window
    const revisions = await revisionsOfPage(db, viewer, {
      page: page.id,
      newer: false,
      from: [
        ...(start === undefined ? [] : [{ timestamp: start }]),
        ...(from === undefined ? [] : [{ timestamp: from.timestamp, id: from.id as RevId }]),
      ],
      to: end === undefined ? [] : [{ timestamp: end }],
      by: actor === undefined ? undefined : { actor, not: false },
      tag,
      limit,
    })
    return revisions.map(({ id, timestamp }) => ({ id, timestamp, ref: { revId: id } }))
  }
  const found =
    actor === undefined
      ? await revisionsOfAllPages(db, viewer, { tag }, window, limit)
      : await contributionsOf(db, viewer, actor, { tag }, window, limit)
  return found.map(({ revision: { id, timestamp } }) => ({ id, timestamp, ref: { revId: id } }))
}
