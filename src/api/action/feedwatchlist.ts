// action=feedwatchlist: what changed lately of what somebody watches, as a feed.
import { Viewer, valueFor } from '../../access/viewer.ts'
import { type ChangeType, changeTypes } from '../../changes/recent-change.ts'
import { Failure } from '../../errors.ts'
import type { FeedItem } from '../../feeds/feed.ts'
import { escapeHtml } from '../../language/message-text.ts'
import { pageUrl } from '../../pages/page-address.ts'
import { makeTitle } from '../../pages/title.ts'
import { watchedChanges } from '../../watchlist/watchlist-reader-store.ts'
import { changeItems, feedAnswer, feedFormat, mostItems } from '../feed-answer.ts'
import { checkShow, either, notActorOf, someOf } from '../list-filters.ts'
import { defineModule, type ReadContext } from '../module.ts'
import { type ParamsOf, p } from '../params.ts'
import { timestampOf } from '../timestamps.ts'
import { watchlistOwner, watchlistOwnerParams, watchlistShow } from '../watchlist-owner.ts'

const params = {
  feedformat: feedFormat,
  hours: p.integer({ default: 24, min: 1, max: 72 }),
  linktosections: p.boolean(),
  allrev: p.boolean(),
  wlowner: watchlistOwnerParams.owner,
  wltoken: watchlistOwnerParams.token,
  wlshow: p.oneOf(watchlistShow, { multi: true }),
  wltype: p.oneOf(Object.keys(changeTypes) as ChangeType[], { multi: true, default: 'edit|new|log|categorize' }),
  wlexcludeuser: p.user({ allow: ['name', 'ip', 'temp', 'interwiki', 'id'] }),
}
type Params = ParamsOf<typeof params>

export const feedwatchlist = defineModule({
  path: 'feedwatchlist',
  mode: 'read',
  params,
  examples: {
    'action=feedwatchlist': 'apihelp-feedwatchlist-example-default',
    'action=feedwatchlist&allrev=&hours=6': 'apihelp-feedwatchlist-example-all6hrs',
  },

  async run(context, given) {
    const feed = { format: given.feedformat, description: 'watchlist', special: 'Watchlist', maxAge: 0 }
    try {
      const items = await find(context, given)
      return feedAnswer(context, { ...feed, name: { key: 'watchlist', params: [] }, items })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      // As MediaWiki: who reads feeds is told in the feed what is wrong.
      const items = error.problems.map(one => errorItem(context, one.code, one.message))
      return feedAnswer(context, { ...feed, name: { key: 'x-feed-error', params: [] }, items })
    }
  },
})

async function find(context: ReadContext, given: Params): Promise<FeedItem[]> {
  const { db, viewer, now } = context
  const watcher = await watchlistOwner(context, { owner: given.wlowner, token: given.wltoken })
  const show = new Set<string>(given.wlshow ?? [])
  checkShow(show, viewer)
  const since = timestampOf(new Date(now.getTime() - given.hours * 3_600_000))
  const filter = {
    types: someOf(given.wltype),
    notActor: await notActorOf(db, given.wlexcludeuser),
    minor: either(show, 'minor'),
    bot: either(show, 'bot'),
    anonymous: either(show, 'anon'),
    patrolled: either(show, 'patrolled'),
    autopatrolled: either(show, 'autopatrolled'),
    unseen: either(show, 'unread'),
    all: given.allrev,
  }
  const window = { direction: 'older', end: since } as const
  const of = { limit: mostItems, now: timestampOf(now) }
  const found = await watchedChanges(db, Viewer.public, watcher, filter, window, of)
  const changes = found.map(one => one.change)
  const items = await changeItems(context, changes, false)
  if (!given.linktosections) return items
  return items.map((item, index) => {
    const change = changes.filter(one => valueFor(one.changed, Viewer.public) !== undefined)[index]
    const comment = change && valueFor(change.comment, Viewer.public)
    const section = /\/\*\s*(.+?)\s*\*\//.exec(comment ?? '')?.[1]
    return section === undefined
      ? item
      : { ...item, url: `${item.url}#${encodeURIComponent(section.replaceAll(' ', '_'))}` }
  })
}

function errorItem(
  { wiki, now }: ReadContext,
  code: string,
  message: Failure['problems'][number]['message'],
): FeedItem {
  return {
    title: wiki.messages.plain({ key: 'x-feed-error-title', params: [code] }, wiki.config.language),
    description: escapeHtml(wiki.messages.plain(message, wiki.config.language)),
    url: pageUrl(makeTitle(-1, 'Watchlist'), wiki.titles.namespaces, wiki.config),
    author: undefined,
    date: now,
  }
}
