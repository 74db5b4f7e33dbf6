// action=clientlogin: logs a person in, step by step; with a name and a password there is one step.
import { logInPerson } from '../../users/login.ts'
import { checkReturnUrl, showAuthFailure } from '../auth-answer.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

const fields = { username: p.string(), password: p.password(), rememberMe: p.boolean() }

export const clientlogin = defineModule({
  path: 'clientlogin',
  mode: 'session',
  prefix: 'login',
  token: 'login',
  mustBePosted: true,
  isWrite: true,
  needsRead: false,
  params: {
    requests: p.string({ multi: true }),
    messageformat: p.oneOf(['html', 'none', 'raw', 'wikitext'], { default: 'wikitext' }),
    mergerequestfields: p.boolean(),
    preservestate: p.boolean(),
    returnurl: p.string(),
    continue: p.boolean(),
    token: p.token('login'),
  },
  atLeastOne: [['continue', 'returnurl']],
  dynamic: fields,
  examples: {
    'action=clientlogin&username=Example&password=ExamplePassword&loginreturnurl=http://example.org/&logintoken=123ABC':
      'apihelp-clientlogin-example-login',
  },

  async run({ wiki, session, now, request }, params) {
    const { params: given } = await request.read({ path: 'clientlogin', params: fields }, { prefix: '' })
    if (params.returnurl !== undefined) checkReturnUrl(params.returnurl, 'loginreturnurl')
    if (params.continue) return showAuthFailure('authmanager-authn-not-in-progress', params.messageformat, request)
    if (given.username === undefined || given.password === undefined) {
      return showAuthFailure('authmanager-authn-no-primary', params.messageformat, request)
    }
    const outcome = await logInPerson(wiki, session, {
      name: given.username,
      password: given.password,
      ip: request.http.ip,
      now,
    })
    if (!outcome.ok) return showAuthFailure(outcome.code, params.messageformat, request)
    return { status: 'PASS', username: outcome.userName }
  },
})
