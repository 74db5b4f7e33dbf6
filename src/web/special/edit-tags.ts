// Special:EditTags: adds tags to revisions and log entries that were made already, and takes them off.
import { timestampOf } from '../../api/timestamps.ts'
import type { Outcome, Problem } from '../../errors.ts'
import type { HttpResponse } from '../../http/message.ts'
import { cutComment } from '../../language/cut-comment.ts'
import { type ChangeRef, type Retagged, retag } from '../../tags/retag.ts'
import { isSetBySoftware } from '../../tags/tag.ts'
import { tagsFrom } from '../../tags/tag-list-store.ts'
import { pathOf, specialPath, specialTitle } from '../addresses.ts'
import { checkbox, hiddenToken, reasonField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html } from '../html.ts'
import { problemText, showMessage, successBox, warningBox } from '../notices.ts'
import { tagLabel } from '../pieces.ts'
import { loadSubject } from '../subject.ts'
import type { Visit } from '../visit.ts'
import { type Chosen, chosenFields, chosenItems, chosenList, tagsOnChosen } from './chosen.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const editTags: SpecialPage = { group: undefined, title: 'tags-edit-title', show: showEditTags }

/** Also what `action=editchangetags` of a page shows. */
export async function showEditTags(visit: Visit): Promise<HttpResponse> {
  const performer = await visit.performer()
  performer.permit('changetags', { isCountedLater: true })
  const chosen = await chosenItems(visit)
  if (chosen === undefined) {
    return showMessage(visit, {
      at: specialTitle('EditTags'),
      special: 'EditTags',
      status: 400,
      title: visit.say('tags-edit-nooldid-title'),
      text: visit.tell('tags-edit-nooldid-text'),
    })
  }
  return answerForm(visit, {
    show: (above, status) => showForm(visit, chosen, above, status),
    carryOut: async () => showForm(visit, chosen, await carryOut(visit, chosen), 200),
  })
}

/** The tags whose boxes are ticked: fields are numbered, for a tag's name can be anything. */
function ticked(visit: Visit, field: 'add' | 'remove'): string[] {
  const names: string[] = []
  for (const name of visit.names) {
    const value = name.startsWith(`${field}-`) ? visit.get(name) : undefined
    if (value !== undefined && value !== '') names.push(value)
  }
  return [...new Set(names)]
}

async function carryOut(visit: Visit, chosen: Chosen): Promise<Html> {
  const { wiki } = visit
  const permit = (await visit.performer()).permit('changetags', { isCountedLater: true })
  const add = ticked(visit, 'add')
  const remove = ticked(visit, 'remove')
  if (add.length === 0 && remove.length === 0) return warningBox(html`<p>${visit.say('tags-edit-none-selected')}</p>`)
  await wiki.checkTags(add)
  const edit = {
    add,
    remove,
    reason: cutComment(visit.get('wpReason') ?? ''),
    tags: [],
    timestamp: timestampOf(visit.now),
  }
  const refs: ChangeRef[] =
    chosen.kind === 'revision'
      ? chosen.items.map(one => ({ revId: one.id }))
      : chosen.items.map(one => ({ logId: one.id }))
  const outcomes = await wiki.database.write(async tx => {
    const done: Outcome<Retagged>[] = []
    for (const ref of refs) done.push(await retag(tx, permit, ref, edit))
    return done
  })
  const problems = outcomes.flatMap((one): Problem[] => (one.ok ? [] : [one.problem]))
  const isDone = problems.length < outcomes.length
  const texts: Html[] = []
  for (const problem of problems) texts.push(await problemText(visit, problem))
  return html`${isDone && successBox(html`<p>${visit.say('tags-edit-success')}</p>`)}${texts.length > 0 && warningBox(html`${texts}`)}`
}

async function showForm(visit: Visit, chosen: Chosen, above: Html, status: number): Promise<HttpResponse> {
  const { wiki, db } = visit
  const [onChosen, defined] = await Promise.all([tagsOnChosen(visit, chosen), tagsFrom(db, '', 1000)])
  const addable = defined.filter(row => row.ctd_user_defined === 1).map(row => row.ctd_name)
  const isFixed = (name: string): boolean => isSetBySoftware(name, wiki.ruleTags) && !addable.includes(name)
  const removable = onChosen.filter(name => !isFixed(name))
  const box = (field: 'add' | 'remove', names: readonly string[], emptyKey: string): Html =>
    names.length === 0
      ? html`<p class="help">${visit.say(emptyKey)}</p>`
      : html`${names.map((name, index) => checkbox(`${field}-${index}`, nameOfTag(visit, name), false, name))}`
  const back =
    chosen.kind === 'revision' &&
    html`<p><a href="${pathOf(wiki, chosen.title, { action: 'history' })}">${visit.say('x-back-to-history', wiki.nameOf(chosen.title))}</a></p>`
  const body = html`${above}${back}<p>${visit.say(chosen.kind === 'revision' ? 'tags-edit-revision-selected' : 'tags-edit-logentry-selected', chosen.items.length)}</p>
${await chosenList(visit, chosen)}
<form id="mw-edittags-form" method="post" action="${specialPath(wiki, 'EditTags')}">${hiddenToken(visit)}${chosenFields(chosen)}
<fieldset><legend>${visit.say('tags-edit-add')}</legend>${box('add', addable, 'x-no-tags-to-add')}</fieldset>
<fieldset><legend>${visit.say('tags-edit-remove')}</legend>${box('remove', removable, 'x-no-tags-to-remove')}</fieldset>
${reasonField(visit, visit.get('wpReason') ?? '')}<div class="buttons"><button class="primary">${visit.say('tags-edit-revision-submit', chosen.items.length)}</button></div></form>`
  return showSpecial(visit, 'EditTags', '', {
    status,
    title: visit.say('tags-edit-title'),
    ...(chosen.kind === 'revision'
      ? { subject: await loadSubject(visit, chosen.title), action: 'editchangetags' }
      : {}),
    body,
  })
}

/** What it is called and, where that is something else, its name. */
function nameOfTag(visit: Visit, name: string): Html {
  const label = tagLabel(visit, name)
  return label.markup === html`${name}`.markup ? label : html`${label} <code>${name}</code>`
}
