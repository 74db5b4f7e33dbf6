// The parameters of action=compare: both sides have the same, but for their names.
import type { PageId, RevId } from '../ids.ts'
import { type ParamsOf, p } from './params.ts'

const formats = p.contentFormat()
const models = p.contentModel()
const oldFormats = p.contentFormat({ deprecated: true })
const oldModels = p.contentModel({ deprecated: true })
const ofFrom = { variable: 'slot', of: 'fromslots' }
const ofTo = { variable: 'slot', of: 'toslots' }

/** In MediaWiki's order. */
export const compareParams = {
  fromtitle: p.string(),
  fromid: p.id<PageId>()(),
  fromrev: p.id<RevId>()(),
  fromslots: p.oneOf(['main'], { multi: true }),
  'fromtext-{slot}': p.perValue(ofFrom, p.text()),
  'fromsection-{slot}': p.perValue(ofFrom, p.string()),
  'fromcontentformat-{slot}': p.perValue(ofFrom, formats),
  'fromcontentmodel-{slot}': p.perValue(ofFrom, models),
  frompst: p.boolean(),
  fromtext: p.text({ deprecated: true }),
  fromcontentformat: oldFormats,
  fromcontentmodel: oldModels,
  fromsection: p.string({ deprecated: true }),
  totitle: p.string(),
  toid: p.id<PageId>()(),
  torev: p.id<RevId>()(),
  torelative: p.oneOf(['prev', 'next', 'cur']),
  toslots: p.oneOf(['main'], { multi: true }),
  'totext-{slot}': p.perValue(ofTo, p.text()),
  'tosection-{slot}': p.perValue(ofTo, p.string()),
  'tocontentformat-{slot}': p.perValue(ofTo, formats),
  'tocontentmodel-{slot}': p.perValue(ofTo, models),
  topst: p.boolean(),
  totext: p.text({ deprecated: true }),
  tocontentformat: oldFormats,
  tocontentmodel: oldModels,
  tosection: p.string({ deprecated: true }),
  prop: p.oneOf(['diff', 'diffsize', 'rel', 'ids', 'title', 'user', 'comment', 'parsedcomment', 'size', 'timestamp'], {
    multi: true,
    default: 'diff|ids|title',
  }),
  slots: p.oneOf(['main'], { multi: true, allSpecifier: '*' }),
  difftype: p.oneOf(['table', 'unified'], { default: 'table' }),
} as const
export type CompareParams = ParamsOf<typeof compareParams>

/** The text that stands in the place of a side's main slot. */
export interface GivenContent {
  /** Undefined where the slot is named and its text is not given. */
  readonly text: string | undefined
  readonly model: string | undefined
  readonly format: string | undefined
  /** The section of the side's revision that the text replaces. */
  readonly section: string | undefined
}

/** What is asked of one side, with the old parameters in the place of the new ones. */
export interface SideOrder {
  readonly name: 'from' | 'to'
  readonly title: string | undefined
  readonly pageId: PageId | undefined
  readonly revId: RevId | undefined
  /** What stands in the place of the revision's content; undefined for nothing at all, `null` for no slot. */
  readonly content: GivenContent | null | undefined
  readonly preSave: boolean
  /** Only this section of the result. */
  readonly section: string | undefined
  /** Parameters of which not both may be given, where both are. */
  readonly conflict: readonly string[] | undefined
}

/** What a request asks of each side. */
export function sideOrders(params: CompareParams): { from: SideOrder; to: SideOrder } {
  return {
    from: {
      name: 'from',
      title: params.fromtitle,
      pageId: params.fromid,
      revId: params.fromrev,
      content: givenContent(params.fromslots, {
        old: params.fromtext,
        oldModel: params.fromcontentmodel,
        oldFormat: params.fromcontentformat,
        text: params['fromtext-{slot}'].get('main'),
        model: params['fromcontentmodel-{slot}'].get('main'),
        format: params['fromcontentformat-{slot}'].get('main'),
        section: params['fromsection-{slot}'].get('main'),
      }),
      preSave: params.frompst,
      section: params.fromsection,
      conflict: conflictOf('from', params.fromslots, params.fromtext, params.fromsection),
    },
    to: {
      name: 'to',
      title: params.totitle,
      pageId: params.toid,
      revId: params.torev,
      content: givenContent(params.toslots, {
        old: params.totext,
        oldModel: params.tocontentmodel,
        oldFormat: params.tocontentformat,
        text: params['totext-{slot}'].get('main'),
        model: params['tocontentmodel-{slot}'].get('main'),
        format: params['tocontentformat-{slot}'].get('main'),
        section: params['tosection-{slot}'].get('main'),
      }),
      preSave: params.topst,
      section: params.tosection,
      conflict: conflictOf('to', params.toslots, params.totext, params.tosection),
    },
  }
}

function givenContent(
  slots: readonly 'main'[] | undefined,
  given: GivenContent & {
    readonly old: string | undefined
    readonly oldModel: string | undefined
    readonly oldFormat: string | undefined
  },
): GivenContent | null | undefined {
  const { old, oldModel, oldFormat, text, model, format, section } = given
  if (old !== undefined) return { text: old, model: oldModel, format: oldFormat, section: undefined }
  if (slots === undefined) return undefined
  return slots.includes('main') ? { text, model, format, section } : null
}

function conflictOf(
  side: 'from' | 'to',
  slots: readonly unknown[] | undefined,
  text: string | undefined,
  section: string | undefined,
): readonly string[] | undefined {
  if (slots === undefined) return undefined
  if (text !== undefined) return [`${side}slots`, `${side}text`]
  return section === undefined ? undefined : [`${side}slots`, `${side}section`]
}
