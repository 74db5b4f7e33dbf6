// What became of many things that were hidden or shown together, as pages tell it; and the links between these pages.
import type { Problem } from '../../errors.ts'
import type { BatchId } from '../../ids.ts'
import type { HiddenLogItem } from '../../logs/hide.ts'
import type { HiddenItem } from '../../revisions/hide.ts'
import { scriptOf, specialPath } from '../addresses.ts'
import { type Html, html, joined } from '../html.ts'
import { noticeBox, problemText, successBox, warningBox } from '../notices.ts'
import { time } from '../pieces.ts'
import type { Visit } from '../visit.ts'

/** Of so many the reason is told why they stay as they are. */
const mostReasons = 50

export interface Together {
  readonly revisions: readonly HiddenItem[]
  readonly entries: readonly HiddenLogItem[]
}

/** Says what was changed, or would be, and what was not, with the reason. */
export async function togetherBox(
  visit: Visit,
  { revisions, entries }: Together,
  isRehearsed: boolean,
  behind?: Html,
): Promise<Html> {
  const lines: Html[] = []
  const kept: { readonly about: Html; readonly problem: Problem }[] = []
  for (const { about, problem } of [
    ...revisions.map(one => ofRevision(visit, one)),
    ...entries.map(one => ofEntry(visit, one)),
  ]) {
    if (problem === undefined) lines.push(html`<li>${about}</li>`)
    else kept.push({ about, problem })
  }
  const reasons: Html[] = []
  for (const { about, problem } of kept.slice(0, mostReasons)) {
    reasons.push(html`<li>${about} ${await problemText(visit, problem)}</li>`)
  }
  const list = html`<ul class="changes">${lines}</ul>`
  const box = isRehearsed
    ? noticeBox(html`<p>${visit.say('x-range-would', lines.length)}</p>${list}`)
    : successBox(html`<p>${visit.say('x-range-done', lines.length)} ${behind}</p>${list}`)
  const none = noticeBox(html`<p>${visit.say('x-range-nothing')}</p>`)
  return html`${lines.length === 0 ? none : box}${
    kept.length > 0 && warningBox(html`<p>${visit.say('x-range-kept', kept.length)}</p><ul>${reasons}</ul>`)
  }`
}

interface Told {
  readonly about: Html
  readonly problem: Problem | undefined
}

function ofRevision(visit: Visit, item: HiddenItem): Told {
  const label = visit.say('x-thing-revision', String(item.id))
  if ('missing' in item) return { about: html`${label}`, problem: item.missing }
  const name = 'archiveId' in item.item ? html`${label}` : revisionLink(visit, Number(item.id))
  return { about: html`${time(visit, item.item.timestamp)} ${name}`, problem: problemOf(item.result) }
}

function ofEntry(visit: Visit, item: HiddenLogItem): Told {
  const about = entryLink(visit, Number(item.id))
  if ('missing' in item) return { about, problem: item.missing }
  return { about: html`${time(visit, item.entry.timestamp)} ${about}`, problem: problemOf(item.result) }
}

const problemOf = (result: Extract<HiddenItem, { readonly result: unknown }>['result']): Problem | undefined =>
  result.is === 'changed' ? undefined : result.problem

/** A revision by its number alone: its page is found when the link is followed. */
export const revisionLink = (visit: Visit, id: number): Html =>
  html`<a href="${`${scriptOf(visit.wiki)}?oldid=${id}`}">${visit.say('x-thing-revision', String(id))}</a>`

export const entryLink = (visit: Visit, id: number): Html =>
  html`<a href="${specialPath(visit.wiki, 'Log', { logid: id })}">${visit.say('x-thing-logging', String(id))}</a>`

/** A batch, which the link leads to take back. */
export const batchLink = (visit: Visit, id: BatchId, label = visit.say('x-batch-number', String(id))): Html =>
  html`<a href="${specialPath(visit.wiki, 'HideBatches', { batch: id })}">${label}</a>`

/** Ways to the other pages about hiding. */
export function hidingWays(visit: Visit): Html {
  const { wiki, viewer } = visit
  const way = (name: 'HideRange' | 'HideBatches' | 'HiddenLooks', key: string): Html =>
    html`<a href="${specialPath(wiki, name)}">${visit.say(key)}</a>`
  const ways = [
    ...(viewer.may('deleterevision') ? [way('HideRange', 'x-hide-range'), way('HideBatches', 'x-hide-batches')] : []),
    ...(viewer.may('suppressionlog') ? [way('HiddenLooks', 'x-hidden-looks')] : []),
  ]
  return joined(ways, ' | ')
}
