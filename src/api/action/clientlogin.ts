// action=clientlogin: logs a person in, step by step; with a name and a password there is one step.
import { type Problem, problem } from '../../errors.ts'
import { logInPerson } from '../../users/login.ts'
import { checkReturnUrl, messageFormat, showAuthFailure } from '../auth-answer.ts'
import { authRequests, readAuthFields, sentCaptcha } from '../auth-requests.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

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
    messageformat: messageFormat(),
    mergerequestfields: p.boolean(),
    preservestate: p.boolean(),
    returnurl: p.string(),
    continue: p.boolean(),
    token: p.token('login'),
  },
  atLeastOne: [['continue', 'returnurl']],
  dynamic: { username: p.string(), password: p.password(), rememberMe: p.boolean() },
  examples: {
    'action=clientlogin&username=Example&password=ExamplePassword&loginreturnurl=http://example.org/&logintoken=123ABC':
      'apihelp-clientlogin-example-login',
    'action=clientlogin&logincontinue=1&OATHToken=987654&logintoken=123ABC': 'apihelp-clientlogin-example-login2',
  },

  async run({ wiki, session, now, request }, params) {
    const failed = (problems: readonly Problem[]) => showAuthFailure(problems, params.messageformat, request)
    checkReturnUrl(params.returnurl, 'loginreturnurl')
    if (session.appId !== '') return failed([problem('userlogin-cannot-login', [])])
    if (params.continue) return failed([problem('authmanager-authn-not-in-progress', [])])
    const fields = readAuthFields(request, authRequests('login', { name: '', canLogIn: true }), params.requests)
    const outcome = await logInPerson(wiki, session, {
      name: fields.get('username') ?? '',
      password: fields.get('password') ?? '',
      ip: request.http.ip,
      now,
      captcha: wiki.captcha.isOn ? sentCaptcha(request) : undefined,
    })
    return outcome.ok ? { status: 'PASS', username: outcome.userName } : failed([outcome.problem])
  },
})
