// action=setnotificationtimestamp: says which changes to watched pages who asks has seen.
import { Failure, fail, problem } from '../../errors.ts'
import type { RevId, UserId } from '../../ids.ts'
import type { Title } from '../../pages/title.ts'
import { revisionsOfPage } from '../../revisions/revision-list-store.ts'
import { revisionById } from '../../revisions/revision-store.ts'
import { watchedTitles } from '../../watchlist/page-watchers-store.ts'
import { setAllNotificationTimestamps, setNotificationTimestamps } from '../../watchlist/watch-store.ts'
import { watcherOf } from '../../watchlist/who-watches.ts'
import { defineModule, type WriteContext } from '../module.ts'
import type { PageSet } from '../page-set.ts'
import { goodPages, missingPages, notPages } from '../page-set-items.ts'
import { type ParamsOf, p } from '../params.ts'
import { type PageSetParams, pageSetParams, pagesOfAction, readPageSet } from '../query/query.ts'
import { list, type Tree, type Value } from '../result.ts'
import { isoTimestamp, type Timestamp, timestampOf } from '../timestamps.ts'

const params = {
  entirewatchlist: p.boolean(),
  timestamp: p.timestamp(),
  torevid: p.id<RevId>()(),
  newerthanrevid: p.id<RevId>()(),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>

export const setnotificationtimestamp = defineModule({
  path: 'setnotificationtimestamp',
  mode: 'write',
  params,
  readsLast: pageSetParams,
  atMostOne: [['timestamp', 'torevid', 'newerthanrevid']],
  examples: {
    'action=setnotificationtimestamp&entirewatchlist=&token=123ABC': 'apihelp-setnotificationtimestamp-example-all',
    'action=setnotificationtimestamp&titles=Main%20Page&token=123ABC': 'apihelp-setnotificationtimestamp-example-page',
    'action=setnotificationtimestamp&titles=Main%20Page&timestamp=2012-01-01T00:00:00Z&token=123ABC':
      'apihelp-setnotificationtimestamp-example-pagetimestamp',
    'action=setnotificationtimestamp&generator=allpages&gapnamespace=2&token=123ABC':
      'apihelp-setnotificationtimestamp-example-allpages',
  },

  async run(context, given): Promise<Value> {
    const user = watcherOf(context.viewer)
    context.performer.permit('editmywatchlist', { evenIfBlocked: true })
    const pageSet = await readPageSet(context)
    if (given.entirewatchlist) refuseTwoSources(pageSet)
    const { pages, finish } = await pagesOfAction(context, { ...given, ...pageSet })
    const timestamp = await timestampFor(context, given, pages)
    const answer = given.entirewatchlist
      ? await markAll(context, user, timestamp)
      : await markPages(context, user, pages, timestamp)
    finish()
    return answer
  },
})

function refuseTwoSources(given: PageSetParams): void {
  const source = (['generator', 'titles', 'pageids', 'revids'] as const).find(name => given[name] !== undefined)
  if (source === undefined) return
  const mixed = problem('apierror-invalidparammix-cannotusewith', ['entirewatchlist', source])
  throw new Failure([{ ...mixed, code: 'multisource' }])
}

/** What is unseen from then on; null for nothing. */
async function timestampFor({ db, viewer }: WriteContext, given: Params, pages: PageSet): Promise<Timestamp | null> {
  const { timestamp, torevid, newerthanrevid, entirewatchlist } = given
  if (timestamp !== undefined) return timestamp
  const name = torevid === undefined ? 'newerthanrevid' : 'torevid'
  const id = torevid ?? newerthanrevid
  if (id === undefined) return null
  if (entirewatchlist || pages.good.length > 1) throw fail('apierror-multpages', [name])
  const [page] = pages.good
  const revision = page === undefined ? undefined : await revisionById(db, id)
  // As MediaWiki: the revision may be one of another page.
  if (revision === undefined) return null
  if (name === 'torevid') return revision.timestamp as Timestamp
  const [, next] = await revisionsOfPage(db, viewer, {
    page: revision.page,
    newer: true,
    from: [{ timestamp: revision.timestamp, id: revision.id }],
    to: [],
    limit: 2,
  })
  return (next?.timestamp as Timestamp | undefined) ?? null
}

const show = (timestamp: string | null): Tree => ({
  notificationtimestamp: timestamp === null ? '' : isoTimestamp(timestamp as Timestamp),
})

async function markAll({ transact }: WriteContext, user: UserId, timestamp: Timestamp | null): Promise<Value> {
  await transact(tx => setAllNotificationTimestamps(tx, user, timestamp))
  return show(timestamp)
}

async function markPages(
  { transact, wiki, now }: WriteContext,
  user: UserId,
  pages: PageSet,
  timestamp: Timestamp | null,
): Promise<Value> {
  const good = goodPages(pages)
  const missing = missingPages(pages)
  const titles = [...good, ...missing].map(one => one.title)
  const watched = await transact(async tx => {
    await setNotificationTimestamps(tx, user, titles, timestamp)
    return watchedTitles(tx, user, titles, timestampOf(now))
  })
  const found = new Map(watched.map(row => [`${row.wl_namespace}:${row.wl_title}`, row.wl_notificationtimestamp]))
  const showTitle = (title: Title): Tree => {
    const since = found.get(`${title.namespace}:${title.dbKey}`)
    return since === undefined ? { notwatched: true } : show(since)
  }
  const head = ({ title }: { title: Title }): Tree => ({ ns: title.namespace, title: wiki.nameOf(title) })
  return list('page', [
    ...notPages(pages, { special: false, interwiki: false }).map(one =>
      'missing' in one ? { ...one, notwatched: true } : one,
    ),
    ...good.map(one => ({ ...head(one), ...showTitle(one.title) })),
    ...missing.map(one => ({ ...head(one), missing: true, ...showTitle(one.title) })),
  ])
}
