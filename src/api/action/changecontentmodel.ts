// action=changecontentmodel: changes what kind of text a page has.
import { fail } from '../../errors.ts'
import type { PageId } from '../../ids.ts'
import { changeContentModel } from '../../pages/change-content-model.ts'
import { pageByTitle } from '../../pages/page-store.ts'
import { defineModule } from '../module.ts'
import { titleOrPageId } from '../page-of.ts'
import { p } from '../params.ts'

export const changecontentmodel = defineModule({
  path: 'changecontentmodel',
  mode: 'write',
  params: {
    title: p.string(),
    pageid: p.id<PageId>()(),
    summary: p.string(),
    tags: p.tags(),
    model: p.contentModel({ written: true, required: true }),
    bot: p.boolean(),
    token: p.token('csrf'),
  },
  exactlyOne: [['title', 'pageid']],
  examples: {
    'action=changecontentmodel&title=Main Page&model=text&token=123ABC': 'apihelp-changecontentmodel-example',
  },

  async run(context, { summary = '', tags, model, bot, ...named }) {
    const { wiki, performer, viewer, db } = context
    const title = await titleOrPageId(context, named)
    if ((await pageByTitle(db, title)) === undefined) throw fail('apierror-changecontentmodel-missingtitle', [])
    if (!viewer.may('editcontentmodel')) {
      throw fail('apierror-permissiondenied', [{ message: { key: 'action-editcontentmodel', params: [] } }])
    }
    const changed = await changeContentModel(wiki, performer, { title, model, reason: summary, bot, tags })
    return {
      result: 'Success',
      title: wiki.nameOf(title),
      pageid: changed.pageId,
      contentmodel: model,
      logid: changed.logId,
      revid: changed.revId,
    }
  },
})
