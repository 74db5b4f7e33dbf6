// Special:HideRange: hides and shows parts of all revisions of a page, or by somebody, between two times, as one batch.
import { isoTimestamp, parseTimestamp, type Timestamp, timestampOf } from '../../api/timestamps.ts'
import { fail } from '../../errors.ts'
import {
  type HiddenTogether,
  hideRange as hideInRange,
  permitsFor,
  type RangeOrder,
  readPlace,
  revisionsOf,
  writePlace,
} from '../../hiding/hide-range.ts'
import { hideReason } from '../../hiding/reason.ts'
import { refreshStale } from '../../hiding/stale.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { BatchId } from '../../ids.ts'
import { escapeWikitext } from '../../language/escape-wikitext.ts'
import { parseTitle, type Title } from '../../pages/title.ts'
import type { Transaction } from '../../storage/database.ts'
import { rehearse } from '../../storage/rehearse.ts'
import { canonicalUserName } from '../../users/user-name.ts'
import { specialPath } from '../addresses.ts'
import { checkbox, hidden, hiddenToken, reasonField, submitButton, textField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html } from '../html.ts'
import { errorBox } from '../notices.ts'
import type { Visit } from '../visit.ts'
import { batchLink, hidingWays, togetherBox } from './hidden-together.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'
import { nothingAskedBox, visibilityAsked, visibilityFields } from './visibility-fields.ts'

export const hideRange: SpecialPage = {
  group: 'changes',
  isFor: viewer => viewer.may('deleterevision'),
  title: 'x-hide-range',
  show,
}

async function show(visit: Visit): Promise<HttpResponse> {
  // Throws for who may not, before anything is asked.
  ;(await visit.performer()).permit('deleterevision', { evenIfBlocked: true })
  const page = (above: Html, status: number): HttpResponse =>
    showSpecial(visit, 'HideRange', '', {
      status,
      title: visit.say('x-hide-range'),
      subtitle: hidingWays(visit),
      body: html`${above}${form(visit)}`,
    })
  return answerForm(visit, {
    show: page,
    async carryOut() {
      const asked = visibilityAsked(visit)
      if (asked.hide.length + asked.show.length === 0) return page(nothingAskedBox(visit), 400)
      const named = namedBy(visit)
      if (named === undefined) return page(errorBox(html`<p>${visit.say('x-range-one')}</p>`), 400)
      const isRehearsed = !visit.isOn('do')
      const reach = {
        withEntries: visit.isOn('linked'),
        withDeleted: visit.isOn('deleted'),
        suppress: asked.suppress === true,
      }
      const permits = permitsFor(await visit.performer(), reach)
      const of = await revisionsOf(visit.db, named, reach.withDeleted)
      const times = timesAsked(visit)
      const order: RangeOrder | undefined = of && {
        range: { of, ...times, after: readPlace(visit.text('continue')) },
        ...asked,
        reason: hideReason(visit.wiki.config, visit.get('wpReason') ?? ''),
        tags: [],
        timestamp: timestampOf(visit.now),
        batch: visit.id('batch') as BatchId | undefined,
      }
      const none = { batch: undefined, revisions: [], entries: [], more: undefined }
      const { database } = visit.wiki
      const work = (tx: Transaction): Promise<HiddenTogether> =>
        order === undefined ? Promise.resolve(none) : hideInRange(tx, permits, order)
      const done = await (isRehearsed ? rehearse(database, work) : database.write(work))
      if (!isRehearsed) await refreshStale(visit.wiki, done.revisions)
      return page(await outcome(visit, done, times.to, isRehearsed), 200)
    },
  })
}

/** Whose revisions are meant; undefined where neither a page nor a user is named, or both are. Throws `invalidtitle`. */
function namedBy(visit: Visit): { readonly title: Title } | { readonly user: string } | undefined {
  const page = visit.text('page')
  const user = visit.text('user')
  const { titles } = visit.wiki
  if (user !== undefined) return page === undefined ? { user: canonicalUserName(user, titles) ?? user } : undefined
  if (page === undefined) return undefined
  const parsed = parseTitle(page, titles)
  if (!parsed.ok || parsed.title.interwiki !== '') throw fail('apierror-invalidtitle', [escapeWikitext(page)])
  return { title: parsed.title }
}

/** From when to when; all up to now where nothing is said. Throws `badtimestamp`. */
function timesAsked(visit: Visit): { readonly from: string; readonly to: Timestamp } {
  const read = <Usual extends string>(name: 'from' | 'to', time: string, usual: Usual): Timestamp | Usual => {
    const text = visit.text(name)
    if (text === undefined) return usual
    const parsed = parseTimestamp(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T${time}Z` : text, visit.now)
    if (!parsed.ok) throw fail('paramvalidator-badtimestamp', [{ plaintext: name }, { plaintext: text }])
    return parsed.timestamp
  }
  return { from: read('from', '00:00:00', '00000000000000'), to: read('to', '23:59:59', timestampOf(visit.now)) }
}

async function outcome(visit: Visit, done: HiddenTogether, to: Timestamp, isRehearsed: boolean): Promise<Html> {
  const batch = isRehearsed ? undefined : done.batch
  const behind = batch && visit.tell('x-range-batch', batchLink(visit, batch))
  const box = await togetherBox(visit, done, isRehearsed, behind)
  if (done.more === undefined) return box
  const more = html`<p>${visit.say('x-range-more')}</p>`
  if (isRehearsed) return html`${box}${more}`
  const kept = [
    'page',
    'user',
    'from',
    'linked',
    'deleted',
    'wpReason',
    'set-content',
    'set-comment',
    'set-user',
    'set-suppress',
  ]
  const fields = {
    to: isoTimestamp(to),
    continue: writePlace(done.more),
    batch: batch === undefined ? '' : String(batch),
  }
  return html`${box}<form id="mw-hiderange-more" method="post" action="${specialPath(visit.wiki, 'HideRange')}">${hiddenToken(visit)}${kept.map(
    name => hidden(name, visit.get(name) ?? ''),
  )}${Object.entries(fields).map(([name, value]) => hidden(name, value))}${more}
<div class="buttons">${submitButton(visit.say('x-range-go-on'), { name: 'do' })}</div></form>`
}

function form(visit: Visit): Html {
  const { viewer } = visit
  const text = (name: string, key: string, help?: string): Html =>
    textField({ name, label: visit.say(key), value: visit.text(name), ...(help && { help: visit.say(help) }) })
  const box = (name: string, key: string): Html => checkbox(name, visit.say(key), visit.isOn(name))
  return html`<p>${visit.say('x-hide-range-intro')}</p>
<form id="mw-hiderange-form" method="post" action="${specialPath(visit.wiki, 'HideRange')}">${hiddenToken(visit)}
${text('page', 'x-range-page')}${text('user', 'x-range-user')}
${text('from', 'x-range-from', 'x-range-time-help')}${text('to', 'x-range-to')}
${visibilityFields(visit, { isLog: false })}
${viewer.may('deletelogentry') && box('linked', 'x-range-linked')}${viewer.may('deletedhistory') && box('deleted', 'x-range-deleted')}
${reasonField(visit, visit.get('wpReason') ?? '')}
<div class="buttons">${submitButton(visit.say('x-range-preview'), { name: 'preview' })}${submitButton(visit.say('x-range-submit'), { name: 'do', quiet: true })}</div></form>`
}
