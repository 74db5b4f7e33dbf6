// query+iwbacklinks: the pages that link to pages of other wikis.
import { fail } from '../../../errors.ts'
import { type ForeignUseRow, usesOfInterwiki } from '../../../links/other-links-store.ts'
import { defineList, prop } from '../../listing.ts'
import { p } from '../../params.ts'
import { foreignPlace, foreignUses } from '../foreign-uses.ts'

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
    const at = foreignPlace(given, now)
    return usesOfInterwiki(db, { prefix, title, ascending: dir === 'ascending', at, limit })
  },
  ...foreignUses,
  props: {
    iwprefix: prop<ForeignUseRow>({ show: row => ({ iwprefix: row.prefix }) }),
    iwtitle: prop<ForeignUseRow>({ show: row => ({ iwtitle: row.title }) }),
  },
})
