// action=purge: throws away what is kept of a page, after asking, so that its next reader gets it anew.
import { timestampOf } from '../../api/timestamps.ts'
import type { HttpResponse } from '../../http/message.ts'
import { purge as purgePages } from '../../pages/purge.ts'
import type { Title } from '../../pages/title.ts'
import { articlePath, pathOf } from '../addresses.ts'
import { hiddenToken } from '../form.ts'
import { html } from '../html.ts'
import { showPage } from '../layout.ts'
import { lostSessionBox, showMessage } from '../notices.ts'
import { redirectTo } from '../redirect.ts'
import { loadSubject } from '../subject.ts'
import type { Visit } from '../visit.ts'

export async function purge(visit: Visit, title: Title): Promise<HttpResponse> {
  const { wiki } = visit
  const subject = await loadSubject(visit, title)
  const { page, performer } = subject
  const name = wiki.nameOf(title)
  if (page === undefined) {
    const text = visit.tell('noarticletext-nopermission')
    return showMessage(visit, { at: title, subject, status: 404, title: name, text })
  }
  if (visit.wasPosted && visit.isOurForm()) {
    visit.mustBeWritable()
    performer.refuseBlocked()
    performer.limit('purge')
    await purgePages(wiki, [page.page_id], timestampOf(visit.now))
    return redirectTo(articlePath(wiki, title), 303)
  }
  const body = html`${visit.wasPosted && lostSessionBox(visit)}<form method="post" action="${pathOf(wiki, title, { action: 'purge' })}">${hiddenToken(visit)}
<p>${visit.say('confirm-purge-top')}</p><div class="buttons"><button class="primary" name="wpPurge" value="1">${visit.say('x-purge')}</button><a href="${articlePath(wiki, title)}">${visit.say('cancel')}</a></div></form>`
  const status = visit.wasPosted ? 400 : 200
  return showPage(visit, { status, title: name, at: title, subject, action: 'purge', body, robots: 'noindex,nofollow' })
}
