// Special:UserLogin and Special:UserLogout: becoming somebody, and nobody again.
import type { HttpResponse } from '../../http/message.ts'
import { parseTitle } from '../../pages/title.ts'
import { logInPerson, mustAnswerToLogIn } from '../../users/login.ts'
import { articlePath, specialPath } from '../addresses.ts'
import { askedCaptcha, sentCaptcha } from '../captcha.ts'
import { hidden, hiddenToken, textField } from '../form.ts'
import { type Html, html, nothing } from '../html.ts'
import { errorBox, lostSessionBox, noticeBox, successBox } from '../notices.ts'
import { redirectTo } from '../redirect.ts'
import { mainPageOf } from '../subject.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const userLogin: SpecialPage = { group: 'users', title: 'login', show: showLogin }
export const userLogout: SpecialPage = { group: 'users', title: 'logout', show: showLogout }

/** The page of this wiki to go back to, whatever was sent. */
export function returnPath(visit: Visit): string {
  const { wiki } = visit
  const parsed = parseTitle(visit.get('returnto') ?? '', wiki.titles)
  const isOurs = parsed.ok && parsed.title.interwiki === '' && parsed.title.dbKey !== ''
  const isAboutThis =
    isOurs && parsed.title.namespace === -1 && /^(userlog|createaccount|badtitle)/i.test(parsed.title.dbKey)
  return articlePath(wiki, isOurs && !isAboutThis ? parsed.title : mainPageOf(wiki))
}

async function showLogin(visit: Visit): Promise<HttpResponse> {
  const { wiki, session, http, now } = visit
  if (!visit.wasPosted) return loginForm(visit, nothing, 200)
  if (!visit.isOurForm('login')) return loginForm(visit, lostSessionBox(visit), 400)
  const name = http.body?.get('wpName') ?? ''
  const password = http.body?.get('wpPassword') ?? ''
  const outcome = await logInPerson(wiki, session, { name, password, ip: http.ip, now, captcha: sentCaptcha(visit) })
  if (outcome.ok) return redirectTo(returnPath(visit), 303)
  return loginForm(visit, errorBox(html`<p>${visit.tellMessage(outcome.problem.message)}</p>`), 401)
}

async function loginForm(visit: Visit, above: Html, status: number): Promise<HttpResponse> {
  const { viewer, wiki, http, now } = visit
  const captcha = await askedCaptcha(visit, 'badlogin', mustAnswerToLogIn(wiki, http.ip, now))
  const returnto = visit.get('returnto') ?? ''
  const already = viewer.isRegistered && noticeBox(html`<p>${visit.say('userlogin-loggedin', viewer.name)}</p>`)
  const body = html`${above}${already}<form id="userlogin" method="post" action="${specialPath(wiki, 'UserLogin')}">${hiddenToken(visit, 'login')}${hidden('returnto', returnto)}
${textField({ name: 'wpName', label: visit.say('userlogin-yourname'), value: visit.get('wpName'), required: true, autocomplete: 'username', focus: true })}
${textField({ name: 'wpPassword', label: visit.say('userlogin-yourpassword'), type: 'password', required: true, autocomplete: 'current-password' })}${captcha}
<div class="buttons"><button class="primary">${visit.say('pt-login-button')}</button></div></form>
${viewer.may('createaccount') && html`<p><a href="${specialPath(wiki, 'CreateAccount', { returnto: returnto === '' ? undefined : returnto })}">${visit.say('nologin')}</a></p>`}`
  return showSpecial(visit, 'UserLogin', '', {
    status,
    title: visit.say('login'),
    body,
    headers: { 'Cache-Control': 'private, no-store' },
  })
}

async function showLogout(visit: Visit): Promise<HttpResponse> {
  const { wiki, session, viewer } = visit
  const main = articlePath(wiki, mainPageOf(wiki))
  if (visit.wasPosted && visit.isOurForm()) {
    await wiki.sessions.logOut(session)
    return redirectTo(specialPath(wiki, 'UserLogout', { done: true }), 303)
  }
  if (!viewer.isRegistered) {
    const body = html`${successBox(html`<p>${visit.say('logouttext')}</p>`)}<p><a href="${main}">${visit.say('x-to-main-page')}</a></p>`
    return showSpecial(visit, 'UserLogout', '', { title: visit.say('logout'), body })
  }
  const body = html`${visit.wasPosted && lostSessionBox(visit)}<form method="post" action="${specialPath(wiki, 'UserLogout')}">${hiddenToken(visit)}<p>${visit.say('userlogout-continue')}</p>
<div class="buttons"><button class="primary">${visit.say('pt-userlogout')}</button><a href="${main}">${visit.say('cancel')}</a></div></form>`
  return showSpecial(visit, 'UserLogout', '', { status: visit.wasPosted ? 400 : 200, title: visit.say('logout'), body })
}
