// action=xretag, which MediaWiki has not: tags all changes that a query finds, as one batch, which can be undone as one.
import { fail, type Outcome } from '../../errors.ts'
import type { LogId, PageId } from '../../ids.ts'
import { cutComment } from '../../language/cut-comment.ts'
import { pageByTitle } from '../../pages/page-store.ts'
import { entriesOfBatch } from '../../tags/batch-store.ts'
import { type ChangesQuery, changesToRetag } from '../../tags/changes-to-retag.ts'
import type { Retagged } from '../../tags/retag.ts'
import { type Retagging, retagMany, reversalsOf } from '../../tags/retag-many.ts'
import { actorNamed } from '../../users/named-actor.ts'
import { tagFilterOf } from '../list-filters.ts'
import { readTimeKey, timeKey } from '../listing.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { titleOrPageId } from '../page-of.ts'
import { type ParamsOf, p } from '../params.ts'
import { list, type Tree } from '../result.ts'
import { timestampOf } from '../timestamps.ts'
import { showRetagged } from './tag.ts'

const params = {
  user: p.user({ allow: ['name', 'ip', 'temp', 'id'] }),
  title: p.string(),
  pageid: p.id<PageId>()(),
  tag: p.string(),
  undo: p.string(),
  kind: p.oneOf(['revision', 'logentry'], { default: 'revision' }),
  since: p.timestamp(),
  until: p.timestamp(),
  add: p.tags(),
  remove: p.string({ multi: true }),
  reason: p.string({ default: '' }),
  tags: p.tags(),
  batch: p.string(),
  limit: p.limit({ default: 500 }),
  continue: p.string(),
  dryrun: p.boolean(),
  token: p.token('csrf'),
}
type Params = ParamsOf<typeof params>

export const xretag = defineModule({
  path: 'xretag',
  mode: 'write',
  beyond: true,
  params,
  atLeastOne: [['user', 'title', 'pageid', 'tag', 'undo']],
  atMostOne: [['title', 'pageid']],
  examples: {
    'action=xretag&user=Bob&since=2026-01-01T00:00:00Z&add=spam&dryrun=1&token=123ABC':
      'apihelp-xretag-example-preview',
    'action=xretag&tag=spam&title=Main+Page&remove=spam&token=123ABC': 'apihelp-xretag-example-page',
    'action=xretag&undo=0123456789abcdef&token=123ABC': 'apihelp-xretag-example-undo',
  },

  async run(context, given) {
    const { wiki, performer, request, now } = context
    const permit = performer.permit('changetags', { isCountedLater: true })
    const { items, next } =
      given.undo === undefined ? await found(context, given) : await undone(context, given.undo, given)
    const batch = given.dryrun ? undefined : await batchOf(context, given)
    const order = {
      batch,
      dryRun: given.dryrun,
      reason: cutComment(given.reason),
      tags: given.tags,
      timestamp: timestampOf(now),
    }
    const outcomes = await retagMany(wiki.database, permit, items, order)
    const shown = outcomes.flatMap((outcome, index) =>
      isNoop(outcome) ? [] : [showRetagged((items[index] as Retagging).ref, outcome, request.style, given.dryrun)],
    )
    return {
      ...(batch === undefined ? { dryrun: true } : { batch }),
      looked: items.length,
      changed: outcomes.filter(outcome => outcome.ok && !isNoop(outcome)).length,
      changes: list('change', shown),
      ...(next === undefined ? {} : { continue: next }),
    } satisfies Tree
  },
})

/** Whether there was nothing to do. */
const isNoop = (outcome: Outcome<Retagged>): boolean =>
  outcome.ok && outcome.value.added.length === 0 && outcome.value.removed.length === 0

interface Part {
  readonly items: readonly Retagging[]
  /** Where to go on. */
  readonly next: string | undefined
}

/** The changes that the query finds. Throws `invalidtitle`, `nosuchpageid`, `badcontinue`. */
async function found(context: WriteContext, given: Params): Promise<Part> {
  const { db, viewer } = context
  const { add, remove = [], limit } = given
  const query = await queryOf(context, given)
  if (query === undefined) return { items: [], next: undefined }
  const from = given.continue === undefined ? undefined : readTimeKey(given.continue)
  const changes = await changesToRetag(db, viewer, query, { from, limit: limit + 1 })
  const beyond = changes[limit]
  return {
    items: changes.slice(0, limit).map(({ ref }) => ({ ref, add, remove })),
    next: beyond && timeKey(beyond),
  }
}

/** Undefined for one that nothing can meet. */
async function queryOf(context: WriteContext, given: Params): Promise<ChangesQuery | undefined> {
  const { db } = context
  const actor = given.user === undefined ? undefined : await actorNamed(db, given.user)
  const tag = await tagFilterOf(db, given.tag, given.limit)
  if ((given.user !== undefined && actor === undefined) || tag === 'unused') return undefined
  const { kind, since, until } = given
  if (given.title === undefined && given.pageid === undefined) return { kind, actor, tag, since, until }
  const title = await titleOrPageId(context, given)
  return { kind, actor, tag, since, until, page: { id: (await pageByTitle(db, title))?.page_id, title } }
}

/** What takes back the next changes of a batch. Throws `x-no-such-batch`, `badcontinue`. */
async function undone({ db, performer }: WriteContext, batch: string, { limit, continue: at }: Params): Promise<Part> {
  const from = at === undefined ? undefined : (Number(at) as LogId)
  if (from !== undefined && !Number.isSafeInteger(from)) throw fail('apierror-badcontinue', [])
  const entries = await entriesOfBatch(db, batch, { from, limit: limit + 1 })
  if (entries.length === 0) throw fail('x-no-such-batch', [batch])
  const beyond = entries[limit]
  return {
    items: await reversalsOf(db, performer, entries.slice(0, limit)),
    next: beyond === undefined ? undefined : String(beyond),
  }
}

/** A new batch, or one that an earlier request began. Throws `x-no-such-batch`. */
async function batchOf({ wiki, db }: WriteContext, { batch }: Params): Promise<string> {
  if (batch === undefined) return wiki.random(8)
  const known = await entriesOfBatch(db, batch, { from: undefined, limit: 1 })
  if (known.length === 0) throw fail('x-no-such-batch', [batch])
  return batch
}
