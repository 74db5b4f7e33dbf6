// Special:HideBatches: what was hidden or shown together, and for one batch, the way to take it back.
import { timestampOf } from '../../api/timestamps.ts'
import { type Batch, batchById, batches } from '../../hiding/batch-store.ts'
import { undoBatch } from '../../hiding/hide-range.ts'
import { hideReason } from '../../hiding/reason.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { BatchId } from '../../ids.ts'
import type { Transaction } from '../../storage/database.ts'
import { rehearse } from '../../storage/rehearse.ts'
import { specialPath } from '../addresses.ts'
import { hidden, hiddenToken, reasonField, submitButton } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html } from '../html.ts'
import { noticeBox } from '../notices.ts'
import { limitOf, pageOfList } from '../paging.ts'
import { pager, time } from '../pieces.ts'
import type { Visit } from '../visit.ts'
import { batchLink, hidingWays, togetherBox } from './hidden-together.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const hideBatches: SpecialPage = {
  group: 'changes',
  isFor: viewer => viewer.may('deleterevision'),
  title: 'x-hide-batches',
  show,
}

async function show(visit: Visit): Promise<HttpResponse> {
  // Throws for who may not, before anything is told of batches.
  ;(await visit.performer()).permit('deleterevision', { evenIfBlocked: true })
  const id = visit.id('batch')
  return id === undefined ? showBatches(visit) : takeBack(visit, id as BatchId)
}

async function showBatches(visit: Visit): Promise<HttpResponse> {
  const { db, viewer, wiki } = visit
  const limit = limitOf(visit)
  const list = await pageOfList<Batch>(visit, {
    limit,
    keyOf: batch => batch,
    find: ({ direction, from }, most) => batches(db, viewer, { newer: direction === 'newer', from: from?.id }, most),
  })
  const ways = pager(visit, {
    first: list.newer && specialPath(wiki, 'HideBatches', { limit }),
    newer: list.newer && specialPath(wiki, 'HideBatches', list.newer),
    older: list.older && specialPath(wiki, 'HideBatches', list.older),
  })
  const found =
    list.rows.length === 0
      ? noticeBox(html`<p>${visit.say('x-hide-batches-none')}</p>`)
      : html`<ul class="changes">${list.rows.map(batch => html`<li>${about(visit, batch)}</li>`)}</ul>`
  return showSpecial(visit, 'HideBatches', '', {
    title: visit.say('x-hide-batches'),
    subtitle: hidingWays(visit),
    body: html`<p>${visit.say('x-hide-batches-intro')}</p>${ways}${found}${ways}`,
  })
}

/** Not why and by whom: the log says so, as far as that is not hidden itself. */
function about(visit: Visit, { id, timestamp, isUndone, revisions, entries }: Batch): Html {
  const end = isUndone ? html`${visit.say('x-batch-undone')}` : batchLink(visit, id, visit.say('x-batch-take-back'))
  return html`<span class="stamp">${time(visit, timestamp)}</span> ${visit.say('x-batch-number', String(id))}: ${visit.say('x-batch-of', revisions, entries)} (${end})`
}

async function takeBack(visit: Visit, id: BatchId): Promise<HttpResponse> {
  const { db, viewer, wiki } = visit
  const page = async (above: Html, status: number): Promise<HttpResponse> => {
    const batch = await batchById(db, viewer, id)
    return showSpecial(visit, 'HideBatches', '', {
      status: batch === undefined ? 404 : status,
      title: visit.say('x-batch-undo-title', String(id)),
      subtitle: hidingWays(visit),
      body: html`${above}${batch === undefined ? noticeBox(visit.tell('x-hide-no-batch', String(id))) : form(visit, batch)}`,
    })
  }
  return answerForm(visit, {
    show: page,
    async carryOut() {
      const performer = await visit.performer()
      const isRehearsed = !visit.isOn('do')
      const reason = hideReason(wiki.config, visit.get('wpReason') ?? '')
      const order = { batch: id, reason, tags: [], timestamp: timestampOf(visit.now) }
      const work = (tx: Transaction) => undoBatch(tx, performer, order)
      const undone = await (isRehearsed ? rehearse(wiki.database, work) : wiki.database.write(work))
      const left = undone.left.length > 0 && noticeBox(html`<p>${visit.say('x-batch-left', undone.left.length)}</p>`)
      return page(html`${await togetherBox(visit, undone, isRehearsed)}${left}`, 200)
    },
  })
}

function form(visit: Visit, batch: Batch): Html {
  const told = html`<p>${about(visit, batch)}</p>`
  if (batch.isUndone) return told
  return html`${told}<p>${visit.say('x-batch-undo-help')}</p>
<form id="mw-hidebatch-form" method="post" action="${specialPath(visit.wiki, 'HideBatches')}">${hiddenToken(visit)}${hidden('batch', batch.id)}
${reasonField(visit, visit.get('wpReason') ?? '')}
<div class="buttons">${submitButton(visit.say('x-range-preview'), { name: 'preview' })}${submitButton(visit.say('x-batch-undo-submit'), { name: 'do', quiet: true })}</div></form>`
}
