// What accounts are, as the lists of users and `userinfo` show it: groups, rights, ids, blocks.
import { implicitGroups } from '../../access/rights.ts'
import type { Problem } from '../../errors.ts'
import type { Accounts } from '../../users/accounts.ts'
import type { GroupRow } from '../../users/user-store.ts'
import { type NoticeStyle, rawList, showNotice } from '../problems.ts'
import { byId, list, type Tree, type Value } from '../result.ts'
import { isoTimestamp, type Timestamp } from '../timestamps.ts'

/** The groups of an account in the order in which MediaWiki takes rights from them: those it was put into come first. */
export const effectiveGroups = (explicit: readonly string[], isRegistered = true): string[] => [
  ...explicit,
  ...(isRegistered ? implicitGroups : ['*']),
]

/** The rights of an account in the order of its groups. */
export const rightsInOrder = (accounts: Accounts, explicit: readonly string[]): string[] => [
  ...accounts.rightsFor(effectiveGroups(explicit)),
]

export const showGroups = (groups: readonly string[]): Value => list('g', groups)
export const showRights = (rights: readonly string[]): Value => list('r', rights)

/** `groupmemberships`. */
export const showMemberships = (rows: readonly GroupRow[]): Value =>
  list(
    'groupmembership',
    rows.map(({ ug_group, ug_expiry }) => ({
      group: ug_group,
      expiry: ug_expiry === null ? 'infinity' : isoTimestamp(ug_expiry as Timestamp),
    })),
  )

/** The ids of an account in every wiki that shares accounts with this one: there is only this one. */
export function showCentralIds(id: number, otherWiki: string | undefined): Tree {
  const local = (value: Value): Value => byId('_v', new Map([['local', value]]), 'object')
  return {
    centralids: local(id),
    attachedlocal: local(id !== 0),
    ...(otherWiki === undefined ? {} : { attachedwiki: local(false) }),
  }
}

/** A list of refusals inside of an answer, which in the old format has a form of its own. */
export function showRefusals(problems: readonly Problem[], style: NoticeStyle): Value {
  return list(
    'error',
    problems.map(problem =>
      style.format === 'bc'
        ? {
            message: style.messages.keyOf(problem.message),
            params: rawList(problem.message),
            code: problem.code,
            type: 'error',
          }
        : showNotice({ code: problem.code, message: problem.message, module: '' }, style, false),
    ),
  )
}
