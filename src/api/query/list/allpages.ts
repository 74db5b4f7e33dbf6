// query+allpages: the pages of a namespace in the order of their titles.
import { fail } from '../../../errors.ts'
import { type ListedPageRow, type ProtectionFilter, pagesInRange } from '../../../pages/page-list-store.ts'
import { titleOfPage } from '../../../pages/page-store.ts'
import { defineList, prop } from '../../listing.ts'
import { type ParamsOf, p } from '../../params.ts'
import { timestampOf } from '../../timestamps.ts'
import { readContinue } from '../continue-value.ts'
import { titlePartOf } from '../title-part.ts'

const params = {
  from: p.string(),
  continue: p.string(),
  to: p.string(),
  prefix: p.string(),
  namespace: p.namespace({ default: '0' }),
  filterredir: p.oneOf(['all', 'redirects', 'nonredirects'], { default: 'all' }),
  filterlanglinks: p.oneOf(['withlanglinks', 'withoutlanglinks', 'all'], { default: 'all' }),
  minsize: p.integer(),
  maxsize: p.integer(),
  prtype: p.oneOf(['edit', 'move', 'upload'], { multi: true }),
  prlevel: p.oneOf(['', 'autoconfirmed', 'sysop'], { multi: true }),
  prfiltercascade: p.oneOf(['cascading', 'noncascading', 'all'], { default: 'all' }),
  prexpiry: p.oneOf(['indefinite', 'definite', 'all'], { default: 'all' }),
  limit: p.limit({ default: 10 }),
  dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
}
type Params = ParamsOf<typeof params>

export const allpages = defineList({
  path: 'query+allpages',
  prefix: 'ap',
  params,
  item: 'p',
  examples: {
    'action=query&list=allpages&apfrom=B': 'apihelp-query+allpages-example-b',
    'action=query&generator=allpages&gaplimit=4&gapfrom=T&prop=info': 'apihelp-query+allpages-example-generator',
    'action=query&generator=allpages&gaplimit=2&gapfilterredir=nonredirects&gapfrom=Re&prop=revisions&rvprop=content':
      'apihelp-query+allpages-example-generator-revisions',
  },
  find(context, given, limit) {
    const { request, now } = context
    if (context.asGenerator && request.values.get('redirects') !== undefined) {
      throw fail('apierror-allpages-generator-redirects', [])
    }
    const ascending = given.dir === 'ascending'
    const [goOn] = readContinue(given.continue, ['text'], now) ?? []
    const range = {
      from: titlePartOf(context, given.from, given.namespace),
      to: titlePartOf(context, given.to, given.namespace),
      prefix: titlePartOf(context, given.prefix, given.namespace),
      ascending,
    }
    const filter = {
      redirect: given.filterredir === 'all' ? undefined : given.filterredir === 'redirects',
      minSize: given.minsize,
      maxSize: given.maxsize,
      protection: protectionOf(given, timestampOf(now)),
      langLinks: given.filterlanglinks === 'all' ? undefined : given.filterlanglinks === 'withlanglinks',
    }
    return pagesInRange(context.db, given.namespace, [range, { from: goOn, ascending }], filter, limit)
  },
  continueAt: row => row.page_title,
  always: prop<ListedPageRow>({
    show: (row, _viewer, _need, wiki) => ({
      pageid: row.page_id,
      ns: row.page_namespace,
      title: wiki.nameOf(titleOfPage(row)),
    }),
  }),
  props: {},
  generate: (_context, rows) => ({ pageIds: rows.map(row => row.page_id) }),
})

/** Throws `invalidparammix` for a level without a type. */
function protectionOf(given: Params, now: string): ProtectionFilter | undefined {
  const { prtype = [], prlevel = [], prexpiry, prfiltercascade } = given
  const forever = prexpiry === 'all' ? undefined : prexpiry === 'indefinite'
  if (prtype.length > 0) {
    const cascade = prfiltercascade === 'all' ? undefined : prfiltercascade === 'cascading'
    return { types: prtype, levels: prlevel.filter(level => level !== ''), cascade, forever, now }
  }
  if (given.prlevel !== undefined) throw fail('apierror-invalidparammix-mustusewith', ['prlevel', 'prtype'])
  return forever === undefined ? undefined : { types: [], levels: [], forever, now }
}
