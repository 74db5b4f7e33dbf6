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
  const writer = new HelpWriter(order, context)
  const contents = order.withContents ? writer.tableOfContents() : ''
  return contents + order.modules.map(module => writer.section(module)).join('\n')
}

/** What is written under one heading of the table of contents. */
interface Heading {
  readonly level: number
  readonly id: string
  readonly text: string
}

class HelpWriter {
  readonly #order: HelpOrder
  readonly #context: HelpContext
  readonly #here: ReadonlySet<string>
  constructor(order: HelpOrder, context: HelpContext) {
    this.#order = order
    this.#context = context
    this.#here = new Set(order.modules.map(one => one.path))
  }

  tableOfContents(): string {
    const headings = this.#order.modules.flatMap(module => [
      { level: this.#levelOf(module), id: module.path, text: this.#headingOf(module) },
      ...this.#explanations(module).map(one => ({ ...one, level: this.#levelOf(module) + 1 })),
    ])
    const title = escapeHtml(this.#say('toc'))
    return `<nav id="toc" class="toc" aria-labelledby="mw-toc-heading"><h2 id="mw-toc-heading">${title}</h2>\n${nestedList(headings)}</nav>\n`
  }

  section(module: Described): string {
    const level = this.#levelOf(module)
    const classes = module.path === 'main' ? 'apihelp-header' : 'apihelp-header apihelp-module-name'
    const foreign = module.path === 'main' ? '' : ' lang="en" dir="ltr"'
    const parts = [
      `<h${level} class="${classes}" id="${escapeHtml(module.path)}"${foreign}>${escapeHtml(this.#headingOf(module))}</h${level}>`,
      this.#trail(module),
      this.#flags(module),
      this.#paragraphs(moduleTexts(module)),
      this.#addresses(module),
      this.#parameters(module),
      this.#examples(module),
      module.path === 'main' ? this.#permissions() : '',
      module.path === 'main' ? this.#dataTypes(level + 1) : '',
    ]
    return `<section class="apihelp-module">\n${parts.filter(part => part !== '').join('\n')}\n</section>`
  }

  /** Two for a module that was named, one more for each step below it. */
  #levelOf(module: Described): number {
    let level = 2
    for (let at: string | undefined = module.path; at !== undefined; at = parentOf(at)) {
      if (this.#order.top.has(at)) return level
      level++
    }
    return 2
  }

  #headingOf(module: Described): string {
    if (module.path === 'main') return this.#say('api-help-main-header')
    const name = `${module.group}=${module.name}`
    return module.prefix === '' ? name : `${name} (${module.prefix})`
  }

  #say(key: string, ...params: MessageParam[]): string {
    return this.#context.messages.plain({ key, params }, this.#context.language)
  }

  #html(key: string, ...params: MessageParam[]): string {
    return this.#withHelpLinks(this.#context.messages.html({ key, params }, this.#context.language))
  }

  #paragraphs(texts: readonly Text[]): string {
    const text = this.#texts(texts)
    return text === '' || text.startsWith('<') ? text : `<p>${text}\n</p>`
  }

  #texts(texts: readonly Text[]): string {
    return this.#withHelpLinks(
      renderTexts(texts, 'html', { ...this.#context, helpPath: module => `Special:ApiHelp/${module}` }),
    )
  }

  /** Messages link to help as to special pages: what stands on this page is linked to there. */
  #withHelpLinks(markup: string): string {
    return markup.replace(
      /href="[^"]*?Special:ApiHelp\/([^"]*)"(?: title="[^"]*")?/g,
      (_, target: string) => `href="${escapeHtml(this.#helpPath(decodeURIComponent(target)))}"`,
    )
  }

  /** Where a module, or with `main#main/datatypes` a part of its help, is explained. */
  #helpPath(target: string): string {
    const [module = '', anchor] = target.split('#')
    const { leadsTo, apiPath, specialPath } = this.#context
    if (this.#here.has(module)) return `#${anchor ?? module}`
    const page =
      leadsTo === 'api'
        ? `${apiPath}?action=help&modules=${encodeURIComponent(module)}`
        : specialPath(`ApiHelp/${module}`)
    return anchor === undefined ? page : `${page}#${encodeURIComponent(anchor).replaceAll('%2F', '/')}`
  }

  #block(name: string, head: string, body: string): string {
    return `<div class="apihelp-block apihelp-${name}"><div class="apihelp-block-head">${head}</div>\n${body}</div>`
  }

  #trail(module: Described): string {
    const parents: string[] = []
    for (let at = parentOf(module.path); at !== undefined; at = parentOf(at)) parents.unshift(at)
    if (parents.length === 0) return ''
    const { tree, specialPath } = this.#context
    const links = parents.map(
      path =>
        `<a href="${escapeHtml(specialPath(`ApiHelp/${path}`))}" class="apihelp-linktrail">${escapeHtml(tree.get(path)?.name ?? path)}</a>`,
    )
    return `<div class="apihelp-linktrail" lang="en" dir="ltr">(${[...links, `<b>${escapeHtml(module.name)}</b>`].join(' | ')})</div>`
  }

  #flags(module: Described): string {
    const given = [
      ...(module.deprecated ? ['deprecated'] : []),
      ...(module.internal ? ['internal'] : []),
      ...(module.needsRead ? ['readrights'] : []),
      ...(module.isWrite ? ['writerights'] : []),
      ...(module.mustBePosted ? ['mustbeposted'] : []),
      ...(module.canGenerate ? ['generator'] : []),
    ].map(flag => `<li><span class="apihelp-flag-${flag}">${this.#html(`api-help-flag-${flag}`)}</span></li>`)
    const source = module.beyond ? 'Palimpsest' : 'MediaWiki'
    return `<div class="apihelp-block apihelp-flags"><ul>${given.join('')}<li><span class="apihelp-source">${this.#html(
      'api-help-source',
      { plaintext: source },
      { plaintext: source },
    )}</span></li><li><span class="apihelp-license">${this.#html(
      'api-help-license',
      'Special:Version/License/MediaWiki',
      'GPL-2.0-or-later',
    )}</span></li></ul></div>`
  }

  #addresses({ names }: Described): string {
    if (names.help.length === 0) return ''
    const links = names.help.map(page => {
      const url = escapeHtml(`https://www.mediawiki.org/wiki/Special:MyLanguage/${page}`)
      return `<li><a href="${url}" dir="ltr">${url}</a></li>`
    })
    return this.#block('help-urls', this.#html('api-help-help-urls', links.length), `<ul>${links.join('')}</ul>`)
  }

  #parameters(module: Described): string {
    const all = Object.entries(module.params).filter(([, param]) => !param.ofCaptcha || this.#context.asksCaptchas)
    const { dynamic } = module.names
    if (all.length === 0 && dynamic === undefined) return ''
    const rows = all.map(([name, param]) => this.#parameter(module, name, param))
    const note =
      module.path === 'main'
        ? ''
        : `<div class="apihelp-block-header">${this.#html('api-help-parameters-note')}</div>\n`
    const more =
      dynamic === undefined
        ? ''
        : `<p>${this.#html('api-help-authmanagerhelper-additional-params', dynamic, module.prefix, module.name, module.path)}</p>`
    return this.#block(
      'parameters',
      this.#html('api-help-parameters', Math.max(1, all.length)),
      `${note}<dl>\n${rows.join('\n')}\n</dl>${more}`,
    )
  }

  #parameter(module: Described, name: string, param: Param<unknown>): string {
    const { tree, messages } = this.#context
    const texts = this.#texts(paramTexts(module, name, param, tree, messages))
    const id = escapeHtml(`${module.path}:${module.prefix}${name}`)
    const deprecated = param.deprecated
      ? `<dd class="info"><strong class="apihelp-deprecated">${this.#html('api-help-param-deprecated')}</strong></dd>`
      : ''
    const show = (key: string, ...params: MessageParam[]): string => this.#html(key, ...params)
    const notes = parameterNotes(module, param, { ...this.#context, show, helpPath: path => this.#helpPath(path) })
    return `<dt><span dir="ltr" lang="en" id="${id}">${escapeHtml(module.prefix + name)}</span></dt>${deprecated}
<dd class="description">${texts || this.#html('api-help-param-no-description')}</dd>${notes.map(note => `<dd class="info">${note}</dd>`).join('')}`
  }

  #examples(module: Described): string {
    const all = Object.entries(module.examples)
    if (all.length === 0) return ''
    const { apiPath, specialPath } = this.#context
    const lead = module.group === 'format' ? [module.name.replace(/fm$/, '').toUpperCase()] : []
    const sandbox = escapeHtml(specialPath('ApiSandbox'))
    const rows = all.map(([query, key]) => {
      const text = this.#html(key, ...lead, module.prefix, module.name, module.path)
      const shown = escapeHtml(query)
      return `<dt>${text}</dt>
<dd><a href="${apiPath}?${shown}" dir="ltr" rel="nofollow">api.php?${shown}</a> <a href="${sandbox}#${shown}">${this.#html('api-help-open-in-apisandbox')}</a></dd>`
    })
    return this.#block('examples', this.#html('api-help-examples', all.length), `<dl>\n${rows.join('\n')}\n</dl>`)
  }

  /** The right that raises the limits of all modules, and who has it. */
  #permissions(): string {
    const groups = this.#context.groupsWith('apihighlimits')
    const text = this.#html('api-help-right-apihighlimits', 50, 500)
    const granted = this.#html('api-help-permissions-granted-to', groups.length, { list: groups, type: 'comma' })
    const row = `<dt>apihighlimits</dt>\n<dd>${text}</dd>${groups.length > 0 ? `<dd class="info">${granted}</dd>` : ''}`
    return this.#block('permissions', this.#html('api-help-permissions', 1), `<dl>\n${row}\n</dl>`)
  }

  #explanations({ path }: Described): Omit<Heading, 'level'>[] {
    if (path !== 'main') return []
    return ['datatypes', 'templatedparams'].map(name => ({
      id: `main/${name}`,
      text: this.#say(`api-help-${name}-header`),
    }))
  }

  #dataTypes(level: number): string {
    const rows = explainedTypes.map(
      type =>
        `<dt id="main/datatype/${type}">${type}</dt>\n<dd>${blocks(this.#html(`api-help-datatype-${type}`))}</dd>`,
    )
    const heading = (name: string): string =>
      `<h${level} class="apihelp-header" id="main/${name}">${this.#html(`api-help-${name}-header`)}</h${level}>`
    return `${heading('datatypes')}
${blocks(this.#html('api-help-datatypes-top'))}
<dl>
${rows.join('\n')}
</dl>
${heading('templatedparams')}
<p>${this.#html('api-help-templatedparams')}</p>`
  }
}

const explainedTypes = ['boolean', 'expiry', 'timestamp']

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
