// query+langlinks: the pages in other languages that pages name as their own.
import { fail } from '../../../errors.ts'
import type { PageId } from '../../../ids.ts'
import { languageName } from '../../../language/languages.ts'
import { languageLinksOf } from '../../../links/other-links-store.ts'
import { interwikiUrls } from '../../../pages/interwikis.ts'
import { interwikiUrl, makeTitle } from '../../../pages/title.ts'
import { defineProp } from '../../module.ts'
import { p } from '../../params.ts'
import { content } from '../../result.ts'
import { readContinue } from '../continue-value.ts'

/** No text comes after it. */
const last = '\u{10ffff}'

export const langlinks = defineProp({
  path: 'query+langlinks',
  prefix: 'll',
  params: {
    prop: p.oneOf(['url', 'langname', 'autonym'], { multi: true }),
    lang: p.string(),
    title: p.string(),
    dir: p.oneOf(['ascending', 'descending'], { default: 'ascending' }),
    inlanguagecode: p.string({ default: 'en' }),
    limit: p.limit({ default: 10 }),
    continue: p.string(),
    url: p.boolean({ deprecated: true }),
  },
  atMostOne: [['prop', 'url']],
  cache: 'public',
  examples: { 'action=query&prop=langlinks&titles=Main%20Page&redirects=': 'apihelp-query+langlinks-example-simple' },

  async run(context, given) {
    const { db, pages, now, prefix } = context
    if (given.title !== undefined && given.lang === undefined) {
      throw fail('apierror-invalidparammix-mustusewith', [`${prefix}title`, `${prefix}lang`])
    }
    const place = readContinue(given.continue, ['integer', 'text'], now)
    const rows = await languageLinksOf(db, {
      pages: pages.goodIds,
      prefix: given.lang,
      title: given.title?.replaceAll(' ', '_'),
      ascending: given.dir === 'ascending',
      // A page has one link of each language, so that its title does not count.
      at: place && { from: place[0] as PageId, prefix: place[1], title: given.dir === 'ascending' ? '' : last },
      limit: given.limit + 1,
    })
    const props = new Set(given.prop)
    for (const { from, prefix: lang, title } of rows.slice(0, given.limit)) {
      const address = interwikiUrls.get(lang) ?? ''
      const item = {
        lang,
        ...(given.url || props.has('url') ? { url: interwikiUrl(makeTitle(0, title, '', lang), address) } : {}),
        ...(props.has('langname') ? { langname: languageName(lang, given.inlanguagecode) } : {}),
        ...(props.has('autonym') ? { autonym: languageName(lang, lang) } : {}),
        title: content(title.replaceAll('_', ' ')),
      }
      if (!context.add(from, 'langlinks', 'll', item)) return context.continueWith('continue', `${from}|${lang}`)
    }
    const next = rows[given.limit]
    if (next !== undefined) context.continueWith('continue', `${next.from}|${next.prefix}`)
  },
})
