// action=delete: asks why, and deletes the page.
import type { HttpResponse } from '../../http/message.ts'
import { deletePage } from '../../pages/delete.ts'
import type { Title } from '../../pages/title.ts'
import { articlePath, pathOf } from '../addresses.ts'
import { hiddenToken, reasonField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { html } from '../html.ts'
import { showPage } from '../layout.ts'
import { problemsBox, showMessage, successBox, warningBox } from '../notices.ts'
import { loadSubject } from '../subject.ts'
import type { Visit } from '../visit.ts'

export async function deleteView(visit: Visit, title: Title): Promise<HttpResponse> {
  const { wiki } = visit
  const subject = await loadSubject(visit, title)
  const name = wiki.nameOf(title)
  const heading = visit.say('delete-confirm', name)
  const problems = subject.performer.problemsOn('delete', subject.state)
  const frame = { title: heading, at: title, subject, action: 'delete', robots: 'noindex,nofollow' } as const
  if (problems.length > 0) return showPage(visit, { ...frame, status: 403, body: await problemsBox(visit, problems) })
  if (subject.page === undefined) {
    return showMessage(visit, {
      at: title,
      subject,
      status: 404,
      title: heading,
      text: visit.tell('cannotdelete', name),
    })
  }
  return answerForm(visit, {
    show(above, status) {
      const body = html`${above}${warningBox(html`<p>${visit.say('confirmdeletetext')}</p>`)}
<form method="post" action="${pathOf(wiki, title, { action: 'delete' })}">${hiddenToken(visit)}${reasonField(visit, visit.get('wpReason') ?? '')}
<div class="buttons"><button class="primary">${visit.say('delete')}</button><a href="${articlePath(wiki, title)}">${visit.say('cancel')}</a></div></form>`
      return showPage(visit, { ...frame, status, body })
    },
    async carryOut() {
      await deletePage(wiki, subject.performer, { title, reason: visit.text('wpReason'), tags: [] })
      const body = html`${successBox(html`<p>${visit.tell('deletedtext', name)}</p>`)}<p><a href="${articlePath(wiki, title)}">${name}</a></p>`
      return showPage(visit, {
        ...frame,
        subject: await loadSubject(visit, title),
        title: visit.say('actioncomplete'),
        body,
      })
    },
  })
}
