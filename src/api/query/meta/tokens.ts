// query+tokens: tokens for what changes data.
import { anonymousToken, isSessionToken, makeToken, tokenTypes } from '../../../access/tokens.ts'
import { defineQuery } from '../../module.ts'
import { p } from '../../params.ts'
import type { Value } from '../../result.ts'

export const tokens = defineQuery({
  path: 'query+tokens',
  cache: 'private',
  group: 'meta',
  needsRead: false,
  params: { type: p.oneOf(tokenTypes, { multi: true, default: 'csrf', allSpecifier: '*' }) },
  examples: {
    'action=query&meta=tokens': 'apihelp-query+tokens-example-simple',
    'action=query&meta=tokens&type=watch|patrol': 'apihelp-query+tokens-example-types',
  },

  async run({ wiki, viewer, session, now, request, warn }, { type }) {
    // Whose answer another site could read gets no tokens.
    if (request.withoutSession) {
      warn({ key: 'apiwarn-tokens-origin', params: [] }, 'tokens-origin')
      return undefined
    }
    const shown: Record<string, Value> = {}
    for (const one of type) {
      if (!viewer.isRegistered && !isSessionToken(one)) {
        shown[`${one}token`] = anonymousToken
        continue
      }
      wiki.sessions.begin(session)
      shown[`${one}token`] = makeToken(session.secret, one, now)
    }
    return shown
  },
})
