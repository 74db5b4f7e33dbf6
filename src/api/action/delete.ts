// action=delete: deletes a page.
import { Failure } from '../../errors.ts'
import type { PageId } from '../../ids.ts'
import { deletePage } from '../../pages/delete.ts'
import { talkOf } from '../../pages/title.ts'
import { defineModule } from '../module.ts'
import { titleOrPageId } from '../page-of.ts'
import { p } from '../params.ts'

export const deleteModule = defineModule({
  path: 'delete',
  mode: 'write',
  params: {
    title: p.string(),
    pageid: p.id<PageId>()(),
    reason: p.string(),
    tags: p.tags(),
    deletetalk: p.boolean(),
    watch: p.boolean({ deprecated: true }),
    watchlist: p.oneOf(['nochange', 'preferences', 'unwatch', 'watch'], { default: 'preferences' }),
    unwatch: p.boolean({ deprecated: true }),
    oldimage: p.string(),
    token: p.token('csrf'),
  },
  exactlyOne: [['title', 'pageid']],
  examples: {
    'action=delete&title=Main%20Page&token=123ABC': 'apihelp-delete-example-simple',
    'action=delete&title=Main%20Page&token=123ABC&reason=Preparing%20for%20move': 'apihelp-delete-example-reason',
  },

  async run(context, { reason, tags, deletetalk, ...named }) {
    const { wiki, performer, warn } = context
    const title = await titleOrPageId(context, named)
    const given = reason === undefined || reason === '' ? undefined : reason
    const deleted = await deletePage(wiki, performer, { title, reason: given, tags })
    const talk = deletetalk ? talkOf(title) : undefined
    if (talk !== undefined) {
      await deletePage(wiki, performer, { title: talk, reason: deleted.reason, tags }).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error
        for (const one of error.problems) warn(one.message, one.code)
      })
    }
    return { title: wiki.nameOf(deleted.title), reason: deleted.reason, logid: deleted.logId }
  },
})
