// action=userrights: puts somebody into groups, or takes them out.
import { fail } from '../../errors.ts'
import type { UserId } from '../../ids.ts'
import { changeableGroups, changeRights } from '../../users/change-rights.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'
import { list } from '../result.ts'

export const userrights = defineModule({
  path: 'userrights',
  mode: 'write',
  token: 'userrights',
  params: {
    user: p.user({ allow: ['name', 'id'] }),
    userid: p.id<UserId>()({ deprecated: true }),
    add: p.oneOf(changeableGroups, { multi: true }),
    expiry: p.string({ multi: true, default: 'infinite', allowsDuplicates: true }),
    remove: p.oneOf(changeableGroups, { multi: true }),
    reason: p.string({ default: '' }),
    token: p.token('userrights'),
    tags: p.tags(),
    watchuser: p.boolean(),
  },
  exactlyOne: [['user', 'userid']],
  examples: {
    'action=userrights&user=FooBot&add=bot&remove=sysop|bureaucrat&token=123ABC': 'apihelp-userrights-example-user',
    'action=userrights&user=SometimeSysop&add=sysop&expiry=1%20month&token=123ABC': 'apihelp-userrights-example-expiry',
  },

  async run({ wiki, performer }, params) {
    const { add = [], remove = [], expiry } = params
    if (expiry.length !== 1 && expiry.length !== add.length) {
      throw fail('apierror-toofewexpiries', [expiry.length, add.length])
    }
    const changed = await changeRights(wiki, performer, {
      user: params.user ?? `#${params.userid}`,
      add: add.map((group, index) => ({
        group,
        expiry: (expiry.length === 1 ? expiry[0] : expiry[index]) ?? 'infinite',
      })),
      remove,
      reason: params.reason,
      tags: params.tags,
    })
    return {
      user: changed.name,
      userid: changed.userId,
      removed: list('group', changed.removed),
      added: list('group', changed.added),
      watchuser: params.watchuser,
    }
  },
})
