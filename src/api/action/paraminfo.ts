// action=paraminfo: modules and their parameters, for programs that adapt to them.

import { NS } from '../../pages/namespaces.ts'
import { pagePath, pageUrl } from '../../pages/page-address.ts'
import { makeTitle } from '../../pages/title.ts'
import { allTags } from '../../tags/tag-store.ts'
import { modulesAsked, type Refuse } from '../describe/asked.ts'
import { type Described, type ModuleTree, moduleTree } from '../describe/module-tree.ts'
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
    querymodules: p.oneOf(queryModules.filter(one => !one.beyond).map(nameOf), { multi: true, deprecated: true }),
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
    const refuse: Refuse = (key, params) => context.warn({ key, params }, 'badmodule')
    const modules = modulesAsked(tree, given.modules ?? [], refuse).map(module => showModule(module, info))
    const of = (path: string, more: object = {}): Value[] => {
      const module = tree.get(path)
      return module === undefined ? [] : [{ ...showModule(module, info), ...more }]
    }
    if (modules.length > 0) shown.modules = list('module', modules)
    const queries = given.querymodules?.flatMap(name =>
      of(`query+${name}`, { querytype: tree.get(`query+${name}`)?.group }),
    )
    if (queries?.length) shown.querymodules = list('module', queries)
    if (isAsked(given.mainmodule)) shown.mainmodule = of('main')[0]
    if (isAsked(given.pagesetmodule)) {
      const { name: _, path: __, ...unnamed } = showModule(pageSet, info)
      shown.pagesetmodule = unnamed
    }
    const formats = given.formatmodules?.flatMap(name => of(name))
    if (formats?.length) shown.formatmodules = list('module', formats)
    return shown
  },
})

/** As MediaWiki: these are no flags, but texts of which an empty one and `0` mean no. */
const isAsked = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== '0'

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
  beyond: false,
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
    helpPath: module => pagePath(makeTitle(NS.special, `ApiHelp/${module}`), wiki.titles.namespaces, wiki.config),
    highLimits: viewer.may('apihighlimits'),
    tags,
    contentModels: wiki.contentModels,
    asksCaptchas: wiki.captcha.isOn,
    format,
  }
}
