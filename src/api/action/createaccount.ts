// action=createaccount: makes an account.
import { type Problem, problem } from '../../errors.ts'
import { createAccount } from '../../users/create-account.ts'
import { checkReturnUrl, messageFormat, showAuthFailure } from '../auth-answer.ts'
import { authRequests, readAuthFields, sentCaptcha } from '../auth-requests.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

export const createaccount = defineModule({
  path: 'createaccount',
  mode: 'write',
  prefix: 'create',
  token: 'createaccount',
  needsRead: false,
  params: {
    requests: p.string({ multi: true }),
    messageformat: messageFormat(),
    mergerequestfields: p.boolean(),
    preservestate: p.boolean(),
    returnurl: p.string(),
    continue: p.boolean(),
    token: p.token('createaccount'),
  },
  atLeastOne: [['continue', 'returnurl']],
  dynamic: { username: p.string(), password: p.password(), retype: p.password(), realname: p.string() },
  examples: {
    'action=createaccount&username=Example&password=ExamplePassword&retype=ExamplePassword&createreturnurl=http://example.org/&createtoken=123ABC':
      'apihelp-createaccount-example-create',
  },

  async run({ wiki, performer, viewer, request }, params) {
    const failed = (problems: readonly Problem[]) => showAuthFailure(problems, params.messageformat, request)
    checkReturnUrl(params.returnurl, 'createreturnurl')
    if (params.continue) return failed([problem('authmanager-create-not-in-progress', [])])
    const name = viewer.isRegistered ? viewer.name : ''
    const fields = readAuthFields(request, authRequests('create', { name, canLogIn: true }), params.requests)
    const outcome = await createAccount(wiki, performer, {
      name: fields.get('username') ?? '',
      password: fields.get('password') ?? '',
      retype: fields.get('retype') ?? '',
      realName: fields.get('realname') ?? '',
      reason: fields.get('reason') ?? '',
      captcha: wiki.captcha.isOn ? sentCaptcha(request) : undefined,
    })
    return outcome.ok ? { status: 'PASS', username: outcome.name } : failed(outcome.problems)
  },
})
