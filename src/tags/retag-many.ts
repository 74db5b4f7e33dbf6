// Retagging many changes as one: what a query finds, or what an earlier batch did, taken back.
import type { Performer, Permit } from '../access/permit.ts'
import { valueFor } from '../access/viewer.ts'
import type { Outcome } from '../errors.ts'
import type { LogId, RevId } from '../ids.ts'
import type { LogParams } from '../logs/log-params.ts'
import { logEntriesByIds } from '../logs/log-reader-store.ts'
import type { Database, Reader, Transaction } from '../storage/database.ts'
import { rehearse } from '../storage/rehearse.ts'
import { addToBatch } from './batch-store.ts'
import { type ChangeRef, type Retagged, retag, type TagEdit } from './retag.ts'
import { tagsByNames } from './tag-store.ts'

/** What is to be done to one change. */
export interface Retagging {
  readonly ref: ChangeRef
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

export interface BatchOrder extends Pick<TagEdit, 'reason' | 'tags' | 'timestamp'> {
  /** The batch that all that is done belongs to, if it can be undone as one. */
  readonly batch: string | undefined
  /** Whether only to say what would be done. */
  readonly dryRun: boolean
}

/** Changes of one transaction: so few that it holds up no other writer. */
const atOnce = 50

/** Retags one change after the other; what became of each, in their order. */
export async function retagMany(
  database: Database,
  permit: Permit<'changetags'>,
  retaggings: readonly Retagging[],
  order: BatchOrder,
): Promise<Outcome<Retagged>[]> {
  const outcomes: Outcome<Retagged>[] = []
  // A rehearsal forgets what it did to a change before that change is named again.
  const size = order.dryRun ? retaggings.length : atOnce
  for (let from = 0; from < retaggings.length; from += size) {
    const some = retaggings.slice(from, from + size)
    const work = (tx: Transaction) => retagSome(tx, permit, some, order)
    outcomes.push(...(await (order.dryRun ? rehearse(database, work) : database.write(work))))
  }
  return outcomes
}

async function retagSome(
  tx: Transaction,
  permit: Permit<'changetags'>,
  retaggings: readonly Retagging[],
  { batch, reason, tags, timestamp }: BatchOrder,
): Promise<Outcome<Retagged>[]> {
  const outcomes: Outcome<Retagged>[] = []
  for (const { ref, add, remove } of retaggings) {
    const outcome = await retag(tx, permit, ref, { add, remove, reason, tags, timestamp })
    const entry = outcome.ok ? outcome.value.logId : undefined
    if (batch !== undefined && entry !== undefined) await addToBatch(tx, batch, entry)
    outcomes.push(outcome)
  }
  return outcomes
}

/**
 * What would take back what these entries of the log tell of: tags that they added go, tags that they removed come back
 * unless they are no tags any more. Entries that the performer may not read are left out.
 */
export async function reversalsOf(db: Reader, { viewer }: Performer, entries: readonly LogId[]): Promise<Retagging[]> {
  const logged = new Map((await logEntriesByIds(db, entries)).map(entry => [entry.id, entry]))
  const done = entries.flatMap(id => {
    const entry = logged.get(id)
    const params = entry && (valueFor(entry.logged, viewer)?.params as LogParams['tag/update'] | undefined)
    return params === undefined ? [] : [params]
  })
  const known = await tagsByNames(db, [...new Set(done.flatMap(params => params.tagsRemoved))])
  const isTag = new Set(known.filter(row => row.ctd_deleting === 0).map(row => row.ctd_name))
  return done.map(params => ({
    ref: refOf(params),
    add: params.tagsRemoved.filter(tag => isTag.has(tag)),
    remove: params.tagsAdded,
  }))
}

const refOf = ({ revid, logid }: LogParams['tag/update']): ChangeRef =>
  revid === false ? { logId: Number(logid) as LogId } : { revId: Number(revid) as RevId }
