// Deleting a file: all of its versions with the page, or one old version.
import type { Performer, Permit } from '../access/permit.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { countInSite } from '../changes/site-stats-store.ts'
import { fail } from '../errors.ts'
import type { LogId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { noteChangedPage } from '../links/note-change.ts'
import { withReason } from '../pages/null-revision.ts'
import { pageByTitle, stateOfPage } from '../pages/page-store.ts'
import type { Title } from '../pages/title.ts'
import type { Transaction } from '../storage/database.ts'
import { requireMayApply } from '../tags/allowed.ts'
import { acquireActor } from '../users/user-store.ts'
import type { Wiki } from '../wiki.ts'
import { archiveFile, archiveOldVersion } from './file-archive-store.ts'

export interface DeleteFileOrder {
  readonly title: Title
  readonly reason: string
  /** Checked already. */
  readonly tags: readonly string[]
}

/** Deletes all versions of a file whose page is deleted or was never there; says whether there was a file. */
export async function deleteVersions(
  tx: Transaction,
  { performer }: Permit<'delete'>,
  title: Title,
  timestamp: string,
): Promise<boolean> {
  const { viewer } = performer
  const actor = viewer.actorId ?? (await acquireActor(tx, viewer.name, viewer.userId))
  if (!(await archiveFile(tx, title.dbKey, { actor, timestamp }))) return false
  await countInSite(tx, { images: -1 })
  await noteChangedPage(tx, { page: 0, titles: [title], appeared: true, timestamp })
  return true
}

/** Deletes a file that has no page. */
export async function deleteFileWithoutPage(wiki: Wiki, performer: Performer, order: DeleteFileOrder): Promise<LogId> {
  const { title, reason } = order
  const permit = await permitDeletion(wiki, performer, order)
  const now = timestampOf(performer.now)
  return wiki.database.write(async tx => {
    if (!(await deleteVersions(tx, permit, title, now))) throw fail('apierror-missingtitle', [])
    return logDeletion(tx, permit, order, cutComment(reason), now)
  })
}

/** Deletes one old version. Throws `invalidoldimage` or `nodeleteablefile` where the name is not that of one. */
export async function deleteOldVersion(
  wiki: Wiki,
  performer: Performer,
  order: DeleteFileOrder & { readonly archiveName: string },
): Promise<LogId> {
  const { title, archiveName, reason } = order
  if (archiveName.length < 16 || /[/\\]/.test(archiveName)) throw fail('invalidoldimage', [])
  const permit = await permitDeletion(wiki, performer, order)
  const now = timestampOf(performer.now)
  const sentence = wiki.messages.wikitext({ key: 'deletedrevision', params: [archiveName] }, wiki.config.language)
  const { viewer } = performer
  return wiki.database.write(async tx => {
    const actor = viewer.actorId ?? (await acquireActor(tx, viewer.name, viewer.userId))
    const version = { name: title.dbKey, archiveName }
    if (!(await archiveOldVersion(tx, version, { actor, timestamp: now }))) throw fail('nodeleteablefile', [])
    return logDeletion(tx, permit, order, withReason(wiki, sentence, reason), now)
  })
}

async function permitDeletion(
  wiki: Wiki,
  performer: Performer,
  { title, tags }: DeleteFileOrder,
): Promise<Permit<'delete'>> {
  const db = wiki.database.read
  const page = await pageByTitle(db, title)
  const permit = performer.permitOn('delete', await stateOfPage(db, title, page, timestampOf(performer.now)))
  requireMayApply(performer, tags)
  return permit
}

async function logDeletion(
  tx: Transaction,
  permit: Permit<'delete'>,
  { title, tags }: DeleteFileOrder,
  summary: string,
  timestamp: string,
): Promise<LogId> {
  const pageId = (await pageByTitle(tx, title))?.page_id ?? 0
  const log = { type: 'delete', action: 'delete', params: {}, pageId } as const
  const { logId } = await record(tx, { permit, on: title, summary, log, tags, flags: {}, timestamp })
  if (logId === undefined) throw new Error('a deletion left no log entry')
  return logId
}
