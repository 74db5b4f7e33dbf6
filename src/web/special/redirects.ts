// Special pages that are addresses: they lead to a page, a revision, a file, a difference, or to something of the reader.

import { canonicalIp } from '../../access/ip.ts'
import { timestampOf } from '../../api/timestamps.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { LogId, PageId, RevId, UserId } from '../../ids.ts'
import { logEntriesByIds } from '../../logs/log-reader-store.ts'
import { mayReadLogType } from '../../logs/log-types.ts'
import { namespaceByName } from '../../pages/namespaces.ts'
import { pagesAtRandom } from '../../pages/page-list-store.ts'
import { pageById, pageByTitle } from '../../pages/page-store.ts'
import { makeTitle, parseTitle } from '../../pages/title.ts'
import { usersInRange } from '../../users/user-list-store.ts'
import { userById } from '../../users/user-store.ts'
import { articlePath, queryString, scriptOf, specialPath, specialTitle } from '../addresses.ts'
import { hidden, selectField, textField } from '../form.ts'
import { type Html, html, nothing } from '../html.ts'
import { errorBox, showMessage } from '../notices.ts'
import { redirectTo } from '../redirect.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial } from './special-page.ts'

const kinds = ['page', 'revision', 'user', 'file', 'logid'] as const
type Kind = (typeof kinds)[number]

export const redirect: SpecialPage = { group: 'pages', title: 'redirect', show: showRedirect }

/** `Special:Redirect/revision/5`. What is not there, or hidden from the reader, looks the same. */
async function showRedirect(visit: Visit, parameter: string): Promise<HttpResponse> {
  const slash = parameter.indexOf('/')
  const type = visit.text('wptype') ?? (slash < 0 ? parameter : parameter.slice(0, slash))
  const value = visit.text('wpvalue') ?? (slash < 0 ? '' : parameter.slice(slash + 1))
  if (!isKind(type)) return redirectForm(visit, parameter, nothing, 200)
  if (value === '') return redirectForm(visit, parameter, nothing, 200)
  const location = await locationOf(visit, type, value)
  if (location !== undefined) return redirectTo(location.path, location.status)
  return redirectForm(visit, parameter, errorBox(html`<p>${visit.say('redirect-not-exists')}</p>`), 404)
}

const isKind = (type: string): type is Kind => (kinds as readonly string[]).includes(type)

async function locationOf(
  visit: Visit,
  kind: Kind,
  value: string,
): Promise<{ path: string; status: 301 | 302 } | undefined> {
  const { wiki, db } = visit
  if (kind === 'file') return fileLocation(visit, value)
  if (!/^\d{1,15}$/.test(value)) return undefined
  const id = Number(value)
  const script = (query: Record<string, string | number>): string => `${scriptOf(wiki)}?${queryString(query)}`
  switch (kind) {
    case 'page':
      return (await pageById(db, id as PageId)) && { path: script({ curid: id }), status: 301 }
    case 'revision':
      return { path: script({ oldid: id satisfies number as RevId }), status: 301 }
    case 'logid': {
      const [entry] = await logEntriesByIds(db, [id as LogId])
      // An entry of a log that the reader may not know of is as missing.
      if (!mayReadLogType(entry?.type, visit.viewer)) return undefined
      return { path: specialPath(wiki, 'Log', { logid: id }), status: 301 }
    }
    case 'user':
      return userLocation(visit, id as UserId)
  }
}

async function userLocation(visit: Visit, id: UserId): Promise<{ path: string; status: 302 } | undefined> {
  const { db, viewer, wiki } = visit
  const user = await userById(db, id)
  if (user === undefined) return undefined
  const range = { from: user.user_name, to: user.user_name, ascending: true }
  const [known] = await usersInRange(db, {
    range,
    withEdits: false,
    withHidden: viewer.may('hideuser'),
    now: timestampOf(visit.now),
    limit: 1,
  })
  return known && { path: articlePath(wiki, makeTitle(2, known.user_name.replaceAll(' ', '_'))), status: 302 }
}

/** The page of a file: the files themselves have no address of their own here yet. */
async function fileLocation(visit: Visit, value: string): Promise<{ path: string; status: 302 } | undefined> {
  const parsed = parseTitle(value, visit.wiki.titles, 6)
  if (!parsed.ok || parsed.title.namespace !== 6) return undefined
  const page = await pageByTitle(visit.db, parsed.title)
  return page && { path: articlePath(visit.wiki, parsed.title), status: 302 }
}

function redirectForm(visit: Visit, parameter: string, above: Html, status: number): HttpResponse {
  const choices = kinds.map(kind => ({
    value: kind,
    label: visit.say(`redirect-${kind === 'logid' ? 'logid' : kind}`),
  }))
  const body = html`${above}<p>${visit.say('redirect-summary')}</p><form class="filters" action="${scriptOf(visit.wiki)}">${hidden('title', 'Special:Redirect')}
${selectField('wptype', visit.say('redirect-lookup'), choices, visit.get('wptype') ?? 'page')}${textField({ name: 'wpvalue', label: visit.say('redirect-value'), value: visit.get('wpvalue') })}
<button>${visit.say('redirect-submit')}</button></form>`
  return showSpecial(visit, 'Redirect', parameter, { status, title: visit.say('redirect'), body })
}

export const filePath: SpecialPage = {
  group: undefined,
  title: 'filepath',
  show: (visit, parameter) => {
    const file = visit.text('file') ?? parameter
    if (file === '') return redirectTo(specialPath(visit.wiki, 'Redirect', {}, 'file'))
    const parsed = parseTitle(file, visit.wiki.titles, 6)
    const name = parsed.ok ? parsed.title.dbKey : file
    return redirectTo(specialPath(visit.wiki, 'Redirect', {}, `file/${name}`))
  },
}

/** `Special:PermanentLink/5`. */
export const permanentLink: SpecialPage = {
  group: undefined,
  title: 'permalink',
  show: (visit, parameter) =>
    /^\d{1,15}$/.test(parameter)
      ? redirectTo(`${scriptOf(visit.wiki)}?oldid=${parameter}`)
      : showMessage(visit, {
          at: specialTitle('PermanentLink', parameter),
          special: 'PermanentLink',
          status: 404,
          title: visit.say('permalink'),
          text: visit.tell('redirect-not-exists'),
        }),
}

/** `Special:Diff/5`, `Special:Diff/5/6`, `Special:Diff/5/prev`. */
export const diffLink: SpecialPage = {
  group: undefined,
  title: 'diff',
  show: (visit, parameter) => {
    const parts = parameter.split('/')
    const isGood =
      parts.length <= 2 && /^\d{1,15}$/.test(parts[0] ?? '') && /^(\d{1,15}|prev|next|cur)$/.test(parts[1] ?? '1')
    if (!isGood) {
      return showMessage(visit, {
        at: specialTitle('Diff', parameter),
        special: 'Diff',
        status: 404,
        title: visit.say('diff'),
        text: visit.tell('difference-missing-revision'),
      })
    }
    const [first = '', second] = parts
    const query = second === undefined ? { diff: first } : { oldid: first, diff: second }
    return redirectTo(`${scriptOf(visit.wiki)}?${queryString(query)}`)
  },
}

/** `Special:Random`, `Special:Random/Talk`. */
export const random: SpecialPage = {
  group: 'pages',
  title: 'randompage',
  show: async (visit, parameter) => {
    const { wiki, db } = visit
    const namespace = namespaceByName(wiki.titles.namespaces, parameter)?.id ?? 0
    const from = wiki.randomNumber()
    const [page] = await pagesAtRandom(db, [namespace], { from }, false, 1)
    const [first] = page === undefined ? await pagesAtRandom(db, [namespace], { from: 0 }, false, 1) : [page]
    if (first !== undefined) return redirectTo(articlePath(wiki, makeTitle(first.page_namespace, first.page_title)))
    return showMessage(visit, {
      at: specialTitle('Random', parameter),
      special: 'Random',
      status: 404,
      title: visit.say('randompage'),
      text: visit.tell('x-no-pages'),
    })
  },
}

/** The pages of who asks: their own, whoever they are. */
const own = (namespace: 2 | 3, title: string): SpecialPage => ({
  group: 'users',
  title,
  show: ({ viewer, wiki }, parameter) => {
    const name = viewer.isRegistered ? viewer.name : (canonicalIp(viewer.name) ?? viewer.name)
    const key = parameter === '' ? name : `${name}/${parameter}`
    return redirectTo(articlePath(wiki, makeTitle(namespace, key.replaceAll(' ', '_'))))
  },
})
export const myPage = own(2, 'mypage')
export const myTalk = own(3, 'x-my-talk')
export const myContributions: SpecialPage = {
  group: 'users',
  title: 'x-my-contributions',
  show: ({ viewer, wiki }) => redirectTo(specialPath(wiki, 'Contributions', {}, viewer.name)),
}
