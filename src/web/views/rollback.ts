// action=rollback: takes back the edits of a page's last author, after asking.
import type { HttpResponse } from '../../http/message.ts'
import { rollBack } from '../../pages/rollback.ts'
import type { Title } from '../../pages/title.ts'
import { articlePath, pathOf } from '../addresses.ts'
import { checkbox, hidden, hiddenToken, textField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { html } from '../html.ts'
import { showPage } from '../layout.ts'
import { problemsBox, successBox } from '../notices.ts'
import { loadSubject } from '../subject.ts'
import type { Visit } from '../visit.ts'

export async function rollback(visit: Visit, title: Title): Promise<HttpResponse> {
  const { wiki, viewer } = visit
  const subject = await loadSubject(visit, title)
  const name = wiki.nameOf(title)
  const from = visit.get('from') ?? ''
  const frame = {
    title: visit.say('x-roll-back', name),
    at: title,
    subject,
    action: 'rollback',
    robots: 'noindex,nofollow',
  } as const
  const problems = subject.performer.problemsOn('rollback', subject.state)
  if (problems.length > 0) return showPage(visit, { ...frame, status: 403, body: await problemsBox(visit, problems) })
  return answerForm(visit, {
    token: 'rollback',
    show(above, status) {
      const body = html`${above}<form method="post" action="${pathOf(wiki, title, { action: 'rollback' })}">${hiddenToken(visit, 'rollback')}${hidden('from', from)}
<p>${visit.tell('x-roll-back-ask', html`<bdi><b>${from}</b></bdi>`)}</p>
${textField({ name: 'wpSummary', label: visit.say('summary'), value: visit.get('wpSummary'), maxLength: 500, help: visit.say('x-roll-back-summary-help') })}
${viewer.may('markbotedits') && checkbox('bot', visit.say('x-mark-as-bot'), visit.isOn('bot'))}
<div class="buttons"><button class="primary">${visit.say('rollbacklink')}</button><a href="${articlePath(wiki, title)}">${visit.say('cancel')}</a></div></form>`
      return showPage(visit, { ...frame, status, body })
    },
    async carryOut() {
      const order = { title, user: from, summary: visit.get('wpSummary') ?? '', markBot: visit.isOn('bot'), tags: [] }
      const done = await rollBack(wiki, subject.performer, order)
      const diff = pathOf(wiki, title, { diff: done.revId, oldid: done.oldRevId })
      const body = html`${successBox(html`<p>${visit.say('x-rolled-back', from)}</p>`)}<p><a href="${diff}">${visit.say('diff')}</a></p>`
      return showPage(visit, { ...frame, subject: await loadSubject(visit, title), body })
    },
  })
}
