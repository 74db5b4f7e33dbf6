// Hiding parts of log entries: what was done, why, and by whom.
import type { Permit } from '../access/permit.ts'
import { hideRecentChangesOfLogEntry } from '../changes/hide-recent-change-store.ts'
import type { Problem } from '../errors.ts'
import type { LogId } from '../ids.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import { type ItemOrder, idOf, logHiding, missingItems } from '../revisions/hide.ts'
import { type HideResult, hideOne } from '../revisions/visibility.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import type { LogEntry } from './log-entry.ts'
import { logEntriesByIds } from './log-reader-store.ts'
import { setLogBits } from './log-store.ts'
import { mayReadLogType } from './log-types.ts'

/** What became of one of the ids. */
export type HiddenLogItem =
  | { readonly id: LogId; readonly entry: LogEntry; readonly bits: number; readonly result: HideResult }
  | { readonly id: number | string; readonly missing: Problem }

/** As MediaWiki: the page of the log that all entries are in, or of all logs. */
export async function logOfEntries(db: Reader, ids: readonly LogId[]): Promise<Title> {
  const types = new Set((await logEntriesByIds(db, ids)).map(entry => entry.type))
  const [type] = types
  return makeTitle(-1, types.size === 1 && type !== undefined ? `Log/${type}` : 'Log')
}

/**
 * Hides and shows parts of log entries; one log entry for all that changed. An entry of a log that the performer may not
 * read is as a missing one.
 */
export async function hideLogEntries(
  tx: Transaction,
  permit: Permit<'deletelogentry'>,
  order: ItemOrder,
): Promise<HiddenLogItem[]> {
  const { viewer } = permit.performer
  const ids = [...new Set(order.ids.map(idOf))] as LogId[]
  const entries = (await logEntriesByIds(tx, ids)).filter(entry => mayReadLogType(entry.type, viewer)).reverse()
  const items: HiddenLogItem[] = []
  const changed: { id: number; before: number; after: number }[] = []
  for (const entry of entries) {
    const hideable = {
      bits: entry.hiddenBits,
      timestamp: entry.timestamp,
      isCurrent: false,
      setBits: (writer: Transaction, from: number, to: number) => setEntryBits(writer, entry.id, from, to),
    }
    const result = await hideOne(tx, viewer, hideable, order)
    const bits = result.is === 'changed' ? result.bits : entry.hiddenBits
    if (result.is === 'changed') changed.push({ id: entry.id, before: entry.hiddenBits, after: bits })
    items.push({ id: entry.id, entry, bits, result })
  }
  if (changed.length > 0) await logHiding(tx, permit, order, { changed, type: 'logging' })
  return [
    ...items,
    ...missingItems(
      order.ids,
      entries.map(entry => entry.id),
    ),
  ]
}

async function setEntryBits(tx: Transaction, id: LogId, from: number, to: number): Promise<boolean> {
  if (!(await setLogBits(tx, id, from, to))) return false
  await hideRecentChangesOfLogEntry(tx, id, to)
  return true
}
