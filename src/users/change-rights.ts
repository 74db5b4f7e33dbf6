// Changing somebody's groups.
import type { Performer } from '../access/permit.ts'
import { defaultGroupRights, implicitGroups } from '../access/rights.ts'
import { parseExpiry } from '../api/expiry.ts'
import { isoTimestamp, type Timestamp, timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { fail } from '../errors.ts'
import type { UserId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { makeTitle } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'
import { addToGroup, groupsOfUsers, removeFromGroup, userById, userByName } from './user-store.ts'

/** The groups that somebody can be put into, by name. */
export const changeableGroups: readonly string[] = Object.keys(defaultGroupRights)
  .filter(group => !implicitGroups.includes(group))
  .sort()

export interface RightsOrder {
  /** A canonical name, or `#` and an id. */
  readonly user: string
  readonly add: readonly { readonly group: string; readonly expiry: string }[]
  readonly remove: readonly string[]
  readonly reason: string
  /** Checked already. */
  readonly tags: readonly string[]
}

export interface ChangedRights {
  readonly name: string
  readonly userId: UserId
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Changes somebody's groups and logs that. Without the right to, nothing is changed and nothing said. As MediaWiki. */
export async function changeRights(wiki: Wiki, performer: Performer, order: RightsOrder): Promise<ChangedRights> {
  const db = wiki.database.read
  const id = /^#(\d+)$/.exec(order.user)?.[1]
  const user = id === undefined ? await userByName(db, order.user) : await userById(db, Number(id) as UserId)
  if (user === undefined) {
    throw id === undefined ? fail('nosuchusershort', [order.user]) : fail('noname', [])
  }
  const nothing = { name: user.user_name, userId: user.user_id, added: [], removed: [] }
  const additions = order.add.map(one => ({ group: one.group, expiry: readExpiry(one.expiry, performer.now) }))
  if (!performer.viewer.may('userrights')) return nothing
  const permit = performer.permit('userrights')
  const now = timestampOf(performer.now)
  const done = await wiki.database.write(async tx => {
    const before = await groupsOfUsers(tx, [user.user_id], now)
    const known = new Map(before.map(row => [row.ug_group, row.ug_expiry]))
    const added = additions.filter(one => !known.has(one.group) || known.get(one.group) !== one.expiry)
    const removed = order.remove.filter(group => known.has(group) && !additions.some(one => one.group === group))
    if (added.length === 0 && removed.length === 0) return nothing
    for (const { group, expiry } of added) await addToGroup(tx, user.user_id, group, expiry)
    for (const group of removed) await removeFromGroup(tx, user.user_id, group)
    const after = await groupsOfUsers(tx, [user.user_id], now)
    const metadata = (rows: typeof before) =>
      rows.map(row => ({
        group: row.ug_group,
        expiry: row.ug_expiry === null ? 'infinity' : isoTimestamp(row.ug_expiry as Timestamp),
      }))
    await record(tx, {
      permit,
      on: makeTitle(2, user.user_name.replaceAll(' ', '_')),
      summary: cutComment(order.reason),
      log: {
        type: 'rights',
        action: 'rights',
        params: {
          oldgroups: before.map(row => row.ug_group),
          newgroups: after.map(row => row.ug_group),
          oldmetadata: metadata(before),
          newmetadata: metadata(after),
        },
      },
      tags: order.tags,
      flags: {},
      timestamp: now,
    })
    return { ...nothing, added: added.map(one => one.group), removed }
  })
  wiki.accounts.forget()
  return done
}

function readExpiry(text: string, now: Date): string | null {
  const parsed = parseExpiry(text, now)
  if (!parsed.ok) {
    throw parsed.reason === 'past' ? fail('apierror-pastexpiry', [text]) : fail('apierror-invalidexpiry', [text])
  }
  return parsed.expiry === 'infinity' ? null : parsed.expiry
}
