// Pages that say why there is nothing else, and the boxes in which pages say things.
import { Failure, type Problem } from '../errors.ts'
import type { HttpResponse } from '../http/message.ts'
import { expandContextOf } from '../pages/wikitext-context.ts'
import { presentHtml, render } from '../wikitext/index.ts'
import { specialPath } from './addresses.ts'
import { type Html, html, trusted } from './html.ts'
import { showPage } from './layout.ts'
import type { PageContent } from './page-content.ts'
import { mainPageOf } from './subject.ts'
import type { Visit } from './visit.ts'

export const noticeBox = (text: Html): Html => html`<div class="notice">${text}</div>`
export const warningBox = (text: Html): Html => html`<div class="warning" role="note">${text}</div>`
export const errorBox = (text: Html): Html => html`<div class="error" role="alert">${text}</div>`
export const successBox = (text: Html): Html => html`<div class="success" role="status">${text}</div>`

/** A problem in words. Its message is wikitext of several paragraphs; what came from a request is escaped in it. */
export async function problemText(visit: Visit, problem: Problem): Promise<Html> {
  const { wiki } = visit
  const wikitext = wiki.messages.wikitext(problem.message, visit.language)
  const rendering = await render(wikitext, expandContextOf(wiki, mainPageOf(wiki), visit.now))
  return trusted(presentHtml(rendering, { toc: 'none' }))
}

export async function problemsBox(visit: Visit, problems: readonly Problem[]): Promise<Html> {
  const texts: Html[] = []
  for (const problem of problems) texts.push(await problemText(visit, problem))
  return errorBox(html`${texts}`)
}

/** Why a form that was sent in did nothing. */
export const lostSessionBox = (visit: Visit): Html => errorBox(html`<p>${visit.say('session_fail_preview')}</p>`)

const statuses: Readonly<Record<string, number>> = {
  editconflict: 409,
  articleexists: 409,
  ratelimited: 429,
  readonly: 503,
  missingtitle: 404,
  badmodule: 404,
  nosuchrevid: 404,
  nosuchlogid: 404,
  nosuchpageid: 404,
  nosuchuser: 404,
}
const refusals = /denied|protected|^cant|blocked|namespace|^tags-.*-(no-permission|blocked)$/

/** The HTTP status that fits a failure. */
export const statusOf = ({ code }: Pick<Failure, 'code'>): number => statuses[code] ?? (refusals.test(code) ? 403 : 400)

/** A page that shows what stood against what somebody wanted. */
export async function showFailure(visit: Visit, at: PageContent['at'], failure: Failure): Promise<HttpResponse> {
  const status = statusOf(failure)
  const isRefused = status === 403
  const title = visit.say(isRefused ? 'permissionserrors' : 'x-not-done')
  const login =
    isRefused && !visit.viewer.isRegistered
      ? html`<p><a href="${specialPath(visit.wiki, 'UserLogin', { returnto: visit.wiki.nameOf(at) })}">${visit.say('x-login-may-help')}</a></p>`
      : undefined
  return showPage(visit, {
    status,
    title,
    at,
    robots: 'noindex,nofollow',
    body: html`${await problemsBox(visit, failure.problems)}${login}`,
    headers: failure.headers,
  })
}

/** A page of one sentence: there is no such thing. */
export function showMessage(
  visit: Visit,
  of: Pick<PageContent, 'at' | 'title' | 'subject' | 'special'> & { status: number; text: Html },
): HttpResponse {
  return showPage(visit, { ...of, robots: 'noindex,nofollow', body: errorBox(html`<p>${of.text}</p>`) })
}

export const isFailure = (error: unknown): error is Failure => error instanceof Failure
