// Special:UserRights: which groups somebody is in, and for who may change that, a form for it.
import { isoTimestamp, type Timestamp, timestampOf } from '../../api/timestamps.ts'
import type { HttpResponse } from '../../http/message.ts'
import { logEntries } from '../../logs/log-reader-store.ts'
import { userPageOf } from '../../users/block-target.ts'
import { changeableGroups, changeRights, readExpiries, userToChange } from '../../users/change-rights.ts'
import { canonicalUserName } from '../../users/user-name.ts'
import { type GroupRow, groupsOfUsers, type UserRow } from '../../users/user-store.ts'
import { specialPath } from '../addresses.ts'
import { checkbox, hidden, hiddenToken, reasonField, submitButton, textField } from '../form.ts'
import { answerForm } from '../form-page.ts'
import { type Html, html } from '../html.ts'
import { logList } from '../log-lines.ts'
import { isFailure, noticeBox, problemsBox, successBox } from '../notices.ts'
import { sayTime } from '../pieces.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

export const userRights: SpecialPage = { group: 'users', title: 'userrights', show }

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const name = visit.text('user') ?? parameter
  if (name === '') return answer(visit, '', chooseUser(visit, ''), 200)
  const { wiki } = visit
  const performer = await visit.performer()
  let user: UserRow
  try {
    user = await userToChange(wiki, performer, canonicalUserName(name, wiki.titles) ?? name)
  } catch (error) {
    if (!isFailure(error)) throw error
    return answer(visit, name, html`${await problemsBox(visit, error.problems)}${chooseUser(visit, name)}`, 404)
  }
  const show = async (above: Html, status: number): Promise<HttpResponse> =>
    answer(visit, user.user_name, await page(visit, user, above), status)
  return answerForm(visit, {
    show,
    async carryOut() {
      await carryOut(visit, user)
      return show(successBox(html`<p>${visit.say('x-rights-changed', user.user_name)}</p>`), 200)
    },
  })
}

const answer = (visit: Visit, name: string, body: Html, status: number): HttpResponse =>
  showSpecial(visit, 'UserRights', name, { status, title: visit.say('userrights'), body })

const chooseUser = (visit: Visit, name: string): Html =>
  html`<form class="filters" action="${specialPath(visit.wiki, 'UserRights')}">${hidden('title', 'Special:UserRights')}
${textField({ name: 'user', label: visit.say('userlogin-yourname'), value: name, required: true, focus: true })}
<button>${visit.say('x-show')}</button></form>`

const groupName = (visit: Visit, group: string): string => visit.say(`group-${group}`)

async function page(visit: Visit, user: UserRow, above: Html): Promise<Html> {
  const { db, viewer, now } = visit
  const groups = await groupsOfUsers(db, [user.user_id], timestampOf(now))
  const body = viewer.may('userrights') ? form(visit, user, groups) : listed(visit, user, groups)
  const filter = { title: userPageOf(user.user_name), type: 'rights' }
  const entries = await logEntries(db, viewer, filter, { direction: 'older' }, 10)
  const log = entries.length > 0 && html`<h2>${visit.say('log-name-rights')}</h2>${await logList(visit, entries)}`
  return html`${above}${body}${log}`
}

/** For who may not change them. */
function listed(visit: Visit, user: UserRow, groups: readonly GroupRow[]): Html {
  if (groups.length === 0) return noticeBox(html`<p>${visit.say('x-in-no-group', user.user_name)}</p>`)
  const items = groups.map(
    ({ ug_group: group, ug_expiry: expiry }) =>
      html`<li>${groupName(visit, group)}${expiry !== null && html` (${visit.say('protect-expiring', sayTime(visit, expiry))})`}</li>`,
  )
  return html`<p>${visit.say('x-groups-of', user.user_name)}</p><ul>${items}</ul>`
}

function form(visit: Visit, user: UserRow, groups: readonly GroupRow[]): Html {
  const known = new Map(groups.map(row => [row.ug_group, row.ug_expiry]))
  const rows = changeableGroups.map(group => {
    const expiry = known.get(group)
    const until = expiry === undefined || expiry === null ? '' : isoTimestamp(expiry as Timestamp)
    return html`<tr><td>${checkbox(`group-${group}`, groupName(visit, group), known.has(group))}</td>
<td><input type="text" size="16" name="expiry-${group}" value="${until}" aria-label="${visit.say('x-group-until', groupName(visit, group))}"></td></tr>`
  })
  return html`<form id="mw-userrights-form2" method="post" action="${specialPath(visit.wiki, 'UserRights', {}, user.user_name)}">${hiddenToken(visit)}${hidden('user', user.user_name)}
<p>${visit.say('x-groups-of', user.user_name)}</p>
<div class="scroll"><table class="wikitable"><thead><tr><th scope="col">${visit.say('x-group')}</th><th scope="col">${visit.say('x-until')}</th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="help">${visit.say('x-expiry-help')}</p>${reasonField(visit)}
<div class="buttons">${submitButton(visit.say('saveusergroups'))}</div></form>`
}

async function carryOut(visit: Visit, user: UserRow): Promise<void> {
  const { wiki, now } = visit
  const chosen = changeableGroups.filter(group => visit.isOn(`group-${group}`))
  const expiries = chosen.map(group => visit.text(`expiry-${group}`) ?? 'infinite')
  await changeRights(wiki, await visit.performer(), {
    user,
    add: readExpiries(chosen, expiries, now),
    remove: changeableGroups.filter(group => !chosen.includes(group)),
    reason: visit.get('wpReason') ?? '',
    tags: [],
  })
}
