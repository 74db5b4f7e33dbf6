// Captchas on pages: the field that asks, what somebody answered, and the image.
import type { CaptchaAction, CaptchaAnswer, Challenge } from '../captcha/captcha.ts'
import { captchaImage } from '../captcha/image.ts'
import type { HttpResponse } from '../http/message.ts'
import { hidden, textField } from './form.ts'
import { type Html, html } from './html.ts'
import type { Visit } from './visit.ts'

const messages: Readonly<Record<CaptchaAction, string>> = {
  edit: 'captcha-edit',
  create: 'captcha-create',
  addurl: 'captcha-addurl',
  createaccount: 'captcha-createaccount',
  badlogin: 'captcha-badlogin',
}

/** A captcha in a form. */
export function captchaField(visit: Visit, { id, question, url }: Challenge, action: CaptchaAction): Html {
  const asked = question === undefined ? undefined : html`${question} =`
  const image =
    url !== undefined &&
    html`<p><img class="captcha" src="${url}" alt="${visit.say('x-captcha-image')}" width="240" height="80"></p>`
  return html`<div class="captcha">${hidden('wpCaptchaId', id)}<p>${visit.tell(messages[action])}</p>${image}
${textField({ name: 'wpCaptchaWord', label: asked ?? visit.say('captcha-label'), help: visit.say('captcha-help'), required: true, autocomplete: 'off' })}</div>`
}

/** The field for who must answer a captcha first; nothing for who must not. */
export const askedCaptcha = async (visit: Visit, action: CaptchaAction, isAsked: boolean): Promise<Html | undefined> =>
  isAsked ? captchaField(visit, await visit.wiki.captcha.ask(visit.now), action) : undefined

/** What was answered; undefined where nothing was asked. */
export function sentCaptcha(visit: Visit): CaptchaAnswer | undefined {
  const id = visit.http.body?.get('wpCaptchaId')
  return id === undefined ? undefined : { id, word: visit.http.body?.get('wpCaptchaWord') ?? '' }
}

/** The image of a captcha that waits for its answer, and of no other. */
export async function showCaptchaImage(visit: Visit): Promise<HttpResponse> {
  const id = visit.get('wpCaptchaId') ?? ''
  const word = await visit.wiki.captcha.wordOf(id, visit.now)
  const headers = { 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' }
  if (word === undefined) {
    return { status: 404, headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }, body: '' }
  }
  return { status: 200, headers: { ...headers, 'Content-Type': 'image/png' }, body: captchaImage(word, id) }
}
