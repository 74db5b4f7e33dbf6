// action=help: pages about the API for people.
import { bcp47 } from '../../language/languages.ts'
import { directionOf } from '../../pages/page-language.ts'
import { helpAsked, refuseModule } from '../describe/asked.ts'
import { helpContextOf } from '../describe/help-context.ts'
import { helpPage, helpPolicy } from '../describe/help-page.ts'
import { moduleTree } from '../describe/module-tree.ts'
import { defineModule, RawAnswer } from '../module.ts'
import { p } from '../params.ts'
import { bareSubelement } from '../result.ts'

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
    const { wiki, request } = context
    const tree = moduleTree(context.modules)
    const below = { submodules: given.submodules, recursive: given.recursivesubmodules }
    const order = { ...helpAsked(tree, given.modules, below, refuseModule), withContents: given.toc }
    const { language } = request
    const page = helpPage(order, await helpContextOf(context, { tree, language, leadsTo: 'api' }), {
      languageCode: bcp47(language),
      direction: directionOf(language),
      siteName: wiki.config.siteName,
    })
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
