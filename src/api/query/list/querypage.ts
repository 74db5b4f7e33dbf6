// query+querypage: what special pages list that look at the whole wiki.
import { fail } from '../../../errors.ts'
import type { QueryPageName, QueryPageRow } from '../../../pages/query-page-store.ts'
import { QueryPages } from '../../../pages/query-pages.ts'
import { makeTitle } from '../../../pages/title.ts'
import type { Wiki } from '../../../wiki.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { list, type Tree, type Value } from '../../result.ts'
import { isoTimestamp, isTimestamp } from '../../timestamps.ts'

/** As MediaWiki lists them. */
const pages = [
  'Ancientpages',
  'BrokenRedirects',
  'Deadendpages',
  'DoubleRedirects',
  'ListDuplicatedFiles',
  'Listredirects',
  'Lonelypages',
  'Longpages',
  'MediaStatistics',
  'Mostcategories',
  'Mostimages',
  'Mostinterwikis',
  'Mostlinkedcategories',
  'Mostlinkedtemplates',
  'Mostlinked',
  'Mostrevisions',
  'Fewestrevisions',
  'Shortpages',
  'Uncategorizedcategories',
  'Uncategorizedpages',
  'Uncategorizedimages',
  'Uncategorizedtemplates',
  'Unusedcategories',
  'Unusedimages',
  'Wantedcategories',
  'Wantedfiles',
  'Wantedpages',
  'Wantedtemplates',
  'Unwatchedpages',
  'Unusedtemplates',
  'Withoutinterwiki',
] as const satisfies readonly QueryPageName[]

const params = {
  page: p.oneOf(pages, { required: true }),
  offset: p.integer({ default: 0 }),
  limit: p.limit({ default: 10 }),
}
type Params = ParamsOf<typeof params>

export const querypage = defineQuery({
  path: 'query+querypage',
  group: 'list',
  prefix: 'qp',
  params,
  examples: { 'action=query&list=querypage&qppage=Ancientpages': 'apihelp-query+querypage-example-ancientpages' },

  async run(context, given) {
    const rows = await find(context, given)
    const shown = rows.map(row => show(context, row))
    const fitting = shown.findIndex(item => !context.fits(item))
    if (fitting >= 0) context.continueWith('offset', given.offset + fitting)
    return { name: given.page, results: list('page', fitting < 0 ? shown : shown.slice(0, fitting)) }
  },

  async generate(context, given) {
    const rows = await find(context, given)
    return { titles: rows.map(row => makeTitle(row.namespace, row.title)) }
  },
})

const listsOf = new WeakMap<Wiki, QueryPages>()

/** Throws `specialpage-cantexecute` for a list that is not for everybody. */
async function find({ wiki, db, viewer, continueWith }: QueryContext, given: Params): Promise<readonly QueryPageRow[]> {
  const page: QueryPageName = given.page
  if (page === 'Unwatchedpages' && !viewer.may('unwatchedpages')) throw fail('apierror-specialpage-cantexecute', [])
  const lists = listsOf.get(wiki) ?? new QueryPages()
  listsOf.set(wiki, lists)
  const contentNamespaces = wiki.titles.namespaces.all.filter(one => one.content).map(one => one.id)
  const rows = await lists.rows(db, page, { contentNamespaces }, () => wiki.now().getTime())
  const offset = Math.max(0, given.offset)
  if (rows.length > offset + given.limit) continueWith('offset', offset + given.limit)
  return rows.slice(offset, offset + given.limit)
}

function show({ wiki }: QueryContext, { namespace, title, value, ...redirect }: QueryPageRow): Tree {
  const columns = Object.entries(redirect).map(([name, column]): [string, Value] => [name, String(column ?? '')])
  const text = value === null ? undefined : String(value)
  return {
    value: text,
    timestamp: text !== undefined && isTimestamp(text) ? isoTimestamp(text) : undefined,
    ns: namespace,
    title: wiki.nameOf(makeTitle(namespace, title)),
    databaseResult: columns.length === 0 ? undefined : Object.fromEntries(columns),
  }
}
