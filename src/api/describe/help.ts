// Help about the API, written from the declarations of the modules: what stands on a page, without the frame around it.

import type { Right } from '../../access/rights.ts'
import { escapeHtml } from '../../language/message-text.ts'
import type { MessageParam, MessageRenderer } from '../../language/messages.ts'
import type { ContentModels } from '../../pages/content-models.ts'
import type { Param } from '../params.ts'
import { blocks } from './blocks.ts'
import { type Described, type ModuleTree, parentOf } from './module-tree.ts'
import { parameterNotes } from './parameter-notes.ts'
import { moduleTexts, paramTexts, renderTexts, type Text } from './texts.ts'

/** What help needs to know besides the modules. */
export interface HelpContext {
  readonly tree: ModuleTree
  readonly messages: MessageRenderer
  readonly language: string
  /** The tags that may be applied to changes. */
  readonly tags: readonly string[]
  readonly contentModels: ContentModels
  readonly asksCaptchas: boolean
  /** `/api.php`. */
  readonly apiPath: string
  /** The path of a special page: `ApiHelp/edit`. */
  specialPath(name: string): string
  /** The groups that have a right, as wikitext. */
  groupsWith(right: Right): readonly string[]
  /** Where help about other modules is: at the API itself, or on Special:ApiHelp. */
  readonly leadsTo: 'api' | 'pages'
}

/** Modules to be described together; `top` are those that were named, the others stand below them. */
export interface HelpOrder {
  readonly modules: readonly Described[]
  readonly top: ReadonlySet<string>
  readonly withContents: boolean
}

/** The help about some modules, in this order, as HTML. */
export function helpBody(order: HelpOrder, context: HelpContext): string {
  const page = { order, context, here: new Set(order.modules.map(one => one.path)) }
  const contents = order.withContents ? tableOfContents(page) : ''
  return contents + order.modules.map(module => section(page, module)).join('\n')
}

/** What is being written: which modules, for whom, and the paths of those that stand here. */
interface HelpPage {
  readonly order: HelpOrder
  readonly context: HelpContext
  readonly here: ReadonlySet<string>
}

/** What is written under one heading of the table of contents. */
interface Heading {
  readonly level: number
  readonly id: string
  readonly text: string
}

function tableOfContents(page: HelpPage): string {
  const headings = page.order.modules.flatMap(module => [
    { level: levelOf(page, module), id: module.path, text: headingOf(page, module) },
    ...explanations(page, module).map(one => ({ ...one, level: levelOf(page, module) + 1 })),
  ])
  const title = escapeHtml(say(page, 'toc'))
  return `<nav id="toc" class="toc" aria-labelledby="mw-toc-heading"><h2 id="mw-toc-heading">${title}</h2>\n${nestedList(headings)}</nav>\n`
}

function section(page: HelpPage, module: Described): string {
  const level = levelOf(page, module)
  const classes = module.path === 'main' ? 'apihelp-header' : 'apihelp-header apihelp-module-name'
  const foreign = module.path === 'main' ? '' : ' lang="en" dir="ltr"'
  const parts = [
    `<h${level} class="${classes}" id="${escapeHtml(module.path)}"${foreign}>${escapeHtml(headingOf(page, module))}</h${level}>`,
    trail(page, module),
    flags(page, module),
    paragraphs(page, moduleTexts(module)),
    addresses(page, module),
    parameters(page, module),
    examples(page, module),
    module.path === 'main' ? permissions(page) : '',
    module.path === 'main' ? dataTypes(page, level + 1) : '',
  ]
  return `<section class="apihelp-module">\n${parts.filter(part => part !== '').join('\n')}\n</section>`
}

/** Two for a module that was named, one more for each step below it. */
function levelOf(page: HelpPage, module: Described): number {
  let level = 2
  for (let at: string | undefined = module.path; at !== undefined; at = parentOf(at)) {
    if (page.order.top.has(at)) return level
    level++
  }
  return 2
}

function headingOf(page: HelpPage, module: Described): string {
  if (module.path === 'main') return say(page, 'api-help-main-header')
  const name = `${module.group}=${module.name}`
  return module.prefix === '' ? name : `${name} (${module.prefix})`
}

function say(page: HelpPage, key: string, ...params: MessageParam[]): string {
  return page.context.messages.plain({ key, params }, page.context.language)
}

function html(page: HelpPage, key: string, ...params: MessageParam[]): string {
  return withHelpLinks(page, page.context.messages.html({ key, params }, page.context.language))
}

/** Texts about a module, as paragraphs. */
function paragraphs(page: HelpPage, texts: readonly Text[]): string {
  const text = described(page, texts)
  return text === '' || text.startsWith('<') ? text : `<p>${text}\n</p>`
}

function described(page: HelpPage, texts: readonly Text[]): string {
  return withHelpLinks(
    page,
    renderTexts(texts, 'html', { ...page.context, helpPath: module => `Special:ApiHelp/${module}` }),
  )
}

/** Messages link to help as to special pages: what stands on this page is linked to there. */
function withHelpLinks(page: HelpPage, markup: string): string {
  return markup.replace(
    /href="[^"]*?Special:ApiHelp\/([^"]*)"(?: title="[^"]*")?/g,
    (_, target: string) => `href="${escapeHtml(helpPath(page, decodeURIComponent(target)))}"`,
  )
}

/** Where a module, or with `main#main/datatypes` a part of its help, is explained. */
function helpPath(page: HelpPage, target: string): string {
  const [module = '', anchor] = target.split('#')
  const { leadsTo, apiPath, specialPath } = page.context
  if (page.here.has(module)) return `#${anchor ?? module}`
  const other =
    leadsTo === 'api'
      ? `${apiPath}?action=help&modules=${encodeURIComponent(module)}`
      : specialPath(`ApiHelp/${module}`)
  return anchor === undefined ? other : `${other}#${encodeURIComponent(anchor).replaceAll('%2F', '/')}`
}

function block(name: string, head: string, body: string): string {
  return `<div class="apihelp-block apihelp-${name}"><div class="apihelp-block-head">${head}</div>\n${body}</div>`
}

function trail(page: HelpPage, module: Described): string {
  const parents: string[] = []
  for (let at = parentOf(module.path); at !== undefined; at = parentOf(at)) parents.unshift(at)
  if (parents.length === 0) return ''
  const { tree, specialPath } = page.context
  const links = parents.map(
    path =>
      `<a href="${escapeHtml(specialPath(`ApiHelp/${path}`))}" class="apihelp-linktrail">${escapeHtml(tree.get(path)?.name ?? path)}</a>`,
  )
  return `<div class="apihelp-linktrail" lang="en" dir="ltr">(${[...links, `<b>${escapeHtml(module.name)}</b>`].join(' | ')})</div>`
}

function flags(page: HelpPage, module: Described): string {
  const given = [
    ...(module.deprecated ? ['deprecated'] : []),
    ...(module.internal ? ['internal'] : []),
    ...(module.needsRead ? ['readrights'] : []),
    ...(module.isWrite ? ['writerights'] : []),
    ...(module.mustBePosted ? ['mustbeposted'] : []),
    ...(module.canGenerate ? ['generator'] : []),
  ].map(flag => `<li><span class="apihelp-flag-${flag}">${html(page, `api-help-flag-${flag}`)}</span></li>`)
  const source = module.beyond ? 'Palimpsest' : 'MediaWiki'
  return `<div class="apihelp-block apihelp-flags"><ul>${given.join('')}<li><span class="apihelp-source">${html(
    page,
    'api-help-source',
    { plaintext: source },
    { plaintext: source },
  )}</span></li><li><span class="apihelp-license">${html(
    page,
    'api-help-license',
    'Special:Version/License/MediaWiki',
    'GPL-2.0-or-later',
  )}</span></li></ul></div>`
}

function addresses(page: HelpPage, { names }: Described): string {
  if (names.help.length === 0) return ''
  const links = names.help.map(name => {
    const url = escapeHtml(`https://www.mediawiki.org/wiki/Special:MyLanguage/${name}`)
    return `<li><a href="${url}" dir="ltr">${url}</a></li>`
  })
  return block('help-urls', html(page, 'api-help-help-urls', links.length), `<ul>${links.join('')}</ul>`)
}

function parameters(page: HelpPage, module: Described): string {
  const all = Object.entries(module.params).filter(([, param]) => !param.ofCaptcha || page.context.asksCaptchas)
  const { dynamic } = module.names
  if (all.length === 0 && dynamic === undefined) return ''
  const rows = all.map(([name, param]) => parameter(page, module, name, param))
  const note =
    module.path === 'main' ? '' : `<div class="apihelp-block-header">${html(page, 'api-help-parameters-note')}</div>\n`
  const more =
    dynamic === undefined
      ? ''
      : `<p>${html(page, 'api-help-authmanagerhelper-additional-params', dynamic, module.prefix, module.name, module.path)}</p>`
  return block(
    'parameters',
    html(page, 'api-help-parameters', Math.max(1, all.length)),
    `${note}<dl>\n${rows.join('\n')}\n</dl>${more}`,
  )
}

function parameter(page: HelpPage, module: Described, name: string, param: Param<unknown>): string {
  const { tree, messages } = page.context
  const texts = described(page, paramTexts(module, name, param, tree, messages))
  const id = escapeHtml(`${module.path}:${module.prefix}${name}`)
  const deprecated = param.deprecated
    ? `<dd class="info"><strong class="apihelp-deprecated">${html(page, 'api-help-param-deprecated')}</strong></dd>`
    : ''
  const show = (key: string, ...params: MessageParam[]): string => html(page, key, ...params)
  const notes = parameterNotes(module, param, { ...page.context, show, helpPath: path => helpPath(page, path) })
  return `<dt><span dir="ltr" lang="en" id="${id}">${escapeHtml(module.prefix + name)}</span></dt>${deprecated}
<dd class="description">${texts || html(page, 'api-help-param-no-description')}</dd>${notes.map(note => `<dd class="info">${note}</dd>`).join('')}`
}

function examples(page: HelpPage, module: Described): string {
  const all = Object.entries(module.examples)
  if (all.length === 0) return ''
  const { apiPath, specialPath } = page.context
  const lead = module.group === 'format' ? [module.name.replace(/fm$/, '').toUpperCase()] : []
  const sandbox = escapeHtml(specialPath('ApiSandbox'))
  const rows = all.map(([query, key]) => {
    const text = html(page, key, ...lead, module.prefix, module.name, module.path)
    const shown = escapeHtml(query)
    return `<dt>${text}</dt>
<dd><a href="${apiPath}?${shown}" dir="ltr" rel="nofollow">api.php?${shown}</a> <a href="${sandbox}#${shown}">${html(page, 'api-help-open-in-apisandbox')}</a></dd>`
  })
  return block('examples', html(page, 'api-help-examples', all.length), `<dl>\n${rows.join('\n')}\n</dl>`)
}

/** The right that raises the limits of all modules, and who has it. */
function permissions(page: HelpPage): string {
  const groups = page.context.groupsWith('apihighlimits')
  const text = html(page, 'api-help-right-apihighlimits', 50, 500)
  const granted = html(page, 'api-help-permissions-granted-to', groups.length, { list: groups, type: 'comma' })
  const row = `<dt>apihighlimits</dt>\n<dd>${text}</dd>${groups.length > 0 ? `<dd class="info">${granted}</dd>` : ''}`
  return block('permissions', html(page, 'api-help-permissions', 1), `<dl>\n${row}\n</dl>`)
}

/** What the main module explains besides. */
function explanations(page: HelpPage, { path }: Described): Omit<Heading, 'level'>[] {
  if (path !== 'main') return []
  return ['datatypes', 'templatedparams'].map(name => ({
    id: `main/${name}`,
    text: say(page, `api-help-${name}-header`),
  }))
}

const explainedTypes = ['boolean', 'expiry', 'timestamp']

function dataTypes(page: HelpPage, level: number): string {
  const rows = explainedTypes.map(
    type => `<dt id="main/datatype/${type}">${type}</dt>\n<dd>${blocks(html(page, `api-help-datatype-${type}`))}</dd>`,
  )
  const heading = (name: string): string =>
    `<h${level} class="apihelp-header" id="main/${name}">${html(page, `api-help-${name}-header`)}</h${level}>`
  return `${heading('datatypes')}
${blocks(html(page, 'api-help-datatypes-top'))}
<dl>
${rows.join('\n')}
</dl>
${heading('templatedparams')}
<p>${html(page, 'api-help-templatedparams')}</p>`
}

/** Headings as lists within lists, numbered as chapters are. */
function nestedList(headings: readonly Heading[]): string {
  let markup = ''
  const counts: number[] = []
  for (const { level, id, text } of headings) {
    const depth = Math.min(level - 1, counts.length + 1)
    if (depth > counts.length) {
      markup += '<ul>'
      counts.push(0)
    } else {
      markup += '</li>'
      for (; depth < counts.length; counts.pop()) markup += '</ul></li>'
    }
    counts.push((counts.pop() ?? 0) + 1)
    markup += `\n<li class="toclevel-${depth}"><a href="#${escapeHtml(id)}"><span class="tocnumber">${counts.join('.')}</span> <span class="toctext">${escapeHtml(text)}</span></a>`
  }
  return markup + '</li></ul>'.repeat(counts.length)
}
