// query+extlinks: the addresses that pages link to.
import { externalLinksOf } from '../../../links/other-links-store.ts'
import { urlOf } from '../../../links/url-index.ts'
import { defineProp } from '../../module.ts'
import { p } from '../../params.ts'
import { content } from '../../result.ts'
import { readRowId, urlParams, urlPatternsOf } from '../url-search.ts'

export const extlinks = defineProp({
  path: 'query+extlinks',
  prefix: 'el',
  params: { limit: p.limit({ default: 10 }), continue: p.string(), ...urlParams },
  cache: 'public',
  examples: { 'action=query&prop=extlinks&titles=Main%20Page': 'apihelp-query+extlinks-example-simple' },

  async run(context, given) {
    const at = readRowId(given.continue)
    if (at === 'none') return
    const patterns = urlPatternsOf(given)
    const rows = await externalLinksOf(context.db, context.pages.goodIds, { patterns, at, limit: given.limit + 1 })
    for (const row of rows.slice(0, given.limit)) {
      const url = urlOf({ domainIndex: row.el_to_domain_index, path: row.el_to_path })
      if (!context.add(row.el_from, 'extlinks', 'el', { url: content(url) })) {
        return context.continueWith('continue', String(row.el_id))
      }
    }
    const next = rows[given.limit]
    if (next !== undefined) context.continueWith('continue', String(next.el_id))
  },
})
