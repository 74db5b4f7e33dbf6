// Changing somebody's groups.
import type { Performer } from '../access/permit.ts'
import { defaultGroupRights, implicitGroups } from '../access/rights.ts'
import { parseExpiry } from '../api/expiry.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { fail } from '../errors.ts'
import type { UserId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import type { KeptMembership, LogParams } from '../logs/log-params.ts'
import { pageByTitle } from '../pages/page-store.ts'
import type { Reader } from '../storage/database.ts'
import { requireMayApply } from '../tags/allowed.ts'
import type { Wiki } from '../wiki.ts'
import { isNameHidden } from './block-store.ts'
import { userPageOf } from './block-target.ts'
import {
  addToGroup,
  type GroupRow,
  groupsOfUsers,
  removeFromGroup,
  type UserRow,
  userById,
  userByName,
} from './user-store.ts'

/** The groups that somebody can be put into, by name. */
export const changeableGroups: readonly string[] = Object.keys(defaultGroupRights)
  .filter(group => !implicitGroups.includes(group))
  .sort()

/** A membership to be given: until when (14 digits), or null for ever. */
export interface NewMembership {
  readonly group: string
  readonly expiry: string | null
}

export interface RightsOrder {
  readonly user: UserRow
  readonly add: readonly NewMembership[]
  readonly remove: readonly string[]
  readonly reason: string
  /** Checked already. */
  readonly tags: readonly string[]
}

export interface ChangedRights {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/**
 * The account that an order names: a canonical name, or `#` and an id. Throws `nosuchusershort`, and for a name at
 * another wiki as `Name@wiki` what keeps anybody from changing it. An account whose name is hidden is not there for who
 * may not hide names.
 */
export async function userToChange(
  { database, config }: Pick<Wiki, 'database' | 'config'>,
  performer: Pick<Performer, 'viewer' | 'now'>,
  text: string,
): Promise<UserRow> {
  const [name = '', ...wikis] = text.split('@')
  if (wikis.length > 0 && wikis.join('@') !== config.wikiId) {
    if (!performer.viewer.may('userrights-interwiki')) {
      throw fail('apierror-permissiondenied-userrights-interwiki', [])
    }
    throw fail('userrights-nodatabase', [wikis.join('@')])
  }
  const id = /^#(\d+)$/.exec(name)?.[1]
  const { read } = database
  const user = id === undefined ? await userByName(read, name) : await userById(read, Number(id) as UserId)
  const seen = await ifSeen(read, performer, user)
  if (seen === undefined) throw fail('nosuchusershort', [id === undefined ? text : 'Unknown user'])
  return seen
}

/** The account of an id. Throws `noname`. */
export async function userOfIdToChange(
  { database: { read } }: Pick<Wiki, 'database'>,
  performer: Pick<Performer, 'viewer' | 'now'>,
  id: UserId,
): Promise<UserRow> {
  const seen = await ifSeen(read, performer, await userById(read, id))
  if (seen === undefined) throw fail('noname', [])
  return seen
}

async function ifSeen(
  db: Reader,
  { viewer, now }: Pick<Performer, 'viewer' | 'now'>,
  user: UserRow | undefined,
): Promise<UserRow | undefined> {
  if (user === undefined || viewer.may('hideuser')) return user
  return (await isNameHidden(db, user.user_id, timestampOf(now))) ? undefined : user
}

/** The ends of memberships, one for each group or one for all. Throws `toofewexpiries`, `pastexpiry`, `invalidexpiry`. */
export function readExpiries(groups: readonly string[], expiries: readonly string[], now: Date): NewMembership[] {
  if (groups.length > 0 && expiries.length !== 1 && expiries.length !== groups.length) {
    throw fail('apierror-toofewexpiries', [expiries.length, groups.length])
  }
  return groups.map((group, index) => ({
    group,
    expiry: readExpiry((expiries.length === 1 ? expiries[0] : expiries[index]) ?? 'infinite', now),
  }))
}

function readExpiry(text: string, now: Date): string | null {
  const parsed = parseExpiry(text, now)
  if (!parsed.ok) {
    throw parsed.reason === 'past' ? fail('apierror-pastexpiry', [text]) : fail('apierror-invalidexpiry', [text])
  }
  return parsed.expiry === 'infinity' ? null : parsed.expiry
}

/**
 * Changes somebody's groups and logs that. Without the right to, nothing is changed and nothing said. As MediaWiki: a
 * block does not keep anybody who has the right from using it.
 */
export async function changeRights(wiki: Wiki, performer: Performer, order: RightsOrder): Promise<ChangedRights> {
  const { user, add } = order
  const nothing = { added: [], removed: [] }
  requireMayApply(performer, order.tags)
  if (!performer.viewer.may('userrights')) return nothing
  const permit = performer.permit('userrights', { evenIfBlocked: true })
  const now = timestampOf(performer.now)
  const done = await wiki.database.write(async tx => {
    const before = await groupsOfUsers(tx, [user.user_id], now)
    // As MediaWiki: who is to leave a group and to join it does both.
    const members = new Map(before.map(row => [row.ug_group, row]))
    const removed = order.remove.filter(group => members.delete(group))
    const isNew = ({ group, expiry }: NewMembership): boolean => {
      const known = members.get(group)
      return known === undefined || known.ug_expiry !== expiry
    }
    const added = add.filter(isNew)
    for (const { group, expiry } of added)
      members.set(group, { ug_user: user.user_id, ug_group: group, ug_expiry: expiry })
    const outcome = { added: added.map(one => one.group), removed }
    const after = [...members.values()]
    if (isSame(before, after)) return outcome
    for (const group of removed) await removeFromGroup(tx, user.user_id, group)
    for (const { group, expiry } of added) await addToGroup(tx, user.user_id, group, expiry)
    const on = userPageOf(user.user_name)
    await record(tx, {
      permit,
      on,
      summary: cutComment(order.reason),
      log: {
        type: 'rights',
        action: 'rights',
        params: { ...paramsOf(before, after) },
        pageId: (await pageByTitle(tx, on))?.page_id ?? 0,
      },
      tags: order.tags,
      flags: {},
      timestamp: now,
    })
    return outcome
  })
  wiki.accounts.forget()
  return done
}

/** Whether the memberships are the same, in any order. */
function isSame(before: readonly GroupRow[], after: readonly GroupRow[]): boolean {
  const has = (row: GroupRow): boolean =>
    after.some(one => one.ug_group === row.ug_group && one.ug_expiry === row.ug_expiry)
  return before.length === after.length && before.every(has)
}

function paramsOf(before: readonly GroupRow[], after: readonly GroupRow[]): LogParams['rights/rights'] {
  const names = (rows: readonly GroupRow[]): string[] => rows.map(row => row.ug_group)
  const kept = (rows: readonly GroupRow[]): KeptMembership[] =>
    rows.map(row => ({ group: row.ug_group, expiry: row.ug_expiry }))
  return {
    oldgroups: names(before),
    newgroups: names(after),
    oldmetadata: kept(before),
    newmetadata: kept(after),
  }
}
