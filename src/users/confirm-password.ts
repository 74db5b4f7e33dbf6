// Asking for the password once more, before what a stolen session must not do.
import { type Problem, problem } from '../errors.ts'
import type { UserId } from '../ids.ts'
import type { Wiki } from '../wiki.ts'
import { matchesPassword } from './passwords.ts'
import { userById } from './user-store.ts'

/** What stands against it that this is the password of the account; undefined where it is. Attempts count as logins do. */
export async function problemOfPassword(
  wiki: Wiki,
  of: { readonly userId: UserId; readonly password: string; readonly ip: string; readonly now: Date },
): Promise<Problem | undefined> {
  const user = await userById(wiki.database.read, of.userId)
  const attempts = `${user?.user_name ?? ''}\n${of.ip}`
  const wait = wiki.loginThrottle.use(attempts, of.now)
  if (wait !== undefined) return problem('login-throttled', [{ duration: wait }])
  if (user === undefined || !(await matchesPassword(of.password, user.user_password)))
    return problem('wrongpassword', [])
  wiki.loginThrottle.clear(attempts)
  return undefined
}
