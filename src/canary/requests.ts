// From the declarations of all modules to the requests that could bring a secret out: a new module is asked by being
// registered.
import { type ActionModule, nameOf, type QueryModule } from '../api/module.ts'
import type { Param } from '../api/params.ts'
import { queryModules } from '../api/query/modules.ts'
import { actionModules } from '../api/registry.ts'
import type { Door } from './http-request.ts'
import type { NamesRead } from './noted-parameters.ts'
import type { Planted } from './plant.ts'

/** One request: its parameters, without format and token. */
export interface CanaryRequest {
  readonly door: Door
  /** The page of the door `page`. */
  readonly title?: string
  readonly params: Readonly<Record<string, string>>
  readonly isWrite: boolean
  /** Whether it asks for all that a module shows of one subject: such are asked in every format. */
  readonly isPlain: boolean
  /** Where it is noted which parameters the answer depends on. */
  readonly read?: NamesRead
}

type ApiRequest = Omit<CanaryRequest, 'door' | 'isPlain'> & { readonly isPlain?: boolean }

/**
 * Modules that change who the reader is, or the wiki, whatever they are asked, or that take in what browsers report: they
 * show nothing of revisions.
 */
const leftOut = new Set([
  'login',
  'clientlogin',
  'logout',
  'createaccount',
  'cspreport',
  'delete',
  'undelete',
  'move',
  'protect',
  'block',
  'unblock',
])

/** All requests to the API about what was planted. */
export function* requestsFor(planted: Planted): Generator<CanaryRequest> {
  for (const request of apiRequests(planted)) yield { isPlain: false, ...request, door: 'api' }
}

function* apiRequests(planted: Planted): Generator<ApiRequest> {
  for (const module of queryModules) yield* queryRequests(module, planted)
  for (const module of actionModules) {
    if (module.path !== 'query' && !leftOut.has(module.path)) yield* actionRequests(module, planted)
  }
  for (const params of byHand(planted)) {
    const module = actionModules.find(one => one.path === params.action)
    // Passwords are only read where they were posted.
    if (module !== undefined) yield { params, isWrite: module.mode !== 'read' || params.password !== undefined }
  }
}

/** Of thousands of messages, those that begin as the planted ones do. */
const fewerOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'query+allmessages': { amprefix: 'common' },
}

const joined = (values: readonly (string | number)[]): string => values.slice(0, 50).join('|')

function* queryRequests(module: QueryModule, planted: Planted): Generator<ApiRequest> {
  const prefix = module.prefix ?? ''
  const base = { action: 'query', [module.group]: nameOf(module), ...fewerOf[module.path], ...wideOpen(module, prefix) }
  const subjects: Record<string, string>[] =
    module.group === 'prop'
      ? [
          ...planted.titles.map(titles => ({ titles })),
          { titles: joined(planted.files.titles) },
          { revids: joined(planted.revIds) },
          { pageids: joined(planted.pageIds) },
          { generator: 'allpages', gaplimit: '50' },
        ]
      : [{}]
  for (const subject of subjects) {
    yield { params: { ...base, ...subject }, isWrite: false, isPlain: true }
    if ('slots' in module.params) {
      const { [`${prefix}slots`]: _, ...oldForm } = base
      yield { params: { ...oldForm, ...subject }, isWrite: false }
    }
    for (const one of filters(module, prefix, planted))
      yield { params: { ...base, ...subject, ...one }, isWrite: false }
  }
  if (module.canGenerate && module.group === 'list') {
    const generator = Object.fromEntries(
      Object.entries(wideOpen(module, `g${prefix}`)).filter(([name]) => !name.endsWith('prop')),
    )
    yield {
      params: {
        action: 'query',
        generator: nameOf(module),
        prop: 'revisions|info',
        rvprop: 'content|user|comment',
        ...generator,
      },
      isWrite: false,
    }
  }
}

/** All that a module can show: every value of its lists of props, the highest limit. */
function wideOpen(module: ActionModule | QueryModule, prefix: string): Record<string, string> {
  const open: Record<string, string> = {}
  for (const [name, param] of Object.entries(module.params)) {
    if (param.type === 'limit') open[prefix + name] = 'max'
    else if (isPropList(name, param)) open[prefix + name] = joined(currentValues(param))
    else if (name === 'slots') open[prefix + name] = '*'
  }
  return open
}
/** Deprecated values often exclude others: they are asked one at a time. */
const currentValues = (param: Param<unknown>): string[] =>
  (param.type as readonly string[]).filter(value => !param.deprecatedValues.includes(value))
const isPropList = (name: string, param: Param<unknown>): boolean =>
  Array.isArray(param.type) && param.multi && /^(prop|testactions)$/.test(name)

/** One parameter at a time, with what was planted: names, ids, both directions, each boolean. */
function* filters(
  module: ActionModule | QueryModule,
  prefix: string,
  planted: Planted,
): Generator<Record<string, string>> {
  for (const [name, param] of Object.entries(module.params)) {
    for (const value of valuesOf(name, param, planted)) yield { [prefix + name]: value }
  }
}

function valuesOf(name: string, param: Param<unknown>, planted: Planted): readonly string[] {
  if (param.type === 'user' || /user(s|name|prefix)?$/.test(name)) return planted.hiddenUsers
  if (name === 'tag') return [planted.tag]
  if (/^(filekey|sessionkey)$/.test(name)) return ['', ...planted.files.fileKeys]
  if (name === 'archivename' || name === 'oldimage') return planted.files.opened.map(one => one.file)
  if (param.type === 'integer' && /rev|oldid|startid|endid|undo/.test(name)) return planted.revIds.map(String)
  if (param.type === 'integer' && /page|curid|fromid|toid/.test(name)) return planted.pageIds.map(String)
  if (name === 'ids') return [joined(planted.revIds), joined(planted.logIds)]
  if (/logid/.test(name)) return [joined(planted.logIds)]
  if (!Array.isArray(param.type) && /^(title|titles|page|from|to|fromtitle|totitle|prefix|search|mtitle)$/.test(name)) {
    return [...planted.titles, ...planted.secrets.map(one => one.mark)]
  }
  if (param.type === 'boolean') return ['1']
  if (Array.isArray(param.type)) {
    return param.type.length > 40 ? [] : param.type.map(String).filter(value => value !== '')
  }
  return []
}

function* actionRequests(module: ActionModule, planted: Planted): Generator<ApiRequest> {
  const prefix = module.prefix ?? ''
  const isWrite = module.mode !== 'read'
  const base = { action: module.path, ...wideOpen(module, prefix) }
  yield { params: base, isWrite, isPlain: true }
  const named = Object.entries(module.params).filter(
    ([name, param]) => param.type !== 'boolean' && valuesOf(name, param, planted).length > 0,
  )
  for (const [name, param] of named) {
    for (const value of valuesOf(name, param, planted)) yield { params: { ...base, [prefix + name]: value }, isWrite }
  }
}

/** What needs several parameters together. */
function* byHand(planted: Planted): Generator<Record<string, string>> {
  const [first = 1] = planted.revIds
  for (const title of planted.titles) {
    for (const id of planted.revIds) {
      yield { action: 'edit', title, undo: String(id), summary: '' }
      yield { action: 'edit', title, undo: String(id), undoafter: String(first) }
      yield { action: 'edit', title, baserevid: String(id), text: 'canary edit that must conflict or not' }
    }
  }
  const props = 'diff|diffsize|rel|ids|title|user|comment|parsedcomment|size|timestamp'
  for (const id of planted.revIds) {
    for (const other of planted.revIds) {
      yield { action: 'compare', fromrev: String(id), torev: String(other), prop: props }
    }
    for (const relative of ['prev', 'next', 'cur']) {
      yield { action: 'compare', fromrev: String(id), torelative: relative, prop: props }
    }
    yield { action: 'parse', oldid: String(id), prop: 'text|wikitext|links|categories|sections|parsetree|properties' }
  }
  for (const title of planted.titles) {
    yield { action: 'expandtemplates', text: `{{:${title}}} {{REVISIONUSER:${title}}}`, prop: 'wikitext|categories' }
  }
  const range = {
    action: 'xhiderange',
    from: '2000-01-01T00:00:00Z',
    to: '2100-01-01T00:00:00Z',
    deleted: '1',
    linked: '1',
  }
  for (const way of ['hide', 'show']) {
    for (const title of planted.titles) yield { ...range, title, [way]: 'comment', dryrun: '1' }
    for (const user of planted.hiddenUsers) yield { ...range, user, [way]: 'comment', dryrun: '1' }
  }
  for (const user of planted.hiddenUsers) {
    for (const title of planted.titles) yield { action: 'rollback', title, user }
    yield { action: 'validatepassword', password: 'canary password', user }
  }
  for (const { mark } of planted.secrets) {
    const lists = { action: 'query', cmprop: 'ids|title|sortkey|sortkeyprefix|type|timestamp' }
    yield { ...lists, list: 'categorymembers', cmtitle: `Category:${mark}` }
    yield { ...lists, list: 'imageusage', iutitle: `File:${mark}` }
  }
  yield { action: 'query', list: 'pageswithprop', pwppropname: 'defaultsort', pwpprop: 'ids|title|value' }
  yield { action: 'spamblacklist', url: 'http://canary.invalid/' }
  for (const tbtitle of planted.titles) yield { action: 'titleblacklist', tbtitle }
  yield { action: 'validatepassword', password: 'canary password' }
  yield { action: 'checktoken', type: 'csrf', token: '+\\' }
}
