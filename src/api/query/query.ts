// action=query: pages, what is known of them, lists, and the wiki itself, in one request.
import { Readable } from 'node:stream'
import { Failure, fail, problem } from '../../errors.ts'
import { schemas } from '../../export/dump-format.ts'
import { exportPages } from '../../export/export-pages.ts'
import { filesByNames } from '../../files/file-store.ts'
import type { PageId, RevId } from '../../ids.ts'
import { interwikiUrls } from '../../pages/interwikis.ts'
import type { PageRow } from '../../pages/page-store.ts'
import { isSpecialPageName } from '../../pages/special-page-names.ts'
import type { Title } from '../../pages/title.ts'
import { titlesOfDeletedRevisions } from '../../revisions/archive-list-store.ts'
import { commonHeaders } from '../formats/format.ts'
import {
  defineModule,
  type Generated,
  nameOf,
  type PropContext,
  type QueryContext,
  type QueryModule,
  RawAnswer,
  type ReadContext,
} from '../module.ts'
import {
  PageSet,
  type PageSetOptions,
  pageSetOfPageIds,
  pageSetOfRevIds,
  pageSetOfTitles,
  pageSetOfTitleValues,
} from '../page-set.ts'
import { checkGroups } from '../parameter-groups.ts'
import { type RawValues, splitMulti } from '../parameter-reader.ts'
import { type ParamsOf, p } from '../params.ts'
import { showNotice } from '../problems.ts'
import { byId, List, list, subelement, type Tree, type Value } from '../result.ts'
import { Continuation } from './continuation.ts'
import { queryModules } from './modules.ts'

type Group = QueryModule['group']
const namesOf = (group: Group, isBeyond: boolean): string[] =>
  queryModules.filter(module => module.group === group && (module.beyond ?? false) === isBeyond).map(nameOf)
const submodulesParam = (group: Group) =>
  p.oneOf(namesOf(group, false), { beyond: namesOf(group, true), multi: true, extra: { submodules: group } })
let byName: ReadonlyMap<string, QueryModule> | undefined
const pathOf = (name: string): QueryModule => {
  byName ??= new Map(queryModules.map(one => [nameOf(one), one]))
  const module = byName.get(name)
  if (module === undefined) throw new Error(`the submodule ${name} is named and not there`)
  return module
}
/** The submodules that can be a generator. */
export const generators = (): string[] => queryModules.filter(module => module.canGenerate).map(nameOf)

export const pageSetParams = {
  titles: p.string({ multi: true, allowsDuplicates: true, extra: { showsDuplicates: false } }),
  pageids: p.id<PageId>()({ multi: true }),
  revids: p.id<RevId>()({ multi: true }),
  generator: p.string({ extra: { submodules: 'generator' } }),
  redirects: p.boolean(),
  converttitles: p.boolean(),
}

/** As MediaWiki: who may not read may ask for what it takes to log in, and for nothing beside it. */
function needsRead(values: RawValues): boolean {
  const beside = Object.keys(queryParams).filter(name => !['meta', 'continue', 'rawcontinue'].includes(name))
  const meta = splitMulti(values.get('meta') ?? '')
  const isOpen = (name: string): boolean =>
    queryModules.some(one => one.group === 'meta' && nameOf(one) === name && one.needsRead === false)
  return beside.some(name => values.get(name) !== undefined) || !meta.every(isOpen)
}

const queryParams = {
  prop: submodulesParam('prop'),
  list: submodulesParam('list'),
  meta: submodulesParam('meta'),
  indexpageids: p.boolean(),
  export: p.boolean(),
  exportnowrap: p.boolean(),
  exportschema: p.oneOf(schemas, { default: '0.11' }),
  iwurl: p.boolean(),
  continue: p.string(),
  rawcontinue: p.boolean(),
  ...pageSetParams,
}

export const query = defineModule({
  path: 'query',
  mode: 'read',
  params: queryParams,
  readsFirst: pageSetParams,
  needsReadFor: needsRead,
  cache: 'anon-public-user-private',
  examples: {
    'action=query&prop=revisions&meta=siteinfo&titles=Main%20Page&rvprop=user|comment&continue=':
      'apihelp-query-example-revisions',
    'action=query&generator=allpages&gapprefix=API/&prop=revisions&continue=': 'apihelp-query-example-allpages',
  },

  async run(context, params) {
    const { prop = [], list: lists = [], meta = [] } = params
    const modules = [...prop, ...lists, ...meta].map(pathOf)
    const continuation = new Continuation({
      modules: modules.map(nameOf),
      generated: prop,
      given: params.continue ?? '',
      values: context.request.values,
    })
    const limits: Record<string, number> = {}
    const size = { left: maxResultSize }
    const base = { context, continuation, limits, size }
    const { pages, generated } = await findPages(base, params)
    const generatorIsLimited = Object.keys(limits).length > 0
    const run = { ...base, pages, generated }
    const extras: Record<string, Value> = {}
    const byPage = new Map<number, Record<string, Value>>()
    for (const module of modules) {
      if (!continuation.runs(nameOf(module))) {
        // As MediaWiki: what is meant for one that is done is checked, and is not told to be of no use.
        await readSubmodule(run, module, false)
        continue
      }
      const value = await runSubmodule(run, module, byPage)
      if (value === undefined) continue
      if (module.answersSeveral) Object.assign(extras, value)
      else extras[nameOf(module)] = value as Value
    }
    const shown = showPages(pages, generated, byPage, {
      ids: params.indexpageids,
      urls: params.iwurl,
      hidden: continuation.generatorDone,
    })
    const dump =
      params.export && !continuation.generatorDone
        ? exportPages(context.wiki, context.db, rowsOf(pages), params.exportschema)
        : undefined
    if (dump !== undefined && params.exportnowrap) return exportAlone(dump)
    const exported = dump === undefined ? undefined : await exportWithin(run, dump)
    const result: Tree = { ...shown, ...(exported === undefined ? {} : { export: exported }), ...extras }
    // As MediaWiki: the pages are there before the limits of what is told of them, but not before their generator's.
    if (Object.keys(shown).length > 0 && !generatorIsLimited) context.top('query', result)
    finish(context, continuation, limits, params.rawcontinue)
    return Object.keys(result).length > 0 ? result : undefined
  },
})

const rowsOf = (pages: PageSet): PageRow[] => pages.good.map(page => page.row)

/** The dump as a file of its own, sent as it is made. */
const exportAlone = (dump: AsyncGenerator<string>): RawAnswer =>
  new RawAnswer({
    status: 200,
    headers: {
      ...commonHeaders('text/xml; charset=utf-8', 'export.xml'),
      'Cache-Control': 'private, must-revalidate, max-age=0',
    },
    body: Readable.from(dump),
    cookies: [],
  })

/** The dump as a part of the answer; undefined, with a warning, where it does not fit. */
async function exportWithin(run: Run, dump: AsyncGenerator<string>): Promise<Value | undefined> {
  const pieces: string[] = []
  for await (const piece of dump) {
    if (!fits(run, piece)) return undefined
    pieces.push(piece)
  }
  return subelement(pieces.join(''))
}

/** Bytes that an answer may have, roughly. As MediaWiki. */
export const maxResultSize = 8 * 1024 * 1024

interface Run {
  readonly context: ReadContext
  readonly continuation: Continuation
  readonly limits: Record<string, number>
  readonly size: { left: number }
}

export type PageSetParams = {
  readonly titles?: readonly string[] | undefined
  readonly pageids?: readonly PageId[] | undefined
  readonly revids?: readonly RevId[] | undefined
  readonly generator?: string | undefined
  readonly redirects: boolean
}

/** How a request names pages, for an action that reads this last. */
export async function readPageSet({ request, path }: ReadContext): Promise<ParamsOf<typeof pageSetParams>> {
  const { params } = await request.read({ path, params: pageSetParams })
  return params
}

/**
 * The pages that another action names as a query does; `finish` is called when it is done with them, and says where a
 * generator goes on.
 */
export async function pagesOfAction(
  context: ReadContext,
  params: PageSetParams & { readonly continue: string | undefined },
): Promise<{ pages: PageSet; finish(): void }> {
  const of = { modules: [], generated: [], values: context.request.values }
  const given = new Continuation({ ...of, given: params.continue ?? '' })
  // As MediaWiki: what there is beside the pages in a query is not here, so that they are never done.
  const continuation = given.generatorDone ? new Continuation({ ...of, given: '' }) : given
  const limits: Record<string, number> = {}
  const { pages } = await findPages({ context, continuation, limits, size: { left: maxResultSize } }, params)
  return { pages, finish: () => finish(context, continuation, limits, false) }
}

async function deletedTitlesFor(context: ReadContext, ids: readonly RevId[]): Promise<ReadonlyMap<RevId, Title>> {
  const { wiki, viewer, request, now, db } = context
  const performer = await wiki.performer(viewer, request.http.ip, now)
  return titlesOfDeletedRevisions(db, performer.permit('deletedhistory', { evenIfBlocked: true }), ids)
}

function pageSetOptions(context: ReadContext, redirects: boolean): PageSetOptions {
  return {
    db: context.db,
    titles: context.wiki.titles,
    interwikis: interwikiUrls,
    resolveRedirects: redirects,
    showReason: message => {
      const { style } = context.request
      if (style.format === 'bc') return style.messages.plain(message, style.language)
      return showNotice({ code: String(message.key), message, module: '' }, style, false)
    },
    isSpecialPage: isSpecialPageName,
    isMessage: key => context.wiki.messages.has(key),
    knownFiles: async names => new Set((await filesByNames(context.db, names)).keys()),
    ...(context.viewer.may('deletedhistory')
      ? { deletedTitles: (ids: readonly RevId[]) => deletedTitlesFor(context, ids) }
      : {}),
  }
}

/** The pages that a request names, by a generator or by itself. */
async function findPages(
  run: Run,
  params: PageSetParams,
): Promise<{ pages: PageSet; generated: Generated | undefined }> {
  const { context } = run
  const options = pageSetOptions(context, params.redirects)
  const module = params.generator === undefined ? undefined : generatorOf(params.generator)
  const sources = sourcesOf(params)
  if (sources.length > 1) {
    // As MediaWiki: what is wrong with a generator is said before what is wrong with the pages that it begins with.
    if (module !== undefined) await readSubmodule(run, module, true)
    const mixed = problem('apierror-invalidparammix-cannotusewith', [sources[1] ?? '', sources[0] ?? ''])
    throw new Failure([{ ...mixed, code: 'multisource' }])
  }
  const [source = 'none'] = sources
  // Whoever has seen all pages goes on with what does not depend on them.
  if (run.continuation.generatorDone) {
    if (module !== undefined) await readSubmodule(run, module, true)
    return { pages: new PageSet('none'), generated: undefined }
  }
  const plain = await namedPages(context, params, source, options)
  if (module === undefined) return { pages: plain, generated: undefined }
  const generated = (await runSubmodule(
    { ...run, pages: plain, generated: undefined },
    module,
    new Map(),
    true,
  )) as Generated
  // As MediaWiki: how the titles were read that a generator began with is not told.
  return { pages: await generatedPages(generated, options), generated }
}

function generatedPages(generated: Generated, options: PageSetOptions): Promise<PageSet> {
  if (generated.revIds !== undefined) return pageSetOfRevIds(generated.revIds, options)
  if (generated.pageIds !== undefined) return pageSetOfPageIds(generated.pageIds, options, 'as given')
  return pageSetOfTitleValues(generated.titles ?? [], options)
}

const sourcesOf = (params: PageSetParams): ('titles' | 'pageids' | 'revids')[] =>
  (['titles', 'pageids', 'revids'] as const).filter(one => params[one] !== undefined)

function generatorOf(name: string): QueryModule {
  const module = queryModules.find(one => nameOf(one) === name)
  if (module === undefined) throw fail('apierror-badgenerator-unknown', [name])
  if (!module.canGenerate) throw fail('apierror-badgenerator-notgenerator', [name])
  return module
}

async function namedPages(
  context: ReadContext,
  params: PageSetParams,
  source: 'none' | 'titles' | 'pageids' | 'revids',
  options: PageSetOptions,
): Promise<PageSet> {
  if (source === 'titles') {
    const raws = splitMulti(context.request.values.raw('titles') ?? '')
    const texts = params.titles ?? []
    return pageSetOfTitles(
      texts.map((text, index) => ({ text, raw: raws[index] ?? text })),
      options,
    )
  }
  if (source === 'pageids') return pageSetOfPageIds(params.pageids ?? [], options)
  if (source === 'revids') {
    if (params.redirects) context.warn({ key: 'apiwarn-redirectsandrevids', params: [] })
    return pageSetOfRevIds(params.revids ?? [], options)
  }
  return new PageSet('none')
}

const prefixOf = (module: QueryModule, asGenerator: boolean): string => (asGenerator ? 'g' : '') + (module.prefix ?? '')

/** The parameters of a submodule; throws what is wrong with them. */
async function readSubmodule({ context, limits }: Run, module: QueryModule, asGenerator: boolean) {
  const name = nameOf(module)
  try {
    return await context.request.read(module, {
      prefix: prefixOf(module, asGenerator),
      feature: `action=query&${asGenerator ? 'generator' : module.group}=${name}`,
      limitIs: limit => {
        limits[name] = limit
      },
    })
  } catch (error) {
    if (error instanceof Failure) error.module ??= module.path
    throw error
  }
}

async function runSubmodule(
  run: Run & { readonly pages: PageSet; readonly generated: Generated | undefined },
  module: QueryModule,
  byPage: Map<number, Record<string, Value>>,
  asGenerator = false,
): Promise<Value | Generated | undefined> {
  const { context, continuation } = run
  const { request } = context
  if (module.isVolatile) request.isVolatile = true
  if (module.cache === 'private') request.isPrivate = true
  const name = nameOf(module)
  const prefix = prefixOf(module, asGenerator)
  const { params, given } = await readSubmodule(run, module, asGenerator)
  try {
    checkGroups({ ...module, prefix }, given)
    const sub: PropContext = {
      ...context,
      path: module.path,
      prefix,
      pages: run.pages,
      session: request.session,
      asGenerator,
      warn: (message, code, data) => request.warn(module.path, message, code, data),
      continueWith: (parameter, value) =>
        asGenerator
          ? continuation.generatorContinues(name, prefix + parameter, value)
          : continuation.moduleContinues(name, prefix + parameter, value),
      fits: value => fits(run, value),
      set: (page, key, value) => {
        if (!fits(run, value)) return false
        entryOf(byPage, page)[key] = value
        return true
      },
      add: (page, key, tag, item) => {
        if (!fits(run, item)) return false
        const entry = entryOf(byPage, page)
        const known = entry[key]
        if (known instanceof List) (known.items as Value[]).push(item)
        else entry[key] = list(tag, [item])
        return true
      },
    }
    return await (module.run as (context: QueryContext, params: unknown) => Promise<Value | Generated | undefined>)(
      sub,
      params,
    )
  } catch (error) {
    if (error instanceof Failure) error.module ??= module.path
    throw error
  }
}

function entryOf(byPage: Map<number, Record<string, Value>>, page: number): Record<string, Value> {
  const known = byPage.get(page)
  if (known !== undefined) return known
  const entry: Record<string, Value> = {}
  byPage.set(page, entry)
  return entry
}

/** Whether a value still fits into the answer; warns when the first does not. */
function fits(run: Run, value: Value): boolean {
  const size = sizeOf(value)
  if (size > run.size.left) {
    run.context.request.warn(
      'result',
      { key: 'apiwarn-truncatedresult', params: [{ num: maxResultSize }] },
      'truncatedresult',
    )
    return false
  }
  run.size.left -= size
  return true
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  if (value instanceof List) return value.items.reduce<number>((sum, one) => sum + sizeOf(one), 0)
  if ('items' in value && value.items instanceof Map) {
    return [...value.items.values()].reduce<number>((sum, one) => sum + sizeOf(one), 0)
  }
  return Object.values(value as Tree).reduce<number>((sum, one) => sum + sizeOf(one), 0)
}

/** Which titles were read as others, and which led elsewhere. */
export function showRenamed(pages: PageSet): { normalized?: Value; redirects?: Value } {
  const shown: { normalized?: Value; redirects?: Value } = {}
  if (pages.normalized.length > 0) {
    shown.normalized = list(
      'n',
      pages.normalized.map(one => ({ fromencoded: one.fromEncoded, from: one.from, to: one.to })),
    )
  }
  if (pages.redirects.length > 0) {
    shown.redirects = list(
      'r',
      pages.redirects.map(({ from, to, toText }) => ({
        from,
        to: toText,
        ...(to.fragment === '' ? {} : { tofragment: to.fragment }),
        ...(to.interwiki === '' ? {} : { tointerwiki: to.interwiki }),
      })),
    )
  }
  return shown
}

function showPages(
  pages: PageSet,
  generated: Generated | undefined,
  byPage: Map<number, Record<string, Value>>,
  asked: { ids: boolean; urls: boolean; hidden: boolean },
): Tree {
  const { normalized, redirects } = showRenamed(pages)
  const shown: Record<string, Value> = { ...(normalized ? { normalized } : {}) }
  if (pages.interwiki.length > 0) {
    shown.interwiki = list(
      'i',
      pages.interwiki.map(({ title, iw, url }) => ({ title, iw, ...(asked.urls ? { url } : {}) })),
    )
  }
  if (redirects !== undefined) shown.redirects = redirects
  if (pages.badRevIds.length > 0) {
    const missing = pages.badRevIds.map(id => [id, { revid: id, missing: true }] as const)
    // As MediaWiki: what counts up from 0 is a list.
    const countsUp = missing.every(([id], place) => id === place)
    shown.badrevids = countsUp
      ? list(
          'rev',
          missing.map(([, one]) => one),
        )
      : byId('rev', new Map(missing), 'object')
  }
  if (asked.hidden || pages.isEmpty) return shown
  if (asked.ids)
    shown.pageids = list(
      'id',
      pages.inOrderOfAnswer.map(one => String(one.id)),
    )
  const entries = pages.inOrderOfAnswer.map(one => {
    const data = generated?.data?.get(one.id) ?? generated?.data?.get(String(one.shown.title))
    return [one.id, { ...one.shown, ...data, ...byPage.get(one.id) }] as const
  })
  shown.pages = byId('page', new Map(entries))
  return shown
}

function finish(context: ReadContext, continuation: Continuation, limits: Record<string, number>, raw: boolean): void {
  if (raw) {
    for (const [key, value] of Object.entries(continuation.rawAnswer())) context.top(key, value)
  } else {
    const answer = continuation.answer()
    if (answer.batchcomplete) context.top('batchcomplete', true)
    if (answer.continue !== undefined) context.top('continue', answer.continue)
  }
  if (Object.keys(limits).length > 0) context.top('limits', limits)
}
