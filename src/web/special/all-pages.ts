// Special:AllPages: the pages of a namespace by title.
import type { HttpResponse } from '../../http/message.ts'
import { pagesInRange } from '../../pages/page-list-store.ts'
import { canExist, makeTitle, parseTitle, type Title, titleText } from '../../pages/title.ts'
import { articlePath, scriptOf, specialPath } from '../addresses.ts'
import { namespaceAsked, namespaceChoices } from '../change-lines.ts'
import { checkbox, hidden, selectField, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { noticeBox } from '../notices.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const allPages: SpecialPage = { group: 'pages', title: 'allpages', show: showAllPages }

const pagesAtOnce = 345

async function showAllPages(visit: Visit, parameter: string): Promise<HttpResponse> {
  const { db, wiki } = visit
  const typed = visit.text('from') ?? parameter
  const parsed = typed === '' ? undefined : parseTitle(typed, wiki.titles, namespaceAsked(visit) ?? 0)
  const start = parsed?.ok && canExist(parsed.title) ? parsed.title : undefined
  const namespace = start?.namespace ?? namespaceAsked(visit) ?? 0
  const hidesRedirects = visit.isOn('hideredirects')
  const filter = hidesRedirects ? { redirect: false } : {}
  const ascending = { from: start?.dbKey, ascending: true }
  const [rows, before] = await Promise.all([
    pagesInRange(db, namespace, [ascending], filter, pagesAtOnce + 1),
    start === undefined
      ? []
      : pagesInRange(db, namespace, [{ from: start.dbKey, ascending: false }], filter, pagesAtOnce + 1),
  ])
  const redirects = new Set(
    hidesRedirects
      ? []
      : (
          await pagesInRange(
            db,
            namespace,
            [{ ...ascending, to: rows.at(-1)?.page_title }],
            { redirect: true },
            pagesAtOnce + 1,
          )
        ).map(row => row.page_id),
  )
  const next = rows[pagesAtOnce]
  const earlier = before.filter(row => row.page_title !== start?.dbKey).at(-1)
  const to = (dbKey: string): string =>
    specialPath(wiki, 'AllPages', {
      from: wiki.nameOf(makeTitle(namespace, dbKey)),
      namespace,
      hideredirects: hidesRedirects,
    })
  const ways = html`<nav class="pager" aria-label="${visit.say('x-pages-of-list')}">${
    earlier &&
    html`<a rel="prev" href="${to(earlier.page_title)}">${visit.say('prevpage', titleText(makeTitle(0, earlier.page_title)))}</a>`
  }${next && html`<a rel="next" href="${to(next.page_title)}">${visit.say('nextpage', titleText(makeTitle(0, next.page_title)))}</a>`}</nav>`
  const items = rows
    .slice(0, pagesAtOnce)
    .map(row => pageItem(visit, makeTitle(row.page_namespace, row.page_title), redirects.has(row.page_id)))
  const body = html`<form class="filters" action="${scriptOf(wiki)}">${hidden('title', 'Special:AllPages')}
${textField({ name: 'from', label: visit.say('allpagesfrom'), value: typed })}${selectField('namespace', visit.say('namespace'), namespaceChoices(visit), String(namespace))}
${checkbox('hideredirects', visit.say('allpages-hide-redirects'), hidesRedirects)}<button>${visit.say('allpagessubmit')}</button></form>${ways}
${items.length === 0 ? noticeBox(html`<p>${visit.say('x-no-pages')}</p>`) : html`<ul class="columns mw-allpages-chunk">${items}</ul>`}${ways}`
  const name = wiki.titles.namespaces.byId.get(namespace)?.name ?? ''
  return showSpecial(visit, 'AllPages', parameter, {
    title: namespace === 0 ? visit.say('allarticles') : visit.say('allinnamespace', name),
    body,
  })
}

const pageItem = ({ wiki }: Visit, title: Title, isRedirect: boolean): Html =>
  html`<li${isRedirect && html` class="allpagesredirect"`}><a href="${articlePath(wiki, title)}" title="${wiki.nameOf(title)}">${titleText(title)}</a></li>`
