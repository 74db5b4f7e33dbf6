// action=undelete: brings revisions of a deleted page back.
import { Failure } from '../../errors.ts'
import { talkOf } from '../../pages/title.ts'
import { undeletePage } from '../../pages/undelete.ts'
import { defineModule } from '../module.ts'
import { titleOfText } from '../page-of.ts'
import { p } from '../params.ts'

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
    watchlist: p.oneOf(['nochange', 'preferences', 'unwatch', 'watch'], { default: 'preferences' }),
    token: p.token('csrf'),
  },
  examples: {
    'action=undelete&title=Main%20Page&token=123ABC&reason=Restoring%20main%20page': 'apihelp-undelete-example-page',
    'action=undelete&title=Main%20Page&token=123ABC&timestamps=2007-07-03T22:00:45Z|2007-07-02T19:48:56Z':
      'apihelp-undelete-example-revisions',
  },

  async run(context, { title: text, reason, tags, timestamps = [], undeletetalk }) {
    const { wiki, performer, warn } = context
    const title = titleOfText(context, text)
    const undeleted = await undeletePage(wiki, performer, { title, reason, timestamps, tags })
    const talk = undeletetalk ? talkOf(title) : undefined
    if (talk !== undefined) {
      await undeletePage(wiki, performer, { title: talk, reason, timestamps: [], tags }).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error
        for (const one of error.problems) warn(one.message, one.code)
      })
    }
    return { title: wiki.nameOf(title), revisions: undeleted.revisions, fileversions: undeleted.files, reason }
  },
})
