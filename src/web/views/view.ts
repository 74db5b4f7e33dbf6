// action=view: a page as it is read, now or in an old revision.

import type { HttpResponse } from '../../http/message.ts'
import type { RevId } from '../../ids.ts'
import { logEntries } from '../../logs/log-reader-store.ts'
import { isInArchive } from '../../pages/archive-store.ts'
import { type PageRow, pageByTitle, redirectsOfPages, titleOfPage } from '../../pages/page-store.ts'
import { canExist, makeTitle, sameTitle, type Title } from '../../pages/title.ts'
import { neighboursOf } from '../../revisions/neighbour-store.ts'
import type { Revision } from '../../revisions/revision.ts'
import { articlePath, pathOf, specialPath } from '../addresses.ts'
import { categoryMembers } from '../category-members.ts'
import { filePart } from '../file-page.ts'
import { type Html, html, joined } from '../html.ts'
import { showPage } from '../layout.ts'
import { logList } from '../log-lines.ts'
import { errorBox, noticeBox, showMessage, warningBox } from '../notices.ts'
import { peopleAndSummaries, shownActor, time } from '../pieces.ts'
import { categoryLinks, type Rendered, renderContent } from '../rendered.ts'
import { noteRead } from '../seen.ts'
import { loadSubject, type Subject } from '../subject.ts'
import type { Visit } from '../visit.ts'
import { type FoundRevision, findRevision, textOf } from './revision-shown.ts'

/** Shows a page, or the revision that `oldid` names. */
export async function view(visit: Visit, title: Title): Promise<HttpResponse> {
  const oldid = visit.id('oldid')
  if (oldid !== undefined && oldid > 0) return viewRevision(visit, title, oldid)
  const page = await pageByTitle(visit.db, title)
  if (page === undefined) return viewMissing(visit, title)
  const target = visit.get('redirect') === 'no' ? undefined : await redirectTarget(visit, page)
  return target === undefined
    ? viewLatest(visit, await loadSubject(visit, title), undefined)
    : viewLatest(visit, await loadSubject(visit, target), title)
}

/** The page that a redirect leads to, if there is one here; one redirect is followed and no more. */
async function redirectTarget(visit: Visit, page: PageRow): Promise<Title | undefined> {
  if (page.page_is_redirect === 0) return undefined
  const target = (await redirectsOfPages(visit.db, [page.page_id])).get(page.page_id)
  if (target === undefined || !canExist(target) || sameTitle(target, titleOfPage(page))) return undefined
  const plain = makeTitle(target.namespace, target.dbKey)
  return (await pageByTitle(visit.db, plain)) === undefined ? undefined : plain
}

async function viewLatest(visit: Visit, subject: Subject, from: Title | undefined): Promise<HttpResponse> {
  const { page, title } = subject
  const found = page === undefined ? undefined : await findRevision(visit, page.page_latest)
  if (page === undefined || found === undefined) return viewMissing(visit, title)
  const text = await textOf(visit, found.content)
  // The text that a page shows now is never hidden; an import may still bring such a page.
  if (text === undefined) return viewWithheld(visit, subject, found)
  noteRead(visit, subject)
  const rendered = await renderContent(visit, {
    title,
    text,
    model: found.revision.contentModel,
    revision: found.revision,
    hasEditLinks: subject.may('edit'),
  })
  const { above, below } = await filePart(visit, title)
  return showPage(visit, {
    title: visit.wiki.nameOf(title),
    ...headingOf(rendered),
    at: title,
    subject,
    action: 'view',
    revision: found.revision.id,
    subtitle: from && redirectedFrom(visit, from),
    body: html`${above}${rendered.body}${below}${await categoryMembers(visit, title)}`,
    after: await categoryLinks(visit, rendered.rendering),
    foot: visit.tell('x-last-changed', time(visit, found.revision.timestamp)),
    config: {
      ...configOf(rendered),
      ...(from ? { wgRedirectedFrom: visit.wiki.nameOf(from).replaceAll(' ', '_') } : {}),
    },
    ...(rendered.rendering?.properties.has('noindex') ? { robots: 'noindex,follow' } : {}),
  })
}

const headingOf = ({ displayTitle }: Rendered): { heading?: Html } => (displayTitle ? { heading: displayTitle } : {})

const configOf = ({ rendering }: Rendered): Record<string, unknown> => ({
  wgCategories: [...(rendering?.categories.values() ?? [])].map(one => one.name.text),
})

const redirectedFrom = (visit: Visit, from: Title): Html =>
  visit.tell(
    'redirectedfrom',
    html`<a class="mw-redirect" href="${pathOf(visit.wiki, from, { redirect: 'no' })}">${visit.wiki.nameOf(from)}</a>`,
  )

async function viewRevision(visit: Visit, asked: Title, id: number): Promise<HttpResponse> {
  const found = await findRevision(visit, id)
  if (found === undefined) {
    return showMessage(visit, {
      at: asked,
      subject: await loadSubject(visit, asked),
      status: 404,
      title: visit.wiki.nameOf(asked),
      text: visit.tell('missing-revision', String(id)),
    })
  }
  // As MediaWiki: the revision says which page it is, whatever title stands beside it.
  const title = titleOfPage(found.page)
  const subject = await loadSubject(visit, title)
  const isOpened = found.content.is === 'open' || (found.content.is === 'hidden' && visit.isOn('unhide'))
  const text = isOpened ? await textOf(visit, found.content) : undefined
  if (text === undefined) return viewWithheld(visit, subject, found)
  const { revision } = found
  const rendered = await renderContent(visit, {
    title,
    text,
    model: revision.contentModel,
    revision,
    hasEditLinks: false,
  })
  const warning = found.content.is === 'hidden' && warningBox(html`<p>${visit.say('rev-deleted-text-view')}</p>`)
  return showPage(visit, {
    title: visit.wiki.nameOf(title),
    ...headingOf(rendered),
    at: title,
    subject,
    action: 'view',
    revision: revision.id,
    subtitle: await revisionNotice(visit, subject, revision),
    body: html`${warning}${rendered.body}`,
    after: await categoryLinks(visit, rendered.rendering),
    config: configOf(rendered),
    robots: 'noindex,follow',
  })
}

/** Which revision it is that one sees, and the ways to those before and after it. */
async function revisionNotice(visit: Visit, { title, page }: Subject, revision: Revision): Promise<Html> {
  const { wiki, db } = visit
  const [[links, [summary]], neighbours] = await Promise.all([
    peopleAndSummaries(visit, title, [revision]),
    neighboursOf(db, revision),
  ])
  const isLatest = page?.page_latest === revision.id
  const to = (id: RevId | undefined, key: string, rel: string): Html =>
    id === undefined
      ? html`${visit.say(key)}`
      : html`<a href="${pathOf(wiki, title, { oldid: id })}" rel="${rel}">${visit.say(key)}</a> (<a href="${pathOf(wiki, title, rel === 'prev' ? { diff: revision.id, oldid: id } : { diff: id, oldid: revision.id })}">${visit.say('diff')}</a>)`
  const what = visit.tell(isLatest ? 'x-revision-current' : 'x-revision-of', time(visit, revision.timestamp))
  return noticeBox(html`<div id="mw-revision-info">${what} ${shownActor(visit, links, revision.actor)} ${summary}</div>
<div id="mw-revision-nav">${joined(
    [
      to(neighbours.previous, 'previousrevision', 'prev'),
      html`<a href="${articlePath(wiki, title)}">${visit.say('currentrevisionlink')}</a>`,
      to(neighbours.next, 'nextrevision', 'next'),
    ],
    ' | ',
  )}</div>`)
}

/** A revision whose text is hidden: who may see it is told how. */
async function viewWithheld(
  visit: Visit,
  subject: Subject,
  { revision, content }: FoundRevision,
): Promise<HttpResponse> {
  const { wiki } = visit
  const { title } = subject
  const may = content.is === 'hidden'
  const open = pathOf(wiki, title, { oldid: revision.id, unhide: true })
  const text = html`<p>${visit.say(may ? 'rev-deleted-text-unhide' : 'rev-deleted-text-permission')}</p>${
    may && html`<p><a href="${open}">${visit.say('x-show-hidden-text')}</a></p>`
  }`
  return showPage(visit, {
    status: may ? 200 : 403,
    title: wiki.nameOf(title),
    at: title,
    subject,
    action: 'view',
    revision: revision.id,
    subtitle: await revisionNotice(visit, subject, revision),
    body: may ? warningBox(text) : errorBox(text),
    robots: 'noindex,follow',
  })
}

/** A page that is not there: how to make it, and what became of it if it was there once. */
async function viewMissing(visit: Visit, title: Title): Promise<HttpResponse> {
  const { wiki, db, viewer } = visit
  const subject = await loadSubject(visit, title)
  const entries = await logEntries(db, viewer, { title }, { direction: 'older' }, 6)
  const told = entries.filter(one => one.type === 'delete' || one.type === 'move' || one.type === 'protect')
  // Whether something was deleted here is told to those alone who may know what.
  const hasArchive = viewer.may('deletedhistory') && (await isInArchive(db, title))
  const deleted =
    hasArchive &&
    html`<p><a href="${specialPath(wiki, 'Undelete', {}, wiki.nameOf(title))}">${visit.say('x-see-deleted')}</a></p>`
  const create = html`<a class="primary-link" href="${pathOf(wiki, title, { action: 'edit' })}">${visit.say('x-create-page', wiki.nameOf(title))}</a>`
  const body = html`<div class="noarticletext"><p>${visit.say('noarticletext-nopermission')}</p>
${await categoryMembers(visit, title)}${subject.may('edit') ? html`<p>${create}</p>` : html`<p>${visit.say('x-cannot-create')}</p>`}
${deleted}<p><a href="${specialPath(wiki, 'Search', { search: wiki.nameOf(title), fulltext: true })}">${visit.say('x-search-for-title')}</a></p></div>
${told.length > 0 && noticeBox(html`<p>${visit.say('moveddeleted-notice')}</p>${await logList(visit, told)}`)}`
  return showPage(visit, {
    status: 404,
    title: wiki.nameOf(title),
    at: title,
    subject,
    action: 'view',
    body,
    robots: 'noindex,follow',
  })
}
