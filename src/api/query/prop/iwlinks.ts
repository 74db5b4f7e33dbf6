// query+iwlinks: what pages link to in other wikis.
import { fail } from '../../../errors.ts'
import type { PageId } from '../../../ids.ts'
import { type ForeignLinkRow, interwikiLinksOf } from '../../../links/other-links-store.ts'
import { interwikiUrls } from '../../../pages/interwikis.ts'
import { interwikiUrl, makeTitle } from '../../../pages/title.ts'
import { defineProp } from '../../module.ts'
import { p } from '../../params.ts'
import { content } from '../../result.ts'
import { readContinue } from '../continue-value.ts'

export const iwlinks = defineProp({
  path: 'query+iwlinks',
  prefix: 'iw',
  params: {
    prop: p.oneOf(['url'], { multi: true }),
    prefix: p.string(),
    title: p.string(),
    dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
    limit: p.limit({ default: 10 }),
    continue: p.string(),
    url: p.boolean({ deprecated: true }),
  },
  atMostOne: [['prop', 'url']],
  cache: 'public',
  examples: { 'action=query&prop=iwlinks&titles=Main%20Page': 'apihelp-query+iwlinks-example-simple' },

  async run(context, given) {
    const { db, pages, now, prefix } = context
    if (given.title !== undefined && given.prefix === undefined) {
      throw fail('apierror-invalidparammix-mustusewith', [`${prefix}title`, `${prefix}prefix`])
    }
    const place = readContinue(given.continue, ['integer', 'text', 'text'], now)
    const rows = await interwikiLinksOf(db, {
      pages: pages.goodIds,
      prefix: given.prefix,
      title: given.title,
      ascending: given.dir === 'ascending',
      at: place && { from: place[0] as PageId, prefix: place[1], title: place[2] },
      limit: given.limit + 1,
    })
    const withUrl = given.url || (given.prop?.includes('url') ?? false)
    for (const row of rows.slice(0, given.limit)) {
      const item = {
        prefix: row.prefix,
        ...(withUrl ? { url: foreignUrl(row) } : {}),
        title: content(row.title),
      }
      if (!context.add(row.from, 'iwlinks', 'iw', item)) return context.continueWith('continue', placeOf(row))
    }
    const next = rows[given.limit]
    if (next !== undefined) context.continueWith('continue', placeOf(next))
  },
})

const placeOf = ({ from, prefix, title }: ForeignLinkRow): string => `${from}|${prefix}|${title}`

const foreignUrl = ({ prefix, title }: ForeignLinkRow): string =>
  interwikiUrl(makeTitle(0, title, '', prefix), interwikiUrls.get(prefix) ?? '')
