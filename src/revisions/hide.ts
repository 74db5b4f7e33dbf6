// Hiding parts of revisions: of pages, and of pages that were deleted.

import type { Permit } from '../access/permit.ts'
import { hideRecentChangesOfRevision } from '../changes/hide-recent-change-store.ts'
import { record } from '../changes/record.ts'
import { type Problem, problem } from '../errors.ts'
import type { HideReason } from '../hiding/reason.ts'
import type { PageId, RevId } from '../ids.ts'
import { type PageRow, pageByTitle, pageRowOfRevision, titleOfPage, touchPages } from '../pages/page-store.ts'
import type { Title } from '../pages/title.ts'
import { forgetStored } from '../rendering/stored-rendering.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import {
  type ArchivedRevision,
  archivedRevisionsByIds,
  archivedRevisionsByTimestamps,
  setArchivedBits,
} from './archive-hide-store.ts'
import { suppressed } from './hidden-bits.ts'
import type { Revision } from './revision.ts'
import { revisionsOfPageByIds, setRevisionBits } from './revision-store.ts'
import { type HideResult, hideOne, type VisibilityOrder } from './visibility.ts'

/** A revision or an archived one, as the answer shows it. */
export type HiddenRevision = Revision | ArchivedRevision

/** What became of one of the ids. */
export type HiddenItem =
  | { readonly id: number | string; readonly item: HiddenRevision; readonly bits: number; readonly result: HideResult }
  | { readonly id: number | string; readonly missing: Problem }

/** What is asked of items of any kind. */
export interface ItemOrder extends VisibilityOrder {
  readonly on: Title
  readonly ids: readonly string[]
  readonly reason: HideReason
  /** Checked already. */
  readonly tags: readonly string[]
  /** 14 digits. */
  readonly timestamp: string
}

interface Found {
  readonly key: number | string
  readonly item: HiddenRevision
  readonly isCurrent: boolean
  setBits(tx: Transaction, from: number, to: number): Promise<boolean>
}

/** Whole numbers as PHP reads them: what is none is 0. */
export const idOf = (text: string): number => Number.parseInt(text, 10) || 0

/** Hides and shows parts of revisions of one page; one log entry for all that changed. */
export async function hideRevisions(
  tx: Transaction,
  permit: Permit<'deleterevision'>,
  order: ItemOrder,
): Promise<HiddenItem[]> {
  const ids = [...new Set(order.ids.map(idOf))] as RevId[]
  const page = await pageByTitle(tx, order.on)
  const found = await findRevisions(tx, order.on, page, ids)
  const items = await hideFound(tx, permit, { ...order, page }, found, 'revision')
  if (page !== undefined && items.some(one => 'result' in one && one.result.is === 'changed')) {
    await touchPages(tx, [page.page_id], order.timestamp)
  }
  return items
}

async function findRevisions(
  db: Reader,
  on: Title,
  page: PageRow | undefined,
  ids: readonly RevId[],
): Promise<Found[]> {
  const live = page === undefined ? [] : await revisionsOfPageByIds(db, page.page_id, ids)
  const found: Found[] = live.map(item => ({
    key: item.id,
    item,
    isCurrent: item.id === page?.page_latest,
    setBits: async (tx, from, to) => {
      if (!(await setRevisionBits(tx, item.id, from, to))) return false
      await hideRecentChangesOfRevision(tx, item.id, to)
      await forgetStored(tx, item.id)
      return true
    },
  }))
  if (live.length === ids.length) return found
  // As MediaWiki: revisions of the page that were deleted are found by their ids too.
  const archived = await archivedRevisionsByIds(db, on, ids)
  return [...found, ...archived.map(item => archivedItem(item, item.id))].sort((a, b) => b.item.id - a.item.id)
}

const archivedItem = (item: ArchivedRevision, key: number | string): Found => ({
  key,
  item,
  isCurrent: false,
  setBits: (tx, from, to) => setArchivedBits(tx, item.archiveId, from, to),
})

/** The same for revisions of a deleted page, which are named by their times in 14 digits. */
export async function hideArchived(
  tx: Transaction,
  permit: Permit<'deleterevision'>,
  order: ItemOrder,
): Promise<HiddenItem[]> {
  const archived = await archivedRevisionsByTimestamps(tx, order.on, order.ids)
  const found = archived.map(item => archivedItem(item, item.timestamp))
  return hideFound(tx, permit, { ...order, page: await pageByTitle(tx, order.on) }, found, 'archive')
}

async function hideFound(
  tx: Transaction,
  permit: Permit<'deleterevision'>,
  order: ItemOrder & { readonly page: PageRow | undefined },
  found: readonly Found[],
  type: 'revision' | 'archive',
): Promise<HiddenItem[]> {
  const { viewer } = permit.performer
  const items: HiddenItem[] = []
  const changed: { id: number | string; before: number; after: number }[] = []
  for (const { key, item, isCurrent, setBits } of found) {
    const before = item.hiddenBits
    const result = await hideOne(tx, viewer, { bits: before, timestamp: item.timestamp, isCurrent, setBits }, order)
    const after = result.is === 'changed' ? result.bits : before
    if (result.is === 'changed') changed.push({ id: key, before, after })
    items.push({ id: item.id, item, bits: after, result })
  }
  if (changed.length > 0) await logHiding(tx, permit, order, { changed, type, pageId: order.page?.page_id ?? 0 })
  return [
    ...items,
    ...missingItems(
      order.ids,
      found.map(one => one.key),
    ),
  ]
}

/** Of ids as they were sent, each once: those that are not written as one of the found is. */
export function missingItems(
  ids: readonly string[],
  found: readonly (number | string)[],
): { readonly id: number | string; readonly missing: Problem }[] {
  const known = new Set(found.map(String))
  return [...new Set(ids)]
    .filter(id => !known.has(id))
    .map(asShown)
    .map(id => ({ id, missing: problem('revdelete-modify-missing', [id]) }))
}

/** What is written as a whole number is one; anything else stays a text. */
const asShown = (id: string): number | string => (/^(?:0|-?[1-9]\d{0,14})$/.test(id) ? Number(id) : id)

/** The bits that the entry tells of. As MediaWiki: what was added and what was taken away, not what stayed hidden. */
function loggedBits(changed: readonly { readonly before: number; readonly after: number }[]): {
  before: number
  after: number
} {
  return {
    before: changed.reduce((bits, one) => bits | (one.before & ~one.after), 0),
    after: changed.reduce((bits, one) => bits | (one.after & ~one.before), 0),
  }
}

/** What an entry that tells of hiding says. */
interface LoggedHiding {
  readonly changed: readonly { readonly id: number | string; readonly before: number; readonly after: number }[]
  /** What the ids are of. */
  readonly type: 'revision' | 'archive' | 'oldimage' | 'filearchive' | 'logging'
  /** Of the page that they belong to, 0 where there is none now; undefined for what belongs to no page. */
  readonly pageId?: PageId | 0
}

/** One entry for all; of the log that only some may read when anything is or was suppressed. */
export async function logHiding(
  tx: Transaction,
  permit: Permit<'deleterevision' | 'deletelogentry'>,
  order: ItemOrder,
  hiding: LoggedHiding,
): Promise<void> {
  const { changed, type, pageId } = hiding
  const { before, after } = loggedBits(changed)
  await record(tx, {
    permit,
    on: order.on,
    summary: order.reason,
    log: {
      type: ((before | after) & suppressed) === 0 ? 'delete' : 'suppress',
      action: type === 'logging' ? 'event' : 'revision',
      ...(pageId === undefined ? {} : { pageId }),
      params: { type, ids: changed.map(one => one.id), old: before, new: after },
    },
    tags: order.tags,
    flags: {},
    timestamp: order.timestamp,
  })
}

/** The page that a revision is of, for who names no target. */
export async function pageOfRevision(db: Reader, id: RevId): Promise<Title | undefined> {
  const page = await pageRowOfRevision(db, id)
  return page === undefined ? undefined : titleOfPage(page)
}
