// What goes with a thing that is hidden: the log entry that was made with a revision, the revision that a log entry left.
// Their recent changes follow by themselves.
import type { Permit } from '../access/permit.ts'
import type { LogId, RevId } from '../ids.ts'
import { type HiddenLogItem, hideLogEntries, logOfEntries } from '../logs/hide.ts'
import type { Title } from '../pages/title.ts'
import { type HiddenItem, hideRevisions, type ItemOrder } from '../revisions/hide.ts'
import type { HideableField } from '../revisions/visibility.ts'
import type { Transaction } from '../storage/database.ts'
import { entriesOfRevisions, placesOfRevisions, type RevisionPlace, revisionsOfEntries } from './range-store.ts'

/** An order for things of whatever page. */
export type Order = Omit<ItemOrder, 'on' | 'ids'>

/** The comment and the name are the same in both; a text is no action. */
const ofEntry = (fields: readonly HideableField[]): HideableField[] => fields.filter(field => field !== 'content')

/** The comment of the revision that a move or a protection leaves says what was done: it goes with the action. */
const ofRevision = (fields: readonly HideableField[]): HideableField[] => [
  ...new Set(fields.map(field => (field === 'content' ? 'comment' : field))),
]

/** Does to the log entries of revisions what was done to the revisions themselves. */
export async function hideLinkedEntries(
  tx: Transaction,
  permit: Permit<'deletelogentry'>,
  order: Order,
  revisions: readonly RevId[],
): Promise<HiddenLogItem[]> {
  const [hide, show] = [ofEntry(order.hide), ofEntry(order.show)]
  const ids = hide.length + show.length === 0 ? [] : await entriesOfRevisions(tx, revisions)
  if (ids.length === 0) return []
  return hideLogEntries(tx, permit, { ...order, hide, show, on: await logOfEntries(tx, ids), ids: ids.map(String) })
}

/** Does to the revisions that log entries left what was done to the entries. */
export async function hideLinkedRevisions(
  tx: Transaction,
  permit: Permit<'deleterevision'>,
  order: Order,
  entries: readonly LogId[],
): Promise<HiddenItem[]> {
  const places = await placesOfRevisions(tx, await revisionsOfEntries(tx, entries))
  return hidePlaces(tx, permit, { ...order, hide: ofRevision(order.hide), show: ofRevision(order.show) }, places)
}

/** Hides and shows parts of revisions of any pages, page by page. */
export async function hidePlaces(
  tx: Transaction,
  permit: Permit<'deleterevision'>,
  order: Order,
  places: readonly RevisionPlace[],
): Promise<HiddenItem[]> {
  const pages = new Map<string, { on: Title; ids: string[] }>()
  for (const { id, on } of places) {
    const key = `${on.namespace}:${on.dbKey}`
    const page = pages.get(key) ?? { on, ids: [] }
    page.ids.push(String(id))
    pages.set(key, page)
  }
  const items: HiddenItem[] = []
  for (const page of pages.values()) items.push(...(await hideRevisions(tx, permit, { ...order, ...page })))
  return items
}
