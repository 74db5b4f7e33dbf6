// Tokens in the addresses of hidden files: who has one may open this one file in their own session, and do nothing else.
import { makeToken, matchesToken } from './tokens.ts'

const secretFor = (secret: string, file: string): string => `${secret}:file:${file}`

/** A token for the file of this key, in the session of this secret. */
export const makeFileToken = (secret: string, file: string, now: Date): string =>
  makeToken(secretFor(secret, file), 'csrf', now)

/** Whether a token was made for this file in this session. */
export const matchesFileToken = (secret: string, file: string, token: string): boolean =>
  secret !== '' && matchesToken(secretFor(secret, file), 'csrf', token)
