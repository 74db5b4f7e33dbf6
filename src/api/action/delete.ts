// action=delete: deletes a page.
import type { PageId } from '../../ids.ts'
import { deletePage } from '../../pages/delete.ts'
import { defineModule } from '../module.ts'
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

  async run(context, { reason, tags, deletetalk, watch, watchlist, unwatch, title: name, pageid }) {
    const { wiki, performer, warn } = context
    const title = await titleOrPageId(context, { title: name, pageid })
    const order = { title, reason, tags, withTalk: deletetalk }
    const deleted = await deletePage(wiki, performer, order, key => warn({ key, params: [] }, key))
    const choice = watchChoiceOf({ watch, watchlist, unwatch })
    await watchAfterChange(context, { title, choice, preference: 'watchdeletion' })
    return { title: wiki.nameOf(deleted.title), reason: deleted.reason, logid: deleted.logId }
  },
})
