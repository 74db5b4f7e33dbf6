// action=watch and action=unwatch: puts a page on the reader's watchlist, or takes it off.

import type { HttpResponse } from '../../http/message.ts'
import type { UserId } from '../../ids.ts'
import type { Title } from '../../pages/title.ts'
import { unwatch as unwatchPage, watch as watchPage } from '../../watchlist/watch.ts'
import { articlePath, pathOf, specialPath } from '../addresses.ts'
import { hiddenToken } from '../form.ts'
import { html } from '../html.ts'
import { showPage } from '../layout.ts'
import { lostSessionBox } from '../notices.ts'
import { redirectTo } from '../redirect.ts'
import { loadSubject } from '../subject.ts'
import type { Visit } from '../visit.ts'

export const watch = (visit: Visit, title: Title): Promise<HttpResponse> => change(visit, title, 'watch')
export const unwatch = (visit: Visit, title: Title): Promise<HttpResponse> => change(visit, title, 'unwatch')

async function change(visit: Visit, title: Title, action: 'watch' | 'unwatch'): Promise<HttpResponse> {
  const { viewer, wiki } = visit
  if (!viewer.isRegistered) return redirectTo(specialPath(wiki, 'UserLogin', { returnto: wiki.nameOf(title) }))
  const isOurs = visit.isOurForm('watch')
  if (visit.wasPosted && isOurs) {
    visit.mustBeWritable()
    const performer = await visit.performer()
    performer.permit('editmywatchlist', { evenIfBlocked: true })
    const user = viewer.userId as UserId
    await wiki.database.write(tx => (action === 'watch' ? watchPage : unwatchPage)(tx, user, title))
    return redirectTo(articlePath(wiki, title), 303)
  }
  const name = wiki.nameOf(title)
  const ask = visit.say(action === 'watch' ? 'confirm-watch-top' : 'confirm-unwatch-top')
  return showPage(visit, {
    status: visit.wasPosted ? 400 : 200,
    title: name,
    at: title,
    subject: await loadSubject(visit, title),
    action,
    body: html`${visit.wasPosted && lostSessionBox(visit)}<form method="post" action="${pathOf(wiki, title, { action })}">${hiddenToken(visit, 'watch')}
<p>${ask}</p><div class="buttons"><button class="primary">${visit.say(action)}</button><a href="${articlePath(wiki, title)}">${visit.say('cancel')}</a></div></form>`,
    robots: 'noindex,nofollow',
  })
}
