// action=login: logs a bot in, with a bot password or (against advice) with that of the account.

import { makeToken, matchesToken } from '../../access/tokens.ts'
import { logIn } from '../../users/login.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'
import { showNotice } from '../problems.ts'

export const login = defineModule({
  path: 'login',
  mode: 'session',
  prefix: 'lg',
  params: {
    name: p.string(),
    password: p.password(),
    domain: p.string(),
    token: p.string({ sensitive: true }),
  },
  mustBePosted: true,
  posted: ['password', 'token'],
  needsRead: false,
  isWrite: true,
  examples: {
    'action=login&lgname=user&lgpassword=password&lgtoken=123ABC': 'apihelp-login-example-login',
  },

  async run({ wiki, session, now, request, warn }, { name = '', password = '', token = '' }) {
    if (token === '') {
      wiki.sessions.begin(session)
      warn({ key: 'apiwarn-deprecation-login-token', params: [] }, 'deprecation', {
        feature: 'action=login&!lgtoken',
      })
      return { result: 'NeedToken', token: makeToken(session.secret, 'login', now) }
    }
    if (session.secret === '' || !matchesToken(session.secret, 'login', token)) return { result: 'WrongToken' }
    const outcome = await logIn(wiki, session, { name, password, ip: request.http.ip, now })
    if (!outcome.ok) {
      const { style } = request
      const reason =
        style.format === 'bc'
          ? style.messages.plain(outcome.reason, 'en')
          : showNotice({ code: outcome.code, message: outcome.reason, module: '' }, style, false)
      return { result: outcome.aborted ? 'Aborted' : 'Failed', reason }
    }
    if (outcome.appId === '') {
      warn({ key: 'apiwarn-deprecation-login-nobotpw', params: [] }, 'deprecation', {
        feature: 'main-account-login',
      })
    }
    return { result: 'Success', lguserid: outcome.userId, lgusername: outcome.userName }
  },
})
