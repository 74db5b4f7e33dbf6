// Tokens: proof that a request was made on purpose, bound to the session and to their type.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { RecentlyUsed } from '../storage/recently-used.ts'

export const tokenTypes = ['createaccount', 'csrf', 'login', 'patrol', 'rollback', 'userrights', 'watch'] as const
export type TokenType = (typeof tokenTypes)[number]

/** The token of nobody: what somebody without an account sends for all but logging in and making an account. */
export const anonymousToken = '+\\'
const suffix = '+\\'

/** Types that somebody without an account has a real token for, as it protects the session itself. */
export const isSessionToken = (type: TokenType): boolean => type === 'login' || type === 'createaccount'

function mac(secret: string, type: TokenType, seconds: string): string {
  return createHmac('sha256', secret).update(`${type}:${seconds}`).digest('hex').slice(0, 32)
}

/** A token: 32 hex digits, the time in hex, `+\`. */
export function makeToken(secret: string, type: TokenType, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
    .toString(16)
    .padStart(8, '0')
  return mac(secret, type, seconds) + seconds + suffix
}

/** The time in a token that has a token's form. */
export function timeOfToken(token: string): Date | undefined {
  const match = /^[0-9a-f]{32}([0-9a-f]{8,})\+\\$/.exec(token)
  return match ? new Date(Number.parseInt(match[1] as string, 16) * 1000) : undefined
}

/** Whether a token is good for who asks. */
export function isValidToken(
  {
    session,
    viewer,
  }: { readonly session: { readonly secret: string }; readonly viewer: { readonly isRegistered: boolean } },
  type: TokenType,
  token: string,
): boolean {
  if (!viewer.isRegistered && !isSessionToken(type)) return token === anonymousToken
  return session.secret !== '' && matchesToken(session.secret, type, token)
}

/** The beginnings of good tokens, by what they were made of: a bot sends the same one with each of its edits. */
const goodMacs = new RecentlyUsed<string>(1000)

/** Whether a token is of this session and type; compared in constant time. */
export function matchesToken(secret: string, type: TokenType, token: string): boolean {
  const match = /^([0-9a-f]{32})([0-9a-f]{8,})\+\\$/.exec(token)
  const seconds = match?.[2] ?? '0'
  const key = `${secret}\n${type}\n${seconds}`
  const known = goodMacs.get(key)
  const expected = known ?? mac(secret, type, seconds)
  const given = match?.[1] ?? '0'.repeat(32)
  const matches = timingSafeEqual(Buffer.from(expected), Buffer.from(given)) && match !== null
  if (matches && known === undefined) goodMacs.set(key, expected)
  return matches
}
