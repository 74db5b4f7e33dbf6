// action=opensearch: titles that begin with what somebody is typing, in the form that browsers ask for.

import { pageUrl } from '../../pages/page-address.ts'
import { redirectsOfPages } from '../../pages/page-store.ts'
import { prefixedText, type Title } from '../../pages/title.ts'
import { pagesTyped } from '../../search/typed.ts'
import { defineModule, type ReadContext, RootAnswer } from '../module.ts'
import { type ParamsOf, p } from '../params.ts'
import { list, subelement, type Tree } from '../result.ts'

const params = {
  search: p.string({ required: true }),
  namespace: p.namespace({ multi: true, default: '0' }),
  limit: p.limit({ default: 10 }),
  suggest: p.boolean({ deprecated: true }),
  redirects: p.oneOf(['resolve', 'return']),
  format: p.oneOf(['json', 'jsonfm', 'xml', 'xmlfm'], { default: 'json' }),
  warningsaserror: p.boolean(),
}
type Params = ParamsOf<typeof params>

/** As MediaWiki: anybody may keep what was suggested for twenty minutes. */
const maxAge = 1200

export const opensearch = defineModule({
  path: 'opensearch',
  mode: 'read',
  prefersJson: true,
  params,
  examples: { 'action=opensearch&search=Te': 'apihelp-opensearch-example-te' },

  async run(context, given) {
    const isXml = given.format.startsWith('xml')
    const titles = await find(context, given, (given.redirects ?? (isXml ? 'resolve' : 'return')) === 'resolve')
    const shown = titles.map(title => {
      const { titles: rules, config } = context.wiki
      return { text: prefixedText(title, rules.namespaces), url: pageUrl(title, rules.namespaces, config) }
    })
    if (!isXml) {
      const root = list('_v', [
        given.search,
        list(
          '_v',
          shown.map(one => one.text),
        ),
        list(
          '_v',
          shown.map(() => ''),
        ),
        list(
          '_v',
          shown.map(one => one.url),
        ),
      ])
      return new RootAnswer({ root, maxAge, refusesWarnings: given.warningsaserror })
    }
    const items = shown.map((one): Tree => ({ Text: subelement(one.text), Url: subelement(one.url) }))
    const isMax = context.request.values.get('limit') === 'max'
    return new RootAnswer({
      root: {
        version: '2.0',
        limits: isMax ? { opensearch: given.limit } : undefined,
        Query: subelement(given.search),
        Section: list('Item', items),
      },
      xmlRoot: { name: 'SearchSuggestion', namespace: 'http://opensearch.org/searchsuggest2' },
      maxAge,
      refusesWarnings: false,
    })
  },
})

/** The titles to suggest; of redirects that are resolved the pages to which they lead, each page once. */
async function find({ db, wiki }: ReadContext, given: Params, resolves: boolean): Promise<Title[]> {
  const pages = await pagesTyped(db, wiki.titles, given.search, given.namespace, given.limit)
  if (!resolves) return pages.map(page => page.title)
  const targets = await redirectsOfPages(
    db,
    pages.flatMap(page => page.id ?? []),
  )
  const found = new Map<string, Title>()
  for (const { title, id } of pages) {
    const target = id === undefined ? undefined : targets.get(id)
    const shown = target === undefined || target.interwiki !== '' ? title : { ...target, fragment: '' }
    found.set(wiki.nameOf(shown), shown)
  }
  return [...found.values()]
}
