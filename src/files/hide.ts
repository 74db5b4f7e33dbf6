// Hiding parts of old and of deleted versions of files: what is in them, who put them there, and why.
import type { Permit } from '../access/permit.ts'
import { Viewer } from '../access/viewer.ts'
import type { Problem } from '../errors.ts'
import { pageByTitle } from '../pages/page-store.ts'
import { hiddenContent } from '../revisions/hidden-bits.ts'
import { type ItemOrder, idOf, logHiding, missingItems } from '../revisions/hide.ts'
import { type HideResult, hideOne } from '../revisions/visibility.ts'
import type { Transaction } from '../storage/database.ts'
import { type ArchivedFile, archiveIdOf, archiveNameOf, type FileVersion } from './file.ts'
import { archivedOfName, setArchivedFileBits } from './file-archive-store.ts'
import { oldVersionsByNames, setOldFileBits } from './file-store.ts'
import { hideLoggedHash } from './upload-log-store.ts'

/** What became of one of the ids: an old version, or one of a deleted file. */
export type HiddenFileItem =
  | {
      readonly id: number
      readonly file: FileVersion | ArchivedFile
      readonly bits: number
      readonly result: HideResult
    }
  | { readonly id: number | string; readonly missing: Problem }

interface Found {
  /** As it was asked for, and is logged. */
  readonly id: string
  readonly file: FileVersion | ArchivedFile
  setBits(tx: Transaction, from: number, to: number): Promise<boolean>
}

/** Hides and shows parts of old versions, which are named by the times in their names; one log entry for all. */
export async function hideOldVersions(
  tx: Transaction,
  permit: Permit<'deleterevision'>,
  order: ItemOrder,
): Promise<HiddenFileItem[]> {
  const name = order.on.dbKey
  const ids = [...new Set(order.ids)]
  const versions = await oldVersionsByNames(
    tx,
    name,
    ids.map(id => archiveNameOf(id, name)),
  )
  const found = versions.map(file => {
    const archiveName = file.archiveName ?? ''
    return {
      id: archiveIdOf(archiveName),
      file,
      setBits: (writer: Transaction, from: number, to: number) =>
        setOldFileBits(writer, { name, archiveName }, from, to),
    }
  })
  return hideFound(tx, permit, order, found, 'oldimage')
}

/** The same for versions of a deleted file. */
export async function hideArchivedFiles(
  tx: Transaction,
  permit: Permit<'deleterevision'>,
  order: ItemOrder,
): Promise<HiddenFileItem[]> {
  const ids = [...new Set(order.ids.map(idOf))]
  const files = await archivedOfName(tx, order.on.dbKey, ids, ids.length)
  const found = files.map(file => ({
    id: String(file.id),
    file,
    setBits: (writer: Transaction, from: number, to: number) => setArchivedFileBits(writer, file.id, from, to),
  }))
  return hideFound(tx, permit, order, found, 'filearchive')
}

async function hideFound(
  tx: Transaction,
  permit: Permit<'deleterevision'>,
  order: ItemOrder,
  found: readonly Found[],
  type: 'oldimage' | 'filearchive',
): Promise<HiddenFileItem[]> {
  const { viewer } = permit.performer
  const items: HiddenFileItem[] = []
  const changed: { id: string; before: number; after: number }[] = []
  for (const { id, file, setBits } of found) {
    const before = file.hiddenBits
    // An old version is never what the page shows now.
    const hideable = { bits: before, timestamp: file.timestamp, isCurrent: false, setBits }
    const result = await hideOne(tx, viewer, hideable, order)
    const after = result.is === 'changed' ? result.bits : before
    if (result.is === 'changed') {
      changed.push({ id, before, after })
      await hideHash(tx, file, before, after)
    }
    items.push({ id: Number(id), file, bits: after, result })
  }
  if (changed.length > 0) {
    const pageId = (await pageByTitle(tx, order.on))?.page_id ?? 0
    await logHiding(tx, permit, order, { changed, type, pageId })
  }
  return [
    ...items,
    ...missingItems(
      order.ids,
      found.map(one => one.id),
    ),
  ]
}

/** What tells a content tells it: its hash in the log of uploads goes and comes with it. */
async function hideHash(tx: Transaction, file: FileVersion, before: number, after: number): Promise<void> {
  if (((before ^ after) & hiddenContent) === 0) return
  const content = file.content.for(Viewer.system('the hash of a hidden content is taken out of the log'))
  if (content.is === 'withheld') return
  await hideLoggedHash(tx, { timestamp: file.timestamp, sha1: content.value.sha1 }, (after & hiddenContent) !== 0)
}
