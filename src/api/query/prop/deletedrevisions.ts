// query+deletedrevisions: revisions of deleted pages, by title or by id.
import type { ActorId, RevId } from '../../../ids.ts'
import { deletedRevisions as readDeleted } from '../../../revisions/archive-list-store.ts'
import type { DeletedRevision } from '../../../revisions/archived-revision-store.ts'
import { actorNamed } from '../../../users/named-actor.ts'
import { tagFilterOf } from '../../list-filters.ts'
import { defineProp, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { readContinue } from '../continue-value.ts'
import { permitForDeleted } from '../deleted-permit.ts'
import { type RevisionProps, revisionParams, revisionProps, showRevisions } from '../revision-props.ts'

const user = { allow: ['name', 'ip', 'temp', 'interwiki', 'id'] } as const
const params = {
  ...revisionParams,
  start: p.timestamp(),
  end: p.timestamp(),
  dir: p.oneOf(['newer', 'older'], { default: 'older' }),
  tag: p.string(),
  user: p.user(user),
  excludeuser: p.user(user),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>

export const deletedrevisions = defineProp({
  path: 'query+deletedrevisions',
  warnsTwice: true,
  prefix: 'drv',
  params,
  atMostOne: [['user', 'excludeuser']],
  examples: {
    'action=query&prop=deletedrevisions&revids=123456': 'apihelp-query+deletedrevisions-example-revids',
    'action=query&prop=deletedrevisions&titles=Main%20Page|Talk%3AMain%20Page&drvslots=*&drvprop=user|comment|content':
      'apihelp-query+deletedrevisions-example-titles',
  },

  async run(context, given) {
    const found = await find(context, given)
    if (found === undefined) return
    const entries = new Map(context.pages.possible.map(({ id, title }) => [`${title.namespace}:${title.dbKey}`, id]))
    const shown = await showRevisions(
      context,
      found.rows.map(({ revision, title }) => ({ revision, page: title })),
      found.props,
    )
    for (const [index, row] of found.rows.entries()) {
      const page = entries.get(`${row.title.namespace}:${row.title.dbKey}`)
      if (page === undefined || context.add(page, 'deletedrevisions', 'rev', shown[index])) continue
      return context.continueWith('continue', found.continueAt(row))
    }
    if (found.next !== undefined) context.continueWith('continue', found.continueAt(found.next))
  },

  async generate(context, given) {
    const found = await find(context, given)
    if (found === undefined) return { titles: [] }
    if (found.next !== undefined) context.continueWith('continue', found.continueAt(found.next))
    return { titles: found.rows.map(row => row.title) }
  },
})

interface Found {
  readonly rows: readonly DeletedRevision[]
  readonly next: DeletedRevision | undefined
  readonly props: RevisionProps
  continueAt(row: DeletedRevision): string
}

/** Undefined where there is nothing to look for. */
async function find(context: QueryContext, given: Params): Promise<Found | undefined> {
  const { db, pages, now } = context
  const byId = pages.source === 'revids'
  if (byId ? pages.deletedRevIds.size === 0 : pages.possible.length === 0) return undefined
  const props = await revisionProps({ ...context, feature: 'action=query&prop=deletedrevisions' }, given)
  const permit = await permitForDeleted(context, props)
  const by = await authorOf(context, given)
  const limit = props.limit ?? 10
  const tag = await tagFilterOf(db, given.tag, limit)
  const rows =
    by === 'nobody' || tag === 'unused'
      ? []
      : await readDeleted(db, permit, {
          of: byId ? { ids: [...pages.deletedRevIds.keys()] } : { titles: pages.possible.map(one => one.title) },
          newer: given.dir === 'newer',
          start: given.start,
          end: given.end,
          by,
          tag,
          from: byId ? idFrom(given, now) : placeFrom(given, now),
          limit: limit + 1,
        })
  return {
    rows: rows.slice(0, limit),
    next: rows[limit],
    props,
    continueAt: ({ revision, title }) =>
      byId ? `${revision.id}|${revision.id}` : `${title.namespace}|${title.dbKey}|${revision.timestamp}|${revision.id}`,
  }
}

function idFrom(given: Params, now: Date): RevId | undefined {
  const goOn = readContinue(given.continue, ['integer', 'integer'], now)
  return goOn?.[0] as RevId | undefined
}

function placeFrom(given: Params, now: Date) {
  const goOn = readContinue(given.continue, ['integer', 'text', 'timestamp', 'integer'], now)
  return goOn && { namespace: goOn[0], title: goOn[1], timestamp: goOn[2], id: goOn[3] as RevId }
}

async function authorOf(
  { db }: QueryContext,
  { user: name, excludeuser }: Params,
): Promise<{ actor: ActorId; not: boolean } | 'nobody' | undefined> {
  if (name !== undefined) {
    const actor = await actorNamed(db, name)
    return actor === undefined ? 'nobody' : { actor, not: false }
  }
  if (excludeuser === undefined) return undefined
  return { actor: (await actorNamed(db, excludeuser)) ?? (0 as ActorId), not: true }
}
