// The parameter kinds: how a parameter is declared, checked and described. From one declaration come the check, the type,
// the help, paraminfo and OpenAPI.

import { canonicalIp, canonicalRange } from '../access/ip.ts'
import { fail } from '../errors.ts'
import type { UploadedFile } from '../http/message.ts'
import type { Message, MessageParam } from '../language/messages.ts'
import type { ContentModels } from '../pages/content-models.ts'
import { parseTitle, type Title, type TitleRules } from '../pages/title.ts'
import { canonicalUserName } from '../users/user-name.ts'
import { parseExpiry } from './expiry.ts'
import type { Tree } from './result.ts'
import { parseTimestamp, type Timestamp } from './timestamps.ts'
import { parseWholeNumber } from './whole-number.ts'

/** What a kind needs to know to read a value. */
export interface ParamContext {
  /** The name with its module's prefix, as the client typed it. */
  readonly name: string
  /** How warnings of deprecation name the module: `action=edit`. */
  readonly feature: string
  /** Whether the client may ask for the higher limits (`apihighlimits`). */
  readonly highLimits: boolean
  readonly now: Date
  readonly titles: TitleRules
  readonly contentModels: ContentModels
  /** Whether the wiki asks captchas. */
  readonly asksCaptchas: boolean
  warn(message: Message, code?: string, data?: Tree): void
  /** The tags among these that nobody may apply; throws the error that says so. */
  checkTags(tags: readonly string[]): Promise<void>
  file(name: string): UploadedFile | undefined
  /** Remembers that a limit was asked as `max`, so that the answer names it. */
  limitIs?(limit: number): void
}

/** A parameter as a module declares it. `T` is what the module gets. */
export interface Param<T> {
  /** `type` of paraminfo, or a list of values. */
  readonly type: string | readonly (string | number)[]
  readonly multi: boolean
  readonly required: boolean
  /** As a client would have sent it. */
  readonly default: string | number | boolean | undefined
  readonly sensitive: boolean
  readonly deprecated: boolean
  readonly deprecatedValues: readonly string[]
  /** Message keys of what is said of some of these values, in the place of the usual. */
  readonly deprecatedTexts?: Readonly<Record<string, string>>
  readonly min: number | undefined
  readonly max: number | undefined
  readonly highMax: number | undefined
  readonly lowLimit: number
  readonly highLimit: number
  /** The word that stands for all values, as `*`. */
  readonly allSpecifier: string | undefined
  /** More that paraminfo tells: `subtypes`, `tokentype`, `submodules`, `mustExist` … */
  readonly extra: Readonly<Record<string, unknown>>
  readonly allowsDuplicates: boolean
  /** For one whose name has `{variable}`: the parameter of the same module whose values stand there, one each. */
  readonly template?: { readonly variable: string; readonly of: string }
  /** One that there is only where the wiki asks captchas. */
  readonly ofCaptcha?: true
  /** One that MediaWiki has not: paraminfo keeps silent about it, for it must tell what a MediaWiki tells. */
  readonly beyond?: true
  /** Values that are taken and not told. */
  readonly beyondValues?: readonly (string | number)[]
  /** Reads one value (each of several where `multi`). */
  readonly read: (raw: string, context: ParamContext) => unknown
  /** Checks that need the database, of the values as they were sent, after all were read. */
  readonly check?: (values: readonly unknown[], context: ParamContext) => Promise<void>
  /** Phantom: the type that the module gets. */
  readonly value?: T
}
export type ParamTable = Readonly<Record<string, Param<unknown>>>
export type ParamsOf<P extends ParamTable> = {
  readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never
}

interface Options<D> {
  readonly multi?: boolean
  readonly required?: boolean
  readonly default?: D
  readonly sensitive?: boolean
  readonly deprecated?: boolean
  readonly deprecatedValues?: readonly string[]
  readonly deprecatedTexts?: Readonly<Record<string, string>>
  readonly allSpecifier?: string
  readonly extra?: Readonly<Record<string, unknown>>
  /** The most values; for who has `apihighlimits`, `highLimit`. */
  readonly lowLimit?: number
  readonly highLimit?: number
  readonly allowsDuplicates?: boolean
}
type Several<T, O> = O extends { multi: true } ? readonly T[] : T
type Given<T, O> = O extends { required: true } | { default: unknown } ? Several<T, O> : Several<T, O> | undefined

function declare<T, O extends Options<unknown>>(
  options: O,
  own: Pick<Param<T>, 'type' | 'read'> & Partial<Param<unknown>>,
): Param<Given<T, O>> {
  return {
    multi: false,
    min: undefined,
    max: undefined,
    highMax: undefined,
    ...own,
    required: options.required ?? false,
    default: (options.default as string | number | boolean | undefined) ?? undefined,
    sensitive: options.sensitive ?? false,
    deprecated: options.deprecated ?? false,
    deprecatedValues: options.deprecatedValues ?? [],
    ...(options.deprecatedTexts ? { deprecatedTexts: options.deprecatedTexts } : {}),
    allSpecifier: options.allSpecifier,
    lowLimit: options.lowLimit ?? 50,
    highLimit: options.highLimit ?? 500,
    allowsDuplicates: options.allowsDuplicates ?? false,
    extra: { ...own.extra, ...options.extra },
    ...(options.multi ? { multi: true } : {}),
  } as Param<Given<T, O>>
}

function readInteger(raw: string, { name }: ParamContext): number {
  const value = parseWholeNumber(raw)
  if (value === undefined) throw fail('paramvalidator-badinteger', [{ plaintext: name }, { plaintext: raw }])
  return value
}

interface Range {
  readonly min?: number
  readonly max?: number
  readonly highMax?: number
  /** Out of range is an error, not a warning and the nearest value. */
  readonly enforceRange?: boolean
}

/** Clamps to a range with a warning, as MediaWiki does for integers and limits of the API. */
function clamp(value: number, raw: string, range: Range, context: ParamContext): number {
  const { min, max, highMax } = range
  const currentMax = context.highLimits && highMax !== undefined ? highMax : max
  const clamped =
    min !== undefined && value < min ? min : currentMax !== undefined && value > currentMax ? currentMax : value
  if (clamped === value) return value
  const bound = min === undefined ? 'max' : currentMax === undefined ? 'min' : 'minmax'
  const key = `paramvalidator-outofrange-${bound}` as const
  const limits = { min: min ?? null, curmax: currentMax ?? null, max: max ?? null, highmax: highMax ?? max ?? null }
  const params: [MessageParam, MessageParam, MessageParam, MessageParam] = [
    { plaintext: context.name },
    { plaintext: raw },
    { num: min ?? '' },
    { num: currentMax ?? '' },
  ]
  if (range.enforceRange) throw fail(key, params, limits)
  context.warn({ key, params }, 'outofrange', limits)
  return clamped
}

const string = <const O extends Options<string>>(options: O = {} as O) =>
  declare<string, O>(options, { type: 'string', read: raw => raw })

const text = <const O extends Options<string>>(options: O = {} as O) =>
  declare<string, O>(options, { type: 'text', read: raw => raw })

const password = <const O extends Options<string>>(options: O = {} as O) =>
  declare<string, O>({ ...options, sensitive: true }, { type: 'password', read: raw => raw })

const integer = <const O extends Options<number> & Range>(options: O = {} as O) =>
  declare<number, O>(options, {
    type: 'integer',
    min: options.min,
    max: options.max,
    highMax: options.highMax,
    read: (raw, context) => clamp(readInteger(raw, context), raw, options, context),
  })

/** A branded id; any integer passes, a missing one is the module's to say. */
const id =
  <Id extends number>() =>
  <const O extends Options<number>>(options: O = {} as O) =>
    declare<Id, O>(options, { type: 'integer', read: readInteger })

const limit = (options: {
  default: number
  min?: number
  max?: number
  highMax?: number
  extra?: Record<string, unknown>
}) => {
  const range = { min: options.min ?? 1, max: options.max ?? 500, highMax: options.highMax ?? 5000 }
  return declare<number, { default: number }>(
    { default: options.default, ...(options.extra ? { extra: options.extra } : {}) },
    {
      type: 'limit',
      ...range,
      read: (raw, context) => {
        if (raw === 'max') {
          const most = context.highLimits ? range.highMax : range.max
          context.limitIs?.(most)
          return most
        }
        return clamp(readInteger(raw, context), raw, range, context)
      },
    },
  )
}

/** A limit without a default: MediaWiki gives such a module its own meaning of "none". */
const optionalLimit = (
  options: { min?: number; max?: number; highMax?: number; extra?: Record<string, unknown> } = {},
) => ({ ...limit({ default: 0, ...options }), default: undefined }) as Param<number | undefined>

/** Reads a limit within bounds that are known only when other parameters are: content makes lists of revisions shorter. */
export type LateLimit = (bounds: { readonly max: number; readonly highMax: number }) => number

/** A limit without a default whose bounds the module says after it has read all parameters. */
const lateLimit = (options: { max?: number; highMax?: number; extra?: Record<string, unknown> } = {}) =>
  declare<LateLimit, { extra: Readonly<Record<string, unknown>> }>(
    { extra: options.extra ?? {} },
    {
      type: 'limit',
      min: 1,
      max: options.max ?? 500,
      highMax: options.highMax ?? 5000,
      read: (raw, context): LateLimit => {
        const asked = raw === 'max' ? undefined : readInteger(raw, context)
        const widest = { min: 1, max: options.max ?? 500, highMax: options.highMax ?? 5000 }
        // Told also where nothing is found to which other bounds apply.
        if (asked === undefined) context.limitIs?.(context.highLimits ? widest.highMax : widest.max)
        // As MediaWiki: what is out of the widest bounds is said before what is out of those that count.
        if (asked !== undefined) clamp(asked, raw, widest, context)
        return bounds => {
          if (asked !== undefined) return clamp(asked, raw, { min: 1, ...bounds }, context)
          const most = context.highLimits ? bounds.highMax : bounds.max
          context.limitIs?.(most)
          return most
        }
      },
    },
  )

/** One parameter for each value of another one: `contentformat-{slot}` for each of `slots`. A map by that value. */
const perValue = <T>(
  template: { readonly variable: string; readonly of: string },
  param: Param<T>,
): Param<ReadonlyMap<string, NonNullable<T>>> =>
  ({ ...param, template, extra: { ...param.extra, templatevars: { [template.variable]: template.of } } }) as Param<
    ReadonlyMap<string, NonNullable<T>>
  >

/** True when the parameter is there, whatever its value. */
const boolean = (options: { deprecated?: boolean; default?: false; extra?: Readonly<Record<string, unknown>> } = {}) =>
  declare<boolean, { default: false }>(
    { default: false, ...options },
    { type: 'boolean', default: false, read: () => true },
  )

const timestamp = <const O extends Options<string>>(options: O = {} as O) =>
  declare<Timestamp, O>(options, {
    type: 'timestamp',
    read: (raw, { name, now, warn }) => {
      const parsed = parseTimestamp(raw, now)
      if (!parsed.ok) throw fail('paramvalidator-badtimestamp', [{ plaintext: name }, { plaintext: raw }])
      if (parsed.unclearNow) {
        warn(
          { key: 'paramvalidator-unclearnowtimestamp', params: [{ plaintext: name }, { plaintext: raw }] },
          'unclearnowtimestamp',
        )
      }
      return parsed.timestamp
    },
  })

/** A time in the future or `infinity`. */
const expiry = <const O extends Options<string> & { maxDays?: number }>(options: O = {} as O) =>
  declare<Timestamp | 'infinity', O>(options, {
    type: 'expiry',
    read: (raw, { name, now }) => {
      const parsed = parseExpiry(raw, now)
      if (parsed.ok) return parsed.expiry
      const key = parsed.reason === 'past' ? 'paramvalidator-badexpiry-past' : 'paramvalidator-badexpiry'
      throw fail(key, [{ plaintext: name }, { plaintext: raw }])
    },
  })

/** One of these words; those `beyond` MediaWiki's are taken, too, but not told. */
const oneOf = <const V extends string | number, const O extends Options<V | string> & { beyond?: readonly V[] }>(
  values: readonly V[],
  options: O = {} as O,
) => {
  const known = new Map([...values, ...(options.beyond ?? [])].map(value => [String(value), value]))
  return declare<V, O>(options, {
    type: values,
    ...(options.beyond === undefined ? {} : { beyondValues: options.beyond }),
    read: (raw, { name }) => {
      const value = known.get(raw)
      if (value !== undefined) return value
      throw fail(options.multi ? 'paramvalidator-badvalue-enummulti' : 'paramvalidator-badvalue-enumnotmulti', [
        { plaintext: name },
        { plaintext: raw },
        { list: values.map(one => ({ plaintext: one })), type: 'text' },
        { num: values.length },
      ])
    },
  })
}

/** A namespace of the wiki by its number; which there are is known at run time. */
const namespace = <const O extends Options<string> & { extraNamespaces?: readonly number[] }>(options: O = {} as O) =>
  declare<number, O>(
    { ...options, ...(options.multi && options.allSpecifier === undefined ? { allSpecifier: '*' } : {}) } as O,
    {
      type: 'namespace',
      extra: options.extraNamespaces ? { extranamespaces: options.extraNamespaces } : {},
      read: (raw, { name, titles }) => {
        const ids = [
          ...(options.extraNamespaces ?? []),
          ...titles.namespaces.all.map(one => one.id).filter(one => one >= 0),
        ]
        const value = /^-?\d+$/.test(raw) ? Number(raw) : Number.NaN
        if (ids.includes(value)) return value
        throw fail(options.multi ? 'paramvalidator-badvalue-enummulti' : 'paramvalidator-badvalue-enumnotmulti', [
          { plaintext: name },
          { plaintext: raw },
          { list: ids.map(one => ({ plaintext: one })), type: 'text' },
          { num: ids.length },
        ])
      },
    },
  )

/** Reads one of values that are known only at run time. */
function readKnown(raw: string, name: string, values: readonly string[]): string {
  if (values.includes(raw)) return raw
  throw fail('paramvalidator-badvalue-enumnotmulti', [
    { plaintext: name },
    { plaintext: raw },
    { list: values.map(one => ({ plaintext: one })), type: 'text' },
    { num: values.length },
  ])
}

/** A content model of the wiki by its name, or one that text can be `written` in; which there are is a setting. */
const contentModel = <const O extends Options<string> & { written?: boolean }>(options: O = {} as O) =>
  declare<string, O>(options, {
    type: options.written ? 'writtencontentmodel' : 'contentmodel',
    read: (raw, { name, contentModels }) =>
      readKnown(raw, name, options.written ? contentModels.written : contentModels.names),
  })

/** A format in which some content model of the wiki travels. */
const contentFormat = <const O extends Options<string>>(options: O = {} as O) =>
  declare<string, O>(options, {
    type: 'contentformat',
    read: (raw, { name, contentModels }) => readKnown(raw, name, contentModels.formats),
  })

/** The values of a kind that are known only at run time; undefined for any other kind. */
export function valuesAtRunTime(
  { type }: Param<unknown>,
  known: { readonly tags: readonly string[]; readonly contentModels: ContentModels },
): readonly string[] | undefined {
  switch (type) {
    case 'tags':
      return known.tags
    case 'contentmodel':
      return [...known.contentModels.names].sort()
    case 'writtencontentmodel':
      return [...known.contentModels.written].sort()
    case 'contentformat':
      return [...known.contentModels.formats].sort()
    default:
      return undefined
  }
}

/** A title whose form is checked here; MediaWiki calls this kind `title`. */
const title = <const O extends Options<string>>(options: O = {} as O) =>
  declare<Title, O>(options, {
    type: 'title',
    extra: { mustExist: false },
    read: (raw, { name, titles }) => {
      const parsed = parseTitle(raw, titles)
      if (!parsed.ok) throw fail('paramvalidator-badtitle', [{ plaintext: name }, { plaintext: raw }])
      return parsed.title
    },
  })

type UserSubtype = 'name' | 'ip' | 'cidr' | 'temp' | 'interwiki' | 'id'

/** The canonical name of a user, an address or a range, by what is allowed; whether it exists is the module's to say. */
const user = <const O extends Options<string> & { allow?: readonly UserSubtype[] }>(options: O = {} as O) => {
  const allow: readonly UserSubtype[] = options.allow ?? ['name', 'ip', 'temp']
  return declare<string, O>(options, {
    type: 'user',
    extra: { subtypes: allow },
    read: (raw, { name, titles }) => {
      if (allow.includes('id') && /^#\d+$/.test(raw)) return raw
      if (allow.includes('ip')) {
        const ip = canonicalIp(raw)
        if (ip !== undefined) return ip
      }
      if (allow.includes('cidr')) {
        const range = canonicalRange(raw)
        if (range !== undefined) return range
      }
      if (allow.includes('interwiki') && raw.includes('>') && !raw.startsWith('>')) return raw
      const canonical = canonicalUserName(raw, titles)
      if (canonical !== undefined) return canonical
      throw fail('paramvalidator-baduser', [{ plaintext: name }, { plaintext: raw }])
    },
  })
}

/** Change tags that somebody applies to their own change. */
const tags = (options: { deprecated?: boolean } = {}) =>
  declare<string, { multi: true; default: '' }>(
    { multi: true, default: '', ...options },
    {
      type: 'tags',
      default: undefined,
      read: raw => raw,
      check: (values, context) => context.checkTags(values as readonly string[]),
    },
  )

/** A file of a multipart request. */
const upload = (options: { required?: boolean } = {}) =>
  declare<UploadedFile, { required?: boolean }>(options, {
    type: 'upload',
    read: (_raw, context) => {
      const file = context.file(context.name)
      if (file === undefined) {
        // As MediaWiki: what was sent in the place of a file is not told.
        throw fail('paramvalidator-badupload-notupload', [{ plaintext: context.name }, { plaintext: '' }], {
          code: 'notupload',
        })
      }
      return file
    },
  })

/** A token of this type, which must be sent in the body. */
const token = (type: string) =>
  declare<string, { required: true; sensitive: true }>(
    { required: true, sensitive: true },
    { type: 'string', extra: { tokentype: type }, read: raw => raw },
  )

/** A parameter that MediaWiki has not. Its name begins with x. */
const ofCaptcha = <T>(param: Param<T>): Param<T> => ({ ...param, ofCaptcha: true })
const beyond = <T>(param: Param<T>): Param<T> => ({ ...param, beyond: true })

export const p = {
  beyond,
  ofCaptcha,
  string,
  text,
  password,
  integer,
  id,
  limit,
  optionalLimit,
  lateLimit,
  perValue,
  boolean,
  timestamp,
  expiry,
  oneOf,
  namespace,
  contentModel,
  contentFormat,
  title,
  user,
  tags,
  upload,
  token,
}
