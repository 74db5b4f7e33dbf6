// Logging in: from a name and a password to a session of an account.
import type { Session } from '../access/sessions.ts'
import { Viewer } from '../access/viewer.ts'
import type { CaptchaAnswer } from '../captcha/captcha.ts'
import { type Problem, problem } from '../errors.ts'
import type { UserId } from '../ids.ts'
import type { Wiki } from '../wiki.ts'
import { isAllowedFrom, restrictionsIn } from './bot-restrictions.ts'
import { decoyHash, matchesBotPassword, matchesPassword } from './passwords.ts'
import { canonicalUserName, defaultReservedNames } from './user-name.ts'
import { botPassword, userByName } from './user-store.ts'

export type LoginOutcome =
  | {
      readonly ok: true
      readonly userId: UserId
      readonly userName: string
      /** Of the bot password that was used; empty for that of the account. */
      readonly appId: string
    }
  | { readonly ok: false; readonly problem: Problem }

const refused = (problem: Problem): LoginOutcome => ({ ok: false, problem })
const wrong = (): LoginOutcome => refused(problem('wrongpassword', []))
const throttled = (seconds: number): LoginOutcome => refused(problem('login-throttled', [{ duration: seconds }]))

export interface Credentials {
  /** `User`, `User@app`. */
  readonly name: string
  /** The password, or with a plain name `app@password`. */
  readonly password: string
  readonly ip: string
  readonly now: Date
  /** The answer to the captcha that the address may be asked. */
  readonly captcha?: CaptchaAnswer | undefined
}

/** A name and a bot password, in either of the two ways in which they are written. */
export function botLoginOf(
  name: string,
  password: string,
): { name: string; appId: string; password: string } | undefined {
  const at = name.lastIndexOf('@')
  if (at > 0 && /^[0-9a-zA-Z]{32,}$/.test(password)) {
    return { name: name.slice(0, at), appId: name.slice(at + 1), password }
  }
  const mark = password.lastIndexOf('@')
  if (mark > 0 && /^[0-9a-zA-Z]{32,}$/.test(password.slice(mark + 1))) {
    return { name, appId: password.slice(0, mark), password: password.slice(mark + 1) }
  }
  return undefined
}

/** Logs in with a bot password, else with the password of the account itself. */
export async function logIn(wiki: Wiki, session: Session, credentials: Credentials): Promise<LoginOutcome> {
  const { name, password } = credentials
  const bot = botLoginOf(name, password)
  const outcome = bot === undefined ? wrong() : await logInBot(wiki, session, bot, credentials)
  if (outcome.ok || isFinal(outcome.problem)) return outcome
  return logInPerson(wiki, session, credentials)
}

/** Refusals after which the password is not tried as that of the account. */
const isFinal = ({ code }: Problem): boolean => code === 'login-throttled' || code === 'botpasswords-restriction-failed'

/**
 * Logs in with the password of the account itself. Says the same of an account that is not there as of a wrong
 * password, after the same time; only what can be no account's name is told apart.
 */
export async function logInPerson(wiki: Wiki, session: Session, credentials: Credentials): Promise<LoginOutcome> {
  const { name, password, ip, now } = credentials
  const canonical = canonicalUserName(name, wiki.titles)
  if (canonical === undefined || defaultReservedNames.includes(canonical) || password === '') {
    return refused(problem('authmanager-authn-no-primary', []))
  }
  const attempts = `${canonical}\n${ip}`
  const wait = wiki.loginThrottle.use(attempts, now)
  if (wait !== undefined) return throttled(wait)
  // As MediaWiki: without the right answer the password is wrong, whatever it is.
  if (mustAnswerToLogIn(wiki, ip, now) && !(await wiki.captcha.isRight(credentials.captcha, now))) return wrong()
  const user = await userByName(wiki.database.read, canonical)
  if (!(await matchesPassword(password, user?.user_password || decoyHash(wiki))) || user === undefined) {
    wiki.badLogins.count(ip, now)
    return wrong()
  }
  wiki.badLogins.clear(ip)
  wiki.loginThrottle.clear(attempts)
  await wiki.sessions.logIn(session, user.user_id, '', now)
  return { ok: true, userId: user.user_id, userName: user.user_name, appId: '' }
}

/** Whether this address must answer a captcha with its next login. */
export const mustAnswerToLogIn = ({ captcha, badLogins }: Wiki, ip: string, now: Date): boolean =>
  captcha.isTriggeredBy('badlogin', Viewer.public) && badLogins.isSuspect(ip, now)

async function logInBot(
  wiki: Wiki,
  session: Session,
  bot: { name: string; appId: string; password: string },
  { ip, now }: Credentials,
): Promise<LoginOutcome> {
  const canonical = canonicalUserName(bot.name, wiki.titles)
  if (canonical === undefined) return wrong()
  // As MediaWiki: attempts with bot passwords are counted on their own.
  const attempts = `bot\n${canonical}\n${ip}`
  const wait = wiki.loginThrottle.use(attempts, now)
  if (wait !== undefined) return throttled(wait)
  const user = await userByName(wiki.database.read, canonical)
  const row = user === undefined ? undefined : await botPassword(wiki.database.read, user.user_id, bot.appId)
  if (user === undefined || row === undefined || !matchesBotPassword(bot.password, row.bp_password)) return wrong()
  wiki.loginThrottle.clear(attempts)
  if (!isAllowedFrom(ip, restrictionsIn(row.bp_restrictions, wiki.titles).addresses)) {
    return refused(problem('botpasswords-restriction-failed', []))
  }
  await wiki.sessions.logIn(session, user.user_id, bot.appId, now)
  return { ok: true, userId: user.user_id, userName: user.user_name, appId: bot.appId }
}
