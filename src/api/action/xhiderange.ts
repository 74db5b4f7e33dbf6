// action=xhiderange, which MediaWiki has not: hides parts of the revisions of a page or of somebody between two times.
import { fail } from '../../errors.ts'
import {
  type HiddenTogether,
  hideRange,
  permitsFor,
  type RangeOrder,
  readPlace,
  revisionsOf,
  writePlace,
} from '../../hiding/hide-range.ts'
import { hideReason } from '../../hiding/reason.ts'
import { refreshStale } from '../../hiding/stale.ts'
import type { BatchId } from '../../ids.ts'
import { hideableFields } from '../../revisions/visibility.ts'
import type { Transaction } from '../../storage/database.ts'
import { rehearse } from '../../storage/rehearse.ts'
import { showHiddenLogEntry, showHiddenRevision } from '../hidden-items.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { titleOfText } from '../page-of.ts'
import { p } from '../params.ts'
import { list, type Tree } from '../result.ts'
import { timestampOf } from '../timestamps.ts'

export const xhiderange = defineModule({
  path: 'xhiderange',
  mode: 'write',
  beyond: true,
  params: {
    title: p.string(),
    user: p.user({ allow: ['name', 'ip', 'id'] }),
    from: p.timestamp({ required: true }),
    to: p.timestamp({ required: true }),
    hide: p.oneOf(hideableFields, { multi: true }),
    show: p.oneOf(hideableFields, { multi: true }),
    suppress: p.oneOf(['no', 'nochange', 'yes'], { default: 'nochange' }),
    linked: p.boolean(),
    deleted: p.boolean(),
    reason: p.string({ default: '' }),
    tags: p.tags(),
    batch: p.id<BatchId>()(),
    continue: p.string(),
    dryrun: p.boolean(),
    token: p.token('csrf'),
  },
  exactlyOne: [['title', 'user']],
  examples: {
    'action=xhiderange&user=Example&from=2024-01-01T00:00:00Z&to=2024-01-02T00:00:00Z&hide=comment&dryrun=1&token=123ABC':
      'apihelp-xhiderange-example-user',
    'action=xhiderange&title=Main%20Page&from=2024-01-01T00:00:00Z&to=2024-01-02T00:00:00Z&hide=content|comment&linked=1&token=123ABC':
      'apihelp-xhiderange-example-page',
  },

  async run(context, params) {
    const { wiki, performer, transact, db, now } = context
    const { hide = [], show = [], suppress, linked, deleted, dryrun, batch } = params
    if (hide.some(field => show.includes(field))) throw fail('apierror-revdel-mutuallyexclusive', [])
    if (hide.length === 0 && show.length === 0) throw fail('apierror-revdel-paramneeded', [])
    const reach = { withEntries: linked, withDeleted: deleted, suppress: suppress === 'yes' }
    const permits = permitsFor(performer, reach)
    const reason = hideReason(wiki.config, params.reason)
    const named =
      params.user === undefined ? { title: titleOfText(context, params.title ?? '') } : { user: params.user }
    const of = await revisionsOf(db, named, deleted)
    const order: RangeOrder | undefined = of && {
      range: { of, from: params.from, to: params.to, after: readPlace(params.continue) },
      hide,
      show,
      suppress: suppress === 'nochange' ? undefined : suppress === 'yes',
      reason,
      tags: params.tags,
      timestamp: timestampOf(now),
      batch,
    }
    if (order === undefined) return shown(context, { batch, revisions: [], entries: [], more: undefined }, dryrun)
    const work = (tx: Transaction) => hideRange(tx, permits, order)
    if (dryrun) return shown(context, await rehearse(wiki.database, work), dryrun)
    const done = await transact(work)
    await refreshStale(wiki, done.revisions)
    return shown(context, done, dryrun)
  },
})

function shown(context: WriteContext, { batch, revisions, entries, more }: HiddenTogether, isRehearsed: boolean): Tree {
  const { wiki, viewer, request } = context
  return {
    // What was only rehearsed is in no batch.
    ...(isRehearsed ? { dryrun: true } : batch === undefined ? {} : { batch }),
    revisions: list(
      'i',
      revisions.map(item => showHiddenRevision(item, viewer, request.style)),
    ),
    entries: list(
      'i',
      entries.map(item => showHiddenLogEntry(wiki, item, viewer, request.style)),
    ),
    ...(more === undefined ? {} : { continue: writePlace(more) }),
  }
}
