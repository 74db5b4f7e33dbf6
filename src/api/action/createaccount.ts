// action=createaccount: makes an account.
import { createAccount } from '../../users/create-account.ts'
import { checkReturnUrl, showAuthFailure } from '../auth-answer.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

const fields = {
  username: p.string(),
  password: p.password(),
  retype: p.password(),
  email: p.string({ default: '' }),
  realname: p.string({ default: '' }),
  reason: p.string({ default: '' }),
}

export const createaccount = defineModule({
  path: 'createaccount',
  mode: 'write',
  prefix: 'create',
  token: 'createaccount',
  needsRead: false,
  params: {
    requests: p.string({ multi: true }),
    messageformat: p.oneOf(['html', 'none', 'raw', 'wikitext'], { default: 'wikitext' }),
    mergerequestfields: p.boolean(),
    preservestate: p.boolean(),
    returnurl: p.string(),
    continue: p.boolean(),
    token: p.token('createaccount'),
  },
  atLeastOne: [['continue', 'returnurl']],
  dynamic: fields,
  examples: {
    'action=createaccount&username=Example&password=ExamplePassword&retype=ExamplePassword&createreturnurl=http://example.org/&createtoken=123ABC':
      'apihelp-createaccount-example-create',
  },

  async run({ wiki, performer, request }, params) {
    const { params: given } = await request.read({ path: 'createaccount', params: fields }, { prefix: '' })
    if (params.returnurl !== undefined) checkReturnUrl(params.returnurl, 'createreturnurl')
    const failed = (key: string) => showAuthFailure(key, params.messageformat, request)
    if (params.continue) return failed('authmanager-create-not-in-progress')
    if (given.username === undefined || given.password === undefined || given.retype === undefined) {
      return failed('authmanager-create-no-primary')
    }
    if (given.password !== given.retype) return failed('badretype')
    const outcome = await createAccount(wiki, performer, {
      name: given.username,
      password: given.password,
      email: given.email,
      realName: given.realname,
      reason: given.reason,
    })
    return outcome.ok ? { status: 'PASS', username: outcome.name } : failed(outcome.code)
  },
})
