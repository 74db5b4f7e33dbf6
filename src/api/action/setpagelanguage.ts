// action=setpagelanguage: would change the language of a page, on a wiki that lets pages have one of their own.
import { fail } from '../../errors.ts'
import type { PageId } from '../../ids.ts'
import { languageNames } from '../../language/names.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'

/** Codes that stand for another, or for a wiki of the past, are no language of a page. As MediaWiki. */
const noPageLanguages = new Set(
  (
    'aa als bat-smg be-x-old cho cpx-latn es-419 fiu-vro ho hz kj mh mus ng no roa-rup shi-latn shi-tfng simple ' +
    'tly-cyrl uz-cyrl uz-latn zgh-latn zh-classical zh-min-nan zh-yue'
  ).split(' '),
)
const languages = Object.keys(languageNames)
  .filter(code => !noPageLanguages.has(code))
  .sort()

export const setpagelanguage = defineModule({
  path: 'setpagelanguage',
  mode: 'write',
  params: {
    title: p.string(),
    pageid: p.id<PageId>()(),
    lang: p.oneOf(['default', ...languages], { required: true }),
    reason: p.string(),
    tags: p.tags(),
    token: p.token('csrf'),
  },
  examples: {
    'action=setpagelanguage&title=Main%20Page&lang=eu&token=123ABC': 'apihelp-setpagelanguage-example-language',
    'action=setpagelanguage&pageid=123&lang=default&token=123ABC': 'apihelp-setpagelanguage-example-default',
  },

  // As a stock MediaWiki: the whole wiki has one language, and this is said before anything else.
  run: () => Promise.reject(fail('apierror-pagelang-disabled', [])),
})
