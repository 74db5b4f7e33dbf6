// action=info: what the wiki knows of a page.
import type { HttpResponse } from '../../http/message.ts'
import type { Title } from '../../pages/title.ts'
import { oldestRevision } from '../../revisions/neighbour-store.ts'
import { revisionById } from '../../revisions/revision-store.ts'
import { pathOf } from '../addresses.ts'
import { type Html, html } from '../html.ts'
import { showPage } from '../layout.ts'
import { showMessage } from '../notices.ts'
import { Links, sayTime, shownActor, time, titlesOfActor } from '../pieces.ts'
import { loadSubject } from '../subject.ts'
import type { Visit } from '../visit.ts'

export async function info(visit: Visit, title: Title): Promise<HttpResponse> {
  const { wiki, db } = visit
  const subject = await loadSubject(visit, title)
  const { page, state } = subject
  const name = wiki.nameOf(title)
  const heading = visit.say('pageinfo-title', name)
  if (page === undefined) {
    return showMessage(visit, {
      at: title,
      subject,
      status: 404,
      title: heading,
      text: visit.tell('noarticletext-nopermission'),
    })
  }
  const [latest, first] = await Promise.all([revisionById(db, page.page_latest), oldestRevision(db, page.page_id)])
  const titles = [latest, first].flatMap(one => (one === undefined ? [] : titlesOfActor(visit, one.actor)))
  const links = await Links.to(visit, titles)
  const protection = state.restrictions.map(
    one =>
      html`<li>${visit.say(`restriction-${one.type}`)}: ${visit.say(`protect-level-${one.level}`)} (${
        one.expiry === 'infinity'
          ? visit.say('protect-expiry-indefinite')
          : visit.say('protect-expiring', sayTime(visit, one.expiry))
      })</li>`,
  )
  const rows: readonly (readonly [string, Html])[] = [
    ['pageinfo-display-title', html`${name}`],
    ['pageinfo-article-id', html`${page.page_id}`],
    [
      'pageinfo-content-model',
      html`${visit.say([`content-model-${page.page_content_model}`, 'content-model-unknown'])}`,
    ],
    ['pageinfo-length', html`${visit.say('nbytes', page.page_len)}`],
    ['x-info-redirect', html`${visit.say(page.page_is_redirect === 1 ? 'x-yes' : 'x-no')}`],
    [
      'x-info-protection',
      protection.length === 0 ? html`${visit.say('protect-default')}` : html`<ul>${protection}</ul>`,
    ],
    ...(first === undefined
      ? []
      : ([
          ['pageinfo-firstuser', shownActor(visit, links, first.actor)],
          ['pageinfo-firsttime', time(visit, first.timestamp)],
        ] as const)),
    ...(latest === undefined
      ? []
      : ([
          ['pageinfo-lastuser', shownActor(visit, links, latest.actor)],
          ['pageinfo-lasttime', time(visit, latest.timestamp)],
          ['x-info-latest', html`<a href="${pathOf(wiki, title, { oldid: latest.id })}">${String(latest.id)}</a>`],
        ] as const)),
  ]
  return showPage(visit, {
    title: heading,
    at: title,
    subject,
    action: 'info',
    body: html`<table class="listing mw-page-info"><tbody>${rows.map(([key, value]) => html`<tr><th scope="row">${visit.say(key)}</th><td>${value}</td></tr>`)}</tbody></table>`,
    robots: 'noindex,nofollow',
  })
}
