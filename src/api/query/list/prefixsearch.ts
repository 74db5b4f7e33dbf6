// query+prefixsearch: pages whose titles begin with what somebody is typing.
import { pagesTyped, type TypedPage } from '../../../search/typed.ts'
import { furthestOffset } from '../../listing.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { list, type Tree } from '../../result.ts'

const params = {
  search: p.string({ required: true }),
  namespace: p.namespace({ multi: true, default: '0' }),
  limit: p.limit({ default: 10 }),
  offset: p.integer({ default: 0, min: 0 }),
}
type Params = ParamsOf<typeof params>

export const prefixsearch = defineQuery({
  path: 'query+prefixsearch',
  group: 'list',
  prefix: 'ps',
  params,
  examples: { 'action=query&list=prefixsearch&pssearch=meaning': 'apihelp-query+prefixsearch-example-simple' },

  async run(context, given) {
    const found = await find(context, given)
    return list(
      'ps',
      found.map(one => showFound(context, one)).filter(item => context.fits(item)),
    )
  },

  async generate(context, given) {
    const found = await find(context, given)
    const data = found.map(({ title }, index): [string, Tree] => [
      context.wiki.nameOf(title),
      { index: given.offset + index + 1 },
    ])
    return { titles: found.map(one => one.title), data: new Map(data) }
  },
})

const showFound = ({ wiki }: QueryContext, { title, id }: TypedPage): Tree => ({
  ns: title.namespace,
  title: wiki.nameOf(title),
  ...(id === undefined ? { special: true } : { pageid: id }),
})

async function find(context: QueryContext, { search, namespace, limit, ...given }: Params): Promise<TypedPage[]> {
  const offset = Math.min(given.offset, furthestOffset)
  const found = await pagesTyped(context.db, context.wiki.titles, search, namespace, offset + limit + 1)
  if (found.length > offset + limit) context.continueWith('offset', offset + limit)
  return found.slice(offset, offset + limit)
}
