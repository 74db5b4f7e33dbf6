// The parameters of every request.

import { formatNames } from './formats/index.ts'
import { p } from './params.ts'
import { actionNames, actionNamesBeyond } from './registry.ts'

export const errorFormats = ['plaintext', 'wikitext', 'html', 'raw', 'none', 'bc'] as const
export type ErrorFormat = (typeof errorFormats)[number]

/** Made late, because the registry knows the actions only when all modules are there. */
export const mainParams = () => ({
  action: p.oneOf(actionNames(), { beyond: actionNamesBeyond(), default: 'help', extra: { submodules: 'action' } }),
  format: p.oneOf(formatNames, { default: 'jsonfm', extra: { submodules: 'format' } }),
  maxlag: p.integer(),
  smaxage: p.integer({ default: 0, min: 0 }),
  maxage: p.integer({ default: 0, min: 0 }),
  assert: p.oneOf(['anon', 'user', 'bot']),
  assertuser: p.user({ allow: ['name', 'temp'] }),
  requestid: p.string(),
  servedby: p.boolean(),
  curtimestamp: p.boolean(),
  responselanginfo: p.boolean(),
  origin: p.string(),
  uselang: p.string({ default: 'user' }),
  variant: p.string(),
  errorformat: p.oneOf(errorFormats, { default: 'bc' }),
  errorlang: p.string({ default: 'uselang' }),
  errorsuselocal: p.boolean(),
  assume: p.beyond(p.oneOf(['public'])),
})
