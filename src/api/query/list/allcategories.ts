// query+allcategories: all categories that have a page or members.

import { categoriesInRange } from '../../../links/category-list-store.ts'
import { type CategoryCountsRow, countsOf, hiddenCategories } from '../../../links/category-members-store.ts'
import { NS } from '../../../pages/namespaces.ts'
import { makeTitle } from '../../../pages/title.ts'
import { defineList, prop } from '../../listing.ts'
import { p } from '../../params.ts'
import { content } from '../../result.ts'
import { readContinue } from '../continue-value.ts'
import { titlePartOf } from '../title-part.ts'

export const allcategories = defineList({
  path: 'query+allcategories',
  prefix: 'ac',
  item: 'c',
  params: {
    from: p.string(),
    continue: p.string(),
    to: p.string(),
    prefix: p.string(),
    dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
    min: p.integer(),
    max: p.integer(),
    limit: p.limit({ default: 10 }),
    prop: p.oneOf(['size', 'hidden'], { multi: true, default: '' }),
  },
  examples: {
    'action=query&list=allcategories&acprop=size': 'apihelp-query+allcategories-example-size',
    'action=query&generator=allcategories&gacprefix=List&prop=info': 'apihelp-query+allcategories-example-generator',
  },
  find(context, given, limit) {
    const ascending = given.dir === 'ascending'
    const [goOn] = readContinue(given.continue, ['text'], context.now) ?? []
    const range = {
      from: titlePartOf(context, given.from, NS.category),
      to: titlePartOf(context, given.to, NS.category),
      prefix: titlePartOf(context, given.prefix, NS.category),
      ascending,
    }
    const { min, max } = given
    return categoriesInRange(context.db, { ranges: [range, { from: goOn, ascending }], ascending, min, max, limit })
  },
  continueAt: row => row.cat_title,
  always: prop<CategoryCountsRow>({ show: row => ({ category: content(row.cat_title.replaceAll('_', ' ')) }) }),
  props: {
    size: prop<CategoryCountsRow>({
      show: row => {
        const { all, pages, files, subcats } = countsOf(row)
        return { size: all, pages, files, subcats }
      },
    }),
    hidden: prop<CategoryCountsRow, Set<string>>({
      needs: ({ db }, rows) =>
        hiddenCategories(
          db,
          rows.map(row => row.cat_title),
        ),
      show: (row, _viewer, hidden) => ({ hidden: hidden.has(row.cat_title) }),
    }),
  },
  generate: (_context, rows) => ({ titles: rows.map(row => makeTitle(NS.category, row.cat_title)) }),
})
