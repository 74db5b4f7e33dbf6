// Special:Tags: the change tags of the wiki, and for who may: making, activating, deactivating and deleting them.
import { timestampOf } from '../../api/timestamps.ts'
import type { HttpResponse } from '../../http/message.ts'
import { cutComment } from '../../language/cut-comment.ts'
import { checkNewName, manageTag, permitToManage, type TagOperation } from '../../tags/manage.ts'
import { softwareTags } from '../../tags/tag.ts'
import { tagsFrom } from '../../tags/tag-list-store.ts'
import { type TagRow, tagByName } from '../../tags/tag-store.ts'
import { workOnTags } from '../../tags/tag-work-store.ts'
import { specialPath, specialTitle } from '../addresses.ts'
import { hidden, hiddenToken, reasonField, textField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html, joined, nothing } from '../html.ts'
import { showMessage, successBox } from '../notices.ts'
import { pager, tagLabel } from '../pieces.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const tags: SpecialPage = { group: 'changes', title: 'tags', show }

const tagsAtOnce = 200

const operations: Readonly<Record<string, TagOperation>> = {
  create: 'create',
  activate: 'activate',
  deactivate: 'deactivate',
  delete: 'delete',
}

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const operation = Object.hasOwn(operations, parameter) ? operations[parameter] : undefined
  return operation === undefined ? showTable(visit, nothing, 200) : manage(visit, operation)
}

/** Asks whether to do it and why; does it when the answer comes. A new tag is asked for in the table itself. */
async function manage(visit: Visit, operation: TagOperation): Promise<HttpResponse> {
  const name = (visit.get('tag') ?? '').trim()
  if (operation !== 'create' && (await tagByName(visit.db, name)) === undefined) {
    return showMessage(visit, {
      at: specialTitle('Tags', operation),
      special: 'Tags',
      status: 404,
      title: visit.say('tags'),
      text: visit.tell('tags-delete-not-found', name),
    })
  }
  return answerForm(visit, {
    show: (above, status) =>
      operation === 'create' ? showTable(visit, above, status) : confirm(visit, operation, name, above, status),
    async carryOut() {
      await carryOut(visit, operation, name)
      const done = visit.tell(`x-tag-done-${operation}`, html`<b>${name}</b>`)
      return showTable(visit, successBox(html`<p>${done}</p>`), 200)
    },
  })
}

async function carryOut(visit: Visit, operation: TagOperation, name: string): Promise<void> {
  const { wiki } = visit
  const permit = permitToManage(await visit.performer(), operation)
  if (operation === 'create') checkNewName(name, wiki.titles)
  const reason = cutComment(visit.get('wpReason') ?? '')
  const { mostUsesOfDeletedTag: mostUses } = wiki.config
  const order = { operation, name, reason, tags: [], timestamp: timestampOf(visit.now), mostUses }
  await wiki.database.write(tx => manageTag(tx, permit, order))
}

async function confirm(
  visit: Visit,
  operation: TagOperation,
  name: string,
  above: Html,
  status: number,
): Promise<HttpResponse> {
  const row = await tagByName(visit.db, name)
  const warning =
    operation === 'delete' && html`<p>${visit.say('tags-delete-explanation-in-use', row?.ctd_count ?? 0)}</p>`
  return showSpecial(visit, 'Tags', operation, {
    status,
    title: visit.say(`tags-${operation}-title`),
    body: html`${above}<p>${visit.tell(`x-tag-ask-${operation}`, html`<b>${name}</b>`)}</p>${warning}
<form method="post" action="${specialPath(visit.wiki, 'Tags', {}, operation)}">${hiddenToken(visit)}${hidden('tag', name)}${reasonField(visit, visit.get('wpReason') ?? '')}
<div class="buttons"><button class="primary">${visit.say(`tags-${operation}-submit`)}</button><a href="${specialPath(visit.wiki, 'Tags')}">${visit.say('cancel')}</a></div></form>`,
  })
}

interface Listed {
  readonly name: string
  readonly row: TagRow | undefined
  readonly isSoftware: boolean
  /** Whether a rule of the settings sets it: people may be let apply it, too. */
  readonly isByRule: boolean
}

async function showTable(visit: Visit, above: Html, status: number): Promise<HttpResponse> {
  const from = visit.get('from') ?? ''
  const rows = await tagsFrom(visit.db, from, tagsAtOnce + 1)
  const next = rows[tagsAtOnce]
  const page = rows.slice(0, tagsAtOnce)
  const known = new Map(page.map(row => [row.ctd_name, row]))
  // Tags of the software that nothing has yet stand on the first page, behind the others.
  const unused = from === '' ? [...softwareTags, ...visit.wiki.ruleTags].filter(name => !known.has(name)) : []
  const listed: Listed[] = [...known.keys(), ...unused].map(name => ({
    name,
    row: known.get(name),
    isSoftware: softwareTags.includes(name),
    isByRule: visit.wiki.ruleTags.includes(name),
  }))
  const mayManage = visit.viewer.may('managechangetags')
  const hasActions = mayManage || visit.viewer.may('deletechangetags')
  const heads = [
    'tags-tag',
    'tags-display-header',
    'tags-description-header',
    'tags-source-header',
    'tags-active-header',
    'tags-hitcount-header',
  ]
  const body = html`${above}<p>${visit.say('tags-intro')}</p>${await workInBackground(visit)}${mayManage && createForm(visit)}
<div class="scroll"><table class="listing mw-tags-table"><thead><tr>${[...heads, ...(hasActions ? ['tags-actions-header'] : [])].map(key => html`<th scope="col">${visit.say(key)}</th>`)}</tr></thead>
<tbody>${listed.map(one => line(visit, one, hasActions))}</tbody></table></div>
${pager(visit, { older: next && specialPath(visit.wiki, 'Tags', { from: next.ctd_name }), first: from === '' ? undefined : specialPath(visit.wiki, 'Tags') })}`
  return showSpecial(visit, 'Tags', '', { status, title: visit.say('tags-title'), body })
}

/** The tags that stand in the table no more, while something still has them. */
async function workInBackground(visit: Visit): Promise<Html> {
  const work = await workOnTags(visit.db)
  if (work.length === 0) return nothing
  const bold = (name: string): Html => html`<b>${name}</b>`
  const lines = work.map(({ tag, into, uses, left }) =>
    into === undefined
      ? visit.tell('x-tag-work-delete', bold(tag), left, uses)
      : visit.tell('x-tag-work-merge', bold(tag), left, uses, bold(into)),
  )
  return html`<ul class="mw-tags-work">${lines.map(text => html`<li>${text}</li>`)}</ul>`
}

function line(visit: Visit, { name, row, isSoftware, isByRule }: Listed, hasActions: boolean): Html {
  const { wiki, viewer } = visit
  const uses = row?.ctd_count ?? 0
  const isManual = row?.ctd_user_defined === 1
  const description = `tag-${name}-description`
  const about = wiki.messages.has(description, visit.language) ? visit.tell(description) : nothing
  const source = isSoftware || isByRule ? 'tags-source-extension' : isManual ? 'tags-source-manual' : 'tags-source-none'
  const act = (operation: TagOperation): Html =>
    html`<a href="${specialPath(wiki, 'Tags', { tag: name }, operation)}">${visit.say(`tags-${operation}`)}</a>`
  const mayManage = viewer.may('managechangetags') && !isSoftware && row !== undefined
  const actions = [
    ...(mayManage ? [act(isManual ? 'deactivate' : 'activate')] : []),
    ...(viewer.may('deletechangetags') && !isSoftware && !isByRule ? [act('delete')] : []),
  ]
  return html`<tr><td><code>${name}</code></td><td>${tagLabel(visit, name)}</td><td>${about}</td><td>${visit.say(source)}</td><td>${visit.say(isManual || isSoftware || isByRule ? 'tags-active-yes' : 'tags-active-no')}</td>
<td>${uses === 0 ? visit.say('tags-hitcount', 0) : html`<a href="${specialPath(wiki, 'RecentChanges', { tagfilter: name })}">${visit.say('tags-hitcount', uses)}</a>`}</td>${hasActions && html`<td>${joined(actions, ' | ')}</td>`}</tr>`
}

function createForm(visit: Visit): Html {
  return html`<form method="post" action="${specialPath(visit.wiki, 'Tags', {}, 'create')}"><fieldset><legend>${visit.say('tags-create-heading')}</legend>${hiddenToken(visit)}
<p class="help">${visit.say('tags-create-explanation')}</p>${textField({ name: 'tag', label: visit.say('tags-create-tag-name'), maxLength: 255, value: visit.wasPosted ? visit.get('tag') : '' })}
${textField({ name: 'wpReason', label: visit.say('tags-create-reason'), maxLength: 500 })}<button>${visit.say('tags-create-submit')}</button></fieldset></form>`
}
