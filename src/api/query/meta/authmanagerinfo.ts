// meta=authmanagerinfo: how one can log in, make an account or change a password here.

import { mustAnswerToLogIn } from '../../../users/login.ts'
import { type MessageFormat, messageFormat, showAuthRequest, showField } from '../../auth-answer.ts'
import {
  type AuthAction,
  type AuthRequest,
  authActions,
  authRequests,
  captchaRequest,
  mergedFields,
} from '../../auth-requests.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { p } from '../../params.ts'
import { list, type Tree } from '../../result.ts'

export const authmanagerinfo = defineQuery({
  path: 'query+authmanagerinfo',
  cache: 'private',
  isVolatile: true,
  prefix: 'ami',
  group: 'meta',
  needsRead: false,
  params: {
    securitysensitiveoperation: p.string(),
    requestsfor: p.oneOf(authActions),
    mergerequestfields: p.boolean(),
    messageformat: messageFormat(),
  },
  examples: {
    'action=query&meta=authmanagerinfo&amirequestsfor=login': 'apihelp-query+authmanagerinfo-example-login',
    'action=query&meta=authmanagerinfo&amirequestsfor=login&amimergerequestfields=1':
      'apihelp-query+authmanagerinfo-example-login-merged',
    'action=query&meta=authmanagerinfo&amisecuritysensitiveoperation=foo':
      'apihelp-query+authmanagerinfo-example-securitysensitiveoperation',
  },

  async run(context, { securitysensitiveoperation, requestsfor, mergerequestfields, messageformat }) {
    const { viewer, session } = context
    return {
      canauthenticatenow: session.appId === '',
      cancreateaccounts: true,
      canlinkaccounts: false,
      ...(securitysensitiveoperation === undefined
        ? {}
        : { securitysensitiveoperationstatus: viewer.isRegistered ? 'ok' : 'reauth' }),
      ...(requestsfor === undefined ? {} : await showRequests(context, requestsfor, messageformat, mergerequestfields)),
    }
  },
})

async function showRequests(
  context: QueryContext,
  action: AuthAction,
  format: MessageFormat,
  merged: boolean,
): Promise<Tree> {
  const { viewer, session, request } = context
  const name = viewer.isRegistered ? viewer.name : ''
  const asked = await captchaFor(context, action)
  const requests = [...asked, ...authRequests(action, { name, canLogIn: session.appId === '' })]
  const fields = Object.entries(mergedFields(requests))
  return {
    haspreservedstate: false,
    hasprimarypreservedstate: false,
    preservedusername: '',
    requests: list(
      '_v',
      requests.map(one => showAuthRequest(one, format, request, merged)),
    ),
    ...(merged
      ? { fields: Object.fromEntries(fields.map(([name, field]) => [name, showField(field, format, request)])) }
      : {}),
  }
}

/** The captcha that must be answered to do this, if any. */
async function captchaFor({ wiki, viewer, request, now }: QueryContext, action: AuthAction): Promise<AuthRequest[]> {
  if (action !== 'create' && action !== 'login') return []
  const isAsked =
    action === 'create'
      ? wiki.captcha.isTriggeredBy('createaccount', viewer)
      : mustAnswerToLogIn(wiki, request.http.ip, now)
  return isAsked ? [captchaRequest(await wiki.captcha.ask(now), action)] : []
}
