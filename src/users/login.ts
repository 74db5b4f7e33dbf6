// Logging in: from a name and a password to a session of an account.
import type { Session } from '../access/sessions.ts'
import type { UserId } from '../ids.ts'
import { type Message, message } from '../language/messages.ts'
import type { Wiki } from '../wiki.ts'
import { matchesBotPassword, matchesPassword } from './passwords.ts'
import { canonicalUserName } from './user-name.ts'
import { botPassword, userByName } from './user-store.ts'

export type LoginOutcome =
  | { readonly ok: true; readonly userId: UserId; readonly userName: string; readonly appId: string }
  | { readonly ok: false; readonly aborted: boolean; readonly code: string; readonly reason: Message }

const refused = (key: string, aborted = false): LoginOutcome => ({
  ok: false,
  aborted,
  code: key,
  reason: message(key),
})

interface Credentials {
  /** `User`, `User@app`. */
  readonly name: string
  /** The password, or with a plain name `app@password`. */
  readonly password: string
  readonly ip: string
  readonly now: Date
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

/** Logs in; says the same of an account that is not there as of a wrong password. */
export async function logIn(wiki: Wiki, session: Session, credentials: Credentials): Promise<LoginOutcome> {
  // As MediaWiki: whoever a bot password logged in stays so until they log out.
  if (session.appId !== '') {
    return {
      ok: false,
      aborted: true,
      code: 'api-login-fail-badsessionprovider',
      reason: message('api-login-fail-badsessionprovider', 'MediaWiki\\Session\\BotPasswordSessionProvider'),
    }
  }
  const { name, password, now } = credentials
  const bot = botLoginOf(name, password)
  if (bot !== undefined) {
    const outcome = await logInBot(wiki, session, bot, now)
    if (outcome.ok || name.includes('@')) return outcome
  }
  return logInPerson(wiki, session, credentials)
}

/** Logs in with the password of the account itself. */
export async function logInPerson(wiki: Wiki, session: Session, credentials: Credentials): Promise<LoginOutcome> {
  const { name, password, now } = credentials
  const canonical = canonicalUserName(name, wiki.titles)
  const user = canonical === undefined ? undefined : await userByName(wiki.database.read, canonical)
  if (!(await matchesPassword(password, user?.user_password ?? decoy)) || user === undefined)
    return refused('wrongpassword')
  await wiki.sessions.logIn(session, user.user_id, '', now)
  return { ok: true, userId: user.user_id, userName: user.user_name, appId: '' }
}

/** Compared where there is no account, so that this takes as long. The hash of nothing anybody knows. */
const decoy = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

async function logInBot(
  wiki: Wiki,
  session: Session,
  bot: { name: string; appId: string; password: string },
  now: Date,
): Promise<LoginOutcome> {
  const canonical = canonicalUserName(bot.name, wiki.titles)
  const user = canonical === undefined ? undefined : await userByName(wiki.database.read, canonical)
  const row = user === undefined ? undefined : await botPassword(wiki.database.read, user.user_id, bot.appId)
  if (user === undefined || row === undefined || !matchesBotPassword(bot.password, row.bp_password)) {
    return refused('wrongpassword')
  }
  await wiki.sessions.logIn(session, user.user_id, bot.appId, now)
  return { ok: true, userId: user.user_id, userName: user.user_name, appId: bot.appId }
}
