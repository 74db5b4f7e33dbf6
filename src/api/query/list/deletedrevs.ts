// list=deletedrevs, the old form: the revisions of named deleted pages, of one author, or of a namespace.
import type { Permit } from '../../../access/permit.ts'
import { anonymousToken, makeToken } from '../../../access/tokens.ts'
import { valueFor } from '../../../access/viewer.ts'
import { Failure, fail, problem } from '../../../errors.ts'
import type { RevId, TextId } from '../../../ids.ts'
import type { Title } from '../../../pages/title.ts'
import type { DeletedRevision } from '../../../revisions/archived-revision-store.ts'
import { type DeletedFilter, deletedByTime, deletedByTitle } from '../../../revisions/deleted-list-store.ts'
import type { Revision } from '../../../revisions/revision.ts'
import { textsByIds } from '../../../revisions/revision-store.ts'
import { actorsOf, notActorOf, tagFilterOf } from '../../list-filters.ts'
import { actorProps, commentProps, tagsProp } from '../../list-props.ts'
import {
  continueParts,
  guarded,
  type Prop,
  prop,
  readInteger,
  readTime,
  showRows,
  timeKey,
  windowOf,
} from '../../listing.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { content, list, type Tree } from '../../result.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'
import { titleRanges } from '../deleted-title-range.ts'

const inModes = (...values: number[]) => ({ info: [{ name: 'modes', values }] })
const user = { allow: ['name', 'ip', 'temp', 'interwiki', 'id'] } as const
const params = {
  start: p.timestamp({ extra: inModes(1, 2) }),
  end: p.timestamp({ extra: inModes(1, 2) }),
  dir: p.oneOf(['newer', 'older'], { default: 'older', extra: inModes(1, 3) }),
  from: p.string({ extra: inModes(3) }),
  to: p.string({ extra: inModes(3) }),
  prefix: p.string({ extra: inModes(3) }),
  unique: p.boolean({ extra: inModes(3) }),
  namespace: p.namespace({ default: '0', extra: inModes(3) }),
  tag: p.string(),
  user: p.user(user),
  excludeuser: p.user(user),
  prop: p.oneOf(
    [
      'revid',
      'parentid',
      'user',
      'userid',
      'comment',
      'parsedcomment',
      'minor',
      'len',
      'sha1',
      'content',
      'tags',
      'token',
    ],
    { multi: true, default: 'user|comment', deprecatedValues: ['token'] },
  ),
  limit: p.limit({ default: 10 }),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>

/** 1: pages by title; 2: one author's, by time; 3: those of a namespace, by title. */
type Mode = 1 | 2 | 3

export const deletedrevs = defineQuery({
  path: 'query+deletedrevs',
  cache: 'private',
  group: 'list',
  prefix: 'dr',
  deprecated: true,
  params,
  examples: {
    'action=query&list=deletedrevs&titles=Main%20Page|Talk%3AMain%20Page&drprop=user|comment|content':
      'apihelp-query+deletedrevs-example-mode1',
    'action=query&list=deletedrevs&druser=Bob&drlimit=50': 'apihelp-query+deletedrevs-example-mode2',
    'action=query&list=deletedrevs&drdir=newer&drlimit=50': 'apihelp-query+deletedrevs-example-mode3-main',
    'action=query&list=deletedrevs&drdir=newer&drlimit=50&drnamespace=1&drunique=':
      'apihelp-query+deletedrevs-example-mode3-talk',
  },

  async run(context, given) {
    const permit = await permitOf(context)
    context.warn({ key: 'apiwarn-deprecation-deletedrevs', params: [] }, 'deprecation', {
      feature: 'action=query&list=deletedrevs',
    })
    checkRights(context, given)
    const titles = context.pages.possible.map(one => one.title)
    const mode = titles.length > 0 ? 1 : given.user === undefined ? 3 : 2
    checkMode(mode, given)
    const rows = await find(context, given, { permit, mode, titles })
    const shown = await showRows(context, rows, [always, ...propsOf(given)])
    const pages = new Map<string, { title: Title; revisions: Tree[] }>()
    for (const [index, row] of rows.entries()) {
      const revision = shown[index] as Tree
      if (!context.fits(revision)) {
        context.continueWith('continue', continueAt(row, mode))
        break
      }
      const key = `${row.title.namespace}:${row.title.dbKey}`
      const known = pages.get(key)
      if (known === undefined) pages.set(key, { title: row.title, revisions: [revision] })
      else known.revisions.push(revision)
    }
    const token = given.prop.includes('token') ? tokenOf(context) : {}
    return list(
      'page',
      [...pages.values()].map(({ title, revisions }) => ({
        revisions: list('rev', revisions),
        ns: title.namespace,
        title: context.wiki.nameOf(title),
        ...token,
      })),
    )
  },
})

/** What it takes to bring a page back; nothing where another site could read the answer. */
function tokenOf({ wiki, viewer, session, request, now }: QueryContext): Tree {
  if (request.withoutSession) return {}
  if (!viewer.isRegistered) return { token: anonymousToken }
  wiki.sessions.begin(session)
  return { token: makeToken(session.secret, 'csrf', now) }
}

async function permitOf({ wiki, viewer, request, now }: QueryContext): Promise<Permit<'deletedhistory'>> {
  const performer = await wiki.performer(viewer, request.http.ip, now)
  return performer.permit('deletedhistory', { evenIfBlocked: true })
}

function checkRights({ viewer }: QueryContext, { prop: wanted }: Params): void {
  if (wanted.includes('content') && !viewer.may('deletedtext')) {
    throw fail('apierror-cantview-deleted-revision-content', [])
  }
}

/** Throws `badparams` for what does not go with the mode. */
function checkMode(mode: Mode, given: Params): void {
  if (mode === 3) {
    const wrong = (['start', 'end'] as const).find(name => given[name] !== undefined)
    if (wrong !== undefined) throw fail('apierror-deletedrevs-param-not-3', [wrong])
  } else {
    const wrong = (['from', 'to', 'prefix'] as const).find(name => given[name] !== undefined)
    if (wrong !== undefined) throw fail('apierror-deletedrevs-param-not-1-2', [wrong])
  }
  if (given.user !== undefined && given.excludeuser !== undefined) {
    const names = ['<var>druser</var>', '<var>drexcludeuser</var>']
    const mixed = problem('apierror-invalidparammix', [{ list: names, type: 'text' }, names.length])
    throw new Failure([{ ...mixed, code: 'badparams' }])
  }
}

const continueAt = ({ revision, title }: DeletedRevision, mode: Mode): string =>
  mode === 2 ? timeKey(revision) : `${title.namespace}|${title.dbKey}|${timeKey(revision)}`

async function find(
  context: QueryContext,
  given: Params,
  { permit, mode, titles }: { permit: Permit<'deletedhistory'>; mode: Mode; titles: readonly Title[] },
): Promise<readonly DeletedRevision[]> {
  const { db } = context
  const { limit, continue: from, ...rest } = given
  const place = mode === 2 || from === undefined ? undefined : readPlace(from)
  const within = windowOf(mode === 2 ? given : rest)
  const tag = await tagFilterOf(db, given.tag, limit)
  const actors = await actorsOf(db, given.user)
  if (tag === 'unused' || actors?.length === 0) return []
  const filter: DeletedFilter = { tag, actors, notActor: await notActorOf(db, given.excludeuser) }
  const rows =
    mode === 2
      ? await deletedByTime(db, permit, filter, within, limit + 1)
      : await deletedByTitle(
          db,
          permit,
          mode === 1 ? { ...filter, titles } : { ...filter, ranges: titleRanges(context, given, [given.namespace]) },
          { ...within, from: place },
          limit + 1,
        )
  const next = rows[limit]
  if (next !== undefined) context.continueWith('continue', continueAt(next, mode))
  const page = rows.slice(0, limit)
  return given.unique && mode === 3 ? onePerTitle(page) : page
}

const onePerTitle = (rows: readonly DeletedRevision[]): DeletedRevision[] => [
  ...new Map(rows.map(row => [`${row.title.namespace}:${row.title.dbKey}`, row])).values(),
]

/** Reads `0|Main_Page|20261121234631|10`; throws `badcontinue`. */
function readPlace(text: string) {
  const [namespace, title = '', timestamp, id] = continueParts(text, 4)
  return { namespace: readInteger(namespace), title, timestamp: readTime(timestamp), id: readInteger(id) as RevId }
}

const always = prop<DeletedRevision>({
  show: ({ revision }) => ({ timestamp: isoTimestamp(revision.timestamp as Timestamp) }),
})

const shownProps: Readonly<Record<string, Prop<DeletedRevision>>> = {
  revid: prop<DeletedRevision>({ show: ({ revision }) => ({ revid: revision.id }) }),
  parentid: prop<DeletedRevision>({ show: ({ revision }) => ({ parentid: revision.parent }) }),
  ...actorProps<DeletedRevision>(({ revision }) => revision.actor),
  ...commentProps<DeletedRevision>({ comment: ({ revision }) => revision.comment, page: ({ title }) => title }),
  minor: prop<DeletedRevision>({ show: ({ revision }) => ({ minor: revision.minor }) }),
  // As MediaWiki: a number in words of digits.
  len: prop<DeletedRevision>({ show: ({ revision }) => ({ len: String(revision.size) }) }),
  sha1: prop<DeletedRevision>({
    show: ({ revision }, viewer) => guarded('sha1', revision.content.for(viewer), ({ sha1 }) => ({ sha1 })),
  }),
  content: prop<DeletedRevision, ReadonlyMap<TextId, string>>({
    needs: textsOf,
    show: ({ revision }, viewer, texts) =>
      guarded('text', revision.content.for(viewer), ({ textId }) => ({ text: content(texts.get(textId) ?? '') })),
  }),
  tags: tagsProp('revision', ({ revision }: DeletedRevision) => revision.id),
}

const propsOf = ({ prop: wanted }: Params): Prop<DeletedRevision>[] =>
  Object.entries(shownProps)
    .filter(([name]) => (wanted as readonly string[]).includes(name))
    .map(([, one]) => one)

async function textsOf({ db, viewer }: QueryContext, rows: readonly DeletedRevision[]): Promise<Map<TextId, string>> {
  const textId = ({ content: text }: Revision): TextId | undefined => valueFor(text, viewer)?.textId
  return textsByIds(
    db,
    rows.flatMap(({ revision }) => textId(revision) ?? []),
  )
}
