// Bringing deleted versions of a file back.
import { countInSite } from '../changes/site-stats-store.ts'
import { Failure, fail, problem } from '../errors.ts'
import { noteChangedPage } from '../links/note-change.ts'
import type { Title } from '../pages/title.ts'
import type { Transaction } from '../storage/database.ts'
import { archiveIdOf } from './file.ts'
import { archivedOfName, restoreAsCurrent, restoreAsOld } from './file-archive-store.ts'
import { fileByName } from './file-store.ts'
import { freeArchiveName } from './publish.ts'

/** Versions that come back at once. */
const mostVersions = 5000

/**
 * Brings versions back: those of these ids, or all. The newest becomes the current one where the file has none. Answers
 * how many; throws where an id is of no deleted version of this file, and `undeleterevdel` where the current version
 * would have something hidden.
 */
export async function restoreFile(
  tx: Transaction,
  title: Title,
  ids: readonly number[] | undefined,
  timestamp: string,
): Promise<number> {
  const name = title.dbKey
  const versions = await archivedOfName(tx, name, ids, mostVersions)
  const missing = (ids ?? []).filter(id => !versions.some(one => one.id === id))
  if (missing.length > 0) throw new Failure(missing.map(id => problem('undelete-missing-filearchive', [id])))
  const [newest] = versions
  if (newest === undefined) return 0
  const isNew = (await fileByName(tx, name)) === undefined
  if (isNew) {
    // What is shown to everybody cannot be hidden.
    if (newest.hiddenBits !== 0) throw fail('undeleterevdel', [])
    await restoreAsCurrent(tx, newest.id)
    await countInSite(tx, { images: 1 })
    await noteChangedPage(tx, { page: 0, titles: [title], appeared: true, timestamp })
  }
  for (const version of isNew ? versions.slice(1) : versions) {
    const time = version.archiveName === undefined ? version.timestamp : archiveIdOf(version.archiveName)
    await restoreAsOld(tx, version.id, await freeArchiveName(tx, name, time))
  }
  return versions.length
}
