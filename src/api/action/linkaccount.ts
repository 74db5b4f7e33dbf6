// action=linkaccount: makes an account of another site known for this one. There is no other site that could tell of one.
import { fail, problem } from '../../errors.ts'
import { checkReturnUrl, messageFormat, showAuthFailure } from '../auth-answer.ts'
import { defineModule } from '../module.ts'
import { checkGroups } from '../parameter-groups.ts'
import { p } from '../params.ts'

export const linkaccount = defineModule({
  path: 'linkaccount',
  mode: 'write',
  prefix: 'link',
  needsRead: false,
  params: {
    requests: p.string({ multi: true }),
    messageformat: messageFormat(),
    mergerequestfields: p.boolean(),
    returnurl: p.string(),
    continue: p.boolean(),
    token: p.token('csrf'),
  },
  dynamic: {},
  examples: {
    'action=linkaccount&provider=Example&linkreturnurl=http://example.org/&linktoken=123ABC':
      'apihelp-linkaccount-example-link',
  },

  async run({ viewer, request }, { returnurl, messageformat, continue: goesOn }) {
    if (!viewer.isRegistered) throw fail('apierror-mustbeloggedin-linkaccounts', [])
    const given = new Set([...(returnurl === undefined ? [] : ['returnurl']), ...(goesOn ? ['continue'] : [])])
    checkGroups({ prefix: 'link', atLeastOne: [['continue', 'returnurl']] }, given)
    checkReturnUrl(returnurl, 'linkreturnurl')
    return showAuthFailure([problem('userlogin-cannot-link', [])], messageformat, request)
  },
})
