// The menus around a page: its tabs, what the reader may do here, the ways through the wiki.
import { makeTitle, type Title, titleText } from '../pages/title.ts'
import { articlePath, pathOf, scriptOf, specialPath } from './addresses.ts'
import { hiddenToken } from './form.ts'
import { type Html, html } from './html.ts'
import { mainPageOf, type Subject } from './subject.ts'
import type { Visit } from './visit.ts'

interface Entry {
  /** The id of the list item, as scripts of other wikis know it: `ca-edit`. */
  readonly id: string
  readonly href: string
  readonly label: string
  readonly isHere?: boolean
  readonly isMissing?: boolean
}

const entryHtml = ({ id, href, label, isHere, isMissing }: Entry): Html =>
  html`<li id="${id}"><a href="${href}"${isHere === true && html` aria-current="page"`}${isMissing === true && html` class="new"`}>${label}</a></li>`

function list(id: string, label: string, items: readonly Html[]): Html {
  return html`<nav id="${id}" class="portlet" aria-label="${label}"><ul>${items}</ul></nav>`
}

/** Who the reader is, and the ways to become somebody. */
export function personalMenu(visit: Visit, returnTo: string): Html {
  const { wiki, viewer } = visit
  const entry = (id: string, title: Title, key: string): Html =>
    entryHtml({ id, href: articlePath(wiki, title), label: visit.say(key) })
  if (!viewer.isRegistered) {
    const back = returnTo === '' ? {} : { returnto: returnTo }
    const items = [
      viewer.may('createaccount') &&
        entryHtml({
          id: 'pt-createaccount',
          href: specialPath(wiki, 'CreateAccount', back),
          label: visit.say('createaccount'),
        }),
      entryHtml({ id: 'pt-login', href: specialPath(wiki, 'UserLogin', back), label: visit.say('login') }),
    ]
    return list(
      'p-personal',
      visit.say('personaltools'),
      items.filter(item => item !== false),
    )
  }
  const name = viewer.name.replaceAll(' ', '_')
  return list('p-personal', visit.say('personaltools'), [
    entryHtml({ id: 'pt-userpage', href: articlePath(wiki, makeTitle(2, name)), label: viewer.name }),
    entry('pt-mytalk', makeTitle(3, name), 'mytalk'),
    entryHtml({ id: 'pt-preferences', href: specialPath(wiki, 'Preferences'), label: visit.say('mypreferences') }),
    entryHtml({ id: 'pt-watchlist', href: specialPath(wiki, 'Watchlist'), label: visit.say('mywatchlist') }),
    entryHtml({
      id: 'pt-mycontris',
      href: specialPath(wiki, 'Contributions', {}, viewer.name),
      label: visit.say('mycontris'),
    }),
    html`<li id="pt-logout"><form method="post" action="${specialPath(wiki, 'UserLogout')}">${hiddenToken(visit)}
<button class="as-link">${visit.say('pt-userlogout')}</button></form></li>`,
  ])
}

/** The page and its discussion. */
export function namespaceTabs(visit: Visit, { title, pair }: Subject): Html {
  const items = pair.map((one, index) => {
    const isTalk = index === 1
    return entryHtml({
      id: isTalk ? 'ca-talk' : 'ca-nstab-main',
      href: one.exists
        ? articlePath(visit.wiki, one.title)
        : pathOf(visit.wiki, one.title, { action: 'edit', redlink: true }),
      label: isTalk ? visit.say('talk') : visit.say(tabKeys(one.title.namespace)),
      isHere: one.title.namespace === title.namespace,
      isMissing: !one.exists,
    })
  })
  return list('p-namespaces', visit.say('namespaces'), items)
}

const tabNames: Readonly<Record<number, string>> = {
  2: 'user',
  4: 'project',
  6: 'image',
  8: 'mediawiki',
  10: 'template',
  12: 'help',
  14: 'category',
}
const tabKeys = (namespace: number): string[] => [`nstab-${tabNames[namespace] ?? 'main'}`, 'nstab-main']

/** What can be done with the page: read, edit, see its history; and under “More” what changes it otherwise. */
export function actionTabs(visit: Visit, subject: Subject, action: string): { views: Html; more: Html | undefined } {
  const { wiki, viewer } = visit
  const { title, page } = subject
  const to = (id: string, key: string, act: string, here: readonly string[] = [act]): Html =>
    entryHtml({
      id: `ca-${id}`,
      href: act === 'view' ? articlePath(wiki, title) : pathOf(wiki, title, { action: act }),
      label: visit.say(key),
      isHere: here.includes(action),
    })
  const exists = page !== undefined
  const editKey = !subject.may('edit') ? 'viewsource' : exists ? 'edit' : 'create'
  const views = [
    exists && to('view', 'vector-view-view', 'view', ['view']),
    (exists || subject.may('edit')) &&
      to(editKey === 'viewsource' ? 'viewsource' : 'edit', editKey, 'edit', ['edit', 'submit']),
    exists && to('history', 'history_short', 'history'),
  ]
  const more = [
    exists &&
      subject.may('move') &&
      entryHtml({
        id: 'ca-move',
        href: specialPath(wiki, 'MovePage', {}, wiki.nameOf(title)),
        label: visit.say('move'),
        isHere: action === 'move',
      }),
    exists && subject.may('delete') && to('delete', 'delete', 'delete'),
    subject.may('protect') &&
      to(
        'protect',
        subject.state.restrictions.length > 0 || subject.state.titleProtection !== undefined ? 'unprotect' : 'protect',
        'protect',
      ),
  ].filter(item => item !== false)
  return {
    views: html`<nav id="p-views" class="portlet" aria-label="${visit.say('views')}"><ul>${views}${viewer.isRegistered && watchTab(visit, subject)}</ul></nav>`,
    more:
      more.length === 0
        ? undefined
        : html`<details id="p-cactions" class="portlet more"><summary>${visit.say('vector-more-actions')}</summary><ul>${more}</ul></details>`,
  }
}

/** A button, so that it works at once; the address behind it asks first. */
function watchTab(visit: Visit, { title, isWatched }: Subject): Html {
  const action = isWatched ? 'unwatch' : 'watch'
  return html`<li id="ca-${action}"><form method="post" action="${pathOf(visit.wiki, title, { action })}">${hiddenToken(visit, 'watch')}
<button class="as-tab">${visit.say(action)}</button></form></li>`
}

/** The ways through the wiki, and the tools for this page. */
export function sidebar(visit: Visit, subject: Subject | undefined, revision: number | undefined): Html {
  const { wiki } = visit
  const special = (id: string, key: string, name: string): Html =>
    entryHtml({ id, href: specialPath(wiki, name), label: visit.say(key) })
  const ways = [
    entryHtml({
      id: 'n-mainpage',
      href: articlePath(wiki, mainPageOf(wiki)),
      label: visit.say('mainpage-description'),
    }),
    special('n-recentchanges', 'recentchanges', 'RecentChanges'),
    special('n-randompage', 'randompage', 'Random'),
    special('n-allpages', 'allpages', 'AllPages'),
    special('n-tags', 'tags', 'Tags'),
    special('n-log', 'log', 'Log'),
    special('t-specialpages', 'specialpages', 'SpecialPages'),
  ]
  const tools = subject === undefined || subject.page === undefined ? [] : pageTools(visit, subject, revision)
  return html`<div class="sidebar">
<nav id="p-navigation" class="portlet" aria-labelledby="p-navigation-label"><h2 id="p-navigation-label">${visit.say('navigation-heading')}</h2><ul>${ways}</ul></nav>
${tools.length > 0 && html`<nav id="p-tb" class="portlet" aria-labelledby="p-tb-label"><h2 id="p-tb-label">${visit.say('toolbox')}</h2><ul>${tools}</ul></nav>`}
</div>`
}

function pageTools(visit: Visit, { title, page }: Subject, revision: number | undefined): Html[] {
  const { wiki } = visit
  const name = wiki.nameOf(title)
  const oldid = revision ?? page?.page_latest
  const owner = title.namespace === 2 || title.namespace === 3 ? (titleText(title).split('/')[0] ?? '') : ''
  return [
    ...(owner === ''
      ? []
      : [
          entryHtml({
            id: 't-contributions',
            href: specialPath(wiki, 'Contributions', {}, owner),
            label: visit.say('contributions'),
          }),
          ...(visit.viewer.may('block')
            ? [entryHtml({ id: 't-blockip', href: specialPath(wiki, 'Block', {}, owner), label: visit.say('block') })]
            : []),
          ...(visit.viewer.may('userrights')
            ? [
                entryHtml({
                  id: 't-userrights',
                  href: specialPath(wiki, 'UserRights', {}, owner),
                  label: visit.say('userrights'),
                }),
              ]
            : []),
        ]),
    entryHtml({
      id: 't-whatlinkshere',
      href: specialPath(wiki, 'WhatLinksHere', {}, name),
      label: visit.say('whatlinkshere'),
    }),
    entryHtml({ id: 't-log', href: specialPath(wiki, 'Log', { page: name }), label: visit.say('log') }),
    entryHtml({ id: 't-permalink', href: pathOf(wiki, title, { oldid }), label: visit.say('permalink') }),
    entryHtml({
      id: 't-info',
      href: pathOf(wiki, title, { action: 'info' }),
      label: visit.say('pageinfo-toolboxlink'),
    }),
    entryHtml({ id: 't-raw', href: pathOf(wiki, title, { action: 'raw' }), label: visit.say('x-tool-raw') }),
  ]
}

/** The field for a title or its beginning. */
export function searchForm(visit: Visit): Html {
  const label = visit.say('search')
  return html`<form id="p-search" class="search" role="search" action="${scriptOf(visit.wiki)}">
<input type="hidden" name="title" value="Special:Search"><input type="search" id="searchInput" name="search" aria-label="${label}"
 placeholder="${visit.say('x-search-placeholder')}" autocapitalize="sentences" maxlength="255"><button>${visit.say('x-search-go')}</button></form>`
}
