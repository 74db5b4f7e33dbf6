// Sessions: who a request comes from. Somebody without an account has a session that is only a signed number in a cookie;
// an account's session is a row, so that it survives a restart and can be ended.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { SetCookie } from '../http/cookies.ts'
import type { UserId } from '../ids.ts'
import type { Database } from '../storage/database.ts'
import {
  deleteExpiredSessions,
  deleteSession,
  insertSession,
  type SessionRow,
  sessionByHash,
  touchSession,
} from './session-store.ts'

/** Thirty days, in milliseconds: how long a session that nobody uses is kept. */
export const sessionLifetime = 30 * 24 * 3600e3
const day = 24 * 3600e3

/** One session as a request sees it. */
export class Session {
  /** The cookie's value; undefined while nothing was sent and nothing needs one. */
  id: string | undefined
  userId: UserId | 0
  /** The id of the bot password that logged in; empty otherwise. */
  appId: string
  /** What tokens are made with. Empty without an id. */
  secret: string
  /** Cookies that the answer sets. */
  readonly cookies: SetCookie[] = []
  constructor(id: string | undefined, userId: UserId | 0, appId: string, secret: string) {
    this.id = id
    this.userId = userId
    this.appId = appId
    this.secret = secret
  }
}

/** How long after a login, in milliseconds, it counts as proof that the person is there. As MediaWiki. */
const freshFor = 5 * 60_000

interface Cached {
  readonly row: SessionRow | undefined
  readonly at: number
}

/** Opens, starts and ends sessions. */
export class Sessions {
  readonly #database: Database
  readonly #secret: string
  readonly #cookiePrefix: string
  readonly #random: (bytes: number) => string
  readonly #cache = new Map<string, Cached>()
  /** When somebody logged in, by session, for logins of the last minutes in this process. */
  readonly #logins = new Map<string, number>()

  /** `secret` signs; `random(n)` gives n random bytes in hex. */
  constructor(of: { database: Database; secret: string; cookiePrefix: string; random: (bytes: number) => string }) {
    this.#database = of.database
    this.#secret = of.secret
    this.#cookiePrefix = of.cookiePrefix
    this.#random = of.random
  }

  get #plainCookie(): string {
    return `${this.#cookiePrefix}_session`
  }
  get #botCookie(): string {
    return `${this.#cookiePrefix}_BPsession`
  }

  /** The session that these cookies name; without a valid one, a session of nobody. */
  async open(cookies: ReadonlyMap<string, string>, now: Date): Promise<Session> {
    for (const name of [this.#botCookie, this.#plainCookie]) {
      const id = cookies.get(name)
      if (id === undefined || !this.#isOurs(id)) continue
      const row = await this.#row(id, now)
      if (row !== undefined) return new Session(id, row.sess_user as UserId, row.sess_app_id, this.#secretOf(id))
      if (name === this.#plainCookie) return new Session(id, 0, '', this.#secretOf(id))
    }
    return new Session(undefined, 0, '', '')
  }

  /** Gives a session of nobody an id, so that it can have tokens. */
  begin(session: Session): void {
    if (session.id !== undefined) return
    session.id = this.#newId()
    session.secret = this.#secretOf(session.id)
    session.cookies.push({ name: this.#plainCookie, value: session.id })
  }

  /** Logs an account in: a new id, so that nobody who knew the old one shares the session. */
  async logIn(session: Session, userId: UserId, appId: string, now: Date): Promise<void> {
    const id = this.#newId()
    const old = session.id
    await this.#database.write(async tx => {
      await deleteExpiredSessions(tx, now.toISOString(), 100)
      if (old !== undefined && session.userId !== 0) await deleteSession(tx, hashOf(old))
      await insertSession(tx, {
        sess_id: hashOf(id),
        sess_user: userId,
        sess_app_id: appId,
        sess_expires: new Date(now.getTime() + sessionLifetime).toISOString(),
      })
    })
    if (old !== undefined) this.#cache.delete(old)
    this.#logins.delete(old ?? '')
    for (const [one, at] of this.#logins) if (now.getTime() - at > freshFor) this.#logins.delete(one)
    this.#logins.set(id, now.getTime())
    session.id = id
    session.userId = userId
    session.appId = appId
    session.secret = this.#secretOf(id)
    session.cookies.push({ name: appId === '' ? this.#plainCookie : this.#botCookie, value: id })
  }

  async logOut(session: Session): Promise<void> {
    const old = session.id
    if (old === undefined) return
    await this.#database.write(tx => deleteSession(tx, hashOf(old)))
    this.#cache.delete(old)
    const name = session.appId === '' ? this.#plainCookie : this.#botCookie
    session.id = undefined
    session.userId = 0
    session.appId = ''
    session.secret = ''
    session.cookies.push({ name, value: '', expires: new Date(0) })
  }

  /** Whether a person gave their password for this session a moment ago. */
  isFresh(session: Session, now: Date): boolean {
    const at = session.appId === '' && session.id !== undefined ? this.#logins.get(session.id) : undefined
    return at !== undefined && now.getTime() - at <= freshFor
  }

  /** Forgets what was looked up, after an account's sessions were ended elsewhere. */
  forget(): void {
    this.#cache.clear()
  }

  async #row(id: string, now: Date): Promise<SessionRow | undefined> {
    const cached = this.#cache.get(id)
    // A short age, because another process may end a session.
    if (cached !== undefined && now.getTime() - cached.at < 2000) return cached.row
    const row = await sessionByHash(this.#database.read, hashOf(id))
    const valid = row !== undefined && Date.parse(row.sess_expires) > now.getTime() ? row : undefined
    if (this.#cache.size >= 10_000) this.#cache.clear()
    this.#cache.set(id, { row: valid, at: now.getTime() })
    if (valid !== undefined && Date.parse(valid.sess_expires) < now.getTime() + sessionLifetime - day) {
      const expires = new Date(now.getTime() + sessionLifetime).toISOString()
      await this.#database.write(tx => touchSession(tx, hashOf(id), expires))
    }
    return valid
  }

  #newId(): string {
    const number = this.#random(16)
    return number + this.#sign(number)
  }
  #sign(number: string): string {
    return createHmac('sha256', this.#secret).update(`session:${number}`).digest('hex').slice(0, 32)
  }
  #isOurs(id: string): boolean {
    if (!/^[0-9a-f]{64}$/.test(id)) return false
    if (this.#cache.has(id)) return true
    return timingSafeEqual(Buffer.from(id.slice(32)), Buffer.from(this.#sign(id.slice(0, 32))))
  }
  #secretOf(id: string): string {
    return `${this.#secret}:${id}`
  }
}

/** What the database knows of a session's id: a stolen database opens no session. */
const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex')
