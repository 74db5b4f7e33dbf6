// query+iwbacklinks: the pages that link to pages of other wikis.
import { fail } from '../../../errors.ts'
import type { PageId } from '../../../ids.ts'
import { type ForeignUseRow, usesOfInterwiki } from '../../../links/other-links-store.ts'
import { titleOfPage } from '../../../pages/page-store.ts'
import { defineList, prop } from '../../listing.ts'
import { p } from '../../params.ts'
import { readContinue } from '../continue-value.ts'

export const iwbacklinks = defineList({
  path: 'query+iwbacklinks',
  prefix: 'iwbl',
  item: 'iw',
  params: {
    prefix: p.string(),
    title: p.string(),
    continue: p.string(),
    limit: p.limit({ default: 10 }),
    prop: p.oneOf(['iwprefix', 'iwtitle'], { multi: true, default: '' }),
    dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
  },
  examples: {
    'action=query&list=iwbacklinks&iwbltitle=Test&iwblprefix=wikibooks': 'apihelp-query+iwbacklinks-example-simple',
    'action=query&generator=iwbacklinks&giwbltitle=Test&giwblprefix=wikibooks&prop=info':
      'apihelp-query+iwbacklinks-example-generator',
  },
  find({ db, now, prefix: own }, { prefix, title, dir, continue: given }, limit) {
    if (title !== undefined && prefix === undefined) {
      throw fail('apierror-invalidparammix-mustusewith', [`${own}title`, `${own}prefix`])
    }
    const place = readContinue(given, ['text', 'text', 'integer'], now)
    const at = place && { prefix: place[0], title: place[1], from: place[2] as PageId }
    return usesOfInterwiki(db, { prefix, title, ascending: dir === 'ascending', at, limit })
  },
  continueAt: row => `${row.prefix}|${row.title}|${row.from}`,
  always: prop<ForeignUseRow>({
    show: (row, _viewer, _need, wiki) => ({
      pageid: row.page_id,
      ns: row.page_namespace,
      title: wiki.nameOf(titleOfPage(row)),
    }),
  }),
  props: {
    iwprefix: prop<ForeignUseRow>({ show: row => ({ iwprefix: row.prefix }) }),
    iwtitle: prop<ForeignUseRow>({ show: row => ({ iwtitle: row.title }) }),
  },
  generate: (_context, rows) => ({ pageIds: rows.map(row => row.page_id) }),
})
