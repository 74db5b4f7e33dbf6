// query+random: pages in the order of the random numbers that each page has, from a number drawn for the request.
import type { PageId } from '../../../ids.ts'
import { type ListedPageRow, pagesAtRandom } from '../../../pages/page-list-store.ts'
import { titleOfPage } from '../../../pages/page-store.ts'
import { defineQuery, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { list } from '../../result.ts'
import { readContinue } from '../continue-value.ts'

const params = {
  namespace: p.namespace({ multi: true }),
  filterredir: p.oneOf(['all', 'redirects', 'nonredirects'], { default: 'nonredirects' }),
  redirect: p.boolean({ deprecated: true }),
  limit: p.limit({ default: 1 }),
  continue: p.string(),
}
type Params = ParamsOf<typeof params>

export const random = defineQuery({
  path: 'query+random',
  isVolatile: true,
  group: 'list',
  prefix: 'rn',
  params,
  atMostOne: [['filterredir', 'redirect']],
  examples: {
    'action=query&list=random&rnnamespace=0&rnlimit=2': 'apihelp-query+random-example-simple',
    'action=query&generator=random&grnnamespace=0&grnlimit=2&prop=info': 'apihelp-query+random-example-generator',
  },

  async run(context, given) {
    const { rows, continueAt } = await draw(context, given)
    const shown = []
    for (const row of rows) {
      const item = { id: row.page_id, ns: row.page_namespace, title: context.wiki.nameOf(titleOfPage(row)) }
      if (!context.fits(item)) {
        context.continueWith('continue', continueAt(row))
        break
      }
      shown.push(item)
    }
    return list('page', shown)
  },

  async generate(context, given) {
    const { rows } = await draw(context, given)
    return { pageIds: rows.map(row => row.page_id) }
  },
})

/** Where the list began, the page it goes on with, and whether it has been at the highest number and began anew. */
interface Place {
  readonly begin: number
  readonly from: number
  readonly page: PageId | undefined
  readonly wrapped: boolean
}

async function draw(
  context: QueryContext,
  given: Params,
): Promise<{ rows: readonly ListedPageRow[]; continueAt(row: ListedPageRow): string }> {
  const { limit } = given
  const place = placeOf(context, given)
  const before = (row: ListedPageRow): boolean => row.page_random < place.begin
  const continueAt = (row: ListedPageRow): string =>
    `${place.begin}|${row.page_random}|${row.page_id}|${before(row) ? 1 : 0}`
  const rows = place.wrapped
    ? await find(context, given, { from: place.from, fromPage: place.page, before: place.begin })
    : await find(context, given, { from: place.from, fromPage: place.page })
  if (!place.wrapped && rows.length <= limit) {
    rows.push(...(await find(context, given, { from: 0, before: place.begin })).slice(0, limit + 1 - rows.length))
  }
  const next = rows[limit]
  if (next !== undefined) context.continueWith('continue', continueAt(next))
  return { rows: rows.slice(0, limit), continueAt }
}

function placeOf({ wiki, now }: QueryContext, given: Params): Place {
  const kinds = ['integer', 'integer', 'integer', 'integer'] as const
  const goOn = readContinue(given.continue, kinds, now)
  if (goOn === undefined) {
    const begin = wiki.randomNumber()
    return { begin, from: begin, page: undefined, wrapped: false }
  }
  const [begin, from, page, wrapped] = goOn
  return { begin, from, page: page as PageId, wrapped: wrapped !== 0 }
}

function find(
  { db, wiki }: QueryContext,
  given: Params,
  stretch: { from: number; fromPage?: PageId | undefined; before?: number },
): Promise<ListedPageRow[]> {
  // Where none of the namespaces that were asked for is one, all are.
  const asked = given.namespace ?? []
  const namespaces = asked.length > 0 ? asked : wiki.titles.namespaces.ids.filter(id => id >= 0)
  const redirect = given.redirect || given.filterredir === 'redirects'
  return pagesAtRandom(
    db,
    namespaces,
    stretch,
    given.filterredir === 'all' && !given.redirect ? undefined : redirect,
    given.limit + 1,
  )
}
