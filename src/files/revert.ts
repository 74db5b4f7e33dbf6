// Reverting a file: an old version is published again.
import type { Performer } from '../access/permit.ts'
import { fail } from '../errors.ts'
import type { Title } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'
import { fileByName, oldVersionsByNames } from './file-store.ts'
import { publish } from './publish.ts'
import { permitUpload } from './upload.ts'

export interface RevertOrder {
  readonly title: Title
  readonly archiveName: string
  readonly comment: string
}

/**
 * Publishes an old version again. Throws `missingtitle` where there is no file, and `filerevert-badversion` where there is
 * no such version, or the performer may not see what is in it: publishing would show it.
 */
export async function revertFile(wiki: Wiki, performer: Performer, order: RevertOrder): Promise<void> {
  const { title, archiveName, comment } = order
  const db = wiki.database.read
  if ((await fileByName(db, title.dbKey)) === undefined) throw fail('apierror-missingtitle', [])
  const [old] = await oldVersionsByNames(db, title.dbKey, [archiveName])
  const shown = old?.content.for(performer.viewer)
  // What is hidden is shown first, by who may; nobody publishes it by the way.
  if (old === undefined || shown?.is !== 'open') throw fail('filerevert-badversion', [])
  if (!wiki.config.uploadsEnabled) throw fail('uploaddisabled', [])
  const permit = await permitUpload(wiki, performer, title)
  const version = { title, content: shown.value, size: old.size, comment, pageText: '', tags: [] }
  await wiki.database.write(tx => publish(tx, wiki, permit, version))
}
