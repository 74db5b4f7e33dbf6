// action=paraminfo: modules and their parameters, for programs that adapt to them.

import { pageUrl } from '../../pages/page-address.ts'
import { makeTitle } from '../../pages/title.ts'
import { allTags } from '../../tags/tag-store.ts'
import { childPath, type Described, type ModuleTree, moduleTree } from '../describe/module-tree.ts'
import { type ParamInfoContext, showModule } from '../describe/paraminfo.ts'
import { formatNames } from '../formats/index.ts'
import { defineModule, nameOf, type ReadContext } from '../module.ts'
import { p } from '../params.ts'
import { queryModules } from '../query/modules.ts'
import { pageSetParams } from '../query/query.ts'
import { list, type Value } from '../result.ts'

export const paraminfo = defineModule({
  path: 'paraminfo',
  mode: 'read',
  needsRead: false,
  params: {
    modules: p.string({ multi: true }),
    helpformat: p.oneOf(['html', 'wikitext', 'raw', 'none'], { default: 'none' }),
    querymodules: p.oneOf(queryModules.map(nameOf), { multi: true, deprecated: true }),
    mainmodule: p.string({ deprecated: true }),
    pagesetmodule: p.string({ deprecated: true }),
    formatmodules: p.oneOf(formatNames, { multi: true, deprecated: true }),
  },
  examples: {
    'action=paraminfo&modules=parse|phpfm|query%2Ballpages|query%2Bsiteinfo': 'apihelp-paraminfo-example-1',
    'action=paraminfo&modules=query%2B*': 'apihelp-paraminfo-example-2',
  },

  async run(context, given) {
    const tree = moduleTree(context.modules)
    const info = await infoContext(context, tree, given.helpformat)
    const shown: Record<string, Value> = { helpformat: given.helpformat }
    const modules = modulesAsked(context, tree, given.modules ?? []).map(module => showModule(module, info))
    const of = (path: string, more: object = {}): Value[] => {
      const module = tree.get(path)
      return module === undefined ? [] : [{ ...showModule(module, info), ...more }]
    }
    if (modules.length > 0) shown.modules = list('module', modules)
    if (given.querymodules !== undefined) {
      const all = given.querymodules.flatMap(name =>
        of(`query+${name}`, { querytype: tree.get(`query+${name}`)?.group }),
      )
      shown.querymodules = list('module', all)
    }
    if (given.mainmodule !== undefined) shown.mainmodule = of('main')[0]
    if (given.pagesetmodule !== undefined) shown.pagesetmodule = showModule(pageSet, info)
    if (given.formatmodules !== undefined)
      shown.formatmodules = list(
        'module',
        given.formatmodules.flatMap(name => of(name)),
      )
    return shown
  },
})

/** Not a module: the parameters that say which pages. */
const pageSet: Described = {
  path: '',
  name: '',
  group: undefined,
  prefix: '',
  params: pageSetParams,
  names: { class: 'ApiPageSet', help: [] },
  examples: {},
  needsRead: true,
  isWrite: false,
  mustBePosted: false,
  canGenerate: false,
  internal: false,
  deprecated: false,
  submodules: [],
}

async function infoContext(
  { wiki, viewer, db, request }: ReadContext,
  tree: ModuleTree,
  format: ParamInfoContext['format'],
): Promise<ParamInfoContext> {
  const tags = (await allTags(db)).filter(tag => tag.ctd_user_defined === 1).map(tag => tag.ctd_name)
  return {
    tree,
    messages: wiki.messages,
    language: request.language,
    server: wiki.config.server,
    pageUrl: title => pageUrl(makeTitle(0, title), wiki.titles.namespaces, wiki.config),
    highLimits: viewer.may('apihighlimits'),
    tags,
    format,
  }
}

/** The modules that were asked for, once each: `edit`, `query+*` for all of a level, `query+**` for all below. */
export function modulesAsked(
  context: Pick<ReadContext, 'warn'>,
  tree: ModuleTree,
  asked: readonly string[],
): readonly Described[] {
  const found = new Map<string, Described>()
  const add = (modules: readonly Described[]): void => {
    for (const module of modules) found.set(module.path, module)
  }
  const named: string[] = []
  let isWild = false
  for (const path of asked) {
    const wild = /^(?:(.*)\+)?(\*\*?)$/s.exec(path)
    if (wild === null) named.push(path)
    else {
      isWild = true
      add(modulesBelow(context, tree, wild[1] ?? 'main', wild[2] === '**'))
    }
  }
  for (const path of named) {
    const module = moduleAt(context, tree, path)
    if (module !== undefined) add([module])
  }
  // As MediaWiki: where all of a level are asked for, all are in order.
  return isWild ? [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)) : [...found.values()]
}

function modulesBelow(
  context: Pick<ReadContext, 'warn'>,
  tree: ModuleTree,
  parent: string,
  all: boolean,
): readonly Described[] {
  const module = moduleAt(context, tree, parent)
  if (module === undefined) return []
  if (module.submodules.length === 0) {
    context.warn({ key: 'apierror-badmodule-nosubmodules', params: [parent] }, 'badmodule')
    return []
  }
  const below = module.submodules.flatMap(name => tree.get(childPath(parent, name)) ?? [])
  return all
    ? below.flatMap(one => [one, ...(one.submodules.length > 0 ? modulesBelow(context, tree, one.path, true) : [])])
    : below
}

/** Warns where there is no such module. */
function moduleAt(context: Pick<ReadContext, 'warn'>, tree: ModuleTree, path: string): Described | undefined {
  if (path === '') return undefined
  const steps = path.split('+')
  let at = 'main'
  for (const [index, step] of steps.entries()) {
    if (step === 'main' && steps.length === 1) break
    const parent = tree.get(at)
    if (parent === undefined || parent.submodules.length === 0) {
      context.warn({ key: 'apierror-badmodule-nosubmodules', params: [at] }, 'badmodule')
      return undefined
    }
    if (!parent.submodules.includes(step)) {
      context.warn({ key: 'apierror-badmodule-badsubmodule', params: [at, step] }, 'badmodule')
      return undefined
    }
    at = index === 0 ? step : `${at}+${step}`
  }
  return tree.get(at)
}
