// query+pageprops: what the texts of pages say about the pages, as the title that is shown.
import type { PageId } from '../../../ids.ts'
import { propsOfPages } from '../../../pages/page-props-store.ts'
import { someOf } from '../../list-filters.ts'
import { defineProp } from '../../module.ts'
import { p } from '../../params.ts'
import { readContinue } from '../continue-value.ts'

export const pageprops = defineProp({
  path: 'query+pageprops',
  prefix: 'pp',
  params: { continue: p.string(), prop: p.string({ multi: true }) },
  cache: 'public',
  examples: {
    'action=query&prop=pageprops&titles=Main%20Page|MediaWiki': 'apihelp-query+pageprops-example-simple',
  },

  async run(context, given) {
    const [from = 0] = readContinue(given.continue, ['integer'], context.now) ?? []
    const ids = context.pages.goodIds.filter(id => id >= from)
    const byPage = new Map<PageId, Record<string, string>>()
    for (const row of await propsOfPages(context.db, ids, someOf(given.prop))) {
      const props = byPage.get(row.pp_page) ?? {}
      props[row.pp_propname] = row.pp_value
      byPage.set(row.pp_page, props)
    }
    for (const [page, props] of byPage) {
      if (!context.set(page, 'pageprops', props)) return context.continueWith('continue', page)
    }
  },
})
