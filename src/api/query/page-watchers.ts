// Who watches the pages of a query: the viewer, and for who may know it, how many.
import type { UserId } from '../../ids.ts'
import { titleOfPage } from '../../pages/page-store.ts'
import type { Title } from '../../pages/title.ts'
import { timesOfRevisions } from '../../revisions/revision-list-store.ts'
import {
  visitingWatchersOfTitles,
  type WatchedRow,
  watchedTitles,
  watchersOfTitles,
} from '../../watchlist/page-watchers-store.ts'
import type { ReadContext } from '../module.ts'
import { dateOf, isTimestamp, timestampOf } from '../timestamps.ts'
import { type PossiblePage, titleKey } from './page-actions.ts'

/** By `titleKey`; undefined where it was not asked for or must not be known. */
export interface PageWatchers {
  readonly own: ReadonlyMap<string, WatchedRow>
  readonly watchers: ReadonlyMap<string, number> | undefined
  readonly visiting: ReadonlyMap<string, number> | undefined
}
type Wants = ReadonlySet<string>

/** Half a year, in milliseconds: who has not looked at a page for longer does not visit it any more. As MediaWiki. */
const visitAge = 180 * 24 * 60 * 60 * 1000

/** At most one statement for each thing that is wanted, and one for the times of the latest revisions. */
export async function watchersOf(
  { db, viewer, now }: Pick<ReadContext, 'db' | 'viewer' | 'now'>,
  wants: Wants,
  pages: readonly PossiblePage[],
): Promise<PageWatchers> {
  const stamp = timestampOf(now)
  const titles = pages.map(page => page.title)
  const own =
    viewer.isRegistered && (wants.has('watched') || wants.has('notificationtimestamp'))
      ? await watchedTitles(db, viewer.userId as UserId, titles, stamp)
      : []
  const allowed = viewer.may('unwatchedpages')
  return {
    own: new Map(own.map(row => [rowKey(row), row])),
    watchers: wants.has('watchers') && allowed ? countsOf(await watchersOfTitles(db, titles, stamp)) : undefined,
    visiting:
      wants.has('visitingwatchers') && allowed
        ? countsOf(await visitingWatchersOfTitles(db, await thresholds(db, pages), stamp))
        : undefined,
  }
}

const rowKey = (row: { wl_namespace: number; wl_title: string }): string => `${row.wl_namespace}:${row.wl_title}`
const countsOf = (rows: readonly { wl_namespace: number; wl_title: string; watchers: number }[]) =>
  new Map(rows.map(row => [rowKey(row), row.watchers]))

/** Since when a watcher of each page must have seen it; of a missing page, any time will do. */
async function thresholds(
  db: ReadContext['db'],
  pages: readonly PossiblePage[],
): Promise<{ title: Title; since: string }[]> {
  const times = await timesOfRevisions(
    db,
    pages.flatMap(({ row }) => (row === undefined ? [] : [row.page_latest])),
  )
  return pages.map(({ title, row }) => {
    const latest = row === undefined ? undefined : times.get(row.page_latest)
    if (row === undefined || latest === undefined || !isTimestamp(latest)) return { title, since: '' }
    return { title: titleOfPage(row), since: timestampOf(new Date(dateOf(latest).getTime() - visitAge)) }
  })
}

/** Whether the viewer watches a page, and since when there is something new. */
export const ownRow = (watchers: PageWatchers, title: Title): WatchedRow | undefined =>
  watchers.own.get(titleKey(title))
