// From the values of a request and a table of parameters to what a module gets; and which values nobody asked for.
import { Failure, fail } from '../errors.ts'
import type { Message } from '../language/messages.ts'
import type { Param, ParamContext, ParamsOf, ParamTable } from './params.ts'
import { list, type Tree } from './result.ts'

/** The values of a request, from body and query string, as the client sent them. */
export interface RawValues {
  /** The value, in NFC; undefined when it was not sent. */
  get(name: string): string | undefined
  /** The value as it came, before it was cleaned. */
  raw(name: string): string | undefined
  /** The names of all values. */
  names(): Iterable<string>
  /** Whether a value had bytes that are no text. */
  hadBadCharacters(name: string): boolean
}

interface Reading {
  readonly values: RawValues
  readonly prefix: string
  readonly context: Omit<ParamContext, 'name' | 'warn' | 'limitIs' | 'feature'>
  /** How warnings of deprecation name the module: `action=query&prop=revisions`. */
  readonly feature: string
  /** Remembers names that a module knows. */
  readonly used: Set<string>
  warn(message: Message, code?: string, data?: Tree): void
  /** Called when a limit was asked for as `max`. */
  limitIs?(limit: number): void
}

const separator = '\u001f'

/** As MediaWiki shows a value: the separator is no character of a text. */
const withoutSeparators = (raw: string): string => raw.replaceAll(separator, '\ufffd')

/** The parts of a multi-value; a leading U+001F makes that the separator. */
export function splitMulti(raw: string): string[] {
  if (raw === '' || raw === separator) return []
  return raw.startsWith(separator) ? raw.slice(1).split(separator) : raw.split('|')
}

/** What is known of a table before any request: names under a prefix, their places, and what is not sent. */
interface Plan {
  readonly keys: readonly string[]
  /** By name as the client types it, the place in the table. */
  readonly places: ReadonlyMap<string, number>
  readonly defaults: Readonly<Record<string, unknown>>
  /** Places that must be looked at whatever was sent: what is required, and what stands for several parameters. */
  readonly always: readonly number[]
}
const plans = new WeakMap<ParamTable, Map<string, Plan>>()

function planOf(table: ParamTable, reading: Reading): Plan {
  const known = plans.get(table)?.get(reading.prefix)
  if (known !== undefined) return known
  const keys = Object.keys(table)
  const named = keys.map(key => table[key] as Param<unknown>)
  const plan: Plan = {
    keys,
    places: new Map(
      keys.flatMap((key, place) => (named[place]?.template === undefined ? [[reading.prefix + key, place]] : [])),
    ),
    defaults: defaultsOf(table, reading),
    // The name of a file is no name of a value.
    always: keys.flatMap((_, place) =>
      named[place]?.required || named[place]?.template !== undefined || named[place]?.type === 'upload' ? [place] : [],
    ),
  }
  const byPrefix = plans.get(table) ?? new Map<string, Plan>()
  plans.set(table, byPrefix.set(reading.prefix, plan))
  return plan
}

/** Not made key by key: that makes a dictionary of so many, whose copies are a hundred times as slow. */
const defaultsOf = (table: ParamTable, reading: Reading): Record<string, unknown> =>
  Object.fromEntries(Object.entries(table).map(([key, param]) => [key, readDefault(param, key, reading)]))

/**
 * Reads all parameters of a table, in its order. Warns of deprecated parameters, of values that are not known, of bytes
 * that are no text; then throws the first error, if there was one. `given` tells which were sent.
 */
export async function readParams<P extends ParamTable>(
  table: P,
  reading: Reading,
): Promise<{ params: ParamsOf<P>; given: ReadonlySet<string> }> {
  const { values, prefix, used } = reading
  const plan = planOf(table, reading)
  const params: Record<string, unknown> = { ...plan.defaults }
  const given = new Set<string>()
  const places = [...plan.always]
  for (const name of values.names()) {
    const place = plan.places.get(name)
    if (place === undefined) continue
    if (table[plan.keys[place] as string]?.ofCaptcha && !reading.context.asksCaptchas) continue
    used.add(name)
    if (!plan.always.includes(place)) places.push(place)
  }
  let failure: Failure | undefined
  for (const place of places.sort((one, other) => one - other)) {
    const key = plan.keys[place] as string
    const param = table[key] as Param<unknown>
    try {
      if (param.template !== undefined) {
        params[key] = await readTemplate(param, param.template, key, params, reading)
        continue
      }
      const raw = sentValue(param, prefix + key, reading)
      if (raw === undefined) continue
      given.add(key)
      const value = readGiven(param, key, raw, reading)
      params[key] = value instanceof Promise ? await value : value
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failure ??= error
    }
  }
  if (failure !== undefined) throw failure
  return { params: params as ParamsOf<P>, given }
}

/** What was sent for a parameter, undefined for nothing. Throws `missingparam` where it is required. */
function sentValue(param: Param<unknown>, name: string, { values, context }: Reading): string | undefined {
  const isFile = param.type === 'upload' && context.file(name) !== undefined
  const raw = isFile ? '' : values.get(name)
  if (!param.required) return raw
  if (raw === undefined) throw fail('paramvalidator-missingparam', [{ plaintext: name }])
  // As MediaWiki: a text that is required is not there when it is empty.
  if (raw === '' && !param.multi && isText(param)) {
    throw fail('paramvalidator-missingparam', [{ plaintext: name }, { plaintext: raw }])
  }
  return raw
}

/** The values of `name-{variable}`, by the values of the parameter that the variable stands for. */
async function readTemplate(
  param: Param<unknown>,
  template: { readonly variable: string; readonly of: string },
  key: string,
  params: Readonly<Record<string, unknown>>,
  reading: Reading,
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>()
  for (const value of (params[template.of] as readonly unknown[] | undefined) ?? []) {
    const name = key.replace(`{${template.variable}}`, String(value))
    reading.used.add(reading.prefix + name)
    const raw = reading.values.get(reading.prefix + name)
    if (raw !== undefined) found.set(String(value), await readGiven(param, name, raw, reading))
  }
  return found
}

function readDefault(param: Param<unknown>, key: string, reading: Reading): unknown {
  const value = param.default
  if (value === undefined || typeof value === 'boolean') return value
  const context: ParamContext = {
    ...reading.context,
    name: reading.prefix + key,
    warn: () => undefined,
    feature: reading.feature,
  }
  if (!param.multi) return typeof value === 'number' ? value : param.read(value, context)
  return splitMulti(String(value)).map(part => param.read(part, context))
}

/** A promise only where a check needs the database. */
function readGiven(param: Param<unknown>, key: string, raw: string, reading: Reading): unknown {
  const name = reading.prefix + key
  const context: ParamContext = {
    ...reading.context,
    name,
    warn: reading.warn,
    feature: reading.feature,
    ...(reading.limitIs ? { limitIs: reading.limitIs } : {}),
  }
  // As MediaWiki: of what is only there or not, and of what should be a file, the text is not looked at.
  const isRead = param.type !== 'boolean' && param.type !== 'upload'
  if (isRead && reading.values.hadBadCharacters(name)) {
    reading.warn({ key: 'apiwarn-badutf8', params: [name] }, 'badutf8')
  }
  if (param.deprecated) {
    reading.warn(
      {
        key: 'paramvalidator-param-deprecated',
        params: [{ plaintext: name }, { plaintext: param.type === 'boolean' ? '1' : withoutSeparators(raw) }],
      },
      'deprecation',
      {
        feature: `${reading.feature}&${name}`,
      },
    )
  }
  if (!param.multi) {
    if (isRead && raw.startsWith(separator)) {
      throw fail('paramvalidator-notmulti', [{ plaintext: name }, { plaintext: withoutSeparators(raw) }])
    }
    const value = param.read(raw, context)
    if (param.deprecatedValues.includes(raw)) warnOfDeprecatedValue(param, raw, context)
    return param.check === undefined ? value : param.check([value], context).then(() => value)
  }
  const parts = splitMulti(raw)
  const values = readParts(param, parts, raw, context)
  return param.check === undefined || parts.length === 0 ? values : param.check(parts, context).then(() => values)
}

function warnOfDeprecatedValue(param: Param<unknown>, raw: string, context: ParamContext): void {
  const own = param.deprecatedTexts?.[raw]
  context.warn(
    own === undefined
      ? { key: 'paramvalidator-deprecated-value', params: [{ plaintext: context.name }, { plaintext: raw }] }
      : { key: own, params: [] },
    'deprecation',
    { feature: `${context.feature}&${context.name}=${raw}` },
  )
}

function readParts(param: Param<unknown>, parts: readonly string[], raw: string, context: ParamContext): unknown[] {
  // As MediaWiki: beside another value, the word for all of them is none of them.
  if (param.allSpecifier !== undefined && parts.length === 1 && parts[0] === param.allSpecifier) {
    return Array.isArray(param.type) ? [...param.type] : allOf(param, context)
  }
  const limit = context.highLimits ? param.highLimit : param.lowLimit
  if (parts.length > limit) {
    throw fail('paramvalidator-toomanyvalues', [{ plaintext: context.name }, { num: limit }], {
      parameter: context.name,
      limit,
      lowlimit: param.lowLimit,
      highlimit: param.highLimit,
    })
  }
  const known = Array.isArray(param.type) ? param.type : param.type === 'namespace' ? allOf(param, context) : undefined
  const unknown: string[] = []
  const values: unknown[] = []
  for (const part of parts) {
    if (known !== undefined && !known.some(one => String(one) === part) && !param.beyondValues?.includes(part)) {
      unknown.push(part)
      continue
    }
    const value = param.read(part, context)
    if (param.deprecatedValues.includes(part)) warnOfDeprecatedValue(param, part, context)
    if (param.allowsDuplicates || !values.includes(value)) values.push(value)
  }
  if (unknown.length > 0) {
    context.warn(
      {
        key: 'paramvalidator-unrecognizedvalues',
        params: [
          { plaintext: context.name },
          { plaintext: withoutSeparators(raw) },
          { list: unknown.map(one => ({ plaintext: one })), type: 'comma' },
          { num: unknown.length },
        ],
      },
      'unrecognizedvalues',
      { values: list('_v', unknown) },
    )
  }
  return values
}

function allOf(param: Param<unknown>, context: ParamContext): unknown[] {
  if (param.type !== 'namespace') return []
  const extra = (param.extra.extranamespaces as readonly number[] | undefined) ?? []
  return [...context.titles.namespaces.all.map(one => one.id).filter(id => id >= 0), ...extra]
}

const isText = ({ type }: Param<unknown>): boolean => type === 'string' || type === 'text' || type === 'password'
