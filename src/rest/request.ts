// What a handler of the REST API is given, and how it reads parameters.
import type { Session } from '../access/sessions.ts'
import type { Viewer } from '../access/viewer.ts'
import type { HttpRequest } from '../http/message.ts'
import type { Reader } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import { badParameter } from './answer.ts'

export interface RestRequest {
  readonly wiki: Wiki
  readonly http: HttpRequest
  readonly db: Reader
  readonly viewer: Viewer
  readonly session: Session
  readonly now: Date
  /** The parts of the path that a route leaves open, decoded. */
  readonly path: Readonly<Record<string, string>>
}

/** The address of the REST API. */
export const restUrl = ({ config }: Wiki, path: string): string => `${config.server}${restPath(config, path)}`
export const restPath = ({ scriptPath }: Pick<Wiki['config'], 'scriptPath'>, path: string): string =>
  `${scriptPath}/rest.php/v1${path}`

/** A whole number of the path or the query; undefined where it was not given. Throws `badinteger`, `outofrange`. */
export function readInteger(
  name: string,
  value: string | undefined,
  range?: { readonly min: number; readonly max: number },
): number | undefined {
  if (value === undefined) return undefined
  const number = /^[+-]?\d{1,15}$/.test(value) ? Number(value) : undefined
  if (number === undefined) {
    const params = [{ plaintext: name }, { plaintext: value }]
    throw badParameter(name, value, 'badinteger', { key: 'paramvalidator-badinteger', params })
  }
  if (range !== undefined && (number < range.min || number > range.max)) {
    const { min, max } = range
    const params = [{ plaintext: name }, { plaintext: value }, { num: min }, { num: max }]
    const data = { min, curmax: max, max, highmax: max }
    throw badParameter(name, value, 'outofrange', { key: 'paramvalidator-outofrange-minmax', params }, data)
  }
  return number
}

/** One of some values. Throws `badvalue`. */
export function readOneOf<V extends string>(name: string, value: string, values: readonly V[]): V {
  const found = values.find(one => one === value)
  if (found !== undefined) return found
  const shown = { list: values.map(one => ({ plaintext: one })), type: 'text' } as const
  const params = [{ plaintext: name }, { plaintext: value }, shown, { num: values.length }]
  throw badParameter(name, value, 'badvalue', { key: 'paramvalidator-badvalue-enumnotmulti', params })
}

/** A parameter that must be there. Throws `missingparam`. */
export function readRequired(name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value
  throw badParameter(name, null, 'missingparam', { key: 'paramvalidator-missingparam', params: [{ plaintext: name }] })
}
