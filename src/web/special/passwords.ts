// Special:ChangePassword and Special:BotPasswords: the secrets of an account. Each change asks for the password again.
import { grants as allGrants } from '../../access/rights.ts'
import { Failure, type Problem } from '../../errors.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { UserId } from '../../ids.ts'
import { botPasswordsOfUser, deleteBotPassword } from '../../users/bot-password-store.ts'
import { problemOfPassword } from '../../users/confirm-password.ts'
import { minimalPasswordLength, passwordProblems } from '../../users/password-policy.ts'
import { hashBotPassword, hashPassword } from '../../users/passwords.ts'
import { setAccountPassword, setBotPassword } from '../../users/set-passwords.ts'
import { botPassword } from '../../users/user-store.ts'
import { specialPath, specialTitle } from '../addresses.ts'
import { checkbox, hidden, hiddenToken, textField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html } from '../html.ts'
import { errorBox, noticeBox, showMessage, successBox } from '../notices.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const changePassword: SpecialPage = {
  group: 'users',
  isFor: viewer => viewer.isRegistered,
  title: 'changepassword',
  show: visit => show(visit, passwordPage),
}
export const botPasswords: SpecialPage = {
  group: 'users',
  isFor: viewer => viewer.isRegistered,
  title: 'botpasswords',
  show: visit => show(visit, botPage),
}

interface SecretPage {
  readonly name: 'ChangePassword' | 'BotPasswords'
  readonly title: string
  form(visit: Visit, user: UserId): Promise<Html>
  /** Does what was sent; throws what stands against it. What it gives is shown above the form. */
  carryOut(visit: Visit, user: UserId): Promise<Html>
}

/** Only for who has logged in with the password of the account itself. */
async function show(visit: Visit, page: SecretPage): Promise<HttpResponse> {
  const { viewer, session, http, now, wiki } = visit
  const { userId } = viewer
  if (userId === 0 || session.appId !== '' || !viewer.may('editmyprivateinfo')) {
    return showMessage(visit, {
      at: specialTitle(page.name),
      special: page.name,
      status: 403,
      title: visit.say(page.title),
      text: visit.tell(
        'x-log-in-for-this',
        html`<a href="${specialPath(wiki, 'UserLogin', { returnto: `Special:${page.name}` })}">${visit.say('x-log-in')}</a>`,
      ),
    })
  }
  const answer = async (above: Html, status: number): Promise<HttpResponse> =>
    showSpecial(visit, page.name, '', {
      status,
      title: visit.say(page.title),
      body: html`${above}${await page.form(visit, userId)}`,
      headers: { 'Cache-Control': 'private, no-store' },
    })
  return answerForm(visit, {
    show: answer,
    async carryOut() {
      const password = http.body?.get('wpPassword') ?? ''
      const wrong = await problemOfPassword(wiki, { userId, password, ip: http.ip, now })
      if (wrong !== undefined) throw new Failure([wrong])
      return answer(await page.carryOut(visit, userId), 200)
    },
  })
}

const passwordAgain = (visit: Visit, id = 'f-wpPassword'): Html =>
  textField({
    name: 'wpPassword',
    id,
    label: visit.say('x-your-password-now'),
    type: 'password',
    required: true,
    autocomplete: 'current-password',
  })

const passwordPage: SecretPage = {
  name: 'ChangePassword',
  title: 'changepassword',

  form: async visit => html`<form method="post" action="${specialPath(visit.wiki, 'ChangePassword')}">${hiddenToken(visit)}${passwordAgain(visit)}
${textField({ name: 'wpNewPassword', label: visit.say('newpassword'), type: 'password', required: true, autocomplete: 'new-password', help: visit.say('x-password-help', minimalPasswordLength) })}
${textField({ name: 'wpRetype', label: visit.say('retypenew'), type: 'password', required: true, autocomplete: 'new-password' })}
<div class="buttons"><button class="primary">${visit.say('resetpass-submit-loggedin')}</button></div></form>`,

  async carryOut(visit, user) {
    const { wiki, http, viewer, session, now } = visit
    const password = http.body?.get('wpNewPassword') ?? ''
    if (password !== (http.body?.get('wpRetype') ?? '')) throw new Failure([badRetype])
    const problems = passwordProblems(password, viewer.name, viewer.groups)
    if (problems.length > 0) throw new Failure(problems)
    const hash = await hashPassword(wiki, password)
    await wiki.database.write(tx => setAccountPassword(tx, user, hash))
    wiki.sessions.forget()
    await wiki.sessions.logIn(session, user, '', now)
    return successBox(html`<p>${visit.say('changepassword-success')}</p>`)
  },
}

const badRetype: Problem = { code: 'badretype', message: { key: 'badretype', params: [] } }

const botPage: SecretPage = {
  name: 'BotPasswords',
  title: 'botpasswords',
  form: botForms,
  carryOut: (visit, user) => (visit.get('do') === 'delete' ? deleteBot(visit, user) : saveBot(visit, user)),
}

async function botForms(visit: Visit, user: UserId): Promise<Html> {
  const { wiki, db, viewer } = visit
  const rows = await botPasswordsOfUser(db, user)
  const action = specialPath(wiki, 'BotPasswords')
  const list = rows.map(({ bp_app_id: appId, bp_grants: granted }, index) => {
    const names = (JSON.parse(granted) as string[]).map(name => grantLabel(visit, name)).join(visit.comma)
    return html`<details class="secret"><summary><b>${viewer.name}@${appId}</b> <span class="small">${names}</span></summary>
<form method="post" action="${action}">${hiddenToken(visit)}${hidden('do', 'delete')}${hidden('appid', appId)}${passwordAgain(visit, `f-wpPassword-${index}`)}<button>${visit.say('botpasswords-label-delete')}</button></form></details>`
  })
  const asked = (name: string): boolean => (visit.wasPosted ? visit.isOn(`grant-${name}`) : usualGrants.includes(name))
  const boxes = Object.keys(allGrants)
    .filter(name => name !== 'basic')
    .map(name => checkbox(`grant-${name}`, grantLabel(visit, name), asked(name)))
  return html`<p>${visit.say('botpasswords-summary')}</p>
${list.length === 0 ? noticeBox(html`<p>${visit.say('botpasswords-no-passwords')}</p>`) : html`<h2>${visit.say('botpasswords-existing')}</h2>${list}`}
<form method="post" action="${action}"><h2>${visit.say('botpasswords-createnew')}</h2>${hiddenToken(visit)}
${textField({ name: 'appid', label: visit.say('botpasswords-label-appid'), value: visit.wasPosted ? visit.get('appid') : '', required: true, maxLength: 32, help: visit.say('x-bot-name-help', viewer.name) })}
<fieldset><legend>${visit.say('botpasswords-label-grants')}</legend><div class="columns">${boxes}</div></fieldset>${passwordAgain(visit)}
<div class="buttons"><button class="primary">${visit.say('botpasswords-label-create')}</button></div></form>`
}

const usualGrants = ['highvolume', 'editpage', 'createeditmovepage']

const grantLabel = (visit: Visit, name: string): string =>
  name === '*' ? visit.say('x-grant-all') : visit.say([`grant-${name}`, 'x-grant-unknown'], name)

/** A new bot password, or another one for a bot that has one, whose sessions end. It is shown once. */
async function saveBot(visit: Visit, user: UserId): Promise<Html> {
  const { wiki, viewer } = visit
  const appId = (visit.get('appid') ?? '').trim()
  if (!/^[^@\s]{1,32}$/.test(appId)) return errorBox(html`<p>${visit.tell('botpasswords-bad-appid', appId)}</p>`)
  const granted = Object.keys(allGrants).filter(name => name !== 'basic' && visit.isOn(`grant-${name}`))
  const password = wiki.random(16)
  const isNew = (await botPassword(visit.db, user, appId)) === undefined
  await wiki.database.write(tx =>
    setBotPassword(tx, {
      bp_user: user,
      bp_app_id: appId,
      bp_password: hashBotPassword(password, wiki.random(16)),
      bp_token: wiki.random(16),
      bp_restrictions: '{}',
      bp_grants: JSON.stringify(granted),
    }),
  )
  forget(visit)
  const key = isNew ? 'x-bot-made' : 'x-bot-renewed'
  return successBox(
    html`<p>${visit.tell(key, html`<code>${viewer.name}@${appId}</code>`)}</p><p>${visit.tell('x-bot-password', html`<code class="secret-text">${password}</code>`)}</p>`,
  )
}

async function deleteBot(visit: Visit, user: UserId): Promise<Html> {
  const { wiki, viewer } = visit
  const appId = visit.get('appid') ?? ''
  const isGone = await wiki.database.write(tx => deleteBotPassword(tx, user, appId))
  forget(visit)
  const name = html`<code>${viewer.name}@${appId}</code>`
  return isGone
    ? successBox(html`<p>${visit.tell('x-bot-deleted', name)}</p>`)
    : errorBox(html`<p>${visit.tell('botpasswords-not-exist', viewer.name, appId)}</p>`)
}

function forget({ wiki }: Visit): void {
  wiki.sessions.forget()
  wiki.accounts.forget()
}
