// action=managetags: makes, activates, deactivates and deletes change tags.
import { cutComment } from '../../language/cut-comment.ts'
import type { Transaction } from '../../storage/database.ts'
import { rehearse } from '../../storage/rehearse.ts'
import { checkNewName, manageTag, permitToManage, tagOperations } from '../../tags/manage.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'
import { timestampOf } from '../timestamps.ts'

export const managetags = defineModule({
  path: 'managetags',
  mode: 'write',
  params: {
    operation: p.oneOf(tagOperations, { required: true }),
    tag: p.string({ required: true }),
    reason: p.string({ default: '' }),
    ignorewarnings: p.boolean(),
    tags: p.tags(),
    xdryrun: p.beyond(p.boolean()),
    token: p.token('csrf'),
  },
  examples: {
    'action=managetags&operation=create&tag=spam&reason=For+use+in+edit+patrolling&token=123ABC':
      'apihelp-managetags-example-create',
    'action=managetags&operation=delete&tag=vandlaism&reason=Misspelt&token=123ABC':
      'apihelp-managetags-example-delete',
    'action=managetags&operation=activate&tag=spam&reason=For+use+in+edit+patrolling&token=123ABC':
      'apihelp-managetags-example-activate',
    'action=managetags&operation=deactivate&tag=spam&reason=No+longer+required&token=123ABC':
      'apihelp-managetags-example-deactivate',
  },

  async run({ wiki, performer, transact, now }, { operation, tag, reason, tags, xdryrun }) {
    const permit = permitToManage(performer, operation)
    if (operation === 'create') checkNewName(tag, wiki.titles)
    const { mostUsesOfDeletedTag: mostUses } = wiki.config
    const order = { operation, name: tag, reason: cutComment(reason), tags, timestamp: timestampOf(now), mostUses }
    const work = (tx: Transaction) => manageTag(tx, permit, order)
    if (xdryrun) {
      await rehearse(wiki.database, work)
      return { operation, tag, success: true, xdryrun: true }
    }
    return { operation, tag, success: true, logid: await transact(work) }
  },
})
