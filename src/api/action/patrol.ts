// action=patrol: marks a change as looked at.

import { patrol as patrolChange } from '../../changes/patrol.ts'
import type { RcId, RevId } from '../../ids.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

export const patrol = defineModule({
  path: 'patrol',
  mode: 'write',
  token: 'patrol',
  params: {
    rcid: p.id<RcId>()(),
    revid: p.id<RevId>()(),
    tags: p.tags(),
    token: p.token('patrol'),
  },
  exactlyOne: [['rcid', 'revid']],
  examples: {
    'action=patrol&token=123ABC&rcid=230672766': 'apihelp-patrol-example-rcid',
    'action=patrol&token=123ABC&revid=230672766': 'apihelp-patrol-example-revid',
  },

  async run({ wiki, performer }, { rcid, revid, tags }) {
    const ref = rcid === undefined ? { revId: revid as RevId } : { rcId: rcid }
    const { rcId, title } = await patrolChange(wiki, performer, ref, tags)
    return { rcid: rcId, ns: title.namespace, title: wiki.nameOf(title) }
  },
})
