// Modules as `action=paraminfo` tells of them.

import type { MessageRenderer } from '../../language/messages.ts'
import type { ContentModels } from '../../pages/content-models.ts'
import { type Param, valuesAtRunTime } from '../params.ts'
import { rawList } from '../problems.ts'
import { list, type Tree, type Value } from '../result.ts'
import type { Described, ModuleTree } from './module-tree.ts'
import { moduleTexts, noteText, paramTexts, renderTexts, submodulesOf, type Text, type TextFormat } from './texts.ts'

/** What paraminfo needs to know besides the modules. */
export interface ParamInfoContext {
  readonly tree: ModuleTree
  readonly messages: MessageRenderer
  readonly language: string
  /** Where the wiki is, for the link to the licence. */
  readonly server: string
  /** The address of a page of this wiki. */
  pageUrl(title: string): string
  /** The path of the help about a module. */
  helpPath(module: string): string
  /** Whether the client may ask for the higher limits. */
  readonly highLimits: boolean
  /** The tags that may be applied to changes. */
  readonly tags: readonly string[]
  readonly contentModels: ContentModels
  readonly asksCaptchas: boolean
  readonly format: TextFormat | 'none'
}

export function showModule(module: Described, context: ParamInfoContext): Tree {
  const { names, path, format } = { ...module, format: context.format }
  const told = Object.entries(module.params).filter(
    ([, param]) => (param.beyond === undefined || module.beyond) && (!param.ofCaptcha || context.asksCaptchas),
  )
  const params = told.map(([name, param], index) => ({ name, param, index: index + 1 }))
  const shown = params.map(one => ({ ...one, tree: showParam(module, one, context) }))
  return {
    name: module.name,
    classname: `MediaWiki\\Api\\${names.class}`,
    path,
    ...(module.group === undefined ? {} : { group: module.group }),
    prefix: module.prefix,
    source: module.beyond ? 'Palimpsest' : 'MediaWiki',
    sourcename: module.beyond ? 'Palimpsest' : 'MediaWiki',
    licensetag: 'GPL-2.0-or-later',
    licenselink: context.pageUrl('Special:Version/License/MediaWiki'),
    ...described('description', moduleTexts(module), context),
    ...(module.internal ? { internal: true } : {}),
    ...(module.deprecated ? { deprecated: true } : {}),
    ...(module.needsRead ? { readrights: true } : {}),
    ...(module.isWrite ? { writerights: true } : {}),
    ...(module.mustBePosted ? { mustbeposted: true } : {}),
    ...(module.canGenerate ? { generator: true } : {}),
    helpurls: list(
      'helpurl',
      names.help.map(page => `https://www.mediawiki.org/wiki/Special:MyLanguage/${page}`),
    ),
    ...(format === 'none' ? {} : { examples: list('example', showExamples(module, context)) }),
    parameters: list(
      'param',
      shown.filter(one => one.param.template === undefined).map(one => one.tree),
    ),
    templatedparameters: list(
      'param',
      shown.filter(one => one.param.template !== undefined).map(one => one.tree),
    ),
    ...dynamicParameters(module, context),
  }
}

/** That there are more parameters, which depend on how somebody logs in. */
function dynamicParameters(module: Described, context: ParamInfoContext): Tree {
  const { dynamic } = module.names
  if (dynamic === undefined) return {}
  if (context.format === 'none') return { dynamicparameters: true }
  const params = [dynamic, module.prefix, module.name, module.path]
  return described(
    'dynamicparameters',
    [{ message: { key: 'api-help-authmanagerhelper-additional-params', params } }],
    context,
  )
}

/** Texts in the asked format, under a name; nothing for `none`. */
function described(name: string, texts: readonly Text[], context: ParamInfoContext): Tree {
  const { format, messages } = context
  if (format === 'none') return {}
  if (format !== 'raw') return { [name]: renderTexts(texts, format, context) }
  return {
    [name]: list(
      'm',
      texts.map(text => rawText(text, messages)),
    ),
  }
}

const rawText = ({ message, forValue }: Text, messages: MessageRenderer): Tree => ({
  key: messages.keyOf(message),
  params: rawList(message),
  ...(forValue === undefined ? {} : { forvalue: forValue }),
})

function showExamples(module: Described, { format, messages, language }: ParamInfoContext): Tree[] {
  return Object.entries(module.examples).map(([query, key]) => {
    const lead = module.group === 'format' ? [module.name.replace(/fm$/, '').toUpperCase()] : []
    const message = { key, params: [...lead, module.prefix, module.name, module.path] }
    const description =
      format === 'raw'
        ? rawText({ message }, messages)
        : format === 'html'
          ? messages.html(message, language)
          : messages.wikitext(message, language)
    return { query, description }
  })
}

interface Numbered {
  readonly name: string
  readonly param: Param<unknown>
  readonly index: number
}

function showParam(module: Described, { name, param, index }: Numbered, context: ParamInfoContext): Tree {
  const { extra } = param
  return {
    index,
    name,
    ...(extra.templatevars === undefined ? {} : { templatevars: extra.templatevars as Tree }),
    ...described('description', paramTexts(module, name, param, context.tree, context.messages), context),
    type: typeOf(module, param, context),
    required: param.required,
    ...defaultOf(param),
    ...(param.deprecated ? { deprecated: true } : {}),
    ...(param.sensitive ? { sensitive: true } : {}),
    multi: param.multi,
    ...(param.multi ? showMulti(param, context.highLimits) : {}),
    ...showRange(param),
    ...showExtra(module, param, context),
    ...(param.deprecatedValues.length > 0
      ? { deprecatedvalues: list('_v', [...param.deprecatedValues].sort()) }
      : deprecatedSubmodules(module, param, context)),
    ...showNotes(module, param, context),
  }
}

function defaultOf({ type, default: value }: Param<unknown>): Tree {
  if (value === undefined || typeof value === 'boolean' || type === 'tags') return {}
  return { default: type === 'namespace' && /^-?\d+$/.test(String(value)) ? Number(value) : value }
}

function showMulti(param: Param<unknown>, highLimits: boolean): Tree {
  return {
    lowlimit: param.lowLimit,
    highlimit: param.highLimit,
    limit: highLimits ? param.highLimit : param.lowLimit,
    ...(param.allowsDuplicates && param.extra.showsDuplicates !== false ? { allowsduplicates: true } : {}),
    ...(param.allSpecifier === undefined ? {} : { allspecifier: param.allSpecifier }),
  }
}

const showRange = ({ min, max, highMax }: Param<unknown>): Tree => ({
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
  ...(highMax === undefined ? {} : { highmax: highMax }),
})

function showExtra(module: Described, { extra }: Param<unknown>, context: ParamInfoContext): Tree {
  const shown: Record<string, Value> = {}
  if (Array.isArray(extra.extranamespaces)) shown.extranamespaces = list('_v', extra.extranamespaces)
  if (Array.isArray(extra.subtypes)) shown.subtypes = list('_v', extra.subtypes)
  if (typeof extra.tokentype === 'string') shown.tokentype = extra.tokentype
  if (typeof extra.mustExist === 'boolean') shown.mustExist = extra.mustExist
  if (typeof extra.submodules === 'string') {
    const below = toldBelow(module, extra.submodules, context.tree)
    shown.submodules = Object.fromEntries(inOrder(below).map(one => [one.name, one.path]))
    if (extra.submodules === 'generator') shown.submoduleparamprefix = 'g'
    const internal = below.filter(one => one.internal).map(one => one.name)
    if (internal.length > 0) shown.internalvalues = list('_v', internal)
  }
  return shown
}

/** The modules below that a MediaWiki has, too. */
const toldBelow = (module: Described, kind: string, tree: ModuleTree): Described[] =>
  submodulesOf(module, kind, tree).filter(one => !one.beyond)

function deprecatedSubmodules(module: Described, { extra }: Param<unknown>, context: ParamInfoContext): Tree {
  if (typeof extra.submodules !== 'string') return {}
  const deprecated = toldBelow(module, extra.submodules, context.tree).filter(one => one.deprecated)
  return deprecated.length === 0
    ? {}
    : {
        deprecatedvalues: list(
          '_v',
          deprecated.map(one => one.name),
        ),
      }
}

interface Note {
  readonly name: string
  readonly values?: readonly (string | number)[]
}

function showNotes(module: Described, { extra }: Param<unknown>, context: ParamInfoContext): Tree {
  if (!Array.isArray(extra.info)) return {}
  return {
    info: list(
      'i',
      (extra.info as readonly Note[]).map(note => ({
        name: note.name,
        ...(note.values === undefined ? {} : { values: list('v', note.values) }),
        ...described('text', [noteText(module, note)], context),
      })),
    ),
  }
}

/** As MediaWiki: what should not be used any more, and what is no business of clients, comes last. */
const inOrder = (modules: readonly Described[]): Described[] => [
  ...modules.filter(one => !one.deprecated && !one.internal),
  ...modules.filter(one => one.deprecated || one.internal),
]

function typeOf(module: Described, param: Param<unknown>, context: ParamInfoContext): Value {
  const values = valuesAtRunTime(param, context)
  if (values !== undefined) return list('t', values)
  if (typeof param.extra.submodules === 'string') {
    return list(
      't',
      inOrder(toldBelow(module, param.extra.submodules, context.tree)).map(one => one.name),
    )
  }
  return typeof param.type === 'string' ? param.type : list('t', sortedValues(param.type, param.deprecatedValues))
}

/** Values in order, numbers as numbers; those that should not be used any more come last. */
export function sortedValues(values: readonly (string | number)[], deprecated: readonly string[]): (string | number)[] {
  const compare = (a: string | number, b: string | number): number => {
    const [x, y] = [Number(a), Number(b)]
    if (a !== '' && b !== '' && !Number.isNaN(x) && !Number.isNaN(y)) return x - y
    return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
  }
  const isDeprecated = (value: string | number): boolean => deprecated.includes(String(value))
  return [...values.filter(value => !isDeprecated(value)).sort(compare), ...values.filter(isDeprecated).sort(compare)]
}
