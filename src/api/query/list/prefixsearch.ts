// query+prefixsearch: pages whose titles begin with what somebody is typing.
import type { PageId } from '../../../ids.ts'
import { namespaceName } from '../../../pages/namespaces.ts'
import { pagesBeginningWith } from '../../../pages/page-list-store.ts'
import { specialPageAliases } from '../../../pages/special-page-names.ts'
import { makeTitle, parseTitle, type Title } from '../../../pages/title.ts'
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

/** A page, or a special page, which has no id. */
interface Found {
  readonly title: Title
  readonly id: PageId | undefined
}

const showFound = ({ wiki }: QueryContext, { title, id }: Found): Tree => ({
  ns: title.namespace,
  title: wiki.nameOf(title),
  ...(id === undefined ? { special: true } : { pageid: id }),
})

async function find(context: QueryContext, { search, namespace, limit, offset }: Params): Promise<Found[]> {
  const found = await pagesTyped(context, search, namespace, offset + limit + 1)
  if (found.length > offset + limit) context.continueWith('offset', offset + limit)
  return found.slice(offset, offset + limit)
}

/** At most `limit` pages for what was typed, from the first on. */
export async function pagesTyped(
  { wiki, db }: Pick<QueryContext, 'wiki' | 'db'>,
  typed: string,
  namespaces: readonly number[],
  limit: number,
): Promise<Found[]> {
  const { titles } = wiki
  const prefix = readTyped(typed, titles)
  if (prefix === undefined) return []
  const within = prefix.namespace === 0 ? namespaces : [prefix.namespace]
  const special = within.includes(-1) ? specialPages(prefix.dbKey) : []
  const pages = await pagesBeginningWith(
    db,
    within.filter(id => id >= 0),
    prefix.dbKey,
    limit,
  )
  const shown = pages.map(row => ({ title: makeTitle(row.page_namespace, row.page_title), id: row.page_id }))
  return [...special, ...shown].slice(0, limit)
}

/** What was typed, as the beginning of a title; a namespace alone is the beginning of all its titles. */
function readTyped(typed: string, titles: QueryContext['wiki']['titles']): Title | undefined {
  const parsed = parseTitle(typed, titles)
  if (parsed.ok) return parsed.title.interwiki === '' && parsed.title.dbKey !== '' ? parsed.title : undefined
  const alone = parseTitle(`${typed}x`, titles)
  if (!alone.ok || alone.title.namespace === 0) return undefined
  const name = namespaceName(titles.namespaces, alone.title.namespace)
  return typed.trim().length <= name.length + 1 ? makeTitle(alone.title.namespace, '') : undefined
}

function specialPages(prefix: string): Found[] {
  const begins = prefix.replaceAll('_', '').toLowerCase()
  return Object.entries(specialPageAliases)
    .flatMap(([name, aliases]) => [name, ...aliases])
    .filter(name => name.toLowerCase().startsWith(begins))
    .sort()
    .map(name => ({ title: makeTitle(-1, name), id: undefined }))
}
