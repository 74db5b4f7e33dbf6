// Special:RevisionDelete: hides parts of revisions and log entries, and shows them again.
import { timestampOf } from '../../api/timestamps.ts'
import { Failure, type Problem } from '../../errors.ts'
import { hideReason } from '../../hiding/reason.ts'
import { refreshStale } from '../../hiding/stale.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { LogId } from '../../ids.ts'
import { hideLogEntries, logOfEntries } from '../../logs/hide.ts'
import { hideRevisions, type ItemOrder } from '../../revisions/hide.ts'
import type { HideResult, VisibilityOrder } from '../../revisions/visibility.ts'
import { pathOf, specialPath, specialTitle } from '../addresses.ts'
import { hiddenToken, reasonField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { hiddenFile } from '../hidden-file.ts'
import { type Html, html, nothing } from '../html.ts'
import { problemText, showMessage, successBox, warningBox } from '../notices.ts'
import { loadSubject } from '../subject.ts'
import type { Visit } from '../visit.ts'
import { type Chosen, chosenDeleted, chosenFields, chosenItems, chosenList } from './chosen.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'
import {
  asksNothing,
  nothingAskedBox,
  type VisibilityState,
  visibilityAsked,
  visibilityFields,
} from './visibility-fields.ts'

export const revisionDelete: SpecialPage = { group: undefined, title: 'revisiondelete', show: showRevisionDelete }

/** Also what `action=revisiondelete` of a page shows. */
export async function showRevisionDelete(visit: Visit): Promise<HttpResponse> {
  const file = await hiddenFile(visit, 'RevisionDelete')
  if (file !== undefined) return file
  const right = visit.get('type') === 'logging' ? 'deletelogentry' : 'deleterevision'
  const performer = await visit.performer()
  // Throws for who may not, before anything is told.
  performer.permit(right, { evenIfBlocked: true })
  const chosen = await chosenToHide(visit)
  if (chosen === undefined) {
    return showMessage(visit, {
      at: specialTitle('RevisionDelete'),
      special: 'RevisionDelete',
      status: 400,
      title: visit.say('revdelete-nooldid-title'),
      text: visit.tell('revdelete-nooldid-text'),
    })
  }
  return answerForm(visit, {
    show: (above, status) => showForm(visit, chosen, above, status),
    async carryOut() {
      const asked = visibilityAsked(visit)
      if (asksNothing(asked)) return showForm(visit, chosen, nothingAskedBox(visit), 400)
      const results = await carryOut(visit, chosen, asked)
      const after = (await chosenToHide(visit)) ?? chosen
      return showForm(visit, after, await outcome(visit, chosen, results), 200)
    },
  })
}

const chosenToHide = (visit: Visit): Promise<Chosen | undefined> =>
  visit.get('type') === 'archive' ? chosenDeleted(visit) : chosenItems(visit)

interface Item {
  readonly id: number | string
  readonly problem: Problem | undefined
}

async function carryOut(visit: Visit, chosen: Chosen, asked: VisibilityOrder): Promise<Item[]> {
  const { wiki } = visit
  const performer = await visit.performer()
  if (asked.suppress === true) performer.permit('suppressrevision', { evenIfBlocked: true })
  const order: ItemOrder = {
    on:
      chosen.kind === 'revision'
        ? chosen.title
        : await logOfEntries(visit.db, chosen.items.map(one => one.id) as LogId[]),
    ids: chosen.items.map(one => String(one.id)),
    ...asked,
    reason: hideReason(wiki.config, visit.get('wpReason') ?? ''),
    tags: [],
    timestamp: timestampOf(visit.now),
  }
  if (chosen.kind === 'logging') {
    const permit = performer.permit('deletelogentry', { evenIfBlocked: true })
    performer.refuseBlocked()
    return itemsOf(await wiki.database.write(tx => hideLogEntries(tx, permit, order)))
  }
  const permit = performer.permit('deleterevision', { evenIfBlocked: true })
  const { state } = await loadSubject(visit, chosen.title)
  const blocked = performer.problemsOn('deleterevision', state).filter(one => /^(auto)?blocked$/.test(one.code))
  if (blocked.length > 0) throw new Failure(blocked)
  const items = await wiki.database.write(tx => hideRevisions(tx, permit, order))
  await refreshStale(wiki, items)
  return itemsOf(items)
}

const itemsOf = (
  items: readonly ({ readonly id: number | string } & (
    | { readonly missing: Problem }
    | { readonly result: HideResult }
  ))[],
): Item[] =>
  items.map(item => ({
    id: item.id,
    problem: 'missing' in item ? item.missing : item.result.is === 'changed' ? undefined : item.result.problem,
  }))

/** What became of each, and a warning where something that was hidden still stands elsewhere. */
async function outcome(visit: Visit, chosen: Chosen, items: readonly Item[]): Promise<Html> {
  const failed = items.filter(item => item.problem !== undefined)
  const lines: Html[] = []
  for (const { id, problem } of failed) {
    if (problem !== undefined) lines.push(html`<li>${id}: ${await problemText(visit, problem)}</li>`)
  }
  const isDone = failed.length < items.length
  const success =
    isDone &&
    successBox(html`<p>${visit.say(chosen.kind === 'logging' ? 'logdelete-success' : 'revdelete-success')}</p>`)
  return html`${success}${lines.length > 0 && warningBox(html`<p>${visit.say('x-not-changed')}</p><ul>${lines}</ul>`)}`
}

async function showForm(visit: Visit, chosen: Chosen, above: Html, status: number): Promise<HttpResponse> {
  const { wiki } = visit
  const back = chosen.kind === 'revision' && wayBack(visit, chosen)
  const fields = visibilityFields(visit, { isLog: chosen.kind === 'logging', stateOf: bit => stateOf(chosen, bit) })
  const body = html`${above}${back}<p>${visit.say(chosen.kind === 'logging' ? 'logdelete-selected' : 'revdelete-selected-text', chosen.items.length)}</p>
${await chosenList(visit, chosen)}${wayToLooks(visit, chosen)}${twins(visit, chosen)}<p>${visit.say('revdelete-confirm')}</p>
<form id="mw-revdel-form" method="post" action="${specialPath(wiki, 'RevisionDelete')}">${hiddenToken(visit)}${chosenFields(chosen)}
${fields}${reasonField(visit, visit.get('wpReason') ?? '')}
<div class="buttons"><button class="primary">${visit.say('revdelete-submit', chosen.items.length)}</button></div></form>`
  return showSpecial(visit, 'RevisionDelete', '', {
    status,
    title: visit.say('revdelete-selected-title'),
    ...(chosen.kind === 'revision' && !chosen.isDeleted
      ? { subject: await loadSubject(visit, chosen.title), action: 'revisiondelete' }
      : {}),
    body,
  })
}

/** To the history that they were chosen in. */
function wayBack(visit: Visit, { title, isDeleted }: Extract<Chosen, { kind: 'revision' }>): Html {
  const { wiki } = visit
  const name = wiki.nameOf(title)
  const href = isDeleted ? specialPath(wiki, 'Undelete', {}, name) : pathOf(wiki, title, { action: 'history' })
  return html`<p><a href="${href}">${visit.say(isDeleted ? 'x-deleted-revisions' : 'x-back-to-history', name)}</a></p>`
}

/** To who looked at the one that was chosen. */
function wayToLooks(visit: Visit, { kind, items }: Chosen): Html {
  const [only, ...more] = items
  if (only === undefined || more.length > 0 || !visit.viewer.may('suppressionlog')) return nothing
  const query = kind === 'logging' ? { logid: only.id } : { revid: only.id }
  return html`<p><a href="${specialPath(visit.wiki, 'HiddenLooks', query)}">${visit.say('x-hidden-looks')}</a></p>`
}

/** Whether all of the chosen are hidden so, or none, or some. */
function stateOf({ items }: Chosen, bit: number): VisibilityState {
  const count = items.filter(item => (item.hiddenBits & bit) !== 0).length
  return count === 0 ? 'show' : count === items.length ? 'hide' : 'some'
}

/** A move or a protection leaves its summary in a revision too, which is hidden there and not here. */
function twins(visit: Visit, chosen: Chosen): Html {
  if (chosen.kind !== 'logging') return nothing
  const links = chosen.items.flatMap(entry => {
    const logged = entry.logged.for(visit.viewer)
    if (logged.is === 'withheld' || logged.value.revId === 0) return []
    const href = specialPath(visit.wiki, 'RevisionDelete', { type: 'revision', ids: logged.value.revId })
    return [
      html`<li><a href="${href}">${visit.say('x-twin-revision', String(logged.value.revId), visit.wiki.nameOf(logged.value.title))}</a></li>`,
    ]
  })
  return links.length === 0 ? nothing : warningBox(html`<p>${visit.say('x-twin-warning')}</p><ul>${links}</ul>`)
}
