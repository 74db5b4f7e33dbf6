// query+categories: the categories that pages are in.
import { fail } from '../../../errors.ts'
import type { PageId } from '../../../ids.ts'
import { escapeWikitext } from '../../../language/escape-wikitext.ts'
import { hiddenCategories } from '../../../links/category-members-store.ts'
import { type CategoryOfPageRow, categoriesOfPages } from '../../../links/links-of-pages-store.ts'
import { hexOf } from '../../../links/sort-key.ts'
import { NS } from '../../../pages/namespaces.ts'
import { makeTitle, parseTitle, type Title } from '../../../pages/title.ts'
import { defineProp, type QueryContext } from '../../module.ts'
import { type ParamsOf, p } from '../../params.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'
import { readContinue } from '../continue-value.ts'

const params = {
  prop: p.oneOf(['sortkey', 'timestamp', 'hidden'], { multi: true }),
  show: p.oneOf(['hidden', '!hidden'], { multi: true }),
  limit: p.limit({ default: 10 }),
  continue: p.string(),
  categories: p.string({ multi: true }),
  dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
}
type Params = ParamsOf<typeof params>

export const categories = defineProp({
  path: 'query+categories',
  prefix: 'cl',
  params,
  cache: 'public',
  examples: {
    'action=query&prop=categories&titles=Albert%20Einstein': 'apihelp-query+categories-example-simple',
    'action=query&generator=categories&titles=Albert%20Einstein&prop=info':
      'apihelp-query+categories-example-generator',
  },

  async run(context, given) {
    const { rows, next } = await find(context, given)
    const props = new Set(given.prop)
    const hidden = props.has('hidden')
      ? await hiddenCategories(
          context.db,
          rows.map(row => row.title),
        )
      : undefined
    for (const row of rows) {
      const item = {
        ns: NS.category,
        title: context.wiki.nameOf(makeTitle(NS.category, row.title)),
        ...(props.has('sortkey') ? { sortkey: hexOf(row.sortkey), sortkeyprefix: row.prefix } : {}),
        ...(props.has('timestamp') ? { timestamp: isoTimestamp(row.timestamp as Timestamp) } : {}),
        ...(hidden === undefined ? {} : { hidden: hidden.has(row.title) }),
      }
      if (!context.add(row.from, 'categories', 'cl', item)) return context.continueWith('continue', placeOf(row))
    }
    if (next !== undefined) context.continueWith('continue', placeOf(next))
  },

  async generate(context, given) {
    const { rows, next } = await find(context, given)
    if (next !== undefined) context.continueWith('continue', placeOf(next))
    return { titles: rows.map(row => makeTitle(NS.category, row.title)) }
  },
})

const placeOf = (row: CategoryOfPageRow): string => `${row.from}|${row.title}`

async function find(
  context: QueryContext,
  given: Params,
): Promise<{ rows: readonly CategoryOfPageRow[]; next: CategoryOfPageRow | undefined }> {
  const place = readContinue(given.continue, ['integer', 'text'], context.now)
  const asked = given.categories ?? []
  const titles = asked.length === 0 ? undefined : categoriesNamed(context, asked)
  if (titles?.length === 0) return { rows: [], next: undefined }
  const show = new Set(given.show)
  if (show.size > 1) throw fail('apierror-show', [])
  const rows = await categoriesOfPages(context.db, {
    pages: context.pages.goodIds,
    titles,
    hidden: show.size === 0 ? undefined : show.has('hidden'),
    ascending: given.dir === 'ascending',
    at: place && { from: place[0] as PageId, namespace: NS.category, title: place[1] },
    limit: given.limit + 1,
  })
  return { rows: rows.slice(0, given.limit), next: rows[given.limit] }
}

/** Warns of what names no category. */
function categoriesNamed({ wiki, warn }: QueryContext, texts: readonly string[]): Title[] {
  return texts.flatMap(text => {
    const parsed = parseTitle(text, wiki.titles)
    if (parsed.ok && parsed.title.interwiki === '' && parsed.title.namespace === NS.category) return [parsed.title]
    warn({ key: 'apiwarn-invalidcategory', params: [escapeWikitext(text)] })
    return []
  })
}
