// The frame around every page: head, menus, heading, content, foot; and the headers that go with it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { bcp47 } from '../language/languages.ts'
import { isTalkNamespace } from '../pages/namespaces.ts'
import { directionOf } from '../pages/page-language.ts'
import { makeTitle, prefixedDbKey } from '../pages/title.ts'
import { generator, version } from '../version.ts'
import { articlePath, pathOf, specialPath } from './addresses.ts'
import { type Html, html, inertJson } from './html.ts'
import { actionTabs, namespaceTabs, personalMenu, searchForm, sidebar } from './menu.ts'
import { pageConfig } from './page-config.ts'
import type { PageAsset, PageContent } from './page-content.ts'
import { isMainPage, mainPageOf } from './subject.ts'
import type { Visit } from './visit.ts'

const assetVersion = (names: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const name of names) hash.update(readFileSync(new URL(`assets/${name}`, import.meta.url)))
  return hash.digest('hex').slice(0, 8)
}
/** In the order in which their rules count. */
const styles = ['style.css', 'content.css', 'forms.css', 'changes.css', 'narrow.css'] as const
const assets = [...styles, 'page.js', 'icon.svg', 'api.css', 'sandbox.js'] as const
/** What a script asks for by its own version: a change in these is one in that. */
const partsOf: Readonly<Partial<Record<(typeof assets)[number], readonly string[]>>> = {
  'sandbox.js': ['sandbox-request.js', 'sandbox-fields.js', 'sandbox-modules.js', 'sandbox-answer.js'],
}
const assetPaths = Object.fromEntries(
  assets.map(name => [name, `/assets/${name}?${assetVersion([name, ...(partsOf[name] ?? [])])}`]),
) as Record<(typeof assets)[number], string>

/** Writes a page out. */
export function showPage(visit: Visit, content: PageContent): HttpResponse {
  const { wiki, language } = visit
  const lang = bcp47(language)
  const direction = directionOf(language)
  const markup = html`<!DOCTYPE html>
<html class="client-nojs" lang="${lang}" dir="${direction}">
${head(visit, content)}
<body class="${bodyClasses(visit, content, direction)}">
<a class="skip" href="#content">${visit.say('x-skip-to-content')}</a>
<header class="site">
<a class="wordmark" href="${articlePath(wiki, mainPageOf(wiki))}">${wiki.config.siteName}</a>
<a class="to-menu" href="#p-navigation">${visit.say('navigation-heading')}</a>
${searchForm(visit)}
${personalMenu(visit, content.special === 'UserLogin' || content.special === 'CreateAccount' ? (visit.get('returnto') ?? '') : wiki.nameOf(content.at))}
</header>
<div class="frame">
<main id="content" tabindex="-1">
${tabs(visit, content)}
${messagesNotice(visit)}
<h1 id="firstHeading" class="firstHeading">${content.heading ?? content.title}</h1>
<div id="bodyContent">
${content.subtitle !== undefined && html`<div id="contentSub" class="subtitle">${content.subtitle}</div>`}
<div id="mw-content-text">${content.body}</div>
${content.after}
</div>
</main>
${sidebar(visit, content.subject, content.revision)}
</div>
<footer id="footer">
${content.foot !== undefined && html`<p id="footer-info-lastmod">${content.foot}</p>`}
<ul><li><a href="${specialPath(wiki, 'Version')}">${visit.say('x-powered-by', `Palimpsest ${version}`)}</a></li></ul>
</footer>
${inertJson('mw-config', pageConfig(visit, content))}
</body>
</html>
`
  return {
    status: content.status ?? 200,
    headers: { ...pageHeaders(visit.http, language), ...content.headers },
    body: markup.markup,
  }
}

/** That somebody has written to the reader. */
function messagesNotice(visit: Visit): Html | false {
  const { viewer, wiki } = visit
  if (!visit.hasMessages) return false
  const talk = makeTitle(3, viewer.name.replaceAll(' ', '_'))
  return html`<p class="notice usermessage" role="status"><a href="${articlePath(wiki, talk)}">${visit.say('x-new-messages')}</a></p>`
}

/** Headers of a page: nobody else gets a copy, no script of strangers runs, no other site frames it. */
export function pageHeaders(http: HttpRequest, language: string): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': bcp47(language),
    'Cache-Control': 'private, no-cache',
    Vary: 'Cookie',
    'Content-Security-Policy': contentSecurity(http.host),
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  }
}

/** Wikitext may style its elements; all else comes from our own files, and scripts from the folder of assets alone. */
function contentSecurity(host: string): string {
  const scripts = /^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/i.test(host) ? `${host}/assets/` : "'self'"
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "media-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

const isStyle = (name: PageAsset): boolean => name.endsWith('.css')

function head(visit: Visit, content: PageContent): Html {
  const { wiki } = visit
  const { config } = wiki
  const { subject, robots, assets: own = [] } = content
  const isMain = subject !== undefined && content.action === 'view' && isMainPage(visit, subject.title)
  const title = isMain ? config.siteName : visit.say('pagetitle', content.title, config.siteName)
  const api = `${config.server}${config.scriptPath}/api.php`
  return html`<head>
<meta charset="UTF-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${generator}">
<meta name="color-scheme" content="light dark">
${robots !== undefined && html`<meta name="robots" content="${robots}">`}
${[...styles, ...own.filter(isStyle)].map(name => html`<link rel="stylesheet" href="${assetPaths[name]}">`)}
<link rel="icon" href="${assetPaths['icon.svg']}" type="image/svg+xml">
<link rel="EditURI" type="application/rsd+xml" href="${api}?action=rsd">
${
  subject?.page !== undefined &&
  subject.may('edit') &&
  html`<link rel="alternate" type="application/x-wiki" title="${visit.say('edit')}" href="${pathOf(wiki, subject.title, { action: 'edit' })}">`
}
${content.action === 'view' && subject?.page !== undefined && html`<link rel="canonical" href="${config.server}${articlePath(wiki, subject.title)}">`}
<script src="${assetPaths['page.js']}" defer></script>
${own.filter(name => !isStyle(name)).map(name => html`<script type="module" src="${assetPaths[name]}"></script>`)}
</head>`
}

function bodyClasses(visit: Visit, { at, action = 'view', special }: PageContent, direction: string): string {
  const { namespaces } = visit.wiki.titles
  const plain = prefixedDbKey(makeTitle(at.namespace, at.dbKey), namespaces).replace(/[^\w\u0080-\u{10ffff}-]+/gu, '_')
  const kind = at.namespace === -1 ? 'ns-special' : isTalkNamespace(at.namespace) ? 'ns-talk' : 'ns-subject'
  const classes = ['mediawiki', direction, `sitedir-${direction}`, `ns-${at.namespace}`, kind, `page-${plain}`]
  if (special !== undefined) classes.push(`mw-special-${special}`)
  return [...classes, 'skin-palimpsest', `action-${action}`].join(' ')
}

function tabs(visit: Visit, { subject, action = 'view', at }: PageContent): Html {
  if (subject === undefined || subject.title.namespace < 0) {
    return html`<div class="tabs"><nav id="p-namespaces" class="portlet" aria-label="${visit.say('namespaces')}"><ul>
<li id="ca-nstab-special"><a href="${articlePath(visit.wiki, at)}" aria-current="page">${visit.say('nstab-special')}</a></li></ul></nav></div>`
  }
  const { views, more } = actionTabs(visit, subject, action)
  return html`<div class="tabs">${namespaceTabs(visit, subject)}${views}${more}</div>`
}
