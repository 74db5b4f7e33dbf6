// action=rollback: takes back the edits of the last author of a page.
import { fail } from '../../errors.ts'
import type { PageId, UserId } from '../../ids.ts'
import { pageById, pageByTitle, titleOfPage } from '../../pages/page-store.ts'
import { rollBack } from '../../pages/rollback.ts'
import type { Title } from '../../pages/title.ts'
import type { Reader } from '../../storage/database.ts'
import { userById } from '../../users/user-store.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { titleOfText } from '../page-of.ts'
import { p } from '../params.ts'
import { watchAfterChange, watchParams } from '../watch-params.ts'

export const rollback = defineModule({
  path: 'rollback',
  mode: 'write',
  token: 'rollback',
  params: {
    title: p.string(),
    pageid: p.id<PageId>()(),
    tags: p.tags(),
    user: p.user({ required: true, allow: ['name', 'ip', 'temp', 'interwiki', 'id'] }),
    summary: p.string({ default: '' }),
    markbot: p.boolean(),
    ...watchParams,
    token: p.token('rollback'),
  },
  exactlyOne: [['title', 'pageid']],
  examples: {
    'action=rollback&title=Main%20Page&user=Example&token=123ABC': 'apihelp-rollback-example-simple',
    'action=rollback&title=Main%20Page&user=192.0.2.5&token=123ABC&summary=Reverting%20vandalism&markbot=1':
      'apihelp-rollback-example-summary',
  },

  async run(context, { tags, user, summary, markbot: markBot, watchlist: choice, ...named }) {
    const { wiki, performer, db } = context
    const title = await pageToRollBack(context, named)
    const order = { title, user: await nameOfUser(db, user), summary, markBot, tags }
    const done = await rollBack(wiki, performer, order)
    await watchAfterChange(context, { title, choice, preference: 'watchrollback' })
    return {
      title: wiki.nameOf(title),
      pageid: done.pageId,
      summary: done.summary,
      revid: done.revId,
      old_revid: done.oldRevId,
      last_revid: done.targetRevId,
    }
  },
})

/** As MediaWiki: a title that no page can have is as one that none has. */
async function pageToRollBack(
  context: WriteContext,
  given: { title?: string | undefined; pageid?: PageId | undefined },
): Promise<Title> {
  const { db } = context
  if (given.title !== undefined) {
    const title = titleOfText(context, given.title)
    if ((await pageByTitle(db, title)) === undefined) throw fail('apierror-missingtitle', [])
    return title
  }
  const id = given.pageid as PageId
  const row = id > 0 ? await pageById(db, id) : undefined
  if (row === undefined) throw fail('apierror-nosuchpageid', [id])
  return titleOfPage(row)
}

/** The name that `#5` stands for; that of nobody is the one that MediaWiki gives to nobody. */
async function nameOfUser(db: Reader, user: string): Promise<string> {
  if (!user.startsWith('#')) return user
  return (await userById(db, Number(user.slice(1)) as UserId))?.user_name ?? 'Unknown user'
}
