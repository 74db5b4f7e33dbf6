// meta=authmanagerinfo: how one can log in, make an account or change a password here.

import { type MessageFormat, messageFormat, showAuthRequest, showField } from '../../auth-answer.ts'
import { type AuthAction, authActions, authRequests, mergedFields } from '../../auth-requests.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { p } from '../../params.ts'
import { list, type Tree } from '../../result.ts'

export const authmanagerinfo = defineQuery({
  path: 'query+authmanagerinfo',
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
      ...(requestsfor === undefined ? {} : showRequests(context, requestsfor, messageformat, mergerequestfields)),
    }
  },
})

function showRequests(
  { viewer, session, request }: QueryContext,
  action: AuthAction,
  format: MessageFormat,
  merged: boolean,
): Tree {
  const name = viewer.isRegistered ? viewer.name : ''
  const requests = authRequests(action, { name, canLogIn: session.appId === '' })
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
