// action=login: logs a bot in, with a bot password or (against advice) with that of the account.
import { makeToken, matchesToken } from '../../access/tokens.ts'
import { type Problem, problem } from '../../errors.ts'
import { logIn } from '../../users/login.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'
import { showNotice } from '../problems.ts'
import type { RequestInfo } from '../request.ts'
import type { Tree } from '../result.ts'

/** MediaWiki's name of a session that a bot password began; clients see it in an answer. */
const botSessions = 'MediaWiki\\Session\\BotPasswordSessionProvider sessions'

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

  async run({ wiki, viewer, session, now, request, warn }, { name = '', password = '', token = '' }) {
    const refused = (result: 'Aborted' | 'Failed', because: Problem) => ({ result, reason: show(because, request) })
    if (request.withoutSession) return refused('Aborted', problem('api-login-fail-sameorigin', []))
    // As MediaWiki: whoever a bot password logged in stays so until they log out.
    if (session.appId !== '') return refused('Aborted', problem('api-login-fail-badsessionprovider', [botSessions]))
    if (token === '') {
      wiki.sessions.begin(session)
      warn({ key: 'apiwarn-deprecation-login-token', params: [] }, 'deprecation', {
        feature: 'action=login&!lgtoken',
      })
      return { result: 'NeedToken', token: makeToken(session.secret, 'login', now) }
    }
    if (!matchesToken(session.secret, 'login', token)) {
      // As MediaWiki: a session that is new, or that somebody has just been given, has told no token that could be wrong.
      if (session.secret !== '' && !viewer.isRegistered) return { result: 'WrongToken' }
      return refused('Failed', problem('authpage-cannot-login-continue', []))
    }
    const outcome = await logIn(wiki, session, { name, password, ip: request.http.ip, now })
    if (!outcome.ok) return refused('Failed', outcome.problem)
    if (outcome.appId === '') {
      warn({ key: 'apiwarn-deprecation-login-botpw', params: [] }, 'deprecation', { feature: 'main-account-login' })
    }
    return { result: 'Success', lguserid: outcome.userId, lgusername: outcome.userName }
  },
})

/** A reason: a text in the old format of errors, an object in the others. */
function show(because: Problem, { style }: RequestInfo): Tree | string {
  return style.format === 'bc'
    ? style.messages.plain(because.message, 'en')
    : showNotice({ ...because, module: '' }, style, false)
}
