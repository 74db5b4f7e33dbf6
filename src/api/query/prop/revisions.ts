// query+revisions: the latest revision of each page, a page's history, or revisions by id.

import { Failure, fail } from '../../../errors.ts'
import type { ActorId, PageId, RevId, TagId } from '../../../ids.ts'
import { titleOfPage } from '../../../pages/page-store.ts'
import type { Revision } from '../../../revisions/revision.ts'
import {
  type RevisionPlace,
  revisionsOfIds,
  revisionsOfPage,
  timeOfRevision,
} from '../../../revisions/revision-list-store.ts'
import { tagByName } from '../../../tags/tag-store.ts'
import { actorNamed } from '../../../users/named-actor.ts'
import { tagFilterOf } from '../../list-filters.ts'
import { defineProp, type PropContext, type QueryContext } from '../../module.ts'
import { checkGroups } from '../../parameter-groups.ts'
import { type ParamsOf, p } from '../../params.ts'
import { readContinue } from '../continue-value.ts'
import { type RevisionProps, revisionParams, revisionProps, showRevisions } from '../revision-props.ts'

const singlePage = { info: [{ name: 'singlepageonly' }] }
const user = { allow: ['name', 'ip', 'temp', 'interwiki', 'id'], extra: singlePage } as const
const params = {
  ...revisionParams,
  limit: p.lateLimit({ extra: singlePage }),
  startid: p.id<RevId>()({ extra: singlePage }),
  endid: p.id<RevId>()({ extra: singlePage }),
  start: p.timestamp({ extra: singlePage }),
  end: p.timestamp({ extra: singlePage }),
  dir: p.oneOf(['newer', 'older'], { default: 'older', extra: singlePage }),
  user: p.user(user),
  excludeuser: p.user(user),
  tag: p.string(),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>

export const revisions = defineProp({
  path: 'query+revisions',
  warnsTwice: true,
  prefix: 'rv',
  params,
  examples: {
    'action=query&prop=revisions&titles=API|Main%20Page&rvslots=*&rvprop=timestamp|user|comment|content':
      'apihelp-query+revisions-example-content',
    'action=query&prop=revisions&titles=Main%20Page&rvlimit=5&rvprop=timestamp|user|comment':
      'apihelp-query+revisions-example-last5',
    'action=query&prop=revisions&titles=Main%20Page&rvlimit=5&rvprop=timestamp|user|comment&rvdir=newer':
      'apihelp-query+revisions-example-first5',
    'action=query&prop=revisions&titles=Main%20Page&rvlimit=5&rvprop=timestamp|user|comment&rvdir=newer&rvstart=2006-05-01T00:00:00Z':
      'apihelp-query+revisions-example-first5-after',
    'action=query&prop=revisions&titles=Main%20Page&rvlimit=5&rvprop=timestamp|user|comment&rvexcludeuser=127.0.0.1':
      'apihelp-query+revisions-example-first5-not-localhost',
    'action=query&prop=revisions&titles=Main%20Page&rvlimit=5&rvprop=timestamp|user|comment&rvuser=MediaWiki%20default':
      'apihelp-query+revisions-example-first5-user',
  },

  async run(context, given) {
    const found = await find(context, given)
    if (found === undefined) return
    const { pages } = context
    const items = found.revisions.flatMap(revision => {
      const row = pages.entry(revision.page)?.row
      return row === undefined ? [] : [{ revision, page: titleOfPage(row) }]
    })
    const shown = await showRevisions(context, items, found.props)
    for (const [index, { revision }] of items.entries()) {
      if (context.add(revision.page, 'revisions', 'rev', shown[index])) continue
      context.continueWith('continue', found.continueAt(revision))
      return
    }
    if (found.next !== undefined) context.continueWith('continue', found.continueAt(found.next))
  },

  async generate(context, given) {
    const found = await find(context, given)
    if (found === undefined) return { revIds: [] }
    if (found.next !== undefined) context.continueWith('continue', found.continueAt(found.next))
    return { revIds: found.revisions.map(revision => revision.id) }
  },
})

interface Found {
  readonly revisions: readonly Revision[]
  /** The first that does not stand in this answer. */
  readonly next: Revision | undefined
  readonly props: RevisionProps
  continueAt(revision: Revision): string | number
}

/** The revisions that are asked for; undefined where there are no pages to look at. */
async function find(context: QueryContext, given: Params): Promise<Found | undefined> {
  const { pages } = context
  const byId = pages.revIds.size > 0
  const history = isHistory(given)
  if (!byId && pages.goodIds.length === 0) return undefined
  if (byId && history) throw fail('apierror-revisions-norevids', [context.prefix])
  const [page, ...more] = pages.goodIds
  if (more.length > 0 && history) throw fail('apierror-revisions-singlepage', [context.prefix])
  const props = await revisionProps({ ...context, feature: 'action=query&prop=revisions' }, given)
  if (history && page !== undefined) return historyOf(context, page, given, props)
  const tag = given.tag === undefined ? undefined : ((await tagByName(context.db, given.tag))?.ctd_id ?? 'unknown')
  return byId ? revisionsAsked(context, given, props, tag) : latestRevisions(context, given, props, tag)
}

const isHistory = (given: Params): boolean =>
  given.dir === 'newer' ||
  [given.limit, given.start, given.end, given.startid, given.endid, given.user, given.excludeuser].some(
    value => value !== undefined,
  )

async function revisionsAsked(
  { db, pages }: PropContext | QueryContext,
  given: Params,
  props: RevisionProps,
  tag: TagId | 'unknown' | undefined,
): Promise<Found> {
  // As MediaWiki: what is no number counts as nothing.
  const from = Number.parseInt(given.continue ?? '0', 10) || 0
  const ids = [...pages.revIds.keys()].filter(id => id >= from)
  const revisions = tag === 'unknown' ? [] : await revisionsOfIds(db, ids, tag)
  return { ...firstOf(revisions, props), continueAt: revision => revision.id }
}

async function latestRevisions(
  { db, pages, now }: QueryContext,
  given: Params,
  props: RevisionProps,
  tag: TagId | 'unknown' | undefined,
): Promise<Found> {
  const [fromPage = 0] = readContinue(given.continue, ['integer', 'integer'], now) ?? []
  const latest = pages.good.filter(one => one.row.page_id >= fromPage).map(one => one.row.page_latest)
  const revisions = tag === 'unknown' ? [] : await revisionsOfIds(db, latest, tag)
  revisions.sort((a, b) => a.page - b.page)
  return { ...firstOf(revisions, props), continueAt: revision => `${revision.page}|${revision.id}` }
}

/** As MediaWiki: where texts are rendered, there is a limit though nobody may ask for one. */
function firstOf(revisions: readonly Revision[], props: RevisionProps): Omit<Found, 'continueAt'> {
  const { limit = revisions.length } = props
  return { revisions: revisions.slice(0, limit), next: revisions[limit], props }
}

async function historyOf(context: QueryContext, page: PageId, given: Params, props: RevisionProps): Promise<Found> {
  const { db, viewer } = context
  checkHistory(context, given)
  const continued = readContinue(given.continue, ['timestamp', 'integer'], context.now)
  const from = await placeOf(context, 'start', given)
  const to = await placeOf(context, 'end', given)
  if (continued !== undefined) from.push({ timestamp: continued[0], id: continued[1] as RevId })
  const by = await authorOf(context, given)
  const limit = props.limit ?? 10
  const tag = await tagFilterOf(db, given.tag, limit)
  const revisions =
    by === 'nobody' || tag === 'unused'
      ? []
      : await revisionsOfPage(db, viewer, {
          page,
          newer: given.dir === 'newer',
          from,
          to,
          by,
          tag,
          limit: limit + 1,
        })
  return {
    revisions: revisions.slice(0, limit),
    next: revisions[limit],
    props,
    continueAt: revision => `${revision.timestamp}|${revision.id}`,
  }
}

function checkHistory({ prefix }: QueryContext, given: Params): void {
  const names = new Set(Object.keys(given).filter(name => given[name as keyof Params] !== undefined))
  const groups = [
    ['startid', 'start'],
    ['endid', 'end'],
    ['user', 'excludeuser'],
  ] as const
  checkGroups({ prefix, atMostOne: groups }, names)
}

async function placeOf({ db, prefix }: QueryContext, which: 'start' | 'end', given: Params): Promise<RevisionPlace[]> {
  const id = given[`${which}id`]
  const time = given[which]
  if (id === undefined) return time === undefined ? [] : [{ timestamp: time }]
  const timestamp = await timeOfRevision(db, id)
  if (timestamp !== undefined) return [{ timestamp, id }]
  const name = `${prefix}${which}id`
  throw new Failure([{ code: `badid_${name}`, message: { key: 'apierror-revisions-badid', params: [name] } }])
}

async function authorOf(
  { db }: QueryContext,
  { user, excludeuser }: Params,
): Promise<{ actor: ActorId; not: boolean } | 'nobody' | undefined> {
  if (user !== undefined) {
    const actor = await actorNamed(db, user)
    return actor === undefined ? 'nobody' : { actor, not: false }
  }
  if (excludeuser === undefined) return undefined
  // Where nobody is left out, those with a hidden author are left out all the same: that is no oracle then.
  return { actor: (await actorNamed(db, excludeuser)) ?? (0 as ActorId), not: true }
}
