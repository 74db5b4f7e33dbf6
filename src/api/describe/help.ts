// The pages of help about the API, written from the declarations of the modules.
import { createHash } from 'node:crypto'
import { escapeHtml } from '../../language/message-text.ts'
import type { Message, MessageParam, MessageRenderer } from '../../language/messages.ts'
import type { ContentModels } from '../../pages/content-models.ts'
import { type Param, valuesAtRunTime } from '../params.ts'
import { type Described, type ModuleTree, parentOf } from './module-tree.ts'
import { sortedValues } from './paraminfo.ts'
import { moduleTexts, noteText, paramTexts, renderTexts, submodulesOf } from './texts.ts'

/** What a page of help needs to know besides the modules. */
export interface HelpContext {
  readonly tree: ModuleTree
  readonly messages: MessageRenderer
  readonly language: string
  readonly languageCode: string
  readonly direction: 'ltr' | 'rtl'
  readonly siteName: string
  /** `/api.php`. */
  readonly apiPath: string
  /** The tags that may be applied to changes. */
  readonly tags: readonly string[]
  readonly contentModels: ContentModels
  readonly asksCaptchas: boolean
}

const style = `
:root { color-scheme: light dark; --soft: #f4f4f1; --line: #8c8c88; --warn: #8a3b00 }
@media (prefers-color-scheme: dark) { :root { --soft: #222226; --warn: #f0b27a } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.25rem; border-block-start: 1px solid var(--line); padding-block-start: 1rem; margin-block-start: 2rem }
h3 { font-size: 1rem; margin-block-end: .25rem } dt { font-family: ui-monospace, monospace; margin-block-start: .75rem } dd { margin-inline-start: 1.5rem }
dd.info { color: GrayText } kbd, samp, code { font-family: ui-monospace, monospace; background: var(--soft); padding: 0 .2em } var { font-family: ui-monospace, monospace }
.flag { color: var(--warn) } dd dl { margin-block: .25rem } .trail { font-size: .875rem }
`
const styleHash = createHash('sha256').update(style).digest('base64')
/** Nothing of a page of help comes from elsewhere. */
export const helpPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** A whole page about these modules, in this order. */
export function helpPage(modules: readonly Described[], context: HelpContext, withContents: boolean): string {
  const title = say(context, 'api-help-title')
  const contents = withContents ? tableOfContents(modules, context) : ''
  const sections = modules.map(module => section(module, context)).join('\n')
  const page = `<!DOCTYPE html>
<html lang="${escapeHtml(context.languageCode)}" dir="${context.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${escapeHtml(`${title} - ${context.siteName}`)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${html(context, 'api-help-lead')}</p>
</header>
<main>
${contents}${sections}
</main>
</body>
</html>
`
  return linkToHelp(page, context)
}

/** The pages that messages link to as special pages stand here. */
const linkToHelp = (page: string, { apiPath }: HelpContext): string =>
  page.replace(/href="[^"]*?Special:ApiHelp\/([^"]*)"/g, (_, target: string) => {
    const [module = '', anchor] = decodeURIComponent(target).split('#')
    const place = anchor === undefined ? '' : `#${encodeURIComponent(anchor).replaceAll('%2F', '/')}`
    return `href="${apiPath}?action=help&amp;modules=${encodeURIComponent(module)}${place}"`
  })

const say = ({ messages, language }: HelpContext, key: string, ...params: MessageParam[]): string =>
  messages.plain({ key, params }, language)
const html = ({ messages, language }: HelpContext, key: string, ...params: MessageParam[]): string =>
  messages.html({ key, params }, language)
const helpLink = ({ apiPath }: HelpContext, path: string, text: string): string =>
  `<a href="${apiPath}?action=help&amp;modules=${encodeURIComponent(path)}">${escapeHtml(text)}</a>`

function tableOfContents(modules: readonly Described[], context: HelpContext): string {
  const rows = modules.map(
    one => `<li><a href="#${escapeHtml(one.path)}">${escapeHtml(headingOf(one, context))}</a></li>`,
  )
  return `<nav><ul>\n${rows.join('\n')}\n</ul></nav>\n`
}

function headingOf(module: Described, context: HelpContext): string {
  if (module.path === 'main') return say(context, 'api-help-main-header')
  const name = `${module.group}=${module.name}`
  return module.prefix === '' ? name : `${name} (${module.prefix})`
}

function section(module: Described, context: HelpContext): string {
  return `<section>
<h2 id="${escapeHtml(module.path)}" lang="en" dir="ltr">${escapeHtml(headingOf(module, context))}</h2>
${[trail(module, context), flags(module, context), about(module, context), addresses(module, context), parameters(module, context), examples(module, context), module.path === 'main' ? dataTypes(context) : ''].filter(part => part !== '').join('\n')}
</section>`
}

function trail(module: Described, context: HelpContext): string {
  const parents: string[] = []
  for (let at = parentOf(module.path); at !== undefined; at = parentOf(at)) parents.unshift(at)
  if (parents.length === 0) return ''
  const links = parents.map(path => helpLink(context, path, context.tree.get(path)?.name ?? path))
  return `<p class="trail" lang="en" dir="ltr">${[...links, `<b>${escapeHtml(module.name)}</b>`].join(' | ')}</p>`
}

function flags(module: Described, context: HelpContext): string {
  const given = [
    ...(module.deprecated ? ['deprecated'] : []),
    ...(module.internal ? ['internal'] : []),
    ...(module.needsRead ? ['readrights'] : []),
    ...(module.isWrite ? ['writerights'] : []),
    ...(module.mustBePosted ? ['mustbeposted'] : []),
    ...(module.canGenerate ? ['generator'] : []),
  ]
  if (given.length === 0) return ''
  return `<ul>${given.map(flag => `<li>${html(context, `api-help-flag-${flag}`)}</li>`).join('')}</ul>`
}

function about(module: Described, context: HelpContext): string {
  const paragraphs = renderTexts(moduleTexts(module), 'html', context)
    .trim()
    .split(/\n{2,}/)
  return paragraphs.map(text => `<p>${text}</p>`).join('\n')
}

function addresses({ names }: Described, context: HelpContext): string {
  if (names.help.length === 0) return ''
  const links = names.help.map(page => {
    const url = `https://www.mediawiki.org/wiki/Special:MyLanguage/${page}`
    return `<li><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></li>`
  })
  return `<h3>${html(context, 'api-help-help-urls', links.length)}</h3>\n<ul>${links.join('')}</ul>`
}

function parameters(module: Described, context: HelpContext): string {
  const all = Object.entries(module.params).filter(([, param]) => !param.ofCaptcha || context.asksCaptchas)
  if (all.length === 0) return ''
  const rows = all.map(([name, param]) => parameter(module, name, param, context))
  const note = module.path === 'main' ? '' : `<p>${html(context, 'api-help-parameters-note')}</p>\n`
  return `<h3>${html(context, 'api-help-parameters', all.length)}</h3>\n${note}<dl>\n${rows.join('\n')}\n</dl>`
}

function parameter(module: Described, name: string, param: Param<unknown>, context: HelpContext): string {
  const texts = paramTexts(module, name, param, context.tree, context.messages)
  const description = renderTexts(texts, 'html', context) || html(context, 'api-help-param-no-description')
  const notes = parameterNotes(module, param, context).map(note => `<dd class="info">${note}</dd>`)
  const id = `${module.path}:${name}`
  return `<dt id="${escapeHtml(id)}" lang="en" dir="ltr">${escapeHtml(module.prefix + name)}</dt>
<dd>${description}</dd>${notes.join('')}`
}

/** What the declaration says of a parameter: its type, how many values, its bounds, its default. */
function parameterNotes(module: Described, param: Param<unknown>, context: HelpContext): string[] {
  const { messages, language } = context
  const show = (message: Message): string => messages.html(message, language)
  const info = (param.extra.info as readonly { name: string; values?: readonly number[] }[] | undefined) ?? []
  return [
    ...(param.deprecated ? [`<span class="flag">${html(context, 'api-help-param-deprecated')}</span>`] : []),
    ...info.map(note => show(noteText(module, note).message)),
    ...(param.required ? [html(context, 'paramvalidator-help-required')] : []),
    ...typeNotes(module, param, context),
    ...(param.multi ? multiNotes(param, context) : []),
    ...rangeNotes(param, context),
    ...defaultNotes(param, context),
  ]
}

function typeNotes(module: Described, param: Param<unknown>, context: HelpContext): string[] {
  const count = param.multi ? 2 : 1
  const values = valuesOf(module, param, context)
  if (values !== undefined) {
    const shown = values.map((value): MessageParam => ({ plaintext: value }))
    return [html(context, 'paramvalidator-help-type-enum', count, { list: shown, type: 'comma' }, values.length)]
  }
  const type = param.type === 'text' ? 'string' : String(param.type)
  const subtypes = (param.extra.subtypes as readonly string[] | undefined) ?? []
  const named = subtypes.map(
    (subtype): MessageParam => ({ message: { key: `paramvalidator-help-type-user-subtype-${subtype}`, params: [] } }),
  )
  const key = `paramvalidator-help-type-${type}`
  if (!context.messages.has(key)) return []
  return type === 'user'
    ? [html(context, key, count, { list: named, type: 'text' }, named.length)]
    : [html(context, key, count)]
}

/** The values that a parameter chooses from, if it does. */
function valuesOf(
  module: Described,
  param: Param<unknown>,
  context: HelpContext,
): readonly (string | number)[] | undefined {
  if (typeof param.extra.submodules === 'string') {
    return submodulesOf(module, param.extra.submodules, context.tree).map(one => one.name)
  }
  const values = valuesAtRunTime(param, context)
  if (values !== undefined) return values
  return Array.isArray(param.type) ? sortedValues(param.type, param.deprecatedValues) : undefined
}

function multiNotes({ lowLimit, highLimit, allSpecifier, type }: Param<unknown>, context: HelpContext): string[] {
  const isList = typeof type !== 'string'
  return [
    ...(isList ? [] : [html(context, 'paramvalidator-help-multi-separate')]),
    html(context, 'paramvalidator-help-multi-max', { num: lowLimit }, { num: highLimit }),
    ...(allSpecifier === undefined ? [] : [html(context, 'paramvalidator-help-multi-all', allSpecifier)]),
  ]
}

function rangeNotes({ type, min, max, highMax, multi }: Param<unknown>, context: HelpContext): string[] {
  if (type === 'limit') {
    if (max === undefined) return []
    return highMax === undefined || highMax === max
      ? [html(context, 'api-help-param-limit', { num: max })]
      : [html(context, 'api-help-param-limit2', { num: max }, { num: highMax })]
  }
  const bound = min === undefined ? (max === undefined ? undefined : 'max') : max === undefined ? 'min' : 'minmax'
  if (bound === undefined) return []
  const count = multi ? 2 : 1
  return [html(context, `paramvalidator-help-type-number-${bound}`, count, { num: min ?? 0 }, { num: max ?? 0 })]
}

function defaultNotes({ default: value, type }: Param<unknown>, context: HelpContext): string[] {
  if (value === undefined || typeof value === 'boolean' || type === 'tags') return []
  return value === ''
    ? [html(context, 'paramvalidator-help-default-empty')]
    : [html(context, 'paramvalidator-help-default', { raw: `<kbd>${escapeHtml(String(value))}</kbd>` })]
}

function examples(module: Described, context: HelpContext): string {
  const all = Object.entries(module.examples)
  if (all.length === 0) return ''
  const { messages, language, apiPath } = context
  const lead = module.group === 'format' ? [module.name.replace(/fm$/, '').toUpperCase()] : []
  const rows = all.map(([query, key]) => {
    const text = messages.html({ key, params: [...lead, module.prefix, module.name, module.path] }, language)
    return `<dt>${text}</dt>\n<dd><a href="${apiPath}?${escapeHtml(query)}" lang="en" dir="ltr">api.php?${escapeHtml(query)}</a></dd>`
  })
  return `<h3>${html(context, 'api-help-examples', all.length)}</h3>\n<dl>\n${rows.join('\n')}\n</dl>`
}

const explainedTypes = ['boolean', 'expiry', 'timestamp']

function dataTypes(context: HelpContext): string {
  const rows = explainedTypes.map(
    type => `<dt id="main/datatype/${type}">${type}</dt>\n<dd>${html(context, `api-help-datatype-${type}`)}</dd>`,
  )
  return `<h3 id="main/datatypes">${html(context, 'api-help-datatypes-header')}</h3>
<p>${html(context, 'api-help-datatypes-top')}</p>
<dl>
${rows.join('\n')}
</dl>
<h3 id="main/templatedparams">${html(context, 'api-help-templatedparams-header')}</h3>
<p>${html(context, 'api-help-templatedparams')}</p>`
}
