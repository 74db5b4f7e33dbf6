// Which format a request asks for, and the parameters of that format.
import { fail } from '../errors.ts'
import type { Format, FormatOptions } from './formats/format.ts'
import { formats } from './formats/index.ts'
import { type ParamsOf, type ParamTable, p } from './params.ts'
import type { RequestInfo } from './request.ts'

export interface FormatChoice {
  readonly format: Format
  readonly options: FormatOptions
  /** A *fm format: the highlighted answer as JSON instead of a page. */
  readonly wrappedhtml?: boolean
  /** XML with a style sheet, of which there are none. */
  readonly asksStyleSheet?: boolean
}

const jsonParams = {
  callback: p.string(),
  utf8: p.boolean(),
  ascii: p.boolean(),
  formatversion: p.oneOf(['1', '2', 'latest'], { default: '1' }),
}
const phpParams = { formatversion: p.oneOf(['1', '2', 'latest'], { default: '1' }) }
const xmlParams = { xslt: p.string(), includexmlnamespace: p.boolean() }
const fmParams = { wrappedhtml: p.boolean() }

const tables = new Map<string, ParamTable>(
  [...formats.keys()].map(name => {
    const plain = name.replace(/fm$/, '')
    const own = plain === 'json' ? jsonParams : plain === 'php' ? phpParams : plain === 'xml' ? xmlParams : {}
    return [name, name.endsWith('fm') ? { ...fmParams, ...own } : own]
  }),
)

/** The parameters of each format; those ending in `fm` have `wrappedhtml` besides. */
export const paramsOfFormat = (name: string): ParamTable => tables.get(name) ?? {}

const named = (name: string): Format => {
  const format = formats.get(name)
  if (format === undefined) throw new Error(`the format ${name} is named and not there`)
  return format
}

/** What errors are printed in when the format itself is in question. */
export const defaultFormat: FormatChoice = { format: named('jsonfm'), options: { formatversion: 1 } }

/** For modules whose answers are for programs alone. */
export const plainJson: FormatChoice = { format: named('json'), options: { formatversion: 1 } }

/** The format that the request names; throws `badvalue` for one that is not there. */
export function formatByName(info: RequestInfo): FormatChoice {
  info.used.add('format')
  const name = info.values.get('format') ?? 'jsonfm'
  const format = formats.get(name)
  if (format === undefined) {
    throw fail('paramvalidator-badvalue-enumnotmulti', [
      { plaintext: 'format' },
      { plaintext: name },
      { list: [...formats.keys()].map(one => ({ plaintext: one })), type: 'text' },
      { num: formats.size },
    ])
  }
  return { format, options: { formatversion: 1 } }
}

/** Reads the parameters of the format. */
export async function readFormat(info: RequestInfo, { format }: FormatChoice): Promise<FormatChoice> {
  const table = paramsOfFormat(format.name)
  const { params } = await info.read({ path: format.name, params: table }, { feature: `format=${format.name}` })
  const read = params as Partial<ParamsOf<typeof jsonParams & typeof xmlParams & typeof fmParams>>
  return {
    format,
    asksStyleSheet: read.xslt !== undefined,
    wrappedhtml: read.wrappedhtml ?? false,
    options: {
      formatversion: read.formatversion === undefined || read.formatversion === '1' ? 1 : 2,
      utf8: read.utf8 ?? false,
      ascii: read.ascii ?? false,
      ...(read.callback === undefined ? {} : { callback: read.callback }),
      includexmlnamespace: read.includexmlnamespace ?? false,
    },
  }
}
