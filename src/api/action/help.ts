// action=help: pages about the API for people.
import { fail } from '../../errors.ts'
import { bcp47 } from '../../language/languages.ts'
import { directionOf } from '../../pages/page-language.ts'
import { allTags } from '../../tags/tag-store.ts'
import { modulesAsked, modulesBelow, type Refuse } from '../describe/asked.ts'
import { type HelpContext, helpPage, helpPolicy } from '../describe/help.ts'
import { type ModuleTree, moduleTree } from '../describe/module-tree.ts'
import { defineModule, RawAnswer, type ReadContext } from '../module.ts'
import { p } from '../params.ts'
import { bareSubelement } from '../result.ts'

const refuse: Refuse = (key, params) => {
  const [parent = '', name = ''] = params
  throw key === 'apierror-badmodule-badsubmodule' ? fail(key, [parent, name]) : fail(key, [parent])
}

export const help = defineModule({
  path: 'help',
  mode: 'read',
  needsRead: false,
  params: {
    modules: p.string({ multi: true, default: 'main' }),
    submodules: p.boolean(),
    recursivesubmodules: p.boolean(),
    wrap: p.boolean(),
    toc: p.boolean(),
  },
  examples: {
    'action=help': 'apihelp-help-example-main',
    'action=help&modules=query&submodules=1': 'apihelp-help-example-submodules',
    'action=help&recursivesubmodules=1': 'apihelp-help-example-recursive',
    'action=help&modules=help': 'apihelp-help-example-help',
    'action=help&modules=query+info|query+categorymembers': 'apihelp-help-example-query',
  },

  async run(context, given) {
    const tree = moduleTree(context.modules)
    const named = modulesAsked(tree, given.modules, refuse)
    const below = given.submodules || given.recursivesubmodules
    const modules = named.flatMap(module =>
      below && module.submodules.length > 0
        ? [module, ...modulesBelow(tree, module.path, given.recursivesubmodules, refuse)]
        : [module],
    )
    const page = helpPage([...new Set(modules)], await helpContext(context, tree), given.toc)
    if (given.wrap) return { mime: 'text/html', filename: 'api-help.html', help: bareSubelement(page) }
    return new RawAnswer({
      status: 200,
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Disposition': 'inline; filename=api-help.html',
        'Content-Security-Policy': helpPolicy,
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'DENY',
        'Cache-Control': 'private, must-revalidate, max-age=0',
      },
      body: page,
      cookies: [],
    })
  },
})

async function helpContext({ wiki, db, request }: ReadContext, tree: ModuleTree): Promise<HelpContext> {
  const { config, messages } = wiki
  return {
    tree,
    messages,
    language: request.language,
    languageCode: bcp47(request.language),
    direction: directionOf(request.language),
    siteName: config.siteName,
    apiPath: `${config.scriptPath}/api.php`,
    tags: (await allTags(db)).filter(tag => tag.ctd_user_defined === 1).map(tag => tag.ctd_name),
    contentModels: wiki.contentModels,
    asksCaptchas: wiki.captcha.isOn,
  }
}
