// list=watchlist: what changed lately of what somebody watches.
import { valueFor } from '../../../access/viewer.ts'
import { type ChangeType, changeTypes } from '../../../changes/recent-change.ts'
import { Failure, problem } from '../../../errors.ts'
import type { PageId, RevId } from '../../../ids.ts'
import { type WatchedChange, watchedChanges } from '../../../watchlist/watchlist-reader-store.ts'
import { actorsOf, checkShow, either, maySeePatrolled, notActorOf, someOf } from '../../list-filters.ts'
import { commentProps, tagsProp } from '../../list-props.ts'
import { defineList, guarded, prop, timeKey, windowOf, windowParams } from '../../listing.ts'
import { logDisplayOf } from '../../log-display.ts'
import { logParamsOf } from '../../log-params.ts'
import type { Generated } from '../../module.ts'
import { p } from '../../params.ts'
import { isoTimestamp, type Timestamp, timestampOf } from '../../timestamps.ts'
import { watchlistOwner, watchlistOwnerParams, watchlistShow } from '../../watchlist-owner.ts'

const { start, end, dir } = windowParams

export const watchlist = defineList({
  path: 'query+watchlist',
  cache: 'private',
  prefix: 'wl',
  item: 'item',
  params: {
    allrev: p.boolean(),
    start,
    end,
    namespace: p.namespace({ multi: true }),
    user: p.user({ allow: ['name', 'ip', 'temp', 'interwiki', 'id'] }),
    excludeuser: p.user({ allow: ['name', 'ip', 'temp', 'interwiki', 'id'] }),
    dir,
    limit: p.limit({ default: 10 }),
    prop: p.oneOf(
      [
        'ids',
        'title',
        'flags',
        'user',
        'userid',
        'comment',
        'parsedcomment',
        'timestamp',
        'patrol',
        'sizes',
        'notificationtimestamp',
        'loginfo',
        'tags',
        'expiry',
      ],
      { multi: true, default: 'ids|title|flags' },
    ),
    show: p.oneOf(watchlistShow, { multi: true }),
    type: p.oneOf(Object.keys(changeTypes) as ChangeType[], { multi: true, default: 'edit|new|log|categorize' }),
    ...watchlistOwnerParams,
    continue: p.string(),
  },
  atMostOne: [['user', 'excludeuser']],
  examples: {
    'action=query&list=watchlist': 'apihelp-query+watchlist-example-simple',
    'action=query&list=watchlist&wlprop=ids|title|timestamp|user|comment': 'apihelp-query+watchlist-example-props',
    'action=query&list=watchlist&wlprop=ids|title|timestamp|user|comment|expiry':
      'apihelp-query+watchlist-example-expiry',
    'action=query&list=watchlist&wlallrev=&wlprop=ids|title|timestamp|user|comment':
      'apihelp-query+watchlist-example-allrev',
    'action=query&generator=watchlist&prop=info': 'apihelp-query+watchlist-example-generator',
    'action=query&generator=watchlist&gwlallrev=&prop=revisions&rvprop=timestamp|user':
      'apihelp-query+watchlist-example-generator-rev',
    'action=query&list=watchlist&wlowner=Example&wltoken=123ABC': 'apihelp-query+watchlist-example-wlowner',
  },

  async find(context, params, limit): Promise<WatchedChange[]> {
    const { db, viewer, now } = context
    const watcher = await watchlistOwner(context, params)
    // As MediaWiki: a generator does not look at what it would tell.
    if (params.prop.includes('patrol') && !context.asGenerator && !maySeePatrolled(viewer)) {
      throw new Failure([{ ...problem('apierror-permissiondenied-patrolflag', []), code: 'patrol' }])
    }
    const window = windowOf(params)
    // As MediaWiki: who may not know what patrols itself is not refused here, and gets all.
    const known = (name: string): boolean => maySeePatrolled(viewer) || !name.endsWith('autopatrolled')
    const show = new Set<string>(params.show?.filter(known))
    checkShow(show, viewer)
    const actors = await actorsOf(db, params.user)
    if (actors?.length === 0) return []
    const filter = {
      namespaces: someOf(params.namespace),
      types: someOf(params.type),
      actors,
      notActor: await notActorOf(db, params.excludeuser),
      minor: either(show, 'minor'),
      bot: either(show, 'bot'),
      anonymous: either(show, 'anon'),
      patrolled: either(show, 'patrolled'),
      autopatrolled: either(show, 'autopatrolled'),
      unseen: either(show, 'unread'),
      all: params.allrev,
    }
    return watchedChanges(db, viewer, watcher, filter, window, { limit, now: timestampOf(now) })
  },
  continueAt: ({ change }) => timeKey(change),
  asked: ({ prop: names }) =>
    names.some(name => name === 'user' || name === 'userid') ? [...names, 'kindOfUser'] : names,
  always: prop<WatchedChange>({ show: ({ change }) => ({ type: change.type }) }),
  props: {
    title: prop<WatchedChange>({
      show: ({ change }, viewer, _, { nameOf }) =>
        guarded('action', change.changed.for(viewer), ({ title }) => ({ ns: title.namespace, title: nameOf(title) })),
    }),
    ids: prop<WatchedChange>({
      show: ({ change }, viewer) =>
        guarded('action', change.changed.for(viewer), ({ pageId, revId, oldRevId }) => ({
          pageid: pageId,
          revid: revId,
          old_revid: oldRevId,
        })),
    }),
    userid: prop<WatchedChange>({
      show: ({ change }, viewer) => guarded('user', change.actor.for(viewer), ({ userId }) => ({ userid: userId })),
    }),
    user: prop<WatchedChange>({
      show: ({ change }, viewer) => guarded('user', change.actor.for(viewer), ({ name }) => ({ user: name })),
    }),
    kindOfUser: prop<WatchedChange>({
      show: ({ change }, viewer) =>
        guarded('user', change.actor.for(viewer), ({ userId }) => ({ temp: false, anon: userId === 0 })),
    }),
    flags: prop<WatchedChange>({
      show: ({ change }) => ({ bot: change.bot, new: change.isNew, minor: change.minor }),
    }),
    patrol: prop<WatchedChange>({
      show: ({ change }) => ({
        patrolled: change.patrolled !== 0,
        unpatrolled: change.patrolled === 0,
        autopatrolled: change.patrolled === 2,
      }),
    }),
    sizes: prop<WatchedChange>({
      show: ({ change }) => ({ oldlen: change.oldLength, newlen: change.newLength }),
    }),
    timestamp: prop<WatchedChange>({
      show: ({ change }) => ({ timestamp: isoTimestamp(change.timestamp as Timestamp) }),
    }),
    notificationtimestamp: prop<WatchedChange>({
      show: ({ unseenSince }) => ({
        notificationtimestamp: unseenSince === null ? '' : isoTimestamp(unseenSince as Timestamp),
      }),
    }),
    ...commentProps<WatchedChange>({
      comment: ({ change }) => change.comment,
      page: ({ change }, viewer) => valueFor(change.changed, viewer)?.title,
    }),
    loginfo: prop<WatchedChange>({
      show: ({ change }, viewer, _, wiki) =>
        guarded('action', change.changed.for(viewer), ({ log, title }) =>
          log === undefined
            ? {}
            : {
                logid: log.id,
                logtype: log.type,
                logaction: log.action,
                logparams: logParamsOf(wiki, log),
                logdisplay: logDisplayOf(wiki, { ...log, title, actor: valueFor(change.actor, viewer) }),
              },
        ),
    }),
    tags: tagsProp('change', ({ change }: WatchedChange) => change.id),
    expiry: prop<WatchedChange>({
      show: ({ expiry }) => ({ expiry: expiry === null ? false : isoTimestamp(expiry as Timestamp) }),
    }),
  },

  generate({ viewer }, rows, { allrev }): Generated {
    const changed = rows.flatMap(row => valueFor(row.change.changed, viewer) ?? [])
    // As MediaWiki: what has no page or revision is asked for by 0, and answered as missing.
    return allrev
      ? { revIds: changed.map(({ revId }) => revId as RevId) }
      : { pageIds: changed.map(({ pageId }) => pageId as PageId) }
  },
})
