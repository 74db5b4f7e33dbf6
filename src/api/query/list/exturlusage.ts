// query+exturlusage: the pages that link to an address.
import { type ExternalUseRow, usesOfExternal } from '../../../links/other-links-store.ts'
import { urlOf } from '../../../links/url-index.ts'
import { titleOfPage } from '../../../pages/page-store.ts'
import { defineList, prop } from '../../listing.ts'
import { p } from '../../params.ts'
import { narrowedTo } from '../namespace-filter.ts'
import { readRowId, urlParams, urlPatternsOf } from '../url-search.ts'

export const exturlusage = defineList({
  path: 'query+exturlusage',
  prefix: 'eu',
  item: 'eu',
  params: {
    prop: p.oneOf(['ids', 'title', 'url'], { multi: true, default: 'ids|title|url' }),
    continue: p.string(),
    protocol: urlParams.protocol,
    query: urlParams.query,
    namespace: p.namespace({ multi: true }),
    limit: p.limit({ default: 10 }),
    expandurl: urlParams.expandurl,
  },
  examples: {
    'action=query&list=exturlusage&euquery=www.mediawiki.org': 'apihelp-query+exturlusage-example-simple',
  },
  async find(context, given, limit): Promise<readonly ExternalUseRow[]> {
    const at = readRowId(given.continue)
    const patterns = urlPatternsOf(given)
    return at === 'none'
      ? []
      : usesOfExternal(context.db, { patterns, at, limit, namespaces: narrowedTo(given.namespace) })
  },
  continueAt: row => String(row.el_id),
  props: {
    ids: prop<ExternalUseRow>({ show: row => ({ pageid: row.page_id }) }),
    title: prop<ExternalUseRow>({
      show: (row, _viewer, _need, wiki) => ({ ns: row.page_namespace, title: wiki.nameOf(titleOfPage(row)) }),
    }),
    url: prop<ExternalUseRow>({
      show: row => ({ url: urlOf({ domainIndex: row.el_to_domain_index, path: row.el_to_path }) }),
    }),
  },
  generate: (_context, rows) => ({ pageIds: rows.map(row => row.page_id) }),
})
