// The parameters of action=parse, in MediaWiki's order.
import type { PageId, RevId } from '../ids.ts'
import { contentModelNames } from '../pages/content-models.ts'
import { type ParamsOf, p } from './params.ts'
import { askableFormats } from './query/revision-props.ts'

/** Names of looks that a client may ask for; what differs is how links to edit sections are written. */
export const skinNames = [
  'minerva',
  'monobook',
  'timeless',
  'vector-2022',
  'vector',
  'fallback',
  'apioutput',
  'authentication-popup',
  'json',
] as const

export const parseParams = {
  title: p.string(),
  text: p.text(),
  revid: p.id<RevId>()(),
  summary: p.string(),
  page: p.string(),
  pageid: p.id<PageId>()(),
  redirects: p.boolean(),
  oldid: p.id<RevId>()(),
  prop: p.oneOf(
    [
      'text',
      'langlinks',
      'categories',
      'categorieshtml',
      'links',
      'templates',
      'images',
      'externallinks',
      'sections',
      'tocdata',
      'revid',
      'displaytitle',
      'subtitle',
      'headhtml',
      'modules',
      'jsconfigvars',
      'encodedjsconfigvars',
      'indicators',
      'iwlinks',
      'wikitext',
      'properties',
      'limitreportdata',
      'limitreporthtml',
      'parsetree',
      'parsewarnings',
      'parsewarningshtml',
      'headitems',
    ],
    {
      multi: true,
      default:
        'text|langlinks|categories|links|templates|images|externallinks|sections|tocdata|revid|displaytitle|iwlinks|properties|parsewarnings',
      deprecatedValues: ['headitems'],
      deprecatedTexts: { headitems: 'apiwarn-deprecation-parse-headitems' },
    },
  ),
  wrapoutputclass: p.string({ default: 'mw-parser-output' }),
  usearticle: p.boolean(),
  parsoid: p.boolean(),
  pst: p.boolean(),
  onlypst: p.boolean(),
  effectivelanglinks: p.boolean({ deprecated: true }),
  section: p.string(),
  sectiontitle: p.string(),
  disablepp: p.boolean({ deprecated: true }),
  disablelimitreport: p.boolean(),
  disableeditsection: p.boolean(),
  disablestylededuplication: p.boolean(),
  showstrategykeys: p.boolean(),
  generatexml: p.boolean({ deprecated: true }),
  preview: p.boolean(),
  sectionpreview: p.boolean(),
  disabletoc: p.boolean(),
  useskin: p.oneOf(skinNames),
  contentformat: p.oneOf(askableFormats),
  contentmodel: p.oneOf(contentModelNames),
} as const
export type ParseParams = ParamsOf<typeof parseParams>
export type ParseProp = ParseParams['prop'][number]
