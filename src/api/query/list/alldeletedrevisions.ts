// list=alldeletedrevisions: the revisions of all deleted pages, by title, or those of one author by time.
import type { Permit } from '../../../access/permit.ts'
import { fail } from '../../../errors.ts'
import type { PageId, RevId } from '../../../ids.ts'
import { pagesByTitles, titleOfPage } from '../../../pages/page-store.ts'
import type { Title } from '../../../pages/title.ts'
import type { DeletedRevision } from '../../../revisions/archived-revision-store.ts'
import {
  type DeletedFilter,
  deletedByTime,
  deletedByTitle,
  deletedTitles,
} from '../../../revisions/deleted-list-store.ts'
import { actorsOf, notActorOf, someOf, tagFilterOf } from '../../list-filters.ts'
import { continueParts, readInteger, readTime, timeKey, windowOf, windowParams } from '../../listing.ts'
import { defineQuery, type Generated, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { permitForDeleted } from '../deleted-permit.ts'
import { titleRanges } from '../deleted-title-range.ts'
import { showByPage } from '../grouped-revisions.ts'
import { type RevisionProps, revisionParams, revisionProps } from '../revision-props.ts'

const withUser = { info: [{ name: 'useronly' }] }
const withoutUser = { info: [{ name: 'nonuseronly' }] }
const user = { allow: ['name', 'ip', 'temp', 'interwiki', 'id'] } as const
const params = {
  ...revisionParams,
  user: p.user(user),
  namespace: p.namespace({ multi: true }),
  start: p.timestamp({ extra: withUser }),
  end: p.timestamp({ extra: withUser }),
  dir: windowParams.dir,
  from: p.string({ extra: withoutUser }),
  to: p.string({ extra: withoutUser }),
  prefix: p.string({ extra: withoutUser }),
  excludeuser: p.user({ ...user, extra: withoutUser }),
  tag: p.string(),
  continue: p.string(),
  generatetitles: p.boolean(),
}
type Params = ParamsOf<typeof params>

export const alldeletedrevisions = defineQuery({
  path: 'query+alldeletedrevisions',
  warnsTwice: true,
  cache: 'private',
  group: 'list',
  prefix: 'adr',
  params,
  examples: {
    'action=query&list=alldeletedrevisions&adruser=Example&adrlimit=50':
      'apihelp-query+alldeletedrevisions-example-user',
    'action=query&list=alldeletedrevisions&adrdir=newer&adrnamespace=0&adrlimit=50':
      'apihelp-query+alldeletedrevisions-example-ns-main',
  },

  async run(context, given) {
    const { rows, props, feature, continueAt } = await find(context, given)
    const ids = await idsOfTitles(context, rows)
    const listed = rows.map(({ revision, title }) => ({ revision, page: title, pageId: ids.get(keyOf(title)) ?? 0 }))
    return showByPage({ ...context, feature }, listed, props, index => {
      const row = rows[index]
      if (row !== undefined) context.continueWith('continue', continueAt(row))
    })
  },

  async generate(context, given): Promise<Generated> {
    if (given.generatetitles && given.user === undefined) {
      if (given.dir === 'newer') return { titles: await findTitles(context, given) }
      // As MediaWiki: each title once can only be had quickly in one direction.
      context.warn({ key: 'apiwarn-alldeletedrevisions-performance', params: ['adr'] }, 'performance')
    }
    const { rows } = await find(context, given)
    return given.generatetitles
      ? { titles: rows.map(({ title }) => title) }
      : { revIds: rows.map(({ revision }) => revision.id).sort((a, b) => a - b) }
  },
})

interface Found {
  readonly rows: readonly DeletedRevision[]
  readonly props: RevisionProps
  readonly feature: string
  continueAt(row: DeletedRevision): string
}

const nothing = { actors: [], titles: [] } as const satisfies DeletedFilter

async function find(context: QueryContext, given: Params): Promise<Found> {
  const { db } = context
  const { props, feature, permit } = await prepare(context, given)
  const limit = props.limit ?? 10
  const byTime = given.user !== undefined
  const { continue: from, ...rest } = given
  const filter = await filterOf(context, given, limit)
  const rows = byTime
    ? await deletedByTime(db, permit, filter, windowOf(given), limit + 1)
    : await deletedByTitle(db, permit, filter, { ...windowOf(rest), from: readPlace(from) }, limit + 1)
  const continueAt = ({ revision, title }: DeletedRevision): string =>
    byTime ? timeKey(revision) : `${title.namespace}|${title.dbKey}|${timeKey(revision)}`
  const next = rows[limit]
  if (next !== undefined) context.continueWith('continue', continueAt(next))
  return { rows: rows.slice(0, limit), props, feature, continueAt }
}

async function findTitles(context: QueryContext, given: Params): Promise<Title[]> {
  const { props, permit } = await prepare(context, given)
  const limit = props.limit ?? 10
  const filter = await filterOf(context, given, limit)
  const [namespace, title = ''] = given.continue === undefined ? [] : continueParts(given.continue, 2)
  const from = namespace === undefined ? undefined : { namespace: readInteger(namespace), title }
  const titles = await deletedTitles(context.db, permit, filter, from, limit + 1)
  const next = titles[limit]
  if (next !== undefined) context.continueWith('continue', `${next.namespace}|${next.dbKey}`)
  return titles.slice(0, limit)
}

async function prepare(
  context: QueryContext,
  given: Params,
): Promise<{ props: RevisionProps; feature: string; permit: Permit<'deletedhistory'> }> {
  const feature = 'action=query&list=alldeletedrevisions'
  const props = await revisionProps({ ...context, feature }, given)
  const permit = await permitForDeleted(context, props)
  checkMode(context, given)
  return { props, feature, permit }
}

/** Throws `invalidparammix` for parameters that only go with an author, or only without. */
function checkMode({ prefix }: QueryContext, given: Params): void {
  if (given.user === undefined) {
    const wrong = (['start', 'end'] as const).find(name => given[name] !== undefined)
    if (wrong !== undefined) throw fail('apierror-invalidparammix-mustusewith', [prefix + wrong, `${prefix}user`])
    return
  }
  const wrong = (['from', 'to', 'prefix', 'excludeuser'] as const).find(name => given[name] !== undefined)
  if (wrong !== undefined) throw fail('apierror-invalidparammix-cannotusewith', [prefix + wrong, `${prefix}user`])
}

async function filterOf(context: QueryContext, given: Params, limit: number): Promise<DeletedFilter> {
  const { db } = context
  const namespaces = someOf(given.namespace)
  const tag = await tagFilterOf(db, given.tag, limit)
  const actors = await actorsOf(db, given.user)
  if (tag === 'unused' || actors?.length === 0) return nothing
  const notActor = await notActorOf(db, given.excludeuser)
  if (actors !== undefined) return { namespaces, actors, tag }
  return { ranges: titleRanges(context, given, namespaces), notActor, tag }
}

/** Reads `0|Main_Page|20261121234631|10`; throws `badcontinue`. */
function readPlace(text: string | undefined) {
  if (text === undefined) return undefined
  const [namespace, title = '', timestamp, id] = continueParts(text, 4)
  return {
    namespace: readInteger(namespace),
    title,
    timestamp: readTime(timestamp),
    id: readInteger(id) as RevId,
  }
}

const keyOf = (title: Title): string => `${title.namespace}:${title.dbKey}`

/** The pages that have these titles now. */
async function idsOfTitles(
  { db }: QueryContext,
  rows: readonly DeletedRevision[],
): Promise<ReadonlyMap<string, PageId | 0>> {
  const titles = new Map(rows.map(({ title }) => [keyOf(title), title]))
  const pages = await pagesByTitles(db, [...titles.values()])
  return new Map(pages.map(page => [keyOf(titleOfPage(page)), page.page_id]))
}
