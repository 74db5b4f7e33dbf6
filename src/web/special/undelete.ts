// Special:Undelete: what was deleted, for who may know of it, and bringing it back.
import { isTimestamp } from '../../api/timestamps.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { RevId } from '../../ids.ts'
import { canExist, parseTitle, type Title } from '../../pages/title.ts'
import { undeletePage } from '../../pages/undelete.ts'
import { deletedRevisions } from '../../revisions/archive-list-store.ts'
import { deletedRevisionById } from '../../revisions/archived-revision-store.ts'
import { deletedTitles } from '../../revisions/deleted-list-store.ts'
import type { Revision } from '../../revisions/revision.ts'
import { textById } from '../../revisions/revision-store.ts'
import { articlePath, scriptOf, specialPath } from '../addresses.ts'
import { hidden, hiddenToken, reasonField, textField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { hiddenFile } from '../hidden-file.ts'
import { type Html, html, nothing } from '../html.ts'
import { errorBox, noticeBox, successBox, warningBox } from '../notices.ts'
import { peopleAndSummaries, sayTime, shownActor, time } from '../pieces.ts'
import { redirectTo } from '../redirect.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const undelete: SpecialPage = {
  group: 'pages',
  isFor: viewer => viewer.may('deletedhistory'),
  title: 'undelete',
  show,
}

const revisionsAtOnce = 500
const titlesAtOnce = 100

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const performer = await visit.performer()
  // Throws for who may not know what was deleted, before anything is told.
  performer.permit('deletedhistory', { evenIfBlocked: true })
  const file = await hiddenFile(visit, 'Undelete')
  if (file !== undefined) return file
  const parsed = parseTitle(visit.text('target') ?? parameter, visit.wiki.titles)
  const title = parsed.ok && canExist(parsed.title) ? { ...parsed.title, fragment: '' } : undefined
  if (title === undefined) return showTitles(visit)
  const id = visit.id('revision')
  if (id !== undefined && !visit.wasPosted) return showRevision(visit, title, id)
  return answerForm(visit, {
    show: (above, status) => showHistory(visit, title, above, status),
    async carryOut() {
      const ticked = [...visit.names].filter(name => visit.isOn(name))
      const timestamps = ticked.flatMap(name => /^ts-(\d{14})$/.exec(name)?.[1] ?? [])
      if (visit.isOn('revisiondelete')) return toHide(visit, title, timestamps)
      const order = {
        title,
        reason: visit.get('wpReason') ?? '',
        timestamps: timestamps.filter(isTimestamp),
        files: [],
        tags: [],
      }
      const { revisions } = await undeletePage(visit.wiki, performer, order)
      const link = html`<a href="${articlePath(visit.wiki, title)}">${visit.wiki.nameOf(title)}</a>`
      return showHistory(visit, title, successBox(html`<p>${visit.tell('x-brought-back', revisions, link)}</p>`), 200)
    },
  })
}

/** Leads to the page on which parts of what was ticked are hidden. */
async function toHide(visit: Visit, title: Title, timestamps: readonly string[]): Promise<HttpResponse> {
  const ticked = (await history(visit, title)).filter(one => timestamps.includes(one.timestamp))
  const ids = ticked.map(one => one.id).join(',')
  return redirectTo(specialPath(visit.wiki, 'RevisionDelete', { type: 'archive', ids }), 303)
}

/** The deleted revisions of a page, newest first. Throws `permissiondenied` for who may not know of them. */
async function history(visit: Visit, title: Title): Promise<Revision[]> {
  const permit = (await visit.performer()).permit('deletedhistory', { evenIfBlocked: true })
  const query = {
    of: { titles: [title] },
    newer: false,
    start: undefined,
    end: undefined,
    by: undefined,
    tag: undefined,
    from: undefined,
  }
  const found = await deletedRevisions(visit.db, permit, { ...query, limit: revisionsAtOnce })
  return found.map(one => one.revision)
}

/** Titles of deleted pages from one on, and the field for it. */
async function showTitles(visit: Visit): Promise<HttpResponse> {
  const { wiki, db } = visit
  const permit = (await visit.performer()).permit('deletedhistory', { evenIfBlocked: true })
  const parsed = parseTitle(visit.text('from') ?? '', wiki.titles)
  const from = parsed.ok ? { namespace: parsed.title.namespace, title: parsed.title.dbKey } : undefined
  const titles = await deletedTitles(db, permit, {}, from, titlesAtOnce)
  const items = titles.map(
    title =>
      html`<li><a href="${specialPath(wiki, 'Undelete', {}, wiki.nameOf(title))}">${wiki.nameOf(title)}</a></li>`,
  )
  const body = html`<form class="filters" action="${scriptOf(wiki)}">${hidden('title', 'Special:Undelete')}${textField({ name: 'from', label: visit.say('allpagesfrom'), value: visit.text('from') })}<button>${visit.say('x-show')}</button></form>
${items.length === 0 ? noticeBox(html`<p>${visit.say('x-nothing-deleted')}</p>`) : html`<ul class="columns">${items}</ul>`}`
  return showSpecial(visit, 'Undelete', '', { title: visit.say('undelete'), body })
}

async function showHistory(visit: Visit, title: Title, above: Html, status: number): Promise<HttpResponse> {
  const { wiki, viewer } = visit
  const name = wiki.nameOf(title)
  const lines = await revisionLines(visit, title, await history(visit, title))
  const mayRestore = viewer.may('undelete')
  const list = html`<ul class="changes">${lines}</ul>`
  const form = html`<form id="undelete" method="post" action="${specialPath(wiki, 'Undelete', {}, name)}">${hiddenToken(visit)}${hidden('target', name)}
<p>${visit.say('x-undelete-help')}</p>${list}${reasonField(visit, visit.get('wpReason') ?? '')}<div class="buttons"><button class="primary">${visit.say('undeletebtn')}</button>${viewer.may('deleterevision') && html`<button name="revisiondelete" value="1">${visit.say('showhideselectedversions')}</button>`}</div></form>`
  const body = lines.length === 0 ? noticeBox(html`<p>${visit.say('x-nothing-deleted')}</p>`) : mayRestore ? form : list
  return showSpecial(visit, 'Undelete', name, {
    status,
    title: visit.say('x-deleted-revisions', name),
    body: html`${above}${body}`,
  })
}

async function revisionLines(visit: Visit, title: Title, revisions: readonly Revision[]): Promise<Html[]> {
  const { viewer, wiki } = visit
  const [links, comments] = await peopleAndSummaries(visit, title, revisions)
  return revisions.map((one, index) => {
    const content = one.content.for(viewer)
    const date = time(visit, one.timestamp)
    const href = specialPath(wiki, 'Undelete', { target: wiki.nameOf(title), revision: one.id })
    const link = content.is === 'withheld' || !viewer.may('deletedtext') ? date : html`<a href="${href}">${date}</a>`
    const stamp = content.is === 'open' ? link : html`<span class="history-deleted">${link}</span>`
    return html`<li>${viewer.may('undelete') && html`<input type="checkbox" name="ts-${one.timestamp}" value="1" aria-label="${visit.say('x-select-revision', sayTime(visit, one.timestamp))}">`}
<span class="stamp">${stamp}</span> ${shownActor(visit, links, one.actor)} <span class="small">${visit.say('nbytes', one.size)}</span> ${comments[index] ?? nothing}</li>`
  })
}

/** The text of a deleted revision. What is not there, or withheld, looks the same. */
async function showRevision(visit: Visit, title: Title, id: number): Promise<HttpResponse> {
  const { wiki, db, viewer } = visit
  const permit = (await visit.performer()).permit('deletedtext', { evenIfBlocked: true })
  const name = wiki.nameOf(title)
  const found = await deletedRevisionById(db, permit, id as RevId)
  const content = found?.revision.content.for(viewer)
  const back = html`<p><a href="${specialPath(wiki, 'Undelete', {}, name)}">${visit.say('x-deleted-revisions', name)}</a></p>`
  const frame = { title: visit.say('x-deleted-revisions', name) }
  if (found === undefined || content === undefined || content.is === 'withheld') {
    return showSpecial(visit, 'Undelete', name, {
      ...frame,
      status: 404,
      body: html`${errorBox(html`<p>${visit.tell('missing-revision', String(id))}</p>`)}${back}`,
    })
  }
  if (content.is === 'hidden' && !visit.isOn('unhide')) {
    const open = specialPath(wiki, 'Undelete', { target: name, revision: id, unhide: true })
    const text = html`<p>${visit.say('rev-deleted-text-unhide')}</p><p><a href="${open}">${visit.say('x-show-hidden-text')}</a></p>`
    return showSpecial(visit, 'Undelete', name, { ...frame, body: html`${warningBox(text)}${back}` })
  }
  const text = await textById(db, content.value.textId)
  const when = visit.tell('x-revision-of', time(visit, found.revision.timestamp))
  return showSpecial(visit, 'Undelete', name, {
    ...frame,
    body: html`${back}<h2>${when}</h2><pre class="mw-code" dir="ltr">${text}</pre>`,
  })
}
