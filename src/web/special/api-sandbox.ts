// Special:ApiSandbox: a form for every module of the API. What it is made of comes from action=paraminfo, in the browser.
import { moduleTree } from '../../api/describe/module-tree.ts'
import { allModules } from '../../api/request.ts'
import type { HttpResponse } from '../../http/message.ts'
import { specialPath } from '../addresses.ts'
import { html, inertJson } from '../html.ts'
import { warningBox } from '../notices.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const apiSandbox: SpecialPage = { group: 'wiki', title: 'apisandbox', show }

/** What the script says, by message key. */
const texts = [
  'api-help-param-deprecated-label',
  'api-help-param-internal-label',
  'api-help-param-limit',
  'api-help-param-limit2',
  'apisandbox-add-multi',
  'apisandbox-alert-page',
  'apisandbox-continue',
  'apisandbox-deprecated-parameters',
  'apisandbox-dynamic-parameters',
  'apisandbox-dynamic-parameters-add-label',
  'apisandbox-examples',
  'apisandbox-fetch-token',
  'apisandbox-load-error',
  'apisandbox-multivalue-all-values',
  'apisandbox-request-format-json-label',
  'apisandbox-request-format-php-label',
  'apisandbox-request-format-url-label',
  'apisandbox-request-post',
  'apisandbox-request-selectformat-label',
  'apisandbox-request-time',
  'apisandbox-reset',
  'apisandbox-results',
  'apisandbox-results-error',
  'apisandbox-sending-request',
  'apisandbox-submit',
  'apisandbox-templated-parameter-reason',
  'blanknamespace',
  'paramvalidator-help-default',
  'paramvalidator-help-required',
  'x-sandbox-find-value',
  'x-sandbox-help',
  'x-sandbox-not-given',
  'x-sandbox-one-a-line',
  'x-sandbox-parts',
  'x-sandbox-pick-time',
  'x-sandbox-request',
  'x-sandbox-required',
  'x-sandbox-send',
  'x-sandbox-values',
  'x-sandbox-writes',
] as const

function show(visit: Visit): HttpResponse {
  const { wiki, language, viewer } = visit
  const setup = {
    api: `${wiki.config.scriptPath}/api.php`,
    help: specialPath(wiki, 'ApiHelp', {}, 'main').replace(/main$/, ''),
    language,
    beyond: modulesBeyond(visit),
    texts: Object.fromEntries(texts.map(key => [key, visit.say(key, '$1', '$2')])),
  }
  const body = html`<div class="api-sandbox">
<p>${visit.tell('apisandbox-intro')}</p>
${warningBox(html`<p>${visit.tell('x-sandbox-real', viewer.name)}</p>`)}
<noscript><p class="error">${visit.say('apisandbox-jsonly')} <a href="${specialPath(wiki, 'ApiHelp')}">${visit.say('api-help-title')}</a></p></noscript>
<div id="api-sandbox"></div>
</div>
${inertJson('sandbox-setup', setup)}`
  return showSpecial(visit, 'ApiSandbox', '', {
    title: visit.say('apisandbox'),
    body,
    assets: ['api.css', 'sandbox.js'],
  })
}

/** The modules that a MediaWiki has not, which paraminfo does not list: by parameter and by value, their paths. */
function modulesBeyond({ wiki }: Visit): Record<string, Record<string, string>> {
  const beyond: Record<string, Record<string, string>> = {}
  for (const { path, name, group, beyond: isBeyond } of moduleTree(allModules(wiki)).values()) {
    if (isBeyond && group !== undefined) beyond[group] = { ...beyond[group], [name]: path }
  }
  return beyond
}
