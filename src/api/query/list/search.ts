// query+search: pages by the words of their texts and titles.

import { titleOfPage } from '../../../pages/page-store.ts'
import { titleText } from '../../../pages/title.ts'
import { nearMatch, type SearchResult, searchPages, textsOfFound } from '../../../search/search.ts'
import type { FoundPage } from '../../../search/search-store.ts'
import { snippetOf, titleSnippetOf } from '../../../search/snippet.ts'
import { countWords } from '../../../search/words.ts'
import { furthestOffset } from '../../listing.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { list, type Tree } from '../../result.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'
import { narrowedTo } from '../namespace-filter.ts'

const params = {
  search: p.string({ required: true }),
  namespace: p.namespace({ multi: true, default: '0' }),
  limit: p.limit({ default: 10 }),
  offset: p.integer({ default: 0, min: 0 }),
  what: p.oneOf(['nearmatch', 'text', 'title']),
  info: p.oneOf(['rewrittenquery', 'suggestion', 'totalhits'], {
    multi: true,
    default: 'totalhits|suggestion|rewrittenquery',
  }),
  prop: p.oneOf(
    [
      'categorysnippet',
      'extensiondata',
      'isfilematch',
      'redirectsnippet',
      'redirecttitle',
      'sectionsnippet',
      'sectiontitle',
      'size',
      'snippet',
      'timestamp',
      'titlesnippet',
      'wordcount',
      'hasrelated',
      'score',
    ],
    { multi: true, default: 'size|wordcount|timestamp|snippet', deprecatedValues: ['hasrelated', 'score'] },
  ),
  interwiki: p.boolean(),
  enablerewrites: p.boolean(),
  sort: p.oneOf(['relevance'], { default: 'relevance' }),
}
type Params = ParamsOf<typeof params>

export const search = defineQuery({
  path: 'query+search',
  group: 'list',
  prefix: 'sr',
  params,
  answersSeveral: true,
  examples: {
    'action=query&list=search&srsearch=meaning': 'apihelp-query+search-example-simple',
    'action=query&list=search&srwhat=text&srsearch=meaning': 'apihelp-query+search-example-text',
    'action=query&generator=search&gsrsearch=meaning&prop=info': 'apihelp-query+search-example-generator',
  },

  async run(context, given) {
    const result = await find(context, given)
    const shown = await showFound(context, given, result)
    const fitting = shown.findIndex(item => !context.fits(item))
    if (fitting >= 0) context.continueWith('offset', given.offset + fitting)
    const { total } = result
    return {
      ...(total === undefined ? {} : { searchinfo: { totalhits: total } }),
      search: list('p', fitting < 0 ? shown : shown.slice(0, fitting)),
    }
  },

  async generate(context, given) {
    const { pages } = await find(context, given)
    const data = pages.map((page, index): [string, Tree] => [
      context.wiki.nameOf(titleOfPage(page)),
      { index: given.offset + index + 1 },
    ])
    return { titles: pages.map(titleOfPage), data: new Map(data) }
  },
})

async function find(context: QueryContext, given: Params): Promise<SearchResult> {
  const { wiki, db } = context
  const { search: text, namespace: namespaces, limit } = given
  const offset = Math.min(given.offset, furthestOffset)
  if (given.what === 'nearmatch') {
    const page = await nearMatch(wiki, db, text)
    return { pages: page === undefined ? [] : [page], total: undefined, hasMore: false, terms: [] }
  }
  const result = await searchPages(wiki, db, {
    text,
    namespaces: narrowedTo(namespaces) ?? wiki.titles.namespaces.ids.filter(id => id >= 0),
    titlesOnly: given.what === 'title',
    limit,
    offset,
    count: given.info.includes('totalhits') && !context.asGenerator,
  })
  if (result.hasMore) context.continueWith('offset', offset + limit)
  return result
}

async function showFound(context: QueryContext, given: Params, { pages, terms }: SearchResult): Promise<Tree[]> {
  const { wiki, db, viewer } = context
  const asked = new Set<string>(given.prop)
  const needsText = asked.has('snippet') || asked.has('wordcount')
  const texts = needsText ? await textsOfFound(db, viewer, pages) : new Map<number, string>()
  return pages.map((page: FoundPage): Tree => {
    const title = titleOfPage(page)
    const text = texts.get(page.page_latest) ?? ''
    return {
      ns: title.namespace,
      title: wiki.nameOf(title),
      pageid: page.page_id,
      size: asked.has('size') ? page.page_len : undefined,
      wordcount: asked.has('wordcount') ? countWords(text) : undefined,
      snippet: asked.has('snippet') ? snippetOf(text, terms) : undefined,
      timestamp: asked.has('timestamp') ? isoTimestamp(page.rev_timestamp as Timestamp) : undefined,
      titlesnippet: asked.has('titlesnippet') ? titleSnippetOf(titleText(title), terms) : undefined,
      categorysnippet: asked.has('categorysnippet') ? '' : undefined,
      isfilematch: asked.has('isfilematch') ? false : undefined,
    }
  })
}
