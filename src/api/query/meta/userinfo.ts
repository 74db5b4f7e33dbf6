// query+userinfo: who the request comes from.
import { implicitGroups } from '../../../access/rights.ts'
import type { UserId } from '../../../ids.ts'
import { accountCreationProblems } from '../../../users/may-create-account.ts'
import { hasNewMessages, latestContribution, unreadPages } from '../../../users/own-facts-store.ts'
import { defaultPreferences, preferencesOf } from '../../../users/preferences.ts'
import { userById } from '../../../users/user-store.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { p } from '../../params.ts'
import { byId, content, list, type Tree, type Value } from '../../result.ts'
import { isoTimestamp, type Timestamp, timestampOf } from '../../timestamps.ts'
import {
  effectiveGroups,
  showCentralIds,
  showGroups,
  showMemberships,
  showRefusals,
  showRights,
} from '../account-facts.ts'

export const userinfo = defineQuery({
  path: 'query+userinfo',
  cache: 'private',
  isVolatile: true,
  group: 'meta',
  prefix: 'ui',
  params: {
    prop: p.oneOf(
      [
        'blockinfo',
        'hasmsg',
        'groups',
        'groupmemberships',
        'implicitgroups',
        'rights',
        'changeablegroups',
        'options',
        'editcount',
        'ratelimits',
        'theoreticalratelimits',
        'email',
        'realname',
        'acceptlang',
        'registrationdate',
        'unreadcount',
        'centralids',
        'latestcontrib',
        'cancreateaccount',
      ],
      { multi: true, allSpecifier: '*' },
    ),
    attachedwiki: p.string(),
  },
  examples: {
    'action=query&meta=userinfo': 'apihelp-query+userinfo-example-simple',
    'action=query&meta=userinfo&uiprop=blockinfo|groups|rights|hasmsg': 'apihelp-query+userinfo-example-data',
  },

  async run(context, { prop = [], attachedwiki }) {
    const { viewer } = context
    const wants = new Set<string>(prop)
    const shown: Record<string, Value> = { id: viewer.userId, name: viewer.name }
    if (!viewer.isRegistered) shown.anon = true
    for (const [name, show] of parts) if (wants.has(name)) Object.assign(shown, await show(context, attachedwiki))
    return shown
  },
})

type Part = (context: QueryContext, attachedWiki: string | undefined) => Promise<Tree> | Tree

/** By the value of `prop`, in the order in which they are shown. */
const parts = new Map<string, Part>(
  Object.entries({
    blockinfo: async ({ wiki, viewer, request, now }) => {
      return (await wiki.performer(viewer, request.http.ip, now)).blockInfo() ?? {}
    },
    hasmsg: async ({ db, viewer, request }) => ({
      messages: await hasNewMessages(db, { userId: viewer.userId, ip: request.http.ip }),
    }),
    groups: async context => ({
      groups: showGroups(effectiveGroups(await explicitGroups(context), context.viewer.isRegistered)),
    }),
    groupmemberships: async context => ({ groupmemberships: showMemberships(await membershipsOf(context)) }),
    implicitgroups: ({ viewer }) => ({ implicitgroups: showGroups(viewer.isRegistered ? implicitGroups : ['*']) }),
    rights: async context => ({ rights: showRights(await ownRights(context)) }),
    changeablegroups: ({ wiki, viewer }) => {
      const explicit = Object.keys(wiki.config.groupRights).filter(group => !implicitGroups.includes(group))
      const all = showGroups(viewer.may('userrights') ? explicit : [])
      return { changeablegroups: { add: all, remove: all, 'add-self': showGroups([]), 'remove-self': showGroups([]) } }
    },
    options: async ({ db, wiki, viewer }) => ({
      options: { ...(await preferencesOf(db, viewer.userId, defaultPreferences(wiki.config, wiki.titles.namespaces))) },
    }),
    editcount: async ({ db, viewer }) => ({
      // Not as it was a moment ago: programs ask right after an edit.
      editcount: viewer.userId === 0 ? 0 : ((await userById(db, viewer.userId as UserId))?.user_editcount ?? 0),
    }),
    ratelimits: context => ({ ratelimits: context.viewer.may('noratelimit') ? {} : limitsOf(context) }),
    theoreticalratelimits: context => ({ theoreticalratelimits: limitsOf(context) }),
    realname: async context =>
      context.viewer.may('viewmyprivateinfo')
        ? { realname: (await accountOf(context))?.user.user_real_name ?? '' }
        : {},
    email: async context => (context.viewer.may('viewmyprivateinfo') ? emailOf(context) : {}),
    registrationdate: async context => {
      const registration = (await accountOf(context))?.user.user_registration
      return registration ? { registrationdate: isoTimestamp(registration as Timestamp) } : {}
    },
    acceptlang: ({ request }) => ({
      acceptlang: list('lang', acceptedLanguages(request.http.headers['accept-language'])),
    }),
    unreadcount: async ({ db, viewer, now }) => {
      if (!viewer.isRegistered || !viewer.may('viewmywatchlist')) return { unreadcount: 0 }
      const unread = await unreadPages(db, viewer.userId as UserId, timestampOf(now), mostUnread)
      return { unreadcount: unread >= mostUnread ? `${mostUnread}+` : unread }
    },
    centralids: ({ viewer }, attachedWiki) => showCentralIds(viewer.userId, attachedWiki),
    latestcontrib: async ({ db, viewer }) => {
      const latest = viewer.actorId === undefined ? undefined : await latestContribution(db, viewer.actorId)
      return latest === undefined ? {} : { latestcontrib: isoTimestamp(latest as Timestamp) }
    },
    cancreateaccount: async ({ wiki, viewer, request, now }) => {
      const problems = accountCreationProblems(await wiki.performer(viewer, request.http.ip, now))
      return problems.length === 0
        ? { cancreateaccount: true }
        : { cancreateaccount: false, cancreateaccounterror: showRefusals(problems, request.style) }
    },
  } satisfies Record<string, Part>),
)

/** As MediaWiki: more are not counted. */
const mostUnread = 1000

const accountOf = ({ wiki, viewer, now }: QueryContext) =>
  viewer.userId === 0 ? undefined : wiki.accounts.account(viewer.userId, now)
const membershipsOf = async (context: QueryContext) => (await accountOf(context))?.memberships ?? []
const explicitGroups = async (context: QueryContext) => (await membershipsOf(context)).map(row => row.ug_group)

/** The rights that count now, fewer than the account's where a bot password restricts them. */
async function ownRights(context: QueryContext): Promise<string[]> {
  const { wiki, viewer } = context
  const groups = effectiveGroups(await explicitGroups(context), viewer.isRegistered)
  return [...wiki.accounts.rightsFor(groups)].filter(right => viewer.may(right))
}

async function emailOf(context: QueryContext): Promise<Tree> {
  const user = (await accountOf(context))?.user
  return {
    email: user?.user_email ?? '',
    ...(user?.user_email_authenticated
      ? { emailauthenticated: isoTimestamp(user.user_email_authenticated as Timestamp) }
      : {}),
  }
}

/** The limits of haste that would count for this viewer: by action, then by the kind of limit. */
function limitsOf({ wiki, viewer }: QueryContext): Value {
  const kinds = viewer.isRegistered ? ['user', 'newbie', ...viewer.groups] : ['anon', 'ip', 'subnet']
  const shown = new Map<string, Value>()
  for (const [action, limits] of Object.entries(wiki.config.rateLimits)) {
    const counting = kinds.flatMap(kind => {
      const limit = limits[kind]
      return limit === undefined ? [] : [[kind, { hits: limit[0], seconds: limit[1] }] as const]
    })
    if (counting.length > 0) shown.set(action, Object.fromEntries(counting))
  }
  return byId('_v', shown, 'object')
}

/** The languages of an `Accept-Language` header, the preferred first. */
function acceptedLanguages(header: string | undefined): Tree[] {
  return (header ?? '')
    .split(',')
    .flatMap(part => {
      const found = /^\s*([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*(\d(?:\.\d{1,3})?))?\s*$/i.exec(part)
      const quality = Number(found?.[2] ?? 1)
      return found === null || quality <= 0 ? [] : [{ quality, code: (found[1] ?? '').toLowerCase() }]
    })
    .sort((a, b) => b.quality - a.quality)
    .map(({ quality, code }) => ({ q: quality, code: content(code) }))
}
