// Special:WhatLinksHere: which pages link to a page, include it, or show a file.
import type { HttpResponse } from '../../http/message.ts'
import { type ReferenceKind, type ReferenceRow, referencesTo } from '../../links/backlinks-store.ts'
import { NS } from '../../pages/namespaces.ts'
import { titleOfPage } from '../../pages/page-store.ts'
import { parseTitle } from '../../pages/title.ts'
import { articlePath, pathOf, scriptOf, specialPath } from '../addresses.ts'
import { namespaceAsked, namespaceChoices } from '../change-lines.ts'
import { hidden, selectField, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { errorBox, noticeBox } from '../notices.ts'
import { pager } from '../pieces.ts'
import { loadSubject } from '../subject.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const whatLinksHere: SpecialPage = { group: 'pages', title: 'whatlinkshere', show }

const pagesAtOnce = 100
const kinds: readonly ReferenceKind[] = ['link', 'inclusion', 'file']

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const { wiki, db } = visit
  const typed = visit.text('target') ?? parameter
  const parsed = typed === '' ? undefined : parseTitle(typed, wiki.titles)
  if (parsed === undefined || !parsed.ok || parsed.title.interwiki !== '') {
    const wrong = parsed !== undefined && errorBox(html`<p>${visit.say('badtitletext')}</p>`)
    return showSpecial(visit, 'WhatLinksHere', '', {
      title: visit.say('whatlinkshere'),
      body: html`${wrong}${filters(visit, typed, 'link')}`,
    })
  }
  const { title } = parsed
  const name = wiki.nameOf(title)
  const kind = kinds.find(one => one === visit.get('kind')) ?? (title.namespace === NS.file ? 'file' : 'link')
  const namespace = namespaceAsked(visit)
  const from = visit.id('from')
  const rows = await referencesTo(db, {
    kind,
    targets: [title],
    namespaces: namespace === undefined ? undefined : [namespace],
    redirects: undefined,
    ascending: true,
    limit: pagesAtOnce + 1,
    at: from === undefined ? undefined : { namespace: namespace ?? 0, page: from },
  })
  const next = rows[pagesAtOnce]
  const to = (start: number | undefined): string =>
    specialPath(wiki, 'WhatLinksHere', { kind, namespace, from: start }, name)
  const ways = pager(visit, { first: from === undefined ? undefined : to(undefined), older: next && to(next.page_id) })
  const items = rows.slice(0, pagesAtOnce).map(row => item(visit, row))
  return showSpecial(visit, 'WhatLinksHere', name, {
    title: visit.say('whatlinkshere-title', name),
    subject: await loadSubject(visit, title),
    action: 'whatlinkshere',
    body: html`${filters(visit, name, kind)}${ways}${items.length === 0 ? noticeBox(html`<p>${visit.say('nolinkshere')}</p>`) : html`<ul>${items}</ul>`}${ways}`,
  })
}

function item(visit: Visit, row: ReferenceRow): Html {
  const { wiki } = visit
  const title = titleOfPage(row)
  const isRedirect = row.page_is_redirect === 1
  const href = isRedirect ? pathOf(wiki, title, { redirect: 'no' }) : articlePath(wiki, title)
  return html`<li><a href="${href}">${wiki.nameOf(title)}</a>${isRedirect && html` <span class="small">(${visit.say('isredirect')})</span>`} <span class="small">(<a href="${specialPath(wiki, 'WhatLinksHere', {}, wiki.nameOf(title))}">${visit.say('whatlinkshere-links')}</a>)</span></li>`
}

function filters(visit: Visit, target: string, kind: ReferenceKind): Html {
  const all = { value: '', label: visit.say('namespacesall') }
  const choices = kinds.map(one => ({ value: one, label: visit.say(`x-reference-${one}`) }))
  return html`<form class="filters" action="${scriptOf(visit.wiki)}">${hidden('title', 'Special:WhatLinksHere')}
${textField({ name: 'target', label: visit.say('whatlinkshere-page'), value: target, required: true })}${selectField('kind', visit.say('x-reference'), choices, kind)}
${selectField('namespace', visit.say('namespace'), [all, ...namespaceChoices(visit)], visit.text('namespace') ?? '')}<button>${visit.say('x-show')}</button></form>`
}
