// action=history: the revisions of a page, to be compared, hidden and tagged.
import { isoTimestamp, type Timestamp } from '../../api/timestamps.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { RevId } from '../../ids.ts'
import type { Title } from '../../pages/title.ts'
import { parentLengths } from '../../revisions/length-store.ts'
import type { Revision } from '../../revisions/revision.ts'
import { revisionsOfPage } from '../../revisions/revision-list-store.ts'
import { tagsOfRevisions } from '../../revisions/revision-tags-store.ts'
import { pathOf, scriptOf, specialPath } from '../addresses.ts'
import { hidden, textField } from '../form.ts'
import { flag, type Html, html, joined, nothing } from '../html.ts'
import { showPage } from '../layout.ts'
import { noticeBox, showMessage } from '../notices.ts'
import { limitOf, pageOfList } from '../paging.ts'
import { mark, pager, peopleAndSummaries, sayTime, shownActor, sizeChange, tagMarkers } from '../pieces.ts'
import { tagAsked } from '../special/special-page.ts'
import { loadSubject, type Subject } from '../subject.ts'
import type { Visit } from '../visit.ts'

export async function history(visit: Visit, title: Title): Promise<HttpResponse> {
  const subject = await loadSubject(visit, title)
  const { page } = subject
  const name = visit.wiki.nameOf(title)
  if (page === undefined) {
    const text = visit.tell('nohistory')
    return showMessage(visit, { at: title, subject, status: 404, title: visit.say('history-title', name), text })
  }
  const { db, viewer } = visit
  const limit = limitOf(visit)
  const tagName = visit.text('tagfilter')
  const tag = await tagAsked(visit, limit)
  const list = await pageOfList<Revision>(visit, {
    limit,
    keyOf: revision => revision,
    find: async ({ direction, from }, most) =>
      tag === 'unused'
        ? []
        : revisionsOfPage(db, viewer, {
            page: page.page_id,
            newer: direction === 'newer',
            from: from === undefined ? [] : [{ timestamp: from.timestamp, id: from.id as RevId }],
            to: [],
            tag,
            limit: most,
          }),
  })
  const lines = await historyLines(visit, subject, list.rows)
  const base = { action: 'history', tagfilter: tagName }
  const ways = pager(visit, {
    first: list.newer && pathOf(visit.wiki, title, { ...base, limit }),
    newer: list.newer && pathOf(visit.wiki, title, { ...base, ...list.newer }),
    older: list.older && pathOf(visit.wiki, title, { ...base, ...list.older }),
  })
  const body = html`${filterForm(visit, title, tagName)}${ways}
${list.rows.length === 0 ? noticeBox(html`<p>${visit.say('history-empty')}</p>`) : compareForm(visit, title, lines)}${ways}`
  return showPage(visit, {
    title: visit.say('history-title', name),
    at: title,
    subject,
    action: 'history',
    subtitle: html`<a href="${specialPath(visit.wiki, 'Log', { page: name })}">${visit.say('viewpagelogs')}</a>${
      viewer.may('deleterevision') &&
      html` | <a href="${specialPath(visit.wiki, 'HideRange', { page: name })}">${visit.say('x-hide-range')}</a>`
    }`,
    body,
    robots: 'noindex,nofollow',
  })
}

function filterForm(visit: Visit, title: Title, tag: string | undefined): Html {
  return html`<form class="filters" action="${scriptOf(visit.wiki)}">${hidden('title', visit.wiki.nameOf(title))}${hidden('action', 'history')}
${textField({ name: 'tagfilter', label: visit.say('tag-filter'), value: tag })}<button>${visit.say('history-show')}</button></form>`
}

function compareForm(visit: Visit, title: Title, lines: readonly Html[]): Html {
  const { viewer } = visit
  const compare = lines.length > 1 && html`<button class="primary">${visit.say('compareselectedversions')}</button>`
  const mayHide = viewer.may('deleterevision')
  const mayTag = viewer.may('changetags')
  const act = (action: string, key: string): Html =>
    html`<button name="action" value="${action}">${visit.say(key)}</button>`
  const buttons = html`<div class="buttons">${compare}${mayHide && act('revisiondelete', 'showhideselectedversions')}${
    mayTag && act('editchangetags', 'history-edit-tags')
  }${(mayHide || mayTag) && html`<button type="button" class="quiet" data-ticks="ids-" hidden>${visit.say('x-tick-all')}</button>`}</div>`
  return html`<form id="mw-history-compare" action="${scriptOf(visit.wiki)}">${hidden('title', visit.wiki.nameOf(title))}
${buttons}<ul id="pagehistory" class="changes">${lines}</ul>${lines.length > 8 && buttons}</form>`
}

/** The revisions, newest first, one line each; five statements, however many they are. */
async function historyLines(visit: Visit, subject: Subject, revisions: readonly Revision[]): Promise<Html[]> {
  const { db } = visit
  const { title, page } = subject
  const [[links, comments], tags, lengths] = await Promise.all([
    peopleAndSummaries(visit, title, revisions),
    tagsOfRevisions(
      db,
      revisions.map(one => one.id),
    ),
    parentLengths(db, revisions),
  ])
  return revisions.map((revision, index) => {
    const { id } = revision
    const stamp = sayTime(visit, revision.timestamp)
    const date = html`<time datetime="${isoTimestamp(revision.timestamp as Timestamp)}">${stamp}</time>`
    const isLatest = id === page?.page_latest
    const size = html`<span class="small">${visit.say('nbytes', revision.size)}</span> ${sizeChange(visit, lengths.get(id) ?? 0, revision.size)}`
    return html`<li data-mw-revid="${id}"${isLatest && html` class="latest"`}>${comparisons(visit, title, revision, isLatest)}
${choices(visit, revision, revisions.length > 1 ? index : undefined, stamp)}
<span class="stamp">${revisionDate(visit, title, revision, date)}</span> <span class="history-user">${shownActor(visit, links, revision.actor)}</span>
${revision.minor && mark(visit, 'minoredit')} ${size} ${comments[index] ?? nothing} ${tagMarkers(visit, tags.get(id))} ${remedies(visit, subject, revision)}</li>`
  })
}

/** `(cur | prev)`. */
function comparisons(visit: Visit, title: Title, revision: Revision, isLatest: boolean): Html {
  const canCompare = revision.content.for(visit.viewer).is !== 'withheld'
  const link = (diff: string, key: string, is: boolean): Html =>
    is
      ? html`<a href="${pathOf(visit.wiki, title, { diff, oldid: revision.id })}">${visit.say(key)}</a>`
      : html`${visit.say(key)}`
  return html`(${link('cur', 'cur', canCompare && !isLatest)} | ${link('prev', 'last', canCompare && revision.parent !== 0)})`
}

/** What is compared, and the box for what can be done with several; `index` is undefined where there is but one. */
function choices(visit: Visit, { id }: Revision, index: number | undefined, stamp: string): Html {
  const { viewer } = visit
  const radio = (name: 'oldid' | 'diff', on: boolean, key: string): Html =>
    html`<input type="radio" name="${name}" value="${id}" aria-label="${visit.say(key, stamp)}"${flag('checked', on)}>`
  const both = index !== undefined && [
    radio('oldid', index === 1, 'x-compare-from'),
    radio('diff', index === 0, 'x-compare-to'),
  ]
  const mayTick = viewer.may('deleterevision') || viewer.may('changetags')
  const label = visit.say('x-select-revision', stamp)
  return html`${both}${mayTick && html`<input type="checkbox" name="ids-${id}" value="1" aria-label="${label}">`}`
}

/** Ways to take the edit back. */
function remedies(visit: Visit, subject: Subject, revision: Revision): Html {
  const { wiki, viewer } = visit
  const { title, page } = subject
  const { id, parent } = revision
  if (parent === 0 || !subject.may('edit')) return nothing
  const actor = revision.actor.for(viewer)
  const links = [
    ...(id === page?.page_latest && actor.is !== 'withheld' && subject.may('rollback')
      ? [
          html`<a href="${pathOf(wiki, title, { action: 'rollback', from: actor.value.name })}">${visit.say('rollbacklink')}</a>`,
        ]
      : []),
    ...(revision.content.for(viewer).is === 'withheld'
      ? []
      : [
          html`<a href="${pathOf(wiki, title, { action: 'edit', undoafter: parent, undo: id })}">${visit.say('editundo')}</a>`,
        ]),
  ]
  return links.length === 0 ? nothing : html`<span class="small">(${joined(links, ' | ')})</span>`
}

/** The time of a revision, a link to it where its text may be seen. */
function revisionDate(visit: Visit, title: Title, revision: Revision, date: Html): Html {
  const content = revision.content.for(visit.viewer)
  const link = html`<a class="mw-changeslist-date" href="${pathOf(visit.wiki, title, { oldid: revision.id })}">${date}</a>`
  if (content.is === 'open') return link
  const classes = content.suppressed ? 'history-deleted mw-history-suppressed' : 'history-deleted'
  return html`<span class="${classes}">${content.is === 'hidden' ? link : date}</span>`
}
