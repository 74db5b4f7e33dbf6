// Special:Preferences: what an account can choose for itself, as far as these pages follow it.
import type { HttpResponse } from '../../http/message.ts'
import type { UserId } from '../../ids.ts'
import { languageNames } from '../../language/names.ts'
import { changePreferences } from '../../users/change-preferences.ts'
import { defaultPreferences, type Preferences, preferencesOf } from '../../users/preferences.ts'
import { watchPreferences } from '../../watchlist/watch.ts'
import { specialPath, specialTitle } from '../addresses.ts'
import { checkbox, hiddenToken, radioFields, selectField, submitButton } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html } from '../html.ts'
import { errorBox, showMessage, successBox } from '../notices.ts'
import { redirectTo } from '../redirect.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const preferences: SpecialPage = {
  group: 'users',
  isFor: viewer => viewer.isRegistered,
  title: 'preferences',
  show,
}

const switches = Object.keys(watchPreferences)
const genders: Readonly<Record<string, string>> = {
  unknown: 'gender-unknown',
  female: 'gender-female',
  male: 'gender-male',
}

async function show(visit: Visit): Promise<HttpResponse> {
  const { viewer, wiki } = visit
  const { userId } = viewer
  if (userId === 0 || !viewer.may('editmyoptions')) {
    return showMessage(visit, {
      at: specialTitle('Preferences'),
      special: 'Preferences',
      status: 403,
      title: visit.say('preferences'),
      text: visit.tell(
        'x-log-in-for-this',
        html`<a href="${specialPath(wiki, 'UserLogin', { returnto: 'Special:Preferences' })}">${visit.say('x-log-in')}</a>`,
      ),
    })
  }
  if (!visit.wasPosted && visit.isOn('saved')) {
    return answer(visit, userId, successBox(html`<p>${visit.say('savedprefs')}</p>`), 200)
  }
  return answerForm(visit, {
    show: (above, status) => answer(visit, userId, above, status),
    async carryOut() {
      const refused = await changePreferences(wiki, userId, { reset: [], changes: sent(visit) })
      // The language of what follows may be another one.
      wiki.accounts.forget()
      if (refused.length === 0) return redirectTo(specialPath(wiki, 'Preferences', { saved: true }), 303)
      const why = refused.map(one => html`<p>${visit.tellMessage(one.why)}</p>`)
      return answer(visit, userId, errorBox(html`${why}`), 400)
    },
  })
}

function sent(visit: Visit): Map<string, string | null> {
  const changes = new Map<string, string | null>()
  for (const name of ['language', 'gender']) changes.set(name, visit.text(name) ?? null)
  for (const name of switches) changes.set(name, visit.isOn(name) ? '1' : '0')
  return changes
}

async function answer(visit: Visit, user: UserId, above: Html, status: number): Promise<HttpResponse> {
  const { wiki, db } = visit
  const now = await preferencesOf(db, user, defaultPreferences(wiki.config, wiki.titles.namespaces))
  return showSpecial(visit, 'Preferences', '', {
    status,
    title: visit.say('preferences'),
    body: html`${above}${form(visit, now)}`,
    headers: { 'Cache-Control': 'private, no-store' },
  })
}

function form(visit: Visit, now: Preferences): Html {
  const { wiki } = visit
  const languages = Object.entries(languageNames).map(([value, name]) => ({ value, label: `${value} – ${name}` }))
  const choices = Object.entries(genders).map(([value, key]) => ({ value, label: visit.say(key) }))
  const boxes = switches.map(name => {
    const value = now[name]
    return checkbox(name, visit.say(`tog-${name}`), value !== undefined && value !== '' && Number(value) !== 0)
  })
  return html`<form id="mw-prefs-form" method="post" action="${specialPath(wiki, 'Preferences')}">${hiddenToken(visit)}
<fieldset><legend>${visit.say('prefs-personal')}</legend>${selectField('language', visit.say('yourlanguage'), languages, String(now.language ?? ''))}
${radioFields('gender', visit.say('yourgender'), choices, String(now.gender ?? 'unknown'))}</fieldset>
<fieldset><legend>${visit.say('prefs-watchlist')}</legend>${boxes}</fieldset>
<p><a href="${specialPath(wiki, 'ChangePassword')}">${visit.say('changepassword')}</a> · <a href="${specialPath(wiki, 'BotPasswords')}">${visit.say('botpasswords')}</a></p>
<div class="buttons">${submitButton(visit.say('saveprefs'))}</div></form>`
}
