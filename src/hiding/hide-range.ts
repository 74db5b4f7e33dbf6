// Hiding many revisions at once: those of a page or of somebody between two times, as one batch that can be undone.
import type { Performer, Permit } from '../access/permit.ts'
import { Failure, fail } from '../errors.ts'
import type { ActorId, BatchId, LogId, RevId } from '../ids.ts'
import { type HiddenLogItem, hideLogEntries, logOfEntries } from '../logs/hide.ts'
import { logEntriesByIds } from '../logs/log-reader-store.ts'
import { isInArchive } from '../pages/archive-store.ts'
import { pageByTitle } from '../pages/page-store.ts'
import type { Title } from '../pages/title.ts'
import { suppressed } from '../revisions/hidden-bits.ts'
import type { HiddenItem } from '../revisions/hide.ts'
import { fieldsOf, type VisibilityOrder } from '../revisions/visibility.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { actorNamed } from '../users/named-actor.ts'
import { acquireActor } from '../users/user-store.ts'
import { type BatchItem, batchById, insertBatch, insertBatchItems, itemsOfBatch, markUndone } from './batch-store.ts'
import { hideLinkedEntries, hidePlaces, type Order } from './linked.ts'
import {
  placesOfRevisions,
  type RevisionPlace,
  type RevisionRange,
  type RevisionsOf,
  revisionsInRange,
} from './range-store.ts'

/** So many revisions are changed by one request. */
export const revisionsAtOnce = 500

/** Proof that somebody may hide revisions and, where these are taken along, log entries. */
export interface HidePermits {
  readonly revisions: Permit<'deleterevision'>
  readonly entries: Permit<'deletelogentry'> | undefined
  /** Undefined leaves deleted revisions out of a range. */
  readonly deleted: Permit<'deletedhistory'> | undefined
}

export interface RangeOrder extends Order {
  readonly range: RevisionRange
  /** A batch that this goes into; a new one by default. */
  readonly batch?: BatchId | undefined
}

type Place = NonNullable<RevisionRange['after']>

/** `20240101000000|5`: the last revision of the request before. Throws `x-hide-bad-continue`. */
export function readPlace(text: string | undefined): Place | undefined {
  if (text === undefined) return undefined
  const [, timestamp, id] = /^(\d{14})\|(\d{1,15})$/.exec(text) ?? []
  if (timestamp === undefined || id === undefined) throw fail('x-hide-bad-continue', [])
  return { timestamp, id: Number(id) }
}
export const writePlace = ({ timestamp, id }: Place): string => `${timestamp}|${id}`

export interface HiddenTogether {
  /** Undefined where nothing was changed. */
  readonly batch: BatchId | undefined
  readonly revisions: readonly HiddenItem[]
  readonly entries: readonly HiddenLogItem[]
  /** The last revision of this request, where there are more. */
  readonly more: Pick<RevisionPlace, 'timestamp' | 'id'> | undefined
}

/** What is taken along, and whether it is hidden from administrators too. */
export interface RangeReach {
  readonly withEntries: boolean
  readonly withDeleted: boolean
  readonly suppress: boolean
}

/** Somebody who is blocked, if only from some pages, hides nothing on many pages. Throws `blocked`, `permissiondenied`. */
export function permitsFor(performer: Performer, of: RangeReach): HidePermits {
  const revisions = performer.permit('deleterevision')
  const entries = of.withEntries ? performer.permit('deletelogentry') : undefined
  const deleted = of.withDeleted ? performer.permit('deletedhistory') : undefined
  if (of.suppress) performer.permit('suppressrevision')
  const problems = performer.blockedByAll(performer.blocks)
  if (problems.length > 0) throw new Failure(problems)
  return { revisions, entries, deleted }
}

/**
 * Whose revisions a range is of: a page's, or somebody's (`#5` for the account of that id). Undefined where nobody has made
 * any under this name. Throws `missingtitle` where there is no such page, nor a deleted one where these count.
 */
export async function revisionsOf(
  db: Reader,
  named: { readonly title: Title } | { readonly user: string },
  withDeleted: boolean,
): Promise<RevisionsOf | undefined> {
  if ('user' in named) {
    const actor = await actorNamed(db, named.user)
    return actor === undefined ? undefined : { actor }
  }
  const { title } = named
  const page = await pageByTitle(db, title)
  if (page === undefined && !(withDeleted && (await isInArchive(db, title)))) throw fail('apierror-missingtitle', [])
  return { title, page: page?.page_id }
}

/** Hides and shows parts of the first revisions of a range, and of their log entries where there is a permit for these. */
export async function hideRange(tx: Transaction, permits: HidePermits, order: RangeOrder): Promise<HiddenTogether> {
  const { performer } = permits.revisions
  const found = await revisionsInRange(tx, performer.viewer, order.range, revisionsAtOnce + 1, permits.deleted)
  const places = found.slice(0, revisionsAtOnce)
  const revisions = await hidePlaces(tx, permits.revisions, order, places)
  const changed = itemsChanged('revision', revisions)
  const entries =
    permits.entries === undefined
      ? []
      : await hideLinkedEntries(tx, permits.entries, order, changed.map(one => one.id) as RevId[])
  const batch = await keep(tx, performer, order, [...changed, ...itemsChanged('logging', entries)])
  return { batch, revisions, entries, more: found.length > places.length ? places.at(-1) : undefined }
}

function itemsChanged(kind: BatchItem['kind'], items: readonly (HiddenItem | HiddenLogItem)[]): BatchItem[] {
  return items.flatMap(one => {
    if ('missing' in one || one.result.is !== 'changed') return []
    const before = 'item' in one ? one.item.hiddenBits : one.entry.hiddenBits
    return [{ kind, id: Number(one.id), before, after: one.bits }]
  })
}

async function keep(
  tx: Transaction,
  performer: Performer,
  order: Pick<RangeOrder, 'batch' | 'timestamp' | 'reason'>,
  items: readonly BatchItem[],
): Promise<BatchId | undefined> {
  if (order.batch !== undefined) await openBatch(tx, performer, order.batch)
  if (items.length === 0) return order.batch
  const batch = order.batch ?? (await insertBatch(tx, { ...order, actor: await actorOf(tx, performer) }))
  await insertBatchItems(tx, batch, items)
  return batch
}

const actorOf = async (tx: Transaction, { viewer }: Performer): Promise<ActorId> =>
  viewer.actorId ?? (await acquireActor(tx, viewer.name, viewer.userId))

/** Throws where there is no such batch that the performer may know of, or it was undone. */
async function openBatch(tx: Transaction, { viewer }: Performer, id: BatchId): Promise<void> {
  const batch = await batchById(tx, viewer, id)
  if (batch === undefined) throw fail('x-hide-no-batch', [id])
  if (batch.isUndone) throw fail('x-hide-batch-undone', [id])
}

export interface UndoneBatch {
  readonly revisions: readonly HiddenItem[]
  readonly entries: readonly HiddenLogItem[]
  /** What somebody has changed since, and what is not there any more: it stays as it is. */
  readonly left: readonly BatchItem[]
}

/** Gives back to each thing of a batch what was hidden of it before. */
export async function undoBatch(
  tx: Transaction,
  performer: Performer,
  { batch, ...order }: Pick<Order, 'reason' | 'tags' | 'timestamp'> & { readonly batch: BatchId },
): Promise<UndoneBatch> {
  await openBatch(tx, performer, batch)
  const items = await itemsOfBatch(tx, batch)
  const again = items.some(one => (one.before & ~one.after & suppressed) !== 0)
  const { same, places } = await asTheyWere(tx, items)
  const withEntries = items.some(one => one.kind === 'logging')
  const withDeleted = places.some(one => one.isDeleted)
  const permits = permitsFor(performer, { withEntries, withDeleted, suppress: again })
  const revisions: HiddenItem[] = []
  const entries: HiddenLogItem[] = []
  for (const { back, kind, ids } of byWayBack(same)) {
    if (kind === 'revision') {
      const wanted = new Set(ids)
      const there = places.filter(one => wanted.has(one.id))
      revisions.push(...(await hidePlaces(tx, permits.revisions, { ...order, ...back }, there)))
    } else if (permits.entries !== undefined) {
      const on = await logOfEntries(tx, ids as LogId[])
      entries.push(...(await hideLogEntries(tx, permits.entries, { ...order, ...back, on, ids: ids.map(String) })))
    }
  }
  await markUndone(tx, batch, order.timestamp)
  return { revisions, entries, left: items.filter(one => !same.includes(one)) }
}

/** Those of the items that nobody has changed since. */
async function asTheyWere(
  tx: Transaction,
  items: readonly BatchItem[],
): Promise<{ same: BatchItem[]; places: RevisionPlace[] }> {
  const idsOf = (kind: BatchItem['kind']) => items.filter(one => one.kind === kind).map(one => one.id)
  const places = await placesOfRevisions(tx, idsOf('revision') as RevId[])
  const entries = await logEntriesByIds(tx, idsOf('logging') as LogId[])
  const bits = new Map<string, number>([
    ...places.map(one => [`revision ${one.id}`, one.bits] as const),
    ...entries.map(one => [`logging ${one.id}`, one.hiddenBits] as const),
  ])
  return { same: items.filter(one => bits.get(`${one.kind} ${one.id}`) === one.after), places }
}

interface WayBack {
  readonly back: VisibilityOrder
  readonly kind: BatchItem['kind']
  readonly ids: number[]
}

/** What changed alike goes back together: there are few ways. */
function byWayBack(items: readonly BatchItem[]): WayBack[] {
  const ways = new Map<string, WayBack>()
  for (const { kind, id, before, after } of items) {
    const key = `${kind} ${before} ${after}`
    const way = ways.get(key) ?? { back: orderBetween(after, before), kind, ids: [] }
    way.ids.push(id)
    ways.set(key, way)
  }
  return [...ways.values()]
}

/** The order that makes of some bits others. */
export const orderBetween = (from: number, to: number): VisibilityOrder => ({
  hide: fieldsOf(to & ~from),
  show: fieldsOf(from & ~to),
  suppress: ((from ^ to) & suppressed) === 0 ? undefined : (to & suppressed) !== 0,
})
