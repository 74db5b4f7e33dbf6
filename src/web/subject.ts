// The page that a visit is about, with what its tabs must know: whether it is there, who may do what, who watches it.
import type { PageState } from '../access/page-permissions.ts'
import type { Performer } from '../access/permit.ts'
import type { Right } from '../access/rights.ts'
import { timestampOf } from '../api/timestamps.ts'
import { stateFor } from '../pages/page-state.ts'
import { type PageRow, pagesByTitles } from '../pages/page-store.ts'
import { makeTitle, parseTitle, sameTitle, subjectOf, type Title, talkOf } from '../pages/title.ts'
import { watchedTitles } from '../watchlist/page-watchers-store.ts'
import type { Visit } from './visit.ts'

export interface Subject {
  readonly title: Title
  /** Undefined where there is none of this title. */
  readonly page: PageRow | undefined
  readonly state: PageState
  readonly performer: Performer
  /** The page that is discussed, and the one where it is; the same title twice where there is no discussion. */
  readonly pair: readonly { readonly title: Title; readonly exists: boolean }[]
  readonly isWatched: boolean
  /** Whether the viewer watches it and has not seen its latest changes. */
  readonly isNews: boolean
  /** Whether the performer may do this to the page now. */
  may(right: Right): boolean
}

/** Looks a page up; four statements, whatever the page. */
export async function loadSubject(visit: Visit, title: Title): Promise<Subject> {
  const { db, viewer } = visit
  const now = timestampOf(visit.now)
  const talk = talkOf(title)
  const subject = subjectOf(title)
  const pair = [
    makeTitle(subject.namespace, subject.dbKey),
    ...(talk === undefined ? [] : [makeTitle(talk.namespace, talk.dbKey)]),
  ]
  const rows = await pagesByTitles(db, pair)
  const rowOf = (one: Title): PageRow | undefined =>
    rows.find(row => row.page_namespace === one.namespace && row.page_title === one.dbKey)
  const page = rowOf(title)
  const [state, performer, watched] = await Promise.all([
    stateFor(visit.wiki, viewer, { title, page, now }),
    visit.performer(),
    viewer.userId === 0 ? [] : watchedTitles(db, viewer.userId, [title], now),
  ])
  return {
    title,
    page,
    state,
    performer,
    pair: pair.map(one => ({ title: one, exists: rowOf(one) !== undefined })),
    isWatched: watched.length > 0,
    isNews: watched.some(row => row.wl_notificationtimestamp !== null),
    may: right => performer.problemsOn(right, state).length === 0,
  }
}

/** Whether a title is the wiki's first page. */
export function isMainPage(visit: Visit, title: Title): boolean {
  const { wiki } = visit
  return sameTitle(title, mainPageOf(wiki))
}

/** The wiki's first page. */
export function mainPageOf({ config, titles }: Visit['wiki']): Title {
  const parsed = parseTitle(config.mainPage, titles)
  return parsed.ok ? parsed.title : makeTitle(0, 'Main_Page')
}
