// Special:RecentChanges: what happened to the wiki, newest first.
import type { RecentChange } from '../../changes/recent-change.ts'
import { recentChanges as findChanges, type RecentChangesFilter } from '../../changes/recent-changes-reader-store.ts'
import type { HttpResponse } from '../../http/message.ts'
import { queryString, scriptOf, specialPath } from '../addresses.ts'
import { changeList, namespaceAsked, namespaceChoices } from '../change-lines.ts'
import { checkbox, hidden, selectField, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { noticeBox } from '../notices.ts'
import { limitOf, limits, pageOfList } from '../paging.ts'
import { pager } from '../pieces.ts'
import { redirectTo } from '../redirect.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial, tagAsked } from './special-page.ts'

export const recentChanges: SpecialPage = { group: 'changes', title: 'recentchanges', show }

/** What can be left out; a form that was sent says so of each, an address that says nothing leaves out bots. */
const hideable = ['hideminor', 'hidebots', 'hideanons', 'hideliu', 'hidemyself', 'hidelog'] as const
type Hideable = (typeof hideable)[number]

function hiddenKinds(visit: Visit): ReadonlySet<Hideable> {
  const wasAsked = visit.isOn('filtered')
  return new Set(
    hideable.filter(name => (wasAsked || visit.get(name) !== undefined ? visit.isOn(name) : name === 'hidebots')),
  )
}

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const { db, viewer, wiki } = visit
  const feed = visit.get('feed')
  if (feed === 'atom' || feed === 'rss') return redirectTo(feedAddress(visit, feed))
  const limit = limitOf(visit)
  const hides = hiddenKinds(visit)
  const namespace = namespaceAsked(visit)
  const tag = await tagAsked(visit, limit)
  const filter: RecentChangesFilter = {
    namespaces: namespace === undefined ? undefined : [namespace],
    tag: tag === 'unused' ? undefined : tag,
    minor: hides.has('hideminor') ? false : undefined,
    bot: hides.has('hidebots') ? false : undefined,
    anonymous: hides.has('hideanons') ? false : hides.has('hideliu') ? true : undefined,
    ...(hides.has('hidemyself') ? { notActor: viewer.actorId ?? 'nobody' } : {}),
    ...(hides.has('hidelog') ? { types: ['edit', 'new'] as const } : {}),
  }
  const nothingFits = tag === 'unused' || (hides.has('hideanons') && hides.has('hideliu'))
  const list = await pageOfList<RecentChange>(visit, {
    limit,
    keyOf: change => change,
    find: async (window, most) => (nothingFits ? [] : findChanges(db, viewer, filter, window, most)),
  })
  const kept = {
    filtered: true,
    limit,
    namespace,
    tagfilter: visit.text('tagfilter'),
    ...Object.fromEntries(hideable.map(name => [name, hides.has(name)])),
  }
  const to = (query: Record<string, string | number | boolean | undefined>): string =>
    specialPath(wiki, 'RecentChanges', { ...kept, ...query })
  const ways = pager(visit, {
    first: list.newer && to({}),
    newer: list.newer && to(list.newer),
    older: list.older && to(list.older),
  })
  const changes =
    list.rows.length === 0
      ? noticeBox(html`<p>${visit.say('recentchanges-noresult')}</p>`)
      : await changeList(visit, list.rows)
  return showSpecial(visit, 'RecentChanges', parameter, {
    title: visit.say('recentchanges'),
    body: html`<p>${visit.say('recentchangestext')}</p>${filters(visit, hides, limit, namespace)}${ways}${changes}${ways}`,
  })
}

/** The feed of the API that shows what the page would. */
function feedAddress(visit: Visit, feedformat: string): string {
  const hides = hiddenKinds(visit)
  const asked = Object.fromEntries(hideable.filter(name => name !== 'hidelog').map(name => [name, hides.has(name)]))
  const query = { action: 'feedrecentchanges', feedformat, namespace: visit.get('namespace'), ...asked }
  return `${visit.wiki.config.scriptPath}/api.php?${queryString({ ...query, tagfilter: visit.get('tagfilter') })}`
}

function filters(visit: Visit, hides: ReadonlySet<Hideable>, limit: number, namespace: number | undefined): Html {
  const all = { value: '', label: visit.say('namespacesall') }
  return html`<form class="filters" action="${scriptOf(visit.wiki)}">${hidden('title', 'Special:RecentChanges')}${hidden('filtered', 1)}
${selectField('namespace', visit.say('namespace'), [all, ...namespaceChoices(visit)], namespace === undefined ? '' : String(namespace))}
${textField({ name: 'tagfilter', label: visit.say('tag-filter'), value: visit.text('tagfilter') })}
${selectField(
  'limit',
  visit.say('x-how-many'),
  limits.map(one => ({ value: String(one), label: String(one) })),
  String(limit),
)}
<fieldset><legend>${visit.say('x-leave-out')}</legend><div class="inline-checks">${hideable.map(name => checkbox(name, visit.say(`x-rc-${name}`), hides.has(name)))}</div></fieldset>
<button>${visit.say('x-show')}</button></form>`
}
