// Special:Contributions: what somebody has written.

import { canonicalIpTitle } from '../../access/ip.ts'
import type { HttpResponse } from '../../http/message.ts'
import { makeTitle } from '../../pages/title.ts'
import { type Contribution, contributionsOf } from '../../revisions/contributions-store.ts'
import { parentLengths } from '../../revisions/length-store.ts'
import { tagsOfRevisions } from '../../revisions/revision-tags-store.ts'
import { actorNamed } from '../../users/named-actor.ts'
import { canonicalUserName } from '../../users/user-name.ts'
import { pathOf, scriptOf, specialPath } from '../addresses.ts'
import { namespaceAsked, namespaceChoices } from '../change-lines.ts'
import { checkbox, hidden, selectField, textField } from '../form.ts'
import { type Html, html, joined, nothing } from '../html.ts'
import { noticeBox } from '../notices.ts'
import { limitOf, pageOfList } from '../paging.ts'
import { Links, mark, pager, sizeChange, summaries, tagMarkers, time } from '../pieces.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial, tagAsked } from './special-page.ts'

export const contributions: SpecialPage = { group: 'users', title: 'contributions', show }

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const { db, viewer, wiki } = visit
  const typed = visit.text('target') ?? visit.text('user') ?? parameter
  const name =
    typed === ''
      ? ''
      : (canonicalUserName(typed, wiki.titles) ?? canonicalIpTitle(typed)?.replaceAll('_', ' ') ?? typed)
  if (name === '') {
    return showSpecial(visit, 'Contributions', '', { title: visit.say('contributions'), body: filters(visit, '') })
  }
  const limit = limitOf(visit)
  const namespace = namespaceAsked(visit)
  const tag = await tagAsked(visit, limit)
  const actor = await actorNamed(db, name)
  const filter = {
    namespaces: namespace === undefined ? undefined : [namespace],
    tag: tag === 'unused' ? undefined : tag,
    top: visit.isOn('topOnly') ? true : undefined,
    isNew: visit.isOn('newOnly') ? true : undefined,
    minor: visit.isOn('hideMinor') ? false : undefined,
  }
  const list = await pageOfList<Contribution>(visit, {
    limit,
    keyOf: one => one.revision,
    find: async (window, most) =>
      actor === undefined || tag === 'unused' ? [] : contributionsOf(db, viewer, actor, filter, window, most),
  })
  const kept = {
    limit,
    namespace,
    tagfilter: visit.text('tagfilter'),
    topOnly: visit.isOn('topOnly'),
    newOnly: visit.isOn('newOnly'),
    hideMinor: visit.isOn('hideMinor'),
  }
  const to = (query: Record<string, string | number | boolean | undefined>): string =>
    specialPath(wiki, 'Contributions', { ...kept, ...query }, name)
  const ways = pager(visit, {
    first: list.newer && to({}),
    newer: list.newer && to(list.newer),
    older: list.older && to(list.older),
  })
  // The same for a name that nobody has and for one that has done nothing, or nothing that the reader may know of.
  const found =
    list.rows.length === 0 ? noticeBox(html`<p>${visit.say('nocontribs')}</p>`) : await lines(visit, list.rows)
  return showSpecial(visit, 'Contributions', name, {
    title: visit.say('contributions-title', name),
    subtitle: await about(visit, name),
    body: html`${filters(visit, name)}${ways}${found}${ways}`,
    config: { wgRelevantUserName: name },
  })
}

async function about(visit: Visit, name: string): Promise<Html> {
  const key = name.replaceAll(' ', '_')
  const links = await Links.to(visit, [makeTitle(2, key), makeTitle(3, key)])
  return joined(
    [
      links.page(makeTitle(2, key)),
      links.page(makeTitle(3, key), visit.say('talkpagelinktext')),
      html`<a href="${specialPath(visit.wiki, 'Log', { user: name })}">${visit.say('log')}</a>`,
      ...(visit.viewer.may('deleterevision')
        ? [html`<a href="${specialPath(visit.wiki, 'HideRange', { user: name })}">${visit.say('x-hide-range')}</a>`]
        : []),
      ...(visit.viewer.may('suppressionlog')
        ? [html`<a href="${specialPath(visit.wiki, 'HiddenLooks', { user: name })}">${visit.say('x-hidden-looks')}</a>`]
        : []),
    ],
    ' | ',
  )
}

async function lines(visit: Visit, rows: readonly Contribution[]): Promise<Html> {
  const { db, viewer, wiki } = visit
  const revisions = rows.map(row => row.revision)
  const [links, tags, lengths, comments] = await Promise.all([
    Links.to(
      visit,
      rows.map(row => row.title),
    ),
    tagsOfRevisions(
      db,
      revisions.map(one => one.id),
    ),
    parentLengths(db, revisions),
    summaries(
      visit,
      rows.map(({ revision, title }) => ({ comment: revision.comment.for(viewer), page: title })),
    ),
  ])
  const items = rows.map(({ revision, title, isTop }, index) => {
    const { id } = revision
    const content = revision.content.for(viewer)
    const date = time(visit, revision.timestamp)
    const link =
      content.is === 'withheld'
        ? date
        : html`<a class="mw-changeslist-date" href="${pathOf(wiki, title, { oldid: id })}">${date}</a>`
    const stamp = content.is === 'open' ? link : html`<span class="history-deleted">${link}</span>`
    const diff =
      revision.parent === 0 || content.is === 'withheld'
        ? html`${visit.say('diff')}`
        : html`<a href="${pathOf(wiki, title, { diff: 'prev', oldid: id })}">${visit.say('diff')}</a>`
    return html`<li data-mw-revid="${id}"><span class="stamp">${stamp}</span> (${diff} | <a href="${pathOf(wiki, title, { action: 'history' })}">${visit.say('hist')}</a>)
${sizeChange(visit, lengths.get(id) ?? 0, revision.size)} ${revision.parent === 0 && mark(visit, 'newpage')}${revision.minor && mark(visit, 'minoredit')}
${links.page(title)} ${comments[index] ?? nothing} ${tagMarkers(visit, tags.get(id))} ${isTop && html`<span class="mw-uctop">${visit.say('uctop')}</span>`}</li>`
  })
  return html`<ul class="changes mw-contributions-list">${items}</ul>`
}

function filters(visit: Visit, name: string): Html {
  const all = { value: '', label: visit.say('namespacesall') }
  const box = (field: string, key: string): Html => checkbox(field, visit.say(key), visit.isOn(field))
  return html`<form class="filters" action="${scriptOf(visit.wiki)}">${hidden('title', 'Special:Contributions')}
${textField({ name: 'target', label: visit.say('x-user-or-address'), value: name, required: true })}
${selectField('namespace', visit.say('namespace'), [all, ...namespaceChoices(visit)], visit.text('namespace') ?? '')}
${textField({ name: 'tagfilter', label: visit.say('tag-filter'), value: visit.text('tagfilter') })}
<div class="inline-checks">${box('topOnly', 'sp-contributions-toponly')}${box('newOnly', 'sp-contributions-newonly')}${box('hideMinor', 'sp-contributions-hideminor')}</div>
<button>${visit.say('x-show')}</button></form>`
}
