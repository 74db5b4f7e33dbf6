// query+users: accounts by name or id, and names that are none.

import { canonicalIp } from '../../../access/ip.ts'
import { implicitGroups } from '../../../access/rights.ts'
import { problem } from '../../../errors.ts'
import type { UserId } from '../../../ids.ts'
import { blockDetails } from '../../../users/block-problem.ts'
import { blocksOnUsers } from '../../../users/block-store.ts'
import type { Block } from '../../../users/blocks.ts'
import { newNameRules } from '../../../users/create-account.ts'
import { accountCreationProblems } from '../../../users/may-create-account.ts'
import { canBeRegistered, canonicalUserName } from '../../../users/user-name.ts'
import {
  type GroupRow,
  groupsOfUsers,
  propertyOfUsers,
  type UserRow,
  usersByIds,
  usersByNames,
} from '../../../users/user-store.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { list, type Tree, type Value } from '../../result.ts'
import { isoTimestamp, type Timestamp, timestampOf } from '../../timestamps.ts'
import {
  effectiveGroups,
  rightsInOrder,
  showCentralIds,
  showGroups,
  showMemberships,
  showRefusals,
  showRights,
} from '../account-facts.ts'

const params = {
  prop: p.oneOf(
    [
      'blockinfo',
      'groups',
      'groupmemberships',
      'implicitgroups',
      'rights',
      'editcount',
      'registration',
      'emailable',
      'gender',
      'centralids',
      'cancreate',
    ],
    { multi: true },
  ),
  attachedwiki: p.string(),
  users: p.string({ multi: true }),
  userids: p.id<UserId>()({ multi: true }),
}
type Params = ParamsOf<typeof params>

export const users = defineQuery({
  path: 'query+users',
  group: 'list',
  prefix: 'us',
  params,
  atMostOne: [['users', 'userids']],
  cache: 'anon-public-user-private',
  examples: {
    'action=query&list=users&ususers=Example&usprop=groups|editcount|gender': 'apihelp-query+users-example-simple',
  },

  async run(context, given) {
    const { invalid, asked } = await find(context, given)
    const facts = await loadFacts(
      context,
      given,
      asked.flatMap(one => one.row ?? []),
    )
    const shown: Tree[] = invalid.map(name => ({ name, invalid: true }))
    for (const { key, row } of asked) {
      // As MediaWiki: who may not know of a hidden account is answered as if there were none.
      const isThere = row !== undefined && (context.viewer.may('hideuser') || !facts.hidden.has(row.user_id))
      shown.push(isThere ? showUser(context, given, row, facts) : { ...key, missing: true, ...facts.creation(key) })
    }
    return list('user', shown)
  },
})

interface Asked {
  /** As it was asked for. */
  readonly key: { readonly name: string } | { readonly userid: UserId }
  readonly row: UserRow | undefined
}

async function find({ db, wiki }: QueryContext, given: Params): Promise<{ invalid: string[]; asked: Asked[] }> {
  if (given.userids !== undefined) {
    const ids = given.userids.filter(id => id > 0)
    const rows = new Map((ids.length === 0 ? [] : await usersByIds(db, ids)).map(row => [row.user_id, row]))
    return { invalid: [], asked: given.userids.map(id => ({ key: { userid: id }, row: rows.get(id) })) }
  }
  const invalid: string[] = []
  const names: string[] = []
  for (const typed of given.users ?? []) {
    const name = canonicalIp(typed) === undefined ? canonicalUserName(typed, wiki.titles) : undefined
    if (name === undefined) invalid.push(typed)
    else names.push(name)
  }
  const rows = new Map((names.length === 0 ? [] : await usersByNames(db, names)).map(row => [row.user_name, row]))
  return { invalid, asked: names.map(name => ({ key: { name }, row: rows.get(name) })) }
}

interface Facts {
  readonly memberships: ReadonlyMap<UserId, readonly GroupRow[]>
  readonly blocks: ReadonlyMap<UserId, Block>
  readonly hidden: ReadonlySet<UserId>
  readonly genders: ReadonlyMap<UserId, string>
  /** What is said of a name that is free. */
  creation(key: Asked['key']): Tree
}

async function loadFacts(context: QueryContext, given: Params, rows: readonly UserRow[]): Promise<Facts> {
  const { db, wiki, viewer, request, now } = context
  const wants = new Set(given.prop)
  const stamp = timestampOf(now)
  const ids = rows.map(row => row.user_id)
  const needsGroups = wants.has('groups') || wants.has('groupmemberships') || wants.has('rights')
  const memberships = needsGroups && ids.length > 0 ? await groupsOfUsers(db, ids, stamp) : []
  const blocks = ids.length > 0 ? await blocksOnUsers(db, ids, stamp) : []
  const creation = wants.has('cancreate')
    ? accountCreationProblems(await wiki.performer(viewer, request.http.ip, now))
    : undefined
  return {
    memberships: Map.groupBy(memberships, row => row.ug_user),
    blocks: new Map([...blocks].reverse().map(block => [block.userId as UserId, block])),
    hidden: new Set(blocks.filter(block => block.hideName).map(block => block.userId as UserId)),
    genders: wants.has('gender') ? await propertyOfUsers(db, ids, 'gender') : new Map(),
    creation: key => {
      if (creation === undefined || !('name' in key)) return {}
      const refusals = canBeRegistered(key.name, newNameRules) ? creation : [problem('noname', [])]
      return refusals.length === 0
        ? { cancreate: true }
        : { cancreate: false, cancreateerror: showRefusals(refusals, request.style) }
    },
  }
}

function showUser({ wiki, now }: QueryContext, given: Params, row: UserRow, facts: Facts): Tree {
  const wants = new Set(given.prop)
  const memberships = facts.memberships.get(row.user_id) ?? []
  const explicit = memberships.map(one => one.ug_group)
  const shown: Record<string, Value> = { userid: row.user_id, name: row.user_name }
  if (wants.has('editcount')) shown.editcount = row.user_editcount
  if (wants.has('registration')) {
    shown.registration = row.user_registration === null ? null : isoTimestamp(row.user_registration as Timestamp)
  }
  if (wants.has('groups')) shown.groups = showGroups(effectiveGroups(explicit))
  if (wants.has('groupmemberships')) shown.groupmemberships = showMemberships(memberships)
  if (wants.has('implicitgroups')) shown.implicitgroups = showGroups(implicitGroups)
  if (wants.has('rights')) shown.rights = showRights(rightsInOrder(wiki.accounts, explicit))
  if (facts.hidden.has(row.user_id)) shown.hidden = true
  const block = facts.blocks.get(row.user_id)
  if (wants.has('blockinfo') && block !== undefined) Object.assign(shown, blockDetails(block, now))
  // There is no e-mail yet.
  if (wants.has('emailable')) shown.emailable = false
  if (wants.has('gender')) shown.gender = facts.genders.get(row.user_id) ?? 'unknown'
  if (wants.has('centralids')) Object.assign(shown, showCentralIds(row.user_id, given.attachedwiki))
  return shown
}
