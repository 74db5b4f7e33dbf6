// list=watchlistraw: what somebody watches.
import { makeTitle, type Title } from '../../../pages/title.ts'
import { type WatchedTitleRow, watchedTitlesInOrder } from '../../../watchlist/watchlist-reader-store.ts'
import { checkShow, either, someOf, titleFilter } from '../../list-filters.ts'
import { continueParts, defineList, prop, readInteger } from '../../listing.ts'
import { p } from '../../params.ts'
import { isoTimestamp, type Timestamp, timestampOf } from '../../timestamps.ts'
import { watchlistOwner, watchlistOwnerParams } from '../../watchlist-owner.ts'

const titleOf = (row: WatchedTitleRow): Title => makeTitle(row.wl_namespace, row.wl_title)

export const watchlistraw = defineList({
  path: 'query+watchlistraw',
  cache: 'private',
  prefix: 'wr',
  item: 'wr',
  // As MediaWiki: beside `query`, not in it.
  atTop: true,
  params: {
    continue: p.string(),
    namespace: p.namespace({ multi: true }),
    limit: p.limit({ default: 10 }),
    prop: p.oneOf(['changed'], { multi: true }),
    show: p.oneOf(['changed', '!changed'], { multi: true }),
    ...watchlistOwnerParams,
    dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
    fromtitle: p.string(),
    totitle: p.string(),
  },
  examples: {
    'action=query&list=watchlistraw': 'apihelp-query+watchlistraw-example-simple',
    'action=query&generator=watchlistraw&gwrshow=changed&prop=info': 'apihelp-query+watchlistraw-example-generator',
  },

  async find(context, params, limit): Promise<WatchedTitleRow[]> {
    const watcher = await watchlistOwner(context, params)
    const show = new Set<string>(params.show ?? [])
    checkShow(show, context.viewer)
    const from = [readContinue(params.continue), titleFilter(context, params.fromtitle)]
    const to = titleFilter(context, params.totitle)
    const filter = {
      namespaces: someOf(params.namespace),
      changed: either(show, 'changed'),
      from: from.filter(title => title !== undefined),
      to: to === undefined ? [] : [to],
      direction: params.dir,
    }
    return watchedTitlesInOrder(context.db, watcher, filter, { limit, now: timestampOf(context.now) })
  },
  continueAt: row => `${row.wl_namespace}|${row.wl_title}`,
  always: prop<WatchedTitleRow>({
    show: (row, _viewer, _need, { nameOf }) => ({ ns: row.wl_namespace, title: nameOf(titleOf(row)) }),
  }),
  props: {
    changed: prop<WatchedTitleRow>({
      show: ({ wl_notificationtimestamp: since }) =>
        since === null ? {} : { changed: isoTimestamp(since as Timestamp) },
    }),
  },
  generate: (_context, rows) => ({ titles: rows.map(titleOf) }),
})

/** `0|Main_Page`; throws `badcontinue`. */
function readContinue(text: string | undefined): Title | undefined {
  if (text === undefined) return undefined
  const [namespace, dbKey = ''] = continueParts(text, 2)
  return makeTitle(readInteger(namespace), dbKey)
}
