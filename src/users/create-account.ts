// Making an account, for oneself or for somebody else.
import type { Performer } from '../access/permit.ts'
import { timestampOf } from '../api/timestamps.ts'
import type { CaptchaAnswer } from '../captcha/captcha.ts'
import { record } from '../changes/record.ts'
import { type Problem, problem } from '../errors.ts'
import { passGates } from '../hooks.ts'
import { cutComment } from '../language/cut-comment.ts'
import { pageByTitle } from '../pages/page-store.ts'
import type { Wiki } from '../wiki.ts'
import { addAccount } from './add-account.ts'
import { userPageOf } from './block-target.ts'
import { passwordProblems } from './password-policy.ts'
import { hashPassword } from './passwords.ts'
import { canBeRegistered, canonicalUserName, defaultReservedNames } from './user-name.ts'
import { userByName } from './user-store.ts'

export interface AccountOrder {
  readonly name: string
  readonly password: string
  /** The password once more. */
  readonly retype: string
  readonly realName: string
  readonly reason: string
  readonly captcha?: CaptchaAnswer | undefined
}

export type AccountOutcome =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const refused = (...problems: readonly Problem[]): AccountOutcome => ({ ok: false, problems })

/** The rules of names for new accounts. */
export const newNameRules = { reserved: new Set(defaultReservedNames), temporaryPrefix: '~' }

/** Makes an account and logs that; says what stands against it, in MediaWiki's order. */
export async function createAccount(wiki: Wiki, performer: Performer, order: AccountOrder): Promise<AccountOutcome> {
  if (order.name === '') return refused(problem('noname', []))
  const denied = creationProblems(performer)
  if (denied.length > 0) return refused(...denied)
  const name = canonicalUserName(order.name, wiki.titles)
  if (name === undefined || !canBeRegistered(name, newNameRules)) return refused(problem('noname', []))
  if ((await userByName(wiki.database.read, name)) !== undefined) return refused(problem('userexists', []))
  const gated = await passGates(wiki.gates.account, { performer, name, captcha: order.captcha })
  const [held] = gated.problems
  if (held !== undefined) return refused(held)
  if (order.password === '' || order.retype === '') return refused(problem('authmanager-create-no-primary', []))
  if (order.password !== order.retype) return refused(problem('badretype', []))
  const weak = passwordProblems(order.password, name)
  if (weak.length > 0) return refused(...weak)
  const permit = performer.permit('createaccount', { evenIfBlocked: true })
  const password = await hashPassword(wiki, order.password)
  const now = timestampOf(performer.now)
  const made = await wiki.database.write(async tx => {
    if ((await userByName(tx, name)) !== undefined) return false
    const { userId, actorId } = await addAccount(tx, { name, password, realName: order.realName, now })
    const own = !performer.viewer.isRegistered
    const on = userPageOf(name)
    await record(tx, {
      permit,
      ...(own ? { by: { actorId, name } } : {}),
      on,
      summary: cutComment(order.reason),
      log: {
        type: 'newusers',
        action: own ? 'create' : 'create2',
        params: { userid: userId },
        pageId: (await pageByTitle(tx, on))?.page_id ?? 0,
      },
      tags: gated.tags,
      flags: {},
      timestamp: now,
    })
    return true
  })
  return made ? { ok: true, name } : refused(problem('userexists', []))
}

/** What keeps somebody from making any account; a partial block may, too. */
function creationProblems(performer: Performer): Problem[] {
  if (!performer.viewer.may('createaccount')) {
    const groups = performer.groupsWith('createaccount')
    return groups.length > 0
      ? [problem('badaccess-groups', [{ list: groups, type: 'comma' }, groups.length])]
      : [problem('badaccess-group0', [])]
  }
  return performer.blocks.filter(one => one.createAccount).map(block => performer.blockedBy(block))
}
