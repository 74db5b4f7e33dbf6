// Making an account, for oneself or for somebody else.
import type { Performer } from '../access/permit.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { Failure } from '../errors.ts'
import { cutComment } from '../language/cut-comment.ts'
import { makeTitle } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'
import { addAccount } from './add-account.ts'
import { hashPassword } from './passwords.ts'
import { canBeRegistered, canonicalUserName, defaultReservedNames } from './user-name.ts'
import { userByName } from './user-store.ts'

/** Characters that a password has at least. As MediaWiki. */
export const minimalPasswordLength = 8

export interface AccountOrder {
  readonly name: string
  readonly password: string
  readonly email: string
  readonly realName: string
  readonly reason: string
}

export type AccountOutcome =
  | { readonly ok: true; readonly name: string }
  /** The key of the message that says why not. */
  | { readonly ok: false; readonly code: string }

const refused = (code: string): AccountOutcome => ({ ok: false, code })

/** Makes an account and logs that; throws `permissiondenied` or `blocked` for who may not. */
export async function createAccount(wiki: Wiki, performer: Performer, order: AccountOrder): Promise<AccountOutcome> {
  const permit = performer.permit('createaccount', { evenIfBlocked: true })
  const block = performer.blocks.find(one => one.createAccount)
  if (block !== undefined) throw new Failure([performer.blockedBy(block)])
  const name = canonicalUserName(order.name, wiki.titles)
  if (name === undefined || !canBeRegistered(name, { reserved: new Set(defaultReservedNames) }))
    return refused('invaliduser')
  if ((await userByName(wiki.database.read, name)) !== undefined) return refused('userexists')
  const weakness = weaknessOf(order.password, name)
  if (weakness !== undefined) return refused(weakness)
  const password = await hashPassword(order.password, wiki.random(16))
  const now = timestampOf(performer.now)
  const made = await wiki.database.write(async tx => {
    if ((await userByName(tx, name)) !== undefined) return false
    const account = { name, password, email: order.email, realName: order.realName, now }
    const { userId, actorId } = await addAccount(tx, account)
    const own = !performer.viewer.isRegistered
    await record(tx, {
      permit,
      ...(own ? { by: { actorId, name } } : {}),
      on: makeTitle(2, name.replaceAll(' ', '_')),
      summary: cutComment(order.reason),
      log: { type: 'newusers', action: own ? 'create' : 'create2', params: { userid: userId } },
      tags: [],
      flags: {},
      timestamp: now,
    })
    return true
  })
  return made ? { ok: true, name } : refused('userexists')
}

/** Why a password is too weak, as a message key. */
function weaknessOf(password: string, name: string): string | undefined {
  if ([...password].length < minimalPasswordLength) return 'passwordtooshort'
  if (Buffer.byteLength(password) > 4096) return 'passwordtoolong'
  return password.toLowerCase() === name.toLowerCase() ? 'password-name-match' : undefined
}
