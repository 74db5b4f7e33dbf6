// The difference between two revisions: `diff` and `oldid` say which.
import { tableDiff } from '../../diff/table.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { RevId } from '../../ids.ts'
import { escapeHtml } from '../../language/message-text.ts'
import { pageByTitle, titleOfPage } from '../../pages/page-store.ts'
import { sameTitle, type Title } from '../../pages/title.ts'
import { countBetween, countedAtMost, neighboursOf } from '../../revisions/neighbour-store.ts'
import { tagsOfRevisions } from '../../revisions/revision-tags-store.ts'
import { articlePath, pathOf } from '../addresses.ts'
import { type Html, html, nothing, trusted } from '../html.ts'
import { showPage } from '../layout.ts'
import { errorBox, noticeBox, showMessage, warningBox } from '../notices.ts'
import { Links, mark, shownActor, summaries, tagMarkers, time, titlesOfActor } from '../pieces.ts'
import { categoryLinks, renderContent } from '../rendered.ts'
import { noteRead } from '../seen.ts'
import { loadSubject, type Subject } from '../subject.ts'
import type { Visit } from '../visit.ts'
import { patrolButton } from './mark-patrolled.ts'
import { type FoundRevision, findRevision, textOf } from './revision-shown.ts'

/** Whether an address asks for a difference. */
export const diffAsked = (visit: Visit): boolean => visit.get('diff') !== undefined

/** What is compared: a first revision has nothing before it. */
interface Compared {
  readonly old: FoundRevision | undefined
  readonly new: FoundRevision
}

export async function diff(visit: Visit, asked: Title): Promise<HttpResponse> {
  const compared = await revisionsAsked(visit, asked)
  if (compared === undefined) {
    return showMessage(visit, {
      at: asked,
      subject: await loadSubject(visit, asked),
      status: 404,
      title: visit.say('difference-title', visit.wiki.nameOf(asked)),
      text: visit.tell('difference-missing-revision'),
    })
  }
  const title = titleOfPage(compared.new.page)
  const subject = await loadSubject(visit, title)
  noteRead(visit, subject)
  const other = compared.old && titleOfPage(compared.old.page)
  const name = visit.wiki.nameOf(title)
  const heading =
    other === undefined || sameTitle(other, title)
      ? visit.say('difference-title', name)
      : visit.say('difference-title-multipage', visit.wiki.nameOf(other), name)
  return showPage(visit, {
    title: heading,
    at: title,
    subject,
    action: 'view',
    revision: compared.new.revision.id,
    body: html`${await diffTable(visit, compared)}${await patrolButton(visit, title, compared.new.revision)}${await shownBelow(visit, subject, compared.new)}`,
    config: { wgDiffOldId: compared.old?.revision.id ?? false, wgDiffNewId: compared.new.revision.id },
    robots: 'noindex,nofollow',
  })
}

async function revisionsAsked(visit: Visit, asked: Title): Promise<Compared | undefined> {
  const { db } = visit
  const diff = visit.get('diff') ?? ''
  const from = visit.id('oldid')
  const named = /^\d+$/.test(diff) ? Number(diff) : 0
  if (named > 0) {
    const right = await findRevision(visit, named)
    if (right === undefined) return undefined
    return from !== undefined && from > 0 ? pair(await findRevision(visit, from), right) : withPrevious(visit, right)
  }
  if (from === undefined || from === 0) {
    const page = await pageByTitle(db, asked)
    const latest = page && (await findRevision(visit, page.page_latest))
    return latest && withPrevious(visit, latest)
  }
  const left = await findRevision(visit, from)
  if (left === undefined) return undefined
  if (diff === 'prev') return withPrevious(visit, left)
  if (diff !== 'next') return pair(left, await findRevision(visit, left.page.page_latest))
  const { next } = await neighboursOf(db, left.revision)
  return pair(left, next === undefined ? left : await findRevision(visit, next))
}

const pair = (old: FoundRevision | undefined, right: FoundRevision | undefined): Compared | undefined =>
  old && right && { old, new: right }

async function withPrevious(visit: Visit, right: FoundRevision): Promise<Compared | undefined> {
  const { previous } = await neighboursOf(visit.db, right.revision)
  if (previous === undefined) return { old: undefined, new: right }
  const old = await findRevision(visit, previous)
  return old && { old, new: right }
}

async function diffTable(visit: Visit, compared: Compared): Promise<Html> {
  const sides = [compared.old, compared.new].filter(side => side !== undefined)
  const isHidden = sides.some(side => side.content.is !== 'open')
  const isWithheld = sides.some(side => side.content.is === 'withheld')
  const isOpened = !isHidden || (!isWithheld && visit.isOn('unhide'))
  const [before, after] = isOpened
    ? await Promise.all([compared.old && textOf(visit, compared.old.content), textOf(visit, compared.new.content)])
    : []
  const heads = await headings(visit, compared)
  const rows = isOpened && after !== undefined ? await rowsOf(visit, compared, before ?? '', after) : nothing
  const notice = !isHidden
    ? nothing
    : isOpened
      ? warningBox(html`<p>${visit.say('rev-deleted-diff-view')}</p>`)
      : closedNotice(visit, compared, isWithheld)
  return html`${notice}<div class="scroll"><table class="diff diff-contentalign-left" data-mw="interface"><caption class="visually-hidden">${visit.say('x-diff-caption')}</caption>
<colgroup><col class="diff-marker"><col class="diff-content"><col class="diff-marker"><col class="diff-content"></colgroup>
<tbody>${heads}${rows}</tbody></table></div>`
}

function closedNotice(visit: Visit, { old, new: right }: Compared, isWithheld: boolean): Html {
  if (isWithheld) return errorBox(html`<p>${visit.say('rev-deleted-no-diff')}</p>`)
  const query = { diff: right.revision.id, oldid: old?.revision.id, unhide: true }
  const href = pathOf(visit.wiki, titleOfPage(right.page), query)
  return warningBox(
    html`<p>${visit.say('rev-deleted-unhide-diff')}</p><p><a href="${href}">${visit.say('x-show-hidden-text')}</a></p>`,
  )
}

async function rowsOf(visit: Visit, { old, new: right }: Compared, before: string, after: string): Promise<Html> {
  const lineNumber = (n: number): string => escapeHtml(visit.say('lineno', n))
  const rows = tableDiff(before, after, { lineNumber })
  const middle =
    old === undefined || old.page.page_id !== right.page.page_id ? nothing : await between(visit, old, right)
  const same =
    rows === '' &&
    html`<tr><td colspan="4" class="diff-notice"><div class="mw-diff-empty">${visit.say('diff-empty')}</div></td></tr>`
  return html`${middle}${same}${trusted(rows)}`
}

/** How many revisions stand between; of their authors, those that the reader may know. */
async function between(visit: Visit, old: FoundRevision, right: FoundRevision): Promise<Html> {
  const [first, last] = old.revision.id < right.revision.id ? [old, right] : [right, old]
  const { revisions, authors } = await countBetween(visit.db, visit.viewer, first.revision, last.revision)
  if (revisions === 0) return nothing
  const key = revisions > countedAtMost ? 'x-diff-multi-many' : 'x-diff-multi'
  return html`<tr><td colspan="4" class="diff-multi">${visit.say(key, Math.min(revisions, countedAtMost), authors)}</td></tr>`
}

async function headings(visit: Visit, { old, new: right }: Compared): Promise<Html> {
  const { db, viewer } = visit
  const sides = old === undefined ? [right] : [old, right]
  const titles = sides.flatMap(side => titlesOfActor(visit, side.revision.actor))
  const [links, tags, comments, neighbours] = await Promise.all([
    Links.to(visit, titles),
    tagsOfRevisions(
      db,
      sides.map(side => side.revision.id),
    ),
    summaries(
      visit,
      sides.map(side => ({ comment: side.revision.comment.for(viewer), page: titleOfPage(side.page) })),
    ),
    Promise.all(sides.map(side => neighboursOf(db, side.revision))),
  ])
  const cell = (side: FoundRevision, at: 'o' | 'n'): Html => {
    const index = sides.indexOf(side)
    const move = at === 'o' ? neighbours[index]?.previous : neighbours[index]?.next
    return html`<td colspan="2" class="diff-${at}title diff-side-${at === 'o' ? 'deleted' : 'added'}"><div id="mw-diff-${at}title1"><strong>${revisionTitle(visit, side)}</strong></div>
<div id="mw-diff-${at}title2">${shownActor(visit, links, side.revision.actor)}</div>
<div id="mw-diff-${at}title3">${side.revision.minor && mark(visit, 'minoredit')} ${comments[index]}</div>
<div id="mw-diff-${at}title5">${tagMarkers(visit, tags.get(side.revision.id))}</div>
<div id="mw-diff-${at}title4">${move === undefined ? '\u00a0' : stepLink(visit, side, move, at)}</div></td>`
  }
  const left =
    old === undefined
      ? html`<td colspan="2" class="diff-otitle">${noticeBox(html`${visit.say('x-diff-first')}`)}</td>`
      : cell(old, 'o')
  return html`<tr class="diff-title">${left}${cell(right, 'n')}</tr>`
}

function revisionTitle(visit: Visit, { revision, page, content }: FoundRevision): Html {
  const { wiki } = visit
  const title = titleOfPage(page)
  const isLatest = page.page_latest === revision.id
  const what = visit.tell(isLatest ? 'x-latest-revision-of' : 'x-revision-of', time(visit, revision.timestamp))
  if (content.is === 'withheld') return html`<span class="history-deleted">${what}</span>`
  const href = pathOf(wiki, title, { oldid: revision.id, unhide: content.is === 'hidden' })
  const link = html`<a href="${isLatest ? articlePath(wiki, title) : href}">${what}</a>`
  return content.is === 'open' ? link : html`<span class="history-deleted">${link}</span>`
}

function stepLink(visit: Visit, { revision, page }: FoundRevision, to: RevId, at: 'o' | 'n'): Html {
  const title = titleOfPage(page)
  const query = at === 'o' ? { diff: 'prev', oldid: revision.id } : { diff: to, oldid: revision.id }
  const key = at === 'o' ? 'previousdiff' : 'nextdiff'
  return html`<a id="differences-${at === 'o' ? 'prevlink' : 'nextlink'}" href="${pathOf(visit.wiki, title, query)}">${visit.say(key)}</a>`
}

/** The newer revision as it is read, below the table. */
async function shownBelow(visit: Visit, { title }: Subject, { revision, content }: FoundRevision): Promise<Html> {
  if (visit.isOn('diffonly') || content.is !== 'open') return nothing
  const text = await textOf(visit, content)
  if (text === undefined) return nothing
  const rendered = await renderContent(visit, {
    title,
    text,
    model: revision.contentModel,
    revision,
    hasEditLinks: false,
  })
  const heading = visit.tell('x-revision-of', time(visit, revision.timestamp))
  return html`<h2 class="diff-currentversion-title">${heading}</h2>${rendered.body}${await categoryLinks(visit, rendered.rendering)}`
}
