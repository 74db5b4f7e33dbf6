// The pages that could show a secret: every action on every planted page and every special page, also those to come.
import { specialPageAliases } from '../pages/special-page-names.ts'
import { views } from '../web/views/registry.ts'
import { NamesRead } from './noted-parameters.ts'
import type { Planted } from './plant.ts'
import type { CanaryRequest } from './requests.ts'

const actions = Object.keys(views)
const specialNames = Object.keys(specialPageAliases)

/** All addresses of pages about what was planted. */
export function* pagesFor(planted: Planted): Generator<CanaryRequest> {
  for (const title of titlesOf(planted)) yield* actionsOn(title, planted)
  yield* pairs(planted)
  for (const name of specialNames) yield* specialPage(name, planted)
  yield* postedForms(planted)
  yield* addressesOfFiles(planted)
}

/** Where versions of files were, and the pages that open them for who may see them. */
function* addressesOfFiles({ files }: Planted): Generator<CanaryRequest> {
  for (const path of files.paths) yield { ...page(path), door: 'images' }
  for (const title of files.titles) for (const action of actions) yield index({ title, action })
  for (const title of ['Special:RevisionDelete', 'Special:Undelete']) {
    for (const { target, file } of files.opened) yield index({ title, target, file })
  }
}

const page = (title: string, params: Readonly<Record<string, string>> = {}): CanaryRequest => ({
  door: 'page',
  title,
  params,
  isWrite: false,
  isPlain: false,
})
const index = (params: Readonly<Record<string, string>>, isWrite = false): CanaryRequest => ({
  door: 'index',
  params,
  isWrite,
  isPlain: false,
})

/** The planted pages, those whose titles are secrets, and the pages of hidden people. */
const titlesOf = (planted: Planted): string[] => [
  ...namesOf(planted),
  ...planted.hiddenUsers.flatMap(name => [`User:${name}`, `User talk:${name}`]),
]
const namesOf = (planted: Planted): string[] => [
  ...planted.titles,
  ...planted.secrets.filter(one => /^target/.test(one.place)).map(one => one.mark),
]

function* actionsOn(title: string, planted: Planted): Generator<CanaryRequest> {
  yield { ...page(title), isPlain: true }
  for (const action of actions) yield { ...index({ title, action }), isPlain: true }
  yield index({ title, action: 'history', dir: 'prev', limit: '500', tagfilter: planted.tag })
  for (const feed of ['atom', 'rss']) yield index({ title, action: 'history', feed })
  if (!planted.titles.includes(title)) return
  for (const id of idsOf(planted, title)) {
    for (const action of actions) yield { ...index({ title, action, oldid: id }), isPlain: true }
    for (const action of ['revisiondelete', 'editchangetags']) yield index({ title, action, ids: id })
    yield index({ title, oldid: id, unhide: '1' })
    for (const diff of ['prev', 'next', 'cur']) yield index({ title, oldid: id, diff, unhide: '1' })
    yield index({ title, diff: id })
    yield index({ title, action: 'edit', undo: id })
  }
  yield index({ title, action: 'revisiondelete', ids: idsOf(planted, title).join(',') })
  for (const user of planted.hiddenUsers) yield index({ title, action: 'rollback', from: user })
}

/** The revisions of a page that was planted. */
const idsOf = (planted: Planted, title: string): string[] => (planted.revisionsOf.get(title) ?? []).map(String)

/** Any two revisions beside each other, and taken back. */
function* pairs(planted: Planted): Generator<CanaryRequest> {
  const ids = planted.revIds.map(String)
  const [title = ''] = planted.titles
  for (const id of ids) {
    for (const other of ids) {
      yield index({ title, action: 'edit', undo: id, undoafter: other })
      yield index({ diff: id, oldid: other, unhide: '1' })
    }
  }
}

/** By the name of a parameter that special pages read: what to ask with. */
const valuesOf = (planted: Planted): Readonly<Record<string, readonly string[]>> => {
  const names = namesOf(planted)
  const ids = [...planted.revIds, ...planted.logIds].map(String)
  return {
    target: [...names, ...planted.hiddenUsers],
    page: names,
    user: planted.hiddenUsers,
    username: planted.hiddenUsers,
    search: names,
    prefix: names,
    from: names,
    namespace: ['0', '2', '8'],
    type: ['suppress', 'delete', 'protect', 'block', 'create'],
    logid: planted.logIds.map(String),
    ids,
    tagfilter: [planted.tag],
    feed: ['atom', 'rss'],
    uselang: ['qqx'],
  }
}

/** With each parameter that the page reads: which those are is found out on the way, for one may lead to another. */
function* specialPage(name: string, planted: Planted): Generator<CanaryRequest> {
  const title = `Special:${name}`
  const read = new NamesRead()
  for (const request of subpages(title, planted)) yield { ...request, read }
  let waiting = [...parametersOfSpecialPages(planted)]
  for (;;) {
    const ready = waiting.filter(params => Object.keys(params).some(parameter => read.has(parameter)))
    if (ready.length === 0) return
    waiting = waiting.filter(params => !ready.includes(params))
    for (const params of ready) yield { ...index({ title, ...params, limit: '500' }), read }
  }
}

/** A special page by itself, and of what follows it after a slash. */
function* subpages(title: string, planted: Planted): Generator<CanaryRequest> {
  yield { ...page(title), isPlain: true }
  const kinds = ['page', 'revision', 'user', 'logid']
  const parameters = [
    ...namesOf(planted),
    ...planted.hiddenUsers,
    ...[...planted.revIds.slice(0, 6), ...planted.logIds.slice(0, 4)].map(String),
    ...kinds.flatMap(kind => planted.revIds.slice(0, 4).map(id => `${kind}/${id}`)),
  ]
  for (const parameter of parameters) yield page(`${title}/${parameter.replaceAll(' ', '_')}`, { limit: '500' })
}

function* parametersOfSpecialPages(planted: Planted): Generator<Readonly<Record<string, string>>> {
  for (const [parameter, values] of Object.entries(valuesOf(planted))) {
    for (const value of values) yield { [parameter]: value }
  }
  for (const type of ['revision', 'logging', 'archive']) {
    for (const ids of type === 'logging' ? [planted.logIds] : planted.revisionsOf.values()) {
      yield { type, ids: ids.join(',') }
    }
  }
  for (const target of planted.titles) {
    for (const id of idsOf(planted, target)) yield { target, revision: id, unhide: '1' }
    yield { target, search: target, fulltext: '1' }
  }
}

/** What would be hidden of all revisions of a page, or by somebody. */
const rehearsedRange = (of: Readonly<Record<string, string>>): CanaryRequest =>
  index({ title: 'Special:HideRange', ...of, 'set-comment': 'show', deleted: '1', linked: '1', preview: '1' }, true)

/** Forms that are sent and change nothing: previews, differences, and edits that come too late. */
function* postedForms(planted: Planted): Generator<CanaryRequest> {
  for (const title of planted.titles) {
    const form = { title, action: 'submit', wpTextbox1: `{{:${title}}}`, wpSummary: '', wpStarttime: '20200101000000' }
    for (const id of idsOf(planted, title)) {
      for (const button of ['wpPreview', 'wpDiff']) {
        yield index({ ...form, editRevId: id, undo: id, [button]: '1' }, true)
      }
    }
    yield index({ title, action: 'revisiondelete', ids: planted.revIds.join(','), wpReason: 'canary' }, true)
    yield rehearsedRange({ page: title })
  }
  for (const user of planted.hiddenUsers) yield rehearsedRange({ user })
}
