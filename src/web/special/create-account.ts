// Special:CreateAccount: an account for oneself, or for somebody else.
import type { HttpResponse } from '../../http/message.ts'
import { createAccount as make } from '../../users/create-account.ts'
import { logInPerson } from '../../users/login.ts'
import { accountCreationProblems } from '../../users/may-create-account.ts'
import { minimalPasswordLength } from '../../users/password-policy.ts'
import { specialPath } from '../addresses.ts'
import { askedCaptcha, sentCaptcha } from '../captcha.ts'
import { hidden, hiddenToken, textField } from '../form.ts'
import { type Html, html, nothing } from '../html.ts'
import { isFailure, lostSessionBox, problemsBox, statusOf, successBox } from '../notices.ts'
import { redirectTo } from '../redirect.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'
import { returnPath } from './user-login.ts'

export const createAccount: SpecialPage = { group: 'users', title: 'createaccount', show }

async function show(visit: Visit): Promise<HttpResponse> {
  const problems = accountCreationProblems(await visit.performer())
  if (problems.length > 0) {
    const body = await problemsBox(visit, problems)
    return showSpecial(visit, 'CreateAccount', '', { status: 403, title: visit.say('createaccount'), body })
  }
  if (!visit.wasPosted) return form(visit, nothing, 200)
  if (!visit.isOurForm('createaccount')) return form(visit, lostSessionBox(visit), 400)
  try {
    visit.mustBeWritable()
    return await carryOut(visit)
  } catch (error) {
    if (!isFailure(error)) throw error
    return form(visit, await problemsBox(visit, error.problems), statusOf(error))
  }
}

async function carryOut(visit: Visit): Promise<HttpResponse> {
  const { wiki, http, viewer, session, now } = visit
  const sent = (name: string): string => http.body?.get(name) ?? ''
  const password = sent('wpPassword')
  const outcome = await make(wiki, await visit.performer(), {
    name: visit.text('wpName') ?? '',
    password,
    retype: sent('retype'),
    realName: '',
    reason: visit.get('wpReason') ?? '',
    captcha: sentCaptcha(visit),
  })
  if (!outcome.ok) return form(visit, await problemsBox(visit, outcome.problems), 400)
  if (viewer.isRegistered) {
    const done = successBox(html`<p>${visit.say('accountcreatedtext', outcome.name)}</p>`)
    return showSpecial(visit, 'CreateAccount', '', { title: visit.say('accountcreated'), body: done })
  }
  await logInPerson(wiki, session, { name: outcome.name, password, ip: http.ip, now })
  return redirectTo(returnPath(visit), 303)
}

async function form(visit: Visit, above: Html, status: number): Promise<HttpResponse> {
  const { viewer, wiki } = visit
  const captcha = await askedCaptcha(visit, 'createaccount', wiki.captcha.isTriggeredBy('createaccount', viewer))
  const isForOther = viewer.isRegistered
  const body = html`${above}<form id="userlogin2" method="post" action="${specialPath(wiki, 'CreateAccount')}">${hiddenToken(visit, 'createaccount')}${hidden('returnto', visit.get('returnto') ?? '')}
${textField({ name: 'wpName', label: visit.say('userlogin-yourname'), value: visit.get('wpName'), required: true, autocomplete: 'username', maxLength: 235, help: visit.say('x-name-help'), focus: true })}
${textField({ name: 'wpPassword', label: visit.say('userlogin-yourpassword'), type: 'password', required: true, autocomplete: 'new-password', help: visit.say('x-password-help', minimalPasswordLength) })}
${textField({ name: 'retype', label: visit.say('createacct-yourpasswordagain'), type: 'password', required: true, autocomplete: 'new-password' })}
${isForOther && textField({ name: 'wpReason', label: visit.say('createacct-reason'), value: visit.get('wpReason'), maxLength: 500, help: visit.say('createacct-reason-help') })}${captcha}
<div class="buttons"><button class="primary">${visit.say('createacct-submit')}</button></div></form>`
  return showSpecial(visit, 'CreateAccount', '', {
    status,
    title: visit.say('createaccount'),
    body,
    headers: { 'Cache-Control': 'private, no-store' },
  })
}
