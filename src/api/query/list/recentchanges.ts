// list=recentchanges: what happened to the wiki lately.
import { type Guarded, valueFor } from '../../../access/viewer.ts'
import { type ChangeType, changeTypes, type LoggedChange, type RecentChange } from '../../../changes/recent-change.ts'
import { recentChanges } from '../../../changes/recent-changes-reader-store.ts'
import { fail } from '../../../errors.ts'
import type { RevId } from '../../../ids.ts'
import type { Content } from '../../../revisions/revision.ts'
import { revisionsByIds } from '../../../revisions/revision-store.ts'
import type { Wiki } from '../../../wiki.ts'
import {
  actorsOf,
  checkShow,
  either,
  mustSeePatrolled,
  notActorOf,
  someOf,
  tagFilterOf,
  titleFilter,
} from '../../list-filters.ts'
import { actorProps, commentProps, tagsProp } from '../../list-props.ts'
import { defineList, guarded, prop, timeKey, windowOf, windowParams } from '../../listing.ts'
import { logParamsOf } from '../../log-params.ts'
import type { Generated, QueryContext } from '../../module.ts'
import { p } from '../../params.ts'
import type { Tree } from '../../result.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'

export const recentchanges = defineList({
  path: 'query+recentchanges',
  prefix: 'rc',
  item: 'rc',
  params: {
    ...windowParams,
    namespace: p.namespace({ multi: true, extraNamespaces: [-2, -1] }),
    user: p.user({ allow: ['name', 'ip', 'temp', 'interwiki', 'id'] }),
    excludeuser: p.user({ allow: ['name', 'ip', 'temp', 'interwiki', 'id'] }),
    tag: p.string(),
    prop: p.oneOf(
      [
        'user',
        'userid',
        'comment',
        'parsedcomment',
        'flags',
        'timestamp',
        'title',
        'ids',
        'sizes',
        'redirect',
        'patrolled',
        'loginfo',
        'tags',
        'sha1',
      ],
      { multi: true, default: 'title|timestamp|ids' },
    ),
    show: p.oneOf(
      [
        'minor',
        '!minor',
        'bot',
        '!bot',
        'anon',
        '!anon',
        'redirect',
        '!redirect',
        'patrolled',
        '!patrolled',
        'unpatrolled',
        'autopatrolled',
        '!autopatrolled',
      ],
      { multi: true },
    ),
    limit: p.limit({ default: 10 }),
    type: p.oneOf(Object.keys(changeTypes) as ChangeType[], { multi: true, default: 'edit|new|log|categorize' }),
    toponly: p.boolean(),
    title: p.string(),
    continue: p.string(),
    generaterevisions: p.boolean(),
    slot: p.oneOf(['main']),
  },
  atMostOne: [['user', 'excludeuser']],
  examples: {
    'action=query&list=recentchanges': 'apihelp-query+recentchanges-example-simple',
    'action=query&generator=recentchanges&grcshow=!patrolled&prop=info':
      'apihelp-query+recentchanges-example-generator',
  },

  async find(context, params, limit): Promise<RecentChange[]> {
    const { db, viewer } = context
    const window = windowOf(params)
    const title = titleFilter(context, params.title)
    const namespaces = someOf(params.namespace)
    // As MediaWiki: only where the title can be in none of them.
    if (title !== undefined && namespaces !== undefined && !namespaces.includes(title.namespace)) {
      const names = ['<var>rcnamespace</var>', '<var>rctitle</var>']
      throw fail('apierror-invalidparammix', [{ list: names, type: 'text' }, names.length])
    }
    const show = new Set<string>(params.show ?? [])
    checkShow(show, viewer)
    if (params.prop.includes('patrolled')) mustSeePatrolled(viewer)
    const tag = await tagFilterOf(db, params.tag, limit)
    const actors = await actorsOf(db, params.user)
    if (tag === 'unused' || actors?.length === 0) return []
    const filter = {
      namespaces,
      title,
      types: someOf(params.type),
      actors,
      notActor: await notActorOf(db, params.excludeuser),
      tag,
      minor: either(show, 'minor'),
      bot: either(show, 'bot'),
      anonymous: either(show, 'anon'),
      redirect: either(show, 'redirect'),
      patrolled: show.has('unpatrolled') ? false : either(show, 'patrolled'),
      autopatrolled: either(show, 'autopatrolled'),
      isTop: params.toponly,
      changesContent: params.slot !== undefined,
      wantsRedirect: params.prop.includes('redirect'),
    }
    return recentChanges(db, viewer, filter, window, limit)
  },
  continueAt: timeKey,
  always: prop<RecentChange>({ show: ({ type }) => ({ type }) }),
  props: {
    title: prop<RecentChange>({
      show: ({ changed }, viewer, _, { nameOf }) =>
        guarded('action', changed.for(viewer), ({ title }) => ({ ns: title.namespace, title: nameOf(title) })),
    }),
    ids: prop<RecentChange>({
      show: ({ id, changed }, viewer) => ({
        ...guarded('action', changed.for(viewer), ({ pageId, revId, oldRevId }) => ({
          pageid: pageId,
          revid: revId,
          old_revid: oldRevId,
        })),
        rcid: id,
      }),
    }),
    ...actorProps<RecentChange>(change => change.actor),
    flags: prop<RecentChange>({ show: ({ bot, isNew, minor }) => ({ bot, new: isNew, minor }) }),
    sizes: prop<RecentChange>({ show: ({ oldLength, newLength }) => ({ oldlen: oldLength, newlen: newLength }) }),
    timestamp: prop<RecentChange>({ show: ({ timestamp }) => ({ timestamp: isoTimestamp(timestamp as Timestamp) }) }),
    ...commentProps<RecentChange>({
      comment: change => change.comment,
      page: (change, viewer) => valueFor(change.changed, viewer)?.title,
    }),
    redirect: prop<RecentChange>({ show: ({ isRedirect }) => ({ redirect: isRedirect ?? false }) }),
    patrolled: prop<RecentChange>({
      show: ({ patrolled }) => ({
        patrolled: patrolled !== 0,
        unpatrolled: patrolled === 0,
        autopatrolled: patrolled === 2,
      }),
    }),
    loginfo: prop<RecentChange>({
      show: ({ type, changed }, viewer, _, wiki) =>
        type === 'log' ? guarded('action', changed.for(viewer), ({ log }) => showLog(wiki, log)) : {},
    }),
    tags: tagsProp<RecentChange, RecentChange['id']>('change', change => change.id),
    sha1: prop<RecentChange, ReadonlyMap<RevId, Guarded<Content>>>({
      needs: contents,
      show: ({ changed }, viewer, found) => {
        const revId = valueFor(changed, viewer)?.revId
        const content = revId === undefined || revId === 0 ? undefined : found.get(revId)
        return content === undefined ? {} : guarded('sha1', content.for(viewer), ({ sha1 }) => ({ sha1 }))
      },
    }),
  },

  generate({ viewer }, rows, { generaterevisions }): Generated {
    const changed = rows.flatMap(row => valueFor(row.changed, viewer) ?? [])
    return generaterevisions
      ? { revIds: changed.flatMap(({ revId }) => (revId === 0 ? [] : revId)) }
      : { titles: changed.map(({ title }) => title) }
  },
})

const showLog = (wiki: Wiki, log: LoggedChange | undefined): Tree =>
  log === undefined
    ? {}
    : { logid: log.id, logtype: log.type, logaction: log.action, logparams: logParamsOf(wiki, log) }

async function contents(
  { db, viewer }: QueryContext,
  rows: readonly RecentChange[],
): Promise<ReadonlyMap<RevId, Guarded<Content>>> {
  const ids = rows.flatMap(row => valueFor(row.changed, viewer)?.revId || [])
  return new Map((await revisionsByIds(db, ids)).map(revision => [revision.id, revision.content]))
}
