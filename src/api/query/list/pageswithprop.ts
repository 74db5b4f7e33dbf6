// query+pageswithprop: the pages that have a property.
import { type PageWithPropRow, pagesWithProp } from '../../../links/pages-with-prop-store.ts'
import { titleOfPage } from '../../../pages/page-store.ts'
import { defineList, prop } from '../../listing.ts'
import { p } from '../../params.ts'
import { readContinue } from '../continue-value.ts'

export const pageswithprop = defineList({
  path: 'query+pageswithprop',
  prefix: 'pwp',
  item: 'page',
  params: {
    propname: p.string({ required: true }),
    prop: p.oneOf(['ids', 'title', 'value'], { multi: true, default: 'ids|title' }),
    continue: p.string(),
    limit: p.limit({ default: 10 }),
    dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
  },
  examples: {
    'action=query&list=pageswithprop&pwppropname=displaytitle&pwpprop=ids|title|value':
      'apihelp-query+pageswithprop-example-simple',
    'action=query&generator=pageswithprop&gpwppropname=notoc&prop=info':
      'apihelp-query+pageswithprop-example-generator',
  },
  find(context, given, limit) {
    const [at] = readContinue(given.continue, ['integer'], context.now) ?? []
    return pagesWithProp(context.db, given.propname, { ascending: given.dir === 'ascending', at, limit })
  },
  continueAt: row => String(row.page_id),
  props: {
    ids: prop<PageWithPropRow>({ show: row => ({ pageid: row.page_id }) }),
    title: prop<PageWithPropRow>({
      show: (row, _viewer, _need, wiki) => ({ ns: row.page_namespace, title: wiki.nameOf(titleOfPage(row)) }),
    }),
    value: prop<PageWithPropRow>({ show: row => ({ value: row.pp_value }) }),
  },
  generate: (_context, rows) => ({ pageIds: rows.map(row => row.page_id) }),
})
