// action=xrenametag, which MediaWiki has not: renames a change tag with all its uses, or merges it into another.
import { cutComment } from '../../language/cut-comment.ts'
import type { Transaction } from '../../storage/database.ts'
import { rehearse } from '../../storage/rehearse.ts'
import { checkNewName } from '../../tags/manage.ts'
import { permitToRename, rename } from '../../tags/rename.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'
import { timestampOf } from '../timestamps.ts'

export const xrenametag = defineModule({
  path: 'xrenametag',
  mode: 'write',
  beyond: true,
  params: {
    tag: p.string({ required: true }),
    to: p.string({ required: true }),
    merge: p.boolean(),
    reason: p.string({ default: '' }),
    dryrun: p.boolean(),
    token: p.token('csrf'),
  },
  examples: {
    'action=xrenametag&tag=vandlaism&to=vandalism&reason=Misspelt&token=123ABC': 'apihelp-xrenametag-example-rename',
    'action=xrenametag&tag=spam+link&to=spam&merge=1&dryrun=1&token=123ABC': 'apihelp-xrenametag-example-merge',
  },

  async run({ wiki, performer, transact, now }, { tag, to, merge, reason, dryrun }) {
    const permit = permitToRename(performer, merge)
    checkNewName(to, wiki.titles)
    const order = { from: tag, to, merge, reason: cutComment(reason), timestamp: timestampOf(now) }
    const work = (tx: Transaction) => rename(tx, permit, order)
    const { logId, isMerged, uses, isUnfinished } = await (dryrun ? rehearse(wiki.database, work) : transact(work))
    return {
      tag,
      to,
      merged: isMerged,
      uses,
      unfinished: isUnfinished,
      ...(dryrun ? { dryrun: true } : { logid: logId }),
    }
  },
})
