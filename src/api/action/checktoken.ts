// action=checktoken: says whether a token is good.
import { isValidToken, timeOfToken, tokenTypes } from '../../access/tokens.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'
import { isoTimestamp, timestampOf } from '../timestamps.ts'

export const checktoken = defineModule({
  path: 'checktoken',
  mode: 'read',
  params: {
    type: p.oneOf(tokenTypes, { required: true }),
    token: p.string({ required: true, sensitive: true }),
    maxtokenage: p.integer(),
  },
  examples: { 'action=checktoken&type=csrf&token=123ABC': 'apihelp-checktoken-example-simple' },

  async run({ request, now, warn }, { type, token, maxtokenage }) {
    // A plus sign in an address is a blank: the token was not encoded.
    if (token.endsWith(' \\')) warn({ key: 'apiwarn-checktoken-percentencoding', params: [] })
    const made = timeOfToken(token)
    const tooOld = maxtokenage !== undefined && made !== undefined && +now - +made > maxtokenage * 1000
    const result = !isValidToken(request, type, token) ? 'invalid' : tooOld ? 'expired' : 'valid'
    return {
      result,
      ...(made === undefined ? {} : { generated: isoTimestamp(timestampOf(made)) }),
    }
  },
})
