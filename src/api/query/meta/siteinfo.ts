// query+siteinfo: what the wiki is and what it can do.
import { defineQuery } from '../../module.ts'
import { p } from '../../params.ts'
import type { Value } from '../../result.ts'
import { showGeneral } from '../site-general.ts'
import { siteParts } from '../site-lists.ts'

const parts = { general: showGeneral, ...siteParts }

export const siteinfo = defineQuery({
  path: 'query+siteinfo',
  group: 'meta',
  prefix: 'si',
  answersSeveral: true,
  params: {
    prop: p.oneOf(Object.keys(parts), { multi: true, default: 'general' }),
    filteriw: p.oneOf(['local', '!local']),
    showalldb: p.boolean(),
    numberingroup: p.boolean(),
    inlanguagecode: p.string(),
  },
  cache: 'anon-public-user-private',
  examples: {
    'action=query&meta=siteinfo&siprop=general|namespaces|namespacealiases|statistics':
      'apihelp-query+siteinfo-example-simple',
    'action=query&meta=siteinfo&siprop=interwikimap&sifilteriw=local': 'apihelp-query+siteinfo-example-interwiki',
    'action=query&meta=siteinfo&siprop=dbrepllag&sishowalldb=': 'apihelp-query+siteinfo-example-replag',
  },

  async run(context, { prop, ...query }) {
    const shown: Record<string, Value> = {}
    for (const name of prop) {
      const value = await (parts as Readonly<Record<string, (typeof siteParts)[string]>>)[name]?.(context, query)
      if (value === undefined) continue
      if (!context.fits(value)) {
        context.continueWith('prop', prop.slice(prop.indexOf(name)).join('|'))
        break
      }
      shown[name] = value
    }
    return Object.keys(shown).length > 0 ? shown : undefined
  },
})
