// list=usercontribs: the edits of somebody, or of several people.
import { canonicalRange, ipPrefix } from '../../../access/ip.ts'
import { Failure, fail, problem } from '../../../errors.ts'
import type { ActorId, RevId, UserId } from '../../../ids.ts'
import {
  type Contribution,
  type ContributionsFilter,
  type ContributorKey,
  type Contributors,
  contributionsOf,
  contributionsOfMany,
} from '../../../revisions/contributions-store.ts'
import { hiddenContent, suppressed } from '../../../revisions/hidden-bits.ts'
import { revisionsByIds } from '../../../revisions/revision-store.ts'
import type { Reader } from '../../../storage/database.ts'
import { actorsOfUsers } from '../../../users/actors-store.ts'
import { actorsInRange } from '../../../users/address-actors.ts'
import { actorsByNames } from '../../../users/user-store.ts'
import { checkShow, either, mustSeePatrolled, someOf, tagFilterOf } from '../../list-filters.ts'
import { commentProps, tagsProp } from '../../list-props.ts'
import {
  continueParts,
  defineList,
  guarded,
  prop,
  readInteger,
  readTimeKey,
  timeKey,
  windowOf,
  windowParams,
} from '../../listing.ts'
import type { QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'

const { start, end, dir } = windowParams
const params = {
  limit: p.limit({ default: 10 }),
  start,
  end,
  continue: p.string(),
  user: p.user({ multi: true, allow: ['name', 'ip', 'temp', 'interwiki'] }),
  userids: p.integer({ multi: true }),
  userprefix: p.string(),
  iprange: p.string(),
  dir,
  namespace: p.namespace({ multi: true }),
  prop: p.oneOf(
    ['ids', 'title', 'timestamp', 'comment', 'parsedcomment', 'size', 'sizediff', 'flags', 'patrolled', 'tags'],
    { multi: true, default: 'ids|title|timestamp|comment|size|flags' },
  ),
  show: p.oneOf(
    ['minor', '!minor', 'patrolled', '!patrolled', 'autopatrolled', '!autopatrolled', 'top', '!top', 'new', '!new'],
    { multi: true },
  ),
  tag: p.string(),
  toponly: p.boolean({ deprecated: true }),
}
type Params = ParamsOf<typeof params>

/** One, whose contributions are in the order of time; or several, one after the other. */
type Whose = { readonly one: ActorId | undefined } | { readonly many: Contributors }

export const usercontribs = defineList({
  path: 'query+usercontribs',
  prefix: 'uc',
  item: 'item',
  params,
  exactlyOne: [['userprefix', 'userids', 'iprange', 'user']],
  examples: {
    'action=query&list=usercontribs&ucuser=Example': 'apihelp-query+usercontribs-example-user',
    'action=query&list=usercontribs&ucuserprefix=192.0.2.': 'apihelp-query+usercontribs-example-ipprefix',
  },

  async find(context, given, limit): Promise<Contribution[]> {
    const { db, viewer } = context
    const whose = await contributors(context, given)
    const { continue: from, ...rest } = given
    const many = 'many' in whose ? whose.many : undefined
    const key = many === undefined || from === undefined ? undefined : readKey(from, many)
    const window = windowOf(rest)
    const first = many === undefined && from !== undefined ? readTimeKey(from) : undefined
    const show = new Set<string>([...(given.show ?? []), ...(given.toponly ? ['top'] : [])])
    checkShow(show, viewer)
    if (given.prop.includes('patrolled')) mustSeePatrolled(viewer)
    const tag = await tagFilterOf(db, given.tag, limit)
    if (tag === 'unused') return []
    // Only now: a refusal that came for known names alone would tell of somebody whose every deed is hidden.
    if ('one' in whose ? whose.one === undefined : whose.many.ids?.length === 0) return []
    const filter: ContributionsFilter = {
      namespaces: someOf(given.namespace),
      tag,
      minor: either(show, 'minor'),
      top: either(show, 'top'),
      isNew: either(show, 'new'),
      patrolled: either(show, 'patrolled'),
      autopatrolled: either(show, 'autopatrolled'),
      wantsPatrolled: given.prop.includes('patrolled'),
    }
    return 'many' in whose
      ? contributionsOfMany(db, viewer, whose.many, filter, { ...window, from: key }, limit)
      : contributionsOf(db, viewer, whose.one as ActorId, filter, { ...window, from: first }, limit)
  },
  continueAt({ revision, by }, given) {
    const order = orderOf(given)
    if (order === undefined) return timeKey(revision)
    return `${order === 'id' ? `actor|${by.id}` : `name|${by.name}`}|${timeKey(revision)}`
  },
  always: prop<Contribution>({
    show: ({ revision }, viewer) => ({
      ...((revision.hiddenBits & hiddenContent) === 0 ? {} : { texthidden: true }),
      ...guarded('user', revision.actor.for(viewer), ({ userId, name }) => ({ userid: userId, user: name })),
      ...((revision.hiddenBits & hiddenContent) !== 0 && (revision.hiddenBits & suppressed) !== 0
        ? { suppressed: true }
        : {}),
    }),
  }),
  props: {
    ids: prop<Contribution>({
      show: ({ revision }) => ({ pageid: revision.page, revid: revision.id, parentid: revision.parent }),
    }),
    title: prop<Contribution>({
      show: ({ title }, _viewer, _need, { nameOf }) => ({ ns: title.namespace, title: nameOf(title) }),
    }),
    timestamp: prop<Contribution>({
      show: ({ revision }) => ({ timestamp: isoTimestamp(revision.timestamp as Timestamp) }),
    }),
    flags: prop<Contribution>({
      show: ({ revision, isTop }) => ({ new: revision.parent === 0, minor: revision.minor, top: isTop }),
    }),
    ...commentProps<Contribution>({ comment: ({ revision }) => revision.comment, page: ({ title }) => title }),
    patrolled: prop<Contribution>({
      show: ({ patrolled }) => ({ patrolled: (patrolled ?? 0) !== 0, autopatrolled: patrolled === 2 }),
    }),
    size: prop<Contribution>({ show: ({ revision }) => ({ size: revision.size }) }),
    sizediff: prop<Contribution, ReadonlyMap<RevId, number>>({
      needs: parentSizes,
      show: ({ revision }, _viewer, sizes) => ({
        sizediff: revision.size - (sizes.get(revision.parent as RevId) ?? 0),
      }),
    }),
    tags: tagsProp('revision', ({ revision }: Contribution) => revision.id),
  },
})

/** How the contributors are ordered where there may be several. */
function orderOf({ user = [], userids = [], userprefix, iprange }: Params): 'id' | 'name' | undefined {
  if (userprefix !== undefined || iprange !== undefined) return 'name'
  return user.length > 1 || userids.length > 1 ? 'id' : undefined
}

async function contributors({ db }: QueryContext, given: Params): Promise<Whose> {
  const { user, userids, userprefix, iprange } = given
  if (userprefix !== undefined) return { many: { order: 'name', prefix: userprefix } }
  if (iprange !== undefined) return { many: { order: 'name', ids: await actorsInRange(db, readRange(iprange)) } }
  const ids = userids === undefined ? await idsOfNames(db, user ?? []) : await idsOfUsers(db, userids)
  const order = orderOf(given)
  return order === undefined ? { one: ids[0] } : { many: { order, ids } }
}

async function idsOfNames(db: Reader, names: readonly string[]): Promise<ActorId[]> {
  if (names.length === 0) throw empty('ucuser')
  return (await actorsByNames(db, names)).map(actor => actor.actor_id)
}

async function idsOfUsers(db: Reader, ids: readonly number[]): Promise<ActorId[]> {
  if (ids.length === 0) throw empty('ucuserids')
  const invalid = ids.find(id => id <= 0)
  if (invalid !== undefined) throw fail('apierror-invaliduserid', [invalid])
  return (await actorsOfUsers(db, ids as UserId[])).map(actor => actor.actor_id)
}

const empty = (name: string): Failure =>
  new Failure([{ ...problem('apierror-paramempty', [name]), code: `paramempty_${name}` }])

/** The widest ranges whose contributions are listed. */
const widest = { 4: 16, 6: 32 } as const

/** Throws `invalidiprange`, `cidrtoobroad`. */
function readRange(text: string): string {
  const range = canonicalRange(text)
  const size = range === undefined ? undefined : ipPrefix(range)
  if (range === undefined || size === undefined) throw fail('apierror-invalidiprange', [text])
  const limit = widest[size.version]
  if (size.prefix < limit) throw fail('apierror-cidrtoobroad', [`IPv${size.version}`, limit])
  return range
}

/** Reads `actor|4|20261121234749|1626` or `name|Bob|20261121234749|1626`; throws `badcontinue`. */
function readKey(text: string, { order }: Contributors): ContributorKey {
  const [kind, who = '', timestamp = '', id = ''] = continueParts(text, 4)
  if (kind !== (order === 'id' ? 'actor' : 'name')) throw fail('apierror-badcontinue', [])
  const actor = { id: (order === 'id' ? readInteger(who) : 0) as ActorId, name: who }
  return { ...readTimeKey(`${timestamp}|${id}`), actor }
}

async function parentSizes({ db }: QueryContext, rows: readonly Contribution[]): Promise<ReadonlyMap<RevId, number>> {
  const ids = rows.flatMap(({ revision }) => (revision.parent === 0 ? [] : revision.parent))
  return new Map((await revisionsByIds(db, ids)).map(revision => [revision.id, revision.size]))
}
