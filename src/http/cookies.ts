// Cookies in and out. What we set no script can read, and no other site sends along with a posted form.
import { parseCookie, stringifySetCookie } from 'cookie'

export interface SetCookie {
  readonly name: string
  readonly value: string
  /** Without it the cookie lives as long as the browser; a time in the past removes it. */
  readonly expires?: Date
  /** In seconds. */
  readonly maxAge?: number
  /** Default `/`. */
  readonly path?: string
  /** Default true. */
  readonly httpOnly?: boolean
  /** Default `lax`. */
  readonly sameSite?: 'lax' | 'strict' | 'none'
  /** Default: whether the request came by HTTPS. */
  readonly secure?: boolean
}

/** The value of one Set-Cookie header. Throws a TypeError on a name, path or value that cannot be written. */
export function serializeCookie(cookie: SetCookie, secureRequest: boolean): string {
  const { name, value, expires, maxAge, path = '/', httpOnly = true, sameSite = 'lax' } = cookie
  const secure = cookie.secure ?? secureRequest
  return stringifySetCookie({ name, value, path, httpOnly, sameSite, secure, expires, maxAge })
}

const none: ReadonlyMap<string, string> = new Map()

/** The cookies of a Cookie header; of a name that comes twice, the first counts. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  return header === undefined ? none : new Map(Object.entries(parseCookie(header)) as [string, string][])
}
