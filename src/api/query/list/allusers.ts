// query+allusers: accounts in the order of their names.
import { implicitGroups, implicitRights, stockRights } from '../../../access/rights.ts'
import type { UserId } from '../../../ids.ts'
import { upperFirst } from '../../../language/first-letter.ts'
import { blockDetails } from '../../../users/block-problem.ts'
import { blocksOnUsers } from '../../../users/block-store.ts'
import { changeableGroups } from '../../../users/change-rights.ts'
import { type ListedUserRow, recentActionsOfUsers, usersInRange } from '../../../users/user-list-store.ts'
import { type GroupRow, groupsOfUsers } from '../../../users/user-store.ts'
import { defineList, prop } from '../../listing.ts'
import type { QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { isoTimestamp, type Timestamp, timestampOf } from '../../timestamps.ts'
import { rightsInOrder, showCentralIds, showGroups, showRights } from '../account-facts.ts'

const params = {
  from: p.string(),
  to: p.string(),
  prefix: p.string(),
  dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
  group: p.oneOf(changeableGroups, { multi: true }),
  excludegroup: p.oneOf(changeableGroups, { multi: true }),
  rights: p.oneOf([...stockRights, ...implicitRights, 'delete-redirect', 'logentryimport'].sort(), {
    multi: true,
    beyond: ['skipcaptcha'],
  }),
  prop: p.oneOf(['blockinfo', 'groups', 'implicitgroups', 'rights', 'editcount', 'registration', 'centralids'], {
    multi: true,
  }),
  limit: p.limit({ default: 10 }),
  witheditsonly: p.boolean(),
  activeusers: p.boolean(),
  attachedwiki: p.string(),
  excludenamed: p.boolean(),
  excludetemp: p.boolean(),
}
type Params = ParamsOf<typeof params>

/** A row, and what was asked about it. */
interface Row extends ListedUserRow {
  readonly asked: Params
}
/** Days for which somebody who did something counts as active. */
const activeDays = 30
const activeSince = (now: Date): string => timestampOf(new Date(now.getTime() - activeDays * 24 * 60 * 60 * 1000))

const memberships = async ({ db, now }: QueryContext, rows: readonly Row[]): Promise<Map<UserId, GroupRow[]>> =>
  Map.groupBy(
    await groupsOfUsers(
      db,
      rows.map(row => row.user_id),
      timestampOf(now),
    ),
    row => row.ug_user,
  )
const explicit = (groups: ReadonlyMap<UserId, readonly GroupRow[]>, row: Row): string[] =>
  (groups.get(row.user_id) ?? []).map(one => one.ug_group)

export const allusers = defineList({
  path: 'query+allusers',
  prefix: 'au',
  params,
  item: 'u',
  atMostOne: [['group', 'excludegroup']],
  examples: { 'action=query&list=allusers&aufrom=Y': 'apihelp-query+allusers-example-y' },
  async find({ db, wiki, viewer, now }, given, limit): Promise<Row[]> {
    const inGroups = groupsAsked(given, wiki.config.groupRights)
    if (inGroups !== undefined && inGroups.length === 0) return []
    const rows = await usersInRange(db, {
      range: {
        from: nameOf(given.from),
        to: nameOf(given.to),
        prefix: nameOf(given.prefix),
        ascending: given.dir === 'ascending',
      },
      inGroups,
      notInGroups: given.excludegroup?.length ? given.excludegroup : undefined,
      withEdits: given.witheditsonly,
      activeSince: given.activeusers ? activeSince(now) : undefined,
      withHidden: viewer.may('hideuser'),
      now: timestampOf(now),
      limit,
    })
    return rows.map(row => ({ ...row, asked: given }))
  },
  continueAt: row => row.user_name,
  continueBy: 'from',
  asked: given => [...(given.prop ?? []), ...(given.activeusers ? ['recentactions'] : [])],
  always: prop<Row>({ show: row => ({ userid: row.user_id, name: row.user_name }) }),
  props: {
    centralids: prop<Row>({ show: row => showCentralIds(row.user_id, row.asked.attachedwiki) }),
    blockinfo: prop({
      needs: async ({ db, now }: QueryContext, rows: readonly Row[]) => {
        const blocks = await blocksOnUsers(
          db,
          rows.map(row => row.user_id),
          timestampOf(now),
        )
        return new Map(
          blocks
            .reverse()
            .map(block => [
              block.userId as UserId,
              { ...blockDetails(block, now), ...(block.hideName ? { hidden: true } : {}) },
            ]),
        )
      },
      show: (row: Row, _viewer, blocks) => blocks.get(row.user_id) ?? {},
    }),
    editcount: prop<Row>({ show: row => ({ editcount: row.user_editcount }) }),
    registration: prop<Row>({
      show: row => ({
        registration: row.user_registration === null ? '' : isoTimestamp(row.user_registration as Timestamp),
      }),
    }),
    recentactions: prop<Row, ReadonlyMap<UserId, number>>({
      needs: ({ db, now }, rows) =>
        recentActionsOfUsers(
          db,
          rows.map(row => row.user_id),
          activeSince(now),
        ),
      show: (row, _viewer, actions) => ({ recentactions: actions.get(row.user_id) ?? 0 }),
    }),
    groups: prop({
      needs: memberships,
      // As MediaWiki: here those that everybody is in come first.
      show: (row: Row, _viewer, groups) => ({ groups: showGroups([...implicitGroups, ...explicit(groups, row)]) }),
    }),
    implicitgroups: prop<Row>({ show: () => ({ implicitgroups: showGroups(implicitGroups) }) }),
    rights: prop({
      needs: memberships,
      show: (row: Row, _viewer, groups, wiki) => ({
        rights: showRights(rightsInOrder(wiki.accounts, explicit(groups, row))),
      }),
    }),
  },
})

/** As names begin: in upper case, with spaces. */
const nameOf = (typed: string | undefined): string | undefined =>
  typed === undefined ? undefined : upperFirst(typed.replaceAll('_', ' '))

/** The groups that somebody must be in one of; undefined where anybody will do. */
function groupsAsked(
  { group = [], rights = [] }: Params,
  groupRights: Readonly<Record<string, readonly string[]>>,
): readonly string[] | undefined {
  if (rights.length === 0) return group.length === 0 ? undefined : group
  const withRight = Object.keys(groupRights).filter(name => rights.some(right => groupRights[name]?.includes(right)))
  if (withRight.some(name => implicitGroups.includes(name))) return group.length === 0 ? undefined : group
  return [...new Set([...group, ...withRight])]
}
