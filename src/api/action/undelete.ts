// action=undelete: brings revisions of a deleted page back.
import { Failure, fail } from '../../errors.ts'
import { canExist } from '../../pages/title.ts'
import { undeletePage } from '../../pages/undelete.ts'
import { defineModule } from '../module.ts'
import { titleOfText } from '../page-of.ts'
import { p } from '../params.ts'
import { watchAfterChange, watchParams } from '../watch-params.ts'

export const undelete = defineModule({
  path: 'undelete',
  mode: 'write',
  params: {
    title: p.string({ required: true }),
    reason: p.string({ default: '' }),
    tags: p.tags(),
    timestamps: p.timestamp({ multi: true }),
    fileids: p.integer({ multi: true }),
    undeletetalk: p.boolean(),
    ...watchParams,
    token: p.token('csrf'),
  },
  examples: {
    'action=undelete&title=Main%20Page&token=123ABC&reason=Restoring%20Main%20Page': 'apihelp-undelete-example-page',
    'action=undelete&title=Main%20Page&token=123ABC&timestamps=2007-07-03T22:00:45Z|2007-07-02T19:48:56Z':
      'apihelp-undelete-example-revisions',
  },

  async run(context, { title: text, reason, tags, timestamps = [], fileids: files = [], undeletetalk, watchlist }) {
    const { wiki, performer, warn } = context
    performer.refuseBlocked()
    const title = titleOfText(context, text)
    if (!canExist(title)) throw fail('apierror-pagecannotexist', [])
    const order = { title, reason, timestamps, files, tags, withTalk: undeletetalk }
    const done = undeletePage(wiki, performer, order, key => warn({ key, params: [] }, key))
    const undeleted = await (context.request.style.format === 'bc' ? done.catch(inOldFormat) : done)
    await watchAfterChange(context, { title, choice: watchlist })
    return { title: wiki.nameOf(title), revisions: undeleted.revisions, fileversions: undeleted.files, reason }
  },
})

/** As MediaWiki: the old format, which has one error, tells that nothing was done, and not that nothing was found. */
function inOldFormat(error: unknown): never {
  const told = error instanceof Failure && error.code === 'undelete-no-results' ? error.problems.slice(1) : []
  throw told.length > 0 ? new Failure(told) : error
}
