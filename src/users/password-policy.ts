// What a new password must be like.
import { type Problem, problem } from '../errors.ts'
import { commonPasswords } from './common-passwords.ts'

/** Bytes that a password has at least and at most. As MediaWiki. */
export const minimalPasswordLength = 8
export const maximalPasswordLength = 4096
/** Bytes that the password of somebody in one of these groups has at least. */
const minimalPrivilegedLength = 10
const privilegedGroups = ['bot', 'bureaucrat', 'interface-admin', 'sysop']

/** Accounts of examples and tests, with the passwords that all the world knows. */
const knownAccounts: Readonly<Record<string, string>> = {
  Useruser: 'Passpass',
  Useruser1: 'Passpass1',
  Apitestsysop: 'testpass',
  Apitestuser: 'testpass',
}

/** All that stands against this password for an account of this name and in these groups; empty for a good one. */
export function passwordProblems(password: string, name: string, groups: readonly string[] = []): Problem[] {
  const problems: Problem[] = []
  const length = Buffer.byteLength(password)
  const least = groups.some(group => privilegedGroups.includes(group)) ? minimalPrivilegedLength : minimalPasswordLength
  if (length < least) problems.push(problem('passwordtooshort', [least]))
  if (password !== '' && name.toLowerCase().includes(password.toLowerCase())) {
    problems.push(problem('password-substring-username-match', []))
  }
  if (knownAccounts[name] === password) problems.push(problem('password-login-forbidden', []))
  if (length > maximalPasswordLength) problems.push(problem('passwordtoolong', [maximalPasswordLength]))
  if (commonPasswords.has(password.toLowerCase())) problems.push(problem('passwordincommonlist', []))
  return problems
}
