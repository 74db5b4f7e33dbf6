// action=userrights: puts somebody into groups, or takes them out.
import { Failure } from '../../errors.ts'
import type { UserId } from '../../ids.ts'
import { sitewideBlock } from '../../users/blocks.ts'
import {
  changeableGroups,
  changeRights,
  readExpiries,
  userOfIdToChange,
  userToChange,
} from '../../users/change-rights.ts'
import type { UserRow } from '../../users/user-store.ts'
import { watchUser } from '../../users/watch-user.ts'
import { defineModule, type ReadContext } from '../module.ts'
import { p } from '../params.ts'
import { byId, list, type Value } from '../result.ts'

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
    'action=userrights&userid=123&add=bot&remove=sysop|bureaucrat&token=123ABC': 'apihelp-userrights-example-userid',
    'action=userrights&user=SometimeSysop&add=sysop&expiry=1%20month&token=123ABC': 'apihelp-userrights-example-expiry',
  },

  // As MediaWiki: a wrong token is looked at with the user in mind, who must be there first.
  async beforeBadToken(context, params) {
    await userNamed(context, params)
  },

  beforeGroups(performer) {
    const { viewer, blocks } = performer
    if (!viewer.may('userrights') && sitewideBlock(blocks) !== undefined) {
      throw new Failure(performer.blockedByAll(blocks))
    }
  },

  async run(context, params) {
    const { wiki, performer, now } = context
    const add = readExpiries(params.add ?? [], params.expiry, now)
    const user = await userNamed(context, params)
    const { remove = [], reason, tags } = params
    const changed = await changeRights(wiki, performer, { user, add, remove, reason, tags })
    if (params.watchuser) await watchUser(wiki, performer, user.user_name)
    return {
      user: user.user_name,
      userid: user.user_id,
      added: groupsOf(
        add.map(one => one.group),
        changed.added,
      ),
      removed: groupsOf(remove, changed.removed),
      watchuser: params.watchuser,
    }
  },
})

/** As MediaWiki: where one of those asked for made no difference, the others stand at their places among all. */
function groupsOf(asked: readonly string[], done: readonly string[]): Value {
  const places = done.map(group => asked.indexOf(group))
  if (places.every((place, index) => place === index)) return list('group', done)
  return byId('group', new Map(places.map((place, index) => [place, done[index] ?? ''])), 'object')
}

/** Throws `nosuchuser`, `invaliduser`. */
function userNamed(
  { wiki, viewer, now }: Pick<ReadContext, 'wiki' | 'viewer' | 'now'>,
  given: { readonly user?: string | undefined; readonly userid?: UserId | undefined },
): Promise<UserRow> {
  const who = { viewer, now }
  return given.user === undefined
    ? userOfIdToChange(wiki, who, given.userid as UserId)
    : userToChange(wiki, who, given.user)
}
