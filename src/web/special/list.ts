// Special:SpecialPages: the list of all that can be called up by itself.
import type { HttpResponse } from '../../http/message.ts'
import type { SpecialPageName } from '../../pages/special-page-names.ts'
import { specialPath } from '../addresses.ts'
import { html } from '../html.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial, specialGroups } from './special-page.ts'

/** The list, made from the table of all special pages. */
export const listOf = (table: () => Readonly<Record<SpecialPageName, SpecialPage>>): SpecialPage => ({
  group: 'wiki',
  title: 'specialpages',
  show: visit => show(visit, table()),
})

function show(visit: Visit, table: Readonly<Record<SpecialPageName, SpecialPage>>): HttpResponse {
  const all = Object.entries(table) as [SpecialPageName, SpecialPage][]
  const open = all.filter(([, { isFor }]) => isFor?.(visit.viewer) ?? true)
  const pages = open.map(([name, { group, title }]) => ({
    name,
    group,
    label: visit.say(title),
  }))
  const body = specialGroups.map(group => {
    const listed = pages
      .filter(page => page.group === group)
      .sort((a, b) => a.label.localeCompare(b.label, visit.language))
    return html`<h2>${visit.say(`specialpages-group-${group}`)}</h2><ul class="columns">${listed.map(
      page => html`<li><a href="${specialPath(visit.wiki, page.name)}">${page.label}</a></li>`,
    )}</ul>`
  })
  return showSpecial(visit, 'SpecialPages', '', { title: visit.say('specialpages'), body: html`${body}` })
}
