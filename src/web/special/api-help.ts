// Special:ApiHelp: the help about the API among the pages of the wiki, in the language of the reader.
import { helpAsked, refuseModule } from '../../api/describe/asked.ts'
import { helpBody } from '../../api/describe/help.ts'
import { helpContextOf } from '../../api/describe/help-context.ts'
import { moduleTree } from '../../api/describe/module-tree.ts'
import { allModules } from '../../api/request.ts'
import type { HttpResponse } from '../../http/message.ts'
import { specialPath } from '../addresses.ts'
import { html, trusted } from '../html.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const apiHelp: SpecialPage = { group: 'wiki', title: 'api-help-title', show }

/** `sub/query`, as in MediaWiki, tells of the modules below as well, `rsub/main` of all of them; `toc/` wants a table of contents. */
function pageAsked(parameter: string): { module: string; submodules: boolean; recursive: boolean; toc: boolean } {
  const [, prefixes = '', module = ''] = /^((?:(?:r?sub|toc)\/)*)(.*)$/s.exec(parameter) ?? []
  const given = prefixes.split('/')
  return {
    // In the query of an address a plus is a blank.
    module: module.replaceAll(' ', '+') || 'main',
    submodules: given.includes('sub'),
    recursive: given.includes('rsub'),
    toc: given.includes('toc'),
  }
}

/** Throws `badmodule` for one that there is not. */
async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const { wiki, language } = visit
  const asked = pageAsked(parameter)
  const tree = moduleTree(allModules(wiki))
  const order = helpAsked(tree, [asked.module], asked, refuseModule)
  const context = await helpContextOf(visit, { tree, language, leadsTo: 'pages' })
  const withContents = asked.toc || order.modules.length > 1
  const sandbox = specialPath(wiki, 'ApiSandbox')
  return showSpecial(visit, 'ApiHelp', parameter, {
    title: visit.say('api-help-title'),
    subtitle: html`${visit.tell('api-help-lead')} <a href="${sandbox}">${visit.say('apisandbox')}</a>`,
    body: html`<div class="api-help">${trusted(helpBody({ ...order, withContents }, context))}</div>`,
    assets: ['api.css'],
  })
}
