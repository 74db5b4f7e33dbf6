// action=mergehistory: makes older revisions of one page those of another.
import { fail } from '../../errors.ts'
import type { PageId } from '../../ids.ts'
import { mergeHistory } from '../../pages/merge-history.ts'
import { pageById, titleOfPage } from '../../pages/page-store.ts'
import type { Title } from '../../pages/title.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { titleOfText } from '../page-of.ts'
import { p } from '../params.ts'
import { isoTimestamp, timestampOf } from '../timestamps.ts'

export const mergehistory = defineModule({
  path: 'mergehistory',
  mode: 'write',
  params: {
    from: p.string(),
    fromid: p.id<PageId>()(),
    to: p.string(),
    toid: p.id<PageId>()(),
    timestamp: p.timestamp(),
    reason: p.string({ default: '' }),
    token: p.token('csrf'),
  },
  exactlyOne: [
    ['from', 'fromid'],
    ['to', 'toid'],
  ],
  examples: {
    'action=mergehistory&from=Oldpage&to=Newpage&token=123ABC&reason=Reason': 'apihelp-mergehistory-example-merge',
    'action=mergehistory&from=Oldpage&to=Newpage&token=123ABC&reason=Reason&timestamp=2015-12-31T04%3A37%3A41Z':
      'apihelp-mergehistory-example-merge-timestamp',
  },

  async run(context, { from: fromName, fromid, to: toName, toid, timestamp, reason }) {
    const { wiki, performer, now } = context
    const from = await pageOf(context, fromName, fromid)
    const to = await pageOf(context, toName, toid)
    await mergeHistory(wiki, performer, { from, to, timestamp, reason })
    return {
      from: wiki.nameOf(from),
      to: wiki.nameOf(to),
      timestamp: isoTimestamp(timestamp ?? timestampOf(now)),
      reason,
    }
  },
})

async function pageOf(context: WriteContext, name: string | undefined, id: PageId | undefined): Promise<Title> {
  if (name !== undefined) return { ...titleOfText(context, name), fragment: '' }
  const row = id !== undefined && id > 0 ? await pageById(context.db, id) : undefined
  if (row === undefined) throw fail('apierror-nosuchpageid', [id ?? 0])
  return titleOfPage(row)
}
