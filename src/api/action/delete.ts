// action=delete: deletes a page.
import { deleteFileWithoutPage, deleteOldVersion } from '../../files/delete-file.ts'
import { fileByName } from '../../files/file-store.ts'
import type { LogId, PageId } from '../../ids.ts'
import { deletePage } from '../../pages/delete.ts'
import { NS } from '../../pages/namespaces.ts'
import { pageByTitle } from '../../pages/page-store.ts'
import type { Title } from '../../pages/title.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { titleOrPageId } from '../page-of.ts'
import { p } from '../params.ts'
import { oldWatchParams, watchAfterChange, watchChoiceOf } from '../watch-params.ts'

export const deleteModule = defineModule({
  path: 'delete',
  mode: 'write',
  params: {
    title: p.string(),
    pageid: p.id<PageId>()(),
    reason: p.string(),
    tags: p.tags(),
    deletetalk: p.boolean(),
    ...oldWatchParams,
    oldimage: p.string(),
    token: p.token('csrf'),
  },
  exactlyOne: [['title', 'pageid']],
  examples: {
    'action=delete&title=Main%20Page&token=123ABC': 'apihelp-delete-example-simple',
    'action=delete&title=Main%20Page&token=123ABC&reason=Preparing%20for%20move': 'apihelp-delete-example-reason',
  },

  async run(context, { reason, tags, deletetalk, watch, watchlist, unwatch, oldimage, title: name, pageid }) {
    const { wiki, performer, db, warn } = context
    const title = await titleOrPageId(context, { title: name, pageid })
    if (title.namespace === NS.file && (await fileByName(db, title.dbKey)) !== undefined) {
      const deleted = await deleteFile(context, title, { reason, tags, oldimage, deletetalk })
      const choice = watchChoiceOf({ watch, watchlist, unwatch })
      await watchAfterChange(context, { title, choice, preference: 'watchdeletion' })
      return { title: wiki.nameOf(title), reason: reason ?? null, logid: deleted }
    }
    const order = { title, reason, tags, withTalk: deletetalk }
    const deleted = await deletePage(wiki, performer, order, key => warn({ key, params: [] }, key))
    const choice = watchChoiceOf({ watch, watchlist, unwatch })
    await watchAfterChange(context, { title, choice, preference: 'watchdeletion' })
    return { title: wiki.nameOf(deleted.title), reason: deleted.reason, logid: deleted.logId }
  },
})

interface FileDeletion {
  readonly reason: string | undefined
  readonly tags: readonly string[]
  readonly oldimage: string | undefined
  readonly deletetalk: boolean
}

/** Deletes a file with its page, or one old version. As MediaWiki: no reason is made up for a file. */
async function deleteFile(
  { wiki, performer, db }: WriteContext,
  title: Title,
  { reason = '', tags, oldimage, deletetalk }: FileDeletion,
): Promise<LogId> {
  // As MediaWiki: nothing is no name.
  if (oldimage !== undefined && oldimage !== '') {
    return deleteOldVersion(wiki, performer, { title, reason, tags, archiveName: oldimage })
  }
  if ((await pageByTitle(db, title)) === undefined)
    return deleteFileWithoutPage(wiki, performer, { title, reason, tags })
  const order = { title, reason, tags, withTalk: deletetalk, needsTalk: true }
  return (await deletePage(wiki, performer, order)).logId
}
