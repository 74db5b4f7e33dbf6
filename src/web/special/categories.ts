// Special:Categories: all categories that have a page or members.
import type { HttpResponse } from '../../http/message.ts'
import { categoriesInRange } from '../../links/category-list-store.ts'
import { NS } from '../../pages/namespaces.ts'
import { makeTitle, parseTitle, titleText } from '../../pages/title.ts'
import { scriptOf, specialPath } from '../addresses.ts'
import { hidden, textField } from '../form.ts'
import { html } from '../html.ts'
import { noticeBox } from '../notices.ts'
import { Links, pager } from '../pieces.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const categories: SpecialPage = { group: 'pages', title: 'categories', show }

const categoriesAtOnce = 200

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const { wiki, db } = visit
  const typed = visit.text('from') ?? parameter
  const parsed = parseTitle(typed, wiki.titles, NS.category)
  const from = parsed.ok ? parsed.title.dbKey : undefined
  const ranges = [{ ascending: true, ...(from === undefined ? {} : { from }) }]
  const rows = await categoriesInRange(db, {
    ranges,
    ascending: true,
    min: undefined,
    max: undefined,
    limit: categoriesAtOnce + 1,
  })
  const next = rows[categoriesAtOnce]
  const shown = rows
    .slice(0, categoriesAtOnce)
    .map(row => ({ title: makeTitle(NS.category, row.cat_title), members: row.cat_pages }))
  const links = await Links.to(
    visit,
    shown.map(one => one.title),
  )
  const items = shown.map(
    ({ title, members }) =>
      html`<li>${links.page(title, titleText(title))} <span class="small">(${visit.say('nmembers', members)})</span></li>`,
  )
  const ways = pager(visit, {
    first: from === undefined ? undefined : specialPath(wiki, 'Categories'),
    older: next && specialPath(wiki, 'Categories', { from: next.cat_title }),
  })
  return showSpecial(visit, 'Categories', parameter, {
    title: visit.say('categories'),
    body: html`<form class="filters" action="${scriptOf(wiki)}">${hidden('title', 'Special:Categories')}${textField({ name: 'from', label: visit.say('allpagesfrom'), value: typed })}<button>${visit.say('x-show')}</button></form>
${items.length === 0 ? noticeBox(html`<p>${visit.say('x-no-categories')}</p>`) : html`<ul class="columns">${items}</ul>`}${ways}`,
  })
}
