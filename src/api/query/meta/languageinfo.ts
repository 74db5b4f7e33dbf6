// query+languageinfo: what the wiki knows of languages.
import { bcp47, fallbackChain } from '../../../language/languages.ts'
import { autonymOf, languageNames, languageVariants } from '../../../language/names.ts'
import { directionOf } from '../../../pages/page-language.ts'
import { defineQuery } from '../../module.ts'
import { p } from '../../params.ts'
import { list, type Value } from '../../result.ts'

export const languageinfo = defineQuery({
  path: 'query+languageinfo',
  group: 'meta',
  prefix: 'li',
  params: {
    prop: p.oneOf(['code', 'bcp47', 'dir', 'autonym', 'name', 'variantnames', 'fallbacks', 'variants'], {
      multi: true,
      default: 'code',
    }),
    code: p.string({ multi: true, default: '*' }),
    continue: p.string(),
  },
  examples: {
    'action=query&meta=languageinfo': 'apihelp-query+languageinfo-example-simple',
    'action=query&meta=languageinfo&liprop=autonym|name&uselang=de':
      'apihelp-query+languageinfo-example-autonym-name-de',
    'action=query&meta=languageinfo&liprop=fallbacks|variants&licode=oc':
      'apihelp-query+languageinfo-example-fallbacks-variants-oc',
    'action=query&meta=languageinfo&liprop=bcp47|dir': 'apihelp-query+languageinfo-example-bcp47-dir',
  },

  async run(context, { prop, code: asked, continue: from }) {
    const wants = new Set<string>(prop)
    const all = Object.keys(languageNames).sort()
    const known = asked.includes('*') ? all : [...new Set(asked)].filter(code => Object.hasOwn(languageNames, code))
    const unknown = asked.filter(code => code !== '*' && !Object.hasOwn(languageNames, code))
    if (unknown.length > 0) {
      context.warn(
        {
          key: 'apiwarn-unrecognizedvalues',
          params: [`${context.prefix}code`, { list: unknown, type: 'comma' }, unknown.length],
        },
        'unrecognizedvalues',
      )
    }
    const shown: Record<string, Value> = {}
    for (const code of known.sort()) {
      if (from !== undefined && code < from) continue
      const info = showLanguage(code, wants)
      if (!context.fits(info)) {
        context.continueWith('continue', code)
        break
      }
      shown[code] = info
    }
    return shown
  },
})

function showLanguage(code: string, wants: ReadonlySet<string>): Record<string, Value> {
  const shown: Record<string, Value> = {}
  if (wants.has('code')) shown.code = code
  if (wants.has('bcp47')) shown.bcp47 = bcp47(code)
  if (wants.has('dir')) shown.dir = directionOf(code)
  if (wants.has('autonym')) shown.autonym = autonymOf(code)
  if (wants.has('name')) shown.name = autonymOf(code)
  if (wants.has('fallbacks')) {
    // As MediaWiki: that all end with English is not said.
    shown.fallbacks = list(
      'fb',
      fallbackChain(code).filter(one => one !== code && one !== 'en'),
    )
  }
  const variants = variantsOf(code)
  if (wants.has('variants')) shown.variants = list('var', variants)
  if (wants.has('variantnames')) {
    shown.variantnames = Object.fromEntries(variants.map(variant => [variant, autonymOf(variant) || variant]))
  }
  return shown
}

/** A language without variants is its own only one. */
const variantsOf = (code: string): string[] =>
  Object.hasOwn(languageVariants, code) ? Object.keys(languageVariants[code] ?? {}) : [code]
