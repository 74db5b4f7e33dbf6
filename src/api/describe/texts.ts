// The texts about modules and parameters: which messages they are, and how they are shown.
import { escapeHtml } from '../../language/message-text.ts'
import type { Message, MessageParam, MessageRenderer } from '../../language/messages.ts'
import type { Param } from '../params.ts'
import { blocks } from './blocks.ts'
import { childPath, type Described, type ModuleTree } from './module-tree.ts'

/** A message that describes something, and the value that it is about, if it is about one. */
export interface Text {
  readonly message: Message
  readonly forValue?: string
  /** What is said before it, where the value is a module that is not meant for everybody. */
  readonly mark?: 'deprecated' | 'internal'
}

/** What a module is for. */
export function moduleTexts({ path, name, prefix, names, params }: Described): Text[] {
  const usual = [prefix, name, path]
  const own = [`apihelp-${path}-summary`, names.extended ?? `apihelp-${path}-extended-description`]
  const token = Object.values(params)
    .map(tokenType)
    .find(type => type !== undefined)
  const ways = [names.dynamic ?? '', token ?? '']
  return [
    ...own.map(key => ({ message: { key, params: usual } })),
    ...(names.description ?? []).map(key => ({ message: { key, params: [...usual, ...ways] } })),
  ]
}

/** What a parameter is for: itself, then each value that has a text. */
export function paramTexts(
  module: Described,
  name: string,
  param: Param<unknown>,
  tree: ModuleTree,
  messages: MessageRenderer,
): Text[] {
  const { names, path } = module
  const usual = [path === 'query' ? 'query+' : module.prefix, name, module.name, path]
  const lead = (names.lead?.[name] ??
    (name === 'token' && tokenType(param) ? [tokenType(param)] : [])) as MessageParam[]
  const key = paramKey(module, name, param, messages)
  const own: Text = { message: { key, params: [...lead, ...usual] } }
  const more = (names.more?.[name] ?? []).map(other => ({ message: { key: other, params: usual } }))
  return [own, ...more, ...valueTexts(module, param, { key, usual, tree, messages })]
}

const tokenType = (param: Param<unknown>): string | undefined => param.extra.tokentype as string | undefined

function paramKey({ path, names }: Described, name: string, param: Param<unknown>, messages: MessageRenderer): string {
  const named = names.keys?.[name]
  if (named !== undefined) return named
  if (tokenType(param) !== undefined || (path === 'login' && name === 'token')) return 'api-help-param-token'
  const own = `apihelp-${path}-param-${name}`
  if (messages.has(own)) return own
  const shared = [
    ...(name === 'continue' ? ['api-help-param-continue'] : []),
    ...(name === 'dir' && Array.isArray(param.type) && param.type.includes('newer')
      ? ['api-help-param-direction']
      : []),
    `api-pageset-param-${name}`,
    ...(path.endsWith('revisions') ? [`apihelp-query+revisions+base-param-${name}`] : []),
  ]
  return shared.find(key => messages.has(key)) ?? own
}

function valueTexts(
  module: Described,
  param: Param<unknown>,
  of: { key: string; usual: readonly MessageParam[]; tree: ModuleTree; messages: MessageRenderer },
): Text[] {
  if (typeof param.extra.submodules === 'string') {
    return submodulesOf(module, param.extra.submodules, of.tree).map(sub => ({
      message: { key: `apihelp-${sub.path}-summary`, params: [sub.prefix, sub.name, sub.path] },
      forValue: `[[Special:ApiHelp/${sub.path}|${sub.name}]]`,
      ...(sub.deprecated ? { mark: 'deprecated' } : sub.internal ? { mark: 'internal' } : {}),
    }))
  }
  if (!Array.isArray(param.type)) return []
  return param.type.flatMap(value => {
    const key = `${of.key.replace('-param-', '-paramvalue-')}-${value}`
    if (!of.messages.has(key)) return []
    return [{ message: { key, params: [...of.usual, String(value)] }, forValue: String(value) }]
  })
}

/** The modules that a parameter chooses from: `action`, `format`, `prop`, `list`, `meta` or `generator`. */
export function submodulesOf(module: Described, kind: string, tree: ModuleTree): Described[] {
  const below =
    kind === 'generator'
      ? [...tree.values()].filter(one => one.canGenerate)
      : module.submodules
          .flatMap(name => tree.get(childPath(module.path, name)) ?? [])
          .filter(one => one.group === kind)
  return below.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** What the notes of a parameter say, as that it is for single pages only. */
export function noteText(
  module: Described,
  note: { readonly name: string; readonly values?: readonly (string | number)[] },
): Text {
  const values = note.values ?? []
  const key = `apihelp-${module.path}-paraminfo-${note.name}`
  return { message: { key, params: [{ num: values.length }, values.join(', '), module.prefix] } }
}

export type TextFormat = 'raw' | 'wikitext' | 'html'

/**
 * Texts one after another, values as a list of definitions; what the language has no text for is left out. `helpPath` is the
 * address of the help about a module, for HTML.
 */
export function renderTexts(
  texts: readonly Text[],
  format: 'wikitext' | 'html',
  to: { messages: MessageRenderer; language: string; helpPath: (module: string) => string },
): string {
  const { messages, language } = to
  const there = texts.filter(text => messages.has(messages.keyOf(text.message), language))
  const about = there.filter(text => text.forValue === undefined).map(text => messages[format](text.message, language))
  const values = there.flatMap(text =>
    text.forValue === undefined
      ? []
      : [{ value: text.forValue, shown: markOf(text, format, to) + messages[format](text.message, language) }],
  )
  if (format === 'wikitext') {
    const list = values.map(({ value, shown }) => `;<span dir="ltr" lang="en">${value}</span>:${shown}`)
    return [...about, ...(list.length > 0 ? [list.join('\n')] : [])].join('\n\n')
  }
  if (values.length === 0) return blocks(about.join('\n\n'))
  const rows = values.map(
    ({ value, shown }) =>
      `<dt><span dir="ltr" lang="en">${valueHtml(value, to.helpPath)}</span></dt>\n<dd>${blocks(shown)}</dd>`,
  )
  const lead = blocks(about.join('\n\n'))
  return `${/^<(p|ul|ol)>/.test(lead) ? lead : `<p>${lead}\n</p>`}\n<dl>${rows.join('\n')}</dl>`
}

function markOf(
  { mark }: Text,
  format: 'wikitext' | 'html',
  { messages, language }: { messages: MessageRenderer; language: string },
): string {
  if (mark === undefined) return ''
  const said = messages[format]({ key: `api-help-param-${mark}`, params: [] }, language)
  return `<span class="apihelp-${mark}">${said}</span> `
}

/** A value as HTML: that of a module leads to its help. */
function valueHtml(value: string, helpPath: (module: string) => string): string {
  const [, module, name] = /^\[\[Special:ApiHelp\/([^|\]]*)\|([^\]]*)\]\]$/.exec(value) ?? []
  if (module === undefined || name === undefined) return escapeHtml(value)
  return `<a href="${escapeHtml(helpPath(module))}">${escapeHtml(name)}</a>`
}
