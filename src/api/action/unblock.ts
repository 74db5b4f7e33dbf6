// action=unblock: lifts a block.
import { Failure, problem } from '../../errors.ts'
import type { BlockId, UserId } from '../../ids.ts'
import { unblock as lift } from '../../users/unblock.ts'
import { watchUser } from '../../users/watch-user.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'
import { targetNamed } from './block.ts'

export const unblock = defineModule({
  path: 'unblock',
  mode: 'write',
  params: {
    id: p.id<BlockId>()(),
    user: p.user({ allow: ['name', 'ip', 'temp', 'cidr', 'id'] }),
    userid: p.id<UserId>()({ deprecated: true }),
    reason: p.string({ default: '' }),
    tags: p.tags(),
    watchuser: p.boolean(),
    token: p.token('csrf'),
  },
  exactlyOne: [['id', 'user', 'userid']],
  examples: {
    'action=unblock&id=105': 'apihelp-unblock-example-id',
    'action=unblock&user=Bob&reason=Sorry%20Bob': 'apihelp-unblock-example-user',
  },

  async run(context, params) {
    const { wiki, performer } = context
    const denied = problem('apierror-permissiondenied-unblock', [])
    const permit = performer.permit('block', { denied, evenIfBlocked: true })
    const of =
      params.id === undefined ? await targetNamed(context, params) : ({ kind: 'block', id: params.id } as const)
    const order = { of, reason: params.reason, tags: params.tags }
    const lifted = await lift(wiki, permit, order).catch((error: unknown) => {
      if (!(error instanceof Failure) || !ownBlockCodes.includes(error.code)) throw error
      throw new Failure(error.problems.map(one => ({ ...one, data: { blockinfo: performer.blockInfo() } })))
    })
    const name = lifted.isAuto ? '' : lifted.target
    if (params.watchuser && name !== '') await watchUser(wiki, performer, name)
    return {
      id: lifted.id,
      user: name,
      userid: lifted.userId,
      reason: params.reason,
      watchuser: params.watchuser,
    }
  },
})

/** Refusals because of the performer's own block: they tell of it. */
const ownBlockCodes = ['ipbblocked', 'ipbnounblockself']
