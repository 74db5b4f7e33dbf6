// action=edit and action=submit: changing a page, with preview, differences, and conflicts in which nothing is lost.
import { CaptchaAsked } from '../../captcha/captcha.ts'
import type { Failure, Problem } from '../../errors.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { RevId } from '../../ids.ts'
import { contentModel } from '../../pages/content-models.ts'
import { type Current, edit as editPage } from '../../pages/edit.ts'
import { preSaveText } from '../../pages/pre-save-text.ts'
import type { Title } from '../../pages/title.ts'
import { revisionById } from '../../revisions/revision-store.ts'
import { appendSection, bareHeading, replaceSection } from '../../wikitext/index.ts'
import { articlePath } from '../addresses.ts'
import { captchaField, sentCaptcha } from '../captcha.ts'
import { currentOf, type Draft, freshDraft, sentDraft, undoneDraft } from '../editing/draft.ts'
import { anonymousNotice, editForm, sourceBox, textDiff } from '../editing/edit-form.ts'
import { type Html, html, nothing } from '../html.ts'
import { showPage } from '../layout.ts'
import { isFailure, lostSessionBox, noticeBox, problemsBox, statusOf, successBox, warningBox } from '../notices.ts'
import { redirectTo } from '../redirect.ts'
import { renderContent } from '../rendered.ts'
import { loadSubject, type Subject } from '../subject.ts'
import type { Visit } from '../visit.ts'
import { textOf } from './revision-shown.ts'

/** One edit on its way. */
interface Editing {
  readonly visit: Visit
  readonly subject: Subject
  readonly current: Current
}

export async function edit(visit: Visit, title: Title): Promise<HttpResponse> {
  const subject = await loadSubject(visit, title)
  const editing: Editing = { visit, subject, current: await currentOf(visit, subject) }
  if (visit.wasPosted && visit.get('wpTextbox1') !== undefined) return submitted(editing, sentDraft(visit))
  const problems = subject.performer.problemsOn('edit', subject.state)
  if (problems.length > 0) return showSource(editing, problems)
  const draft = await freshDraft(visit, subject, editing.current)
  if (!isFailure(draft)) return showForm(editing, draft, { above: await introduction(editing, draft) })
  const plain = await currentDraft(editing)
  return showForm(editing, plain, { above: await problemsBox(visit, draft.problems) })
}

/** Where what was asked for cannot be edited, the page as it is can. */
async function currentDraft({ visit, subject, current }: Editing): Promise<Draft> {
  const { page } = subject
  const sent = sentDraft(visit)
  return { ...sent, text: await current.text(), base: page?.page_latest ?? 0, undo: 0, undoAfter: 0 }
}

async function introduction({ visit, subject, current }: Editing, draft: Draft): Promise<Html> {
  const { page } = subject
  const oldid = visit.id('oldid') ?? 0
  const isOld = page !== undefined && oldid > 0 && oldid !== page.page_latest && draft.section !== 'new'
  const undo = draft.undo > 0 && successBox(html`<p>${visit.say('undo-success')}</p>`)
  const change =
    draft.undo > 0 &&
    textDiff(visit, await current.text(), draft.text, [visit.say('currentrev'), visit.say('yourtext')])
  return html`${!visit.viewer.isRegistered && anonymousNotice(visit, subject)}
${page === undefined && noticeBox(html`<p>${visit.say('newarticletext')}</p>`)}
${isOld && warningBox(html`<p>${visit.say('editingold')}</p>`)}${undo}${change}`
}

async function submitted(editing: Editing, draft: Draft): Promise<HttpResponse> {
  const { visit } = editing
  if (!visit.isOurForm())
    return showForm(editing, draft, { above: lostSessionBox(visit), isUnsaved: true, status: 400 })
  if (visit.isOn('wpPreview'))
    return showForm(editing, draft, { above: await preview(editing, draft), isUnsaved: true })
  if (visit.isOn('wpDiff')) return showForm(editing, draft, { above: await changes(editing, draft), isUnsaved: true })
  try {
    visit.mustBeWritable()
    return await save(editing, draft)
  } catch (error) {
    if (!isFailure(error)) throw error
    return notSaved(editing, draft, error)
  }
}

async function save({ visit, subject, current }: Editing, draft: Draft): Promise<HttpResponse> {
  const { viewer, wiki } = visit
  // An undo that nobody has changed since is one; else it is an edit like any other.
  const undone = draft.undo > 0 ? await undoneDraft(visit, subject, current, draft) : undefined
  const isUndo = typeof undone === 'string' && undone === draft.text.trimEnd()
  const choice = viewer.isRegistered && viewer.may('editmywatchlist') ? (draft.watch ? 'watch' : 'unwatch') : 'nochange'
  const isNewSection = draft.section === 'new'
  await editPage(wiki, subject.performer, {
    title: subject.title,
    ...(isUndo
      ? { undo: draft.undo as RevId, ...(draft.undoAfter > 0 ? { undoAfter: draft.undoAfter as RevId } : {}) }
      : { text: draft.text }),
    ...(draft.section === '' || isUndo ? {} : { section: draft.section }),
    ...(isNewSection ? { sectionTitle: draft.sectionTitle } : {}),
    ...(isNewSection && draft.summary === '' ? {} : { summary: draft.summary }),
    minor: draft.minor,
    bot: viewer.may('bot'),
    tags: [],
    createOnly: draft.base === 0 && !isNewSection,
    noCreate: false,
    recreate: draft.recreate,
    ...(draft.base === 0 ? {} : { baseRevId: draft.base }),
    startTimestamp: draft.start,
    captcha: sentCaptcha(visit),
    watch: choice,
  })
  return redirectTo(articlePath(wiki, subject.title), 303)
}

/** What stood against it is told above the form, and everything that was typed is still in it. */
async function notSaved(editing: Editing, draft: Draft, failure: Failure): Promise<HttpResponse> {
  const { visit } = editing
  if (failure.code === 'editconflict' || failure.code === 'articleexists') return showConflict(editing, draft)
  if (failure instanceof CaptchaAsked) {
    const wrong = sentCaptcha(visit) === undefined ? nothing : await problemsBox(visit, failure.problems)
    const captcha = captchaField(visit, failure.challenge, failure.action)
    return showForm(editing, draft, { above: wrong, isUnsaved: true, captcha })
  }
  const above = await problemsBox(visit, failure.problems)
  const recreate = draft.recreate || failure.code === 'pagedeleted'
  return showForm(editing, { ...draft, recreate }, { above, isUnsaved: true, status: statusOf(failure) })
}

/**
 * Somebody else was quicker. The first box has the page as it is now, the second what its author wrote; the difference
 * between the two stands above them.
 */
async function showConflict(editing: Editing, draft: Draft): Promise<HttpResponse> {
  const { visit } = editing
  const subject = await loadSubject(visit, editing.subject.title)
  const now: Editing = { visit, subject, current: await currentOf(visit, subject) }
  const theirs = await now.current.text()
  const own = await wholeText(now, draft)
  // A second conflict must not push out what was saved from the first.
  const kept = draft.own === undefined || draft.own === own ? own : `${own}\n\n${draft.own}`
  const above = html`${problemsBoxOfConflict(visit)}
<h2>${visit.say('x-conflict-difference')}</h2>${textDiff(visit, theirs, own, [visit.say('currentrev'), visit.say('yourtext')])}`
  const next: Draft = {
    ...draft,
    text: theirs,
    own: kept,
    section: '',
    base: subject.page?.page_latest ?? 0,
    undo: 0,
    undoAfter: 0,
  }
  return showForm(now, next, { above, isUnsaved: true, isConflict: true, status: 409 })
}

const problemsBoxOfConflict = (visit: Visit): Html =>
  html`<div class="error" role="alert"><p><strong>${visit.say('edit-conflict')}</strong></p><p>${visit.say('explainconflict')}</p></div>`

/** The page as it would be with this draft: a section is put into the text that its author saw. */
async function wholeText({ visit, current }: Editing, draft: Draft): Promise<string> {
  if (draft.section === '') return draft.text
  const seen = draft.base === 0 ? undefined : await revisionById(visit.db, draft.base)
  const base = (seen && (await textOf(visit, seen.content.for(visit.viewer)))) ?? (await current.text())
  if (draft.section === 'new') return appendSection(base, bareHeading(draft.sectionTitle), draft.text)
  return replaceSection(base, draft.section, draft.text) ?? draft.text
}

/** The text as it would be saved, rendered; sections alone. */
async function preview({ visit, subject, current }: Editing, draft: Draft): Promise<Html> {
  const { title, performer } = subject
  const heading =
    draft.section === 'new' && draft.sectionTitle !== '' ? `== ${bareHeading(draft.sectionTitle)} ==\n\n` : ''
  const typed = heading + draft.text
  const text = contentModel(current.model).isWikitext ? await preSaveText(visit.wiki, performer, title, typed) : typed
  const rendered = await renderContent(visit, { title, text, model: current.model, hasEditLinks: false })
  const warnings = rendered.rendering?.warnings ?? []
  return html`<section id="wikiPreview" aria-labelledby="preview-heading"><h2 id="preview-heading">${visit.say('preview')}</h2>
${warningBox(html`<p>${visit.say('previewnote')}</p>`)}${warnings.map(one => warningBox(html`<p>${visit.tell(one.key, ...one.parameters)}</p>`))}
${rendered.displayTitle && html`<p class="h1">${rendered.displayTitle}</p>`}${rendered.body}</section><hr>`
}

/** What saving would change now. */
async function changes(editing: Editing, draft: Draft): Promise<Html> {
  const { visit, subject, current } = editing
  const whole = await wholeText(editing, draft)
  const isWikitext = contentModel(current.model).isWikitext
  const text = isWikitext ? await preSaveText(visit.wiki, subject.performer, subject.title, whole) : whole
  return html`<section id="wikiDiff" aria-labelledby="diff-heading"><h2 id="diff-heading">${visit.say('x-your-changes')}</h2>
${textDiff(visit, await current.text(), text, [visit.say('currentrev'), visit.say('yourtext')])}</section><hr>`
}

interface FormPage {
  readonly above: Html
  readonly isUnsaved?: boolean
  readonly isConflict?: boolean
  /** What must be answered to save. */
  readonly captcha?: Html
  readonly status?: number
}

function showForm({ visit, subject }: Editing, draft: Draft, page: FormPage): HttpResponse {
  const { above, isUnsaved = false, isConflict = false, captcha, status = 200 } = page
  const { title } = subject
  return showPage(visit, {
    status,
    title: headingOf(visit, subject, draft, isConflict),
    at: title,
    subject,
    action: visit.wasPosted ? 'submit' : 'edit',
    body: html`${above}${editForm(visit, subject, { draft, isUnsaved, isConflict, captcha })}`,
    robots: 'noindex,nofollow',
    headers: { 'Cache-Control': 'private, no-store' },
  })
}

function headingOf(visit: Visit, { title, page }: Subject, draft: Draft, isConflict: boolean): string {
  const name = visit.wiki.nameOf(title)
  if (isConflict) return visit.say('editconflict', name)
  if (draft.section === 'new') return visit.say('editingcomment', name)
  if (draft.section !== '') return visit.say('editingsection', name)
  return visit.say(page === undefined ? 'creating' : 'editing', name)
}

/** For who may not edit: why, and the text to read. */
async function showSource({ visit, subject, current }: Editing, problems: readonly Problem[]): Promise<HttpResponse> {
  const { title, page } = subject
  const name = visit.wiki.nameOf(title)
  return showPage(visit, {
    status: page === undefined ? 403 : 200,
    title: visit.say(page === undefined ? 'x-cannot-create-title' : 'viewsource-title', name),
    at: title,
    subject,
    action: 'edit',
    body: html`${await problemsBox(visit, problems)}${page === undefined ? nothing : sourceBox(visit, await current.text())}`,
    robots: 'noindex,nofollow',
  })
}
