// query+protectedtitles: titles that are protected against creation.

import type { ProtectedTitleRow } from '../../../pages/page-store.ts'
import { protectedTitlesInOrder } from '../../../pages/protected-titles-store.ts'
import { makeTitle } from '../../../pages/title.ts'
import { someOf } from '../../list-filters.ts'
import { defineList, prop } from '../../listing.ts'
import { p } from '../../params.ts'
import { parsedComments } from '../../parsed-comment.ts'
import { isoExpiry, isoTimestamp, type Timestamp, timestampOf } from '../../timestamps.ts'
import { readContinue } from '../continue-value.ts'

const titleOfRow = (row: ProtectedTitleRow) => makeTitle(row.pt_namespace, row.pt_title)

export const protectedtitles = defineList({
  path: 'query+protectedtitles',
  prefix: 'pt',
  item: 'protectedtitle',
  params: {
    namespace: p.namespace({ multi: true }),
    level: p.oneOf(['autoconfirmed', 'sysop'], { multi: true }),
    limit: p.limit({ default: 10 }),
    dir: p.oneOf(['newer', 'older'], { default: 'older' }),
    start: p.timestamp(),
    end: p.timestamp(),
    prop: p.oneOf(['timestamp', 'user', 'userid', 'comment', 'parsedcomment', 'expiry', 'level'], {
      multi: true,
      default: 'timestamp|level',
    }),
    continue: p.string(),
  },
  examples: {
    'action=query&list=protectedtitles': 'apihelp-query+protectedtitles-example-simple',
    'action=query&generator=protectedtitles&gptnamespace=0&prop=linkshere':
      'apihelp-query+protectedtitles-example-generator',
  },
  find({ db, now }, given, limit) {
    const goOn = readContinue(given.continue, ['timestamp', 'integer', 'text'], now)
    return protectedTitlesInOrder(db, {
      newer: given.dir === 'newer',
      start: given.start,
      end: given.end,
      namespaces: someOf(given.namespace),
      levels: someOf(given.level),
      from: goOn && { timestamp: goOn[0], namespace: goOn[1], title: goOn[2] },
      now: timestampOf(now),
      limit,
    })
  },
  continueAt: row => `${row.pt_timestamp}|${row.pt_namespace}|${row.pt_title}`,
  always: prop<ProtectedTitleRow>({
    show: (row, _viewer, _need, wiki) => ({ ns: row.pt_namespace, title: wiki.nameOf(titleOfRow(row)) }),
  }),
  props: {
    timestamp: prop<ProtectedTitleRow>({ show: row => ({ timestamp: isoTimestamp(row.pt_timestamp as Timestamp) }) }),
    user: prop<ProtectedTitleRow>({ show: row => ({ user: row.pt_by }) }),
    userid: prop<ProtectedTitleRow>({ show: row => ({ userid: row.pt_by_user ?? 0 }) }),
    comment: prop<ProtectedTitleRow>({ show: row => ({ comment: row.pt_reason }) }),
    parsedcomment: prop<ProtectedTitleRow, ReadonlyMap<ProtectedTitleRow, string>>({
      needs: async ({ wiki }, rows) => {
        const texts = await parsedComments(
          wiki,
          rows.map(row => ({ comment: row.pt_reason, page: titleOfRow(row) })),
        )
        return new Map(rows.map((row, index) => [row, texts[index] ?? '']))
      },
      show: (row, _viewer, texts) => ({ parsedcomment: texts.get(row) ?? '' }),
    }),
    expiry: prop<ProtectedTitleRow>({
      show: row => ({ expiry: isoExpiry(row.pt_expiry as Timestamp | 'infinity', 'infinity') }),
    }),
    level: prop<ProtectedTitleRow>({ show: row => ({ level: row.pt_create_perm }) }),
  },
  generate: (_context, rows) => ({ titles: rows.map(titleOfRow) }),
})
