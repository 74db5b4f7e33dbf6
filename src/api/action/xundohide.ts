// action=xundohide, which MediaWiki has not: gives back what a batch of action=xhiderange changed.
import { undoBatch } from '../../hiding/hide-range.ts'
import { hideReason } from '../../hiding/reason.ts'
import type { BatchId } from '../../ids.ts'
import type { Transaction } from '../../storage/database.ts'
import { rehearse } from '../../storage/rehearse.ts'
import { showHiddenLogEntry, showHiddenRevision } from '../hidden-items.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'
import { list } from '../result.ts'
import { timestampOf } from '../timestamps.ts'

export const xundohide = defineModule({
  path: 'xundohide',
  mode: 'write',
  beyond: true,
  params: {
    batch: p.id<BatchId>()({ required: true }),
    reason: p.string({ default: '' }),
    tags: p.tags(),
    dryrun: p.boolean(),
    token: p.token('csrf'),
  },
  examples: { 'action=xundohide&batch=12&reason=Wrong%20page&token=123ABC': 'apihelp-xundohide-example-undo' },

  async run({ wiki, performer, transact, viewer, request, now }, { batch, reason, tags, dryrun }) {
    // Before anything is told of batches.
    performer.permit('deleterevision')
    const order = { batch, reason: hideReason(wiki.config, reason), tags, timestamp: timestampOf(now) }
    const work = (tx: Transaction) => undoBatch(tx, performer, order)
    const { revisions, entries, left } = await (dryrun ? rehearse(wiki.database, work) : transact(work))
    return {
      batch,
      ...(dryrun ? { dryrun: true } : {}),
      revisions: list(
        'i',
        revisions.map(item => showHiddenRevision(item, viewer, request.style)),
      ),
      entries: list(
        'i',
        entries.map(item => showHiddenLogEntry(wiki, item, viewer, request.style)),
      ),
      left: list(
        'i',
        left.map(({ kind, id }) => ({ type: kind, id })),
      ),
    }
  },
})
