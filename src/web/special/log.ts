// Special:Log: what was done besides editing, by log, by whom, on what.
import type { HttpResponse } from '../../http/message.ts'
import type { LogId } from '../../ids.ts'
import type { LogEntry } from '../../logs/log-entry.ts'
import { type LogFilter, logEntries, logEntriesByIds } from '../../logs/log-reader-store.ts'
import { isLogType, logTypes, mayReadLogType } from '../../logs/log-types.ts'
import { parseTitle } from '../../pages/title.ts'
import { actorNamed } from '../../users/named-actor.ts'
import { canonicalUserName } from '../../users/user-name.ts'
import { scriptOf, specialPath, specialTitle } from '../addresses.ts'
import { hidden, selectField, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { logList } from '../log-lines.ts'
import { errorBox, noticeBox, showMessage } from '../notices.ts'
import { limitOf, pageOfList } from '../paging.ts'
import { pager, sayTime } from '../pieces.ts'
import type { Visit } from '../visit.ts'
import { type SpecialPage, showSpecial, tagAsked } from './special-page.ts'

export const log: SpecialPage = { group: 'changes', title: 'log', show }

async function show(visit: Visit, parameter: string): Promise<HttpResponse> {
  const { db, viewer, wiki } = visit
  const [type, owner] = askedBy(visit, parameter)
  if (type !== '' && isLogType(type) && !mayReadLogType(type, viewer)) {
    return showMessage(visit, {
      at: specialTitle('Log', parameter),
      special: 'Log',
      status: 403,
      title: visit.say('permissionserrors'),
      text: visit.tell('badaccess-group0'),
    })
  }
  const limit = limitOf(visit)
  const logid = visit.id('logid')
  const filter = await filterOf(visit, type, owner, limit)
  const list = await pageOfList<LogEntry>(visit, {
    limit,
    keyOf: entry => entry,
    find: async (window, most) =>
      logid !== undefined
        ? oneEntry(visit, logid)
        : filter === 'nothing' || filter === 'bad title'
          ? []
          : logEntries(db, viewer, filter, window, most),
  })
  const kept = {
    type,
    user: visit.text('user') ?? owner,
    page: visit.text('page'),
    tagfilter: visit.text('tagfilter'),
    limit,
  }
  const to = (query: Record<string, string | number | boolean | undefined>): string =>
    specialPath(wiki, 'Log', { ...kept, ...query })
  const ways = pager(visit, {
    first: list.newer && to({}),
    newer: list.newer && to(list.newer),
    older: list.older && to(list.older),
  })
  const found =
    list.rows.length === 0 ? noticeBox(html`<p>${visit.say('logempty')}</p>`) : await entriesForm(visit, list.rows)
  return showSpecial(visit, 'Log', parameter, {
    title: visit.say(type === '' ? 'alllogstext-title' : [`log-name-${type}`, 'log']),
    body: html`${filters(visit, type, owner)}${filter === 'bad title' && errorBox(html`<p>${visit.say('badtitletext')}</p>`)}${ways}${found}${ways}`,
  })
}

/** `Special:Log/delete`, `Special:Log/delete/Name`, `Special:Log/Name`. */
function askedBy(visit: Visit, parameter: string): [type: string, user: string] {
  const [first = '', ...rest] = parameter.split('/')
  const asked = visit.text('type') ?? ''
  if (isLogType(first)) return [asked === '' ? first : asked, rest.join('/')]
  return [isLogType(asked) ? asked : '', parameter]
}

async function filterOf(
  visit: Visit,
  type: string,
  owner: string,
  limit: number,
): Promise<LogFilter | 'nothing' | 'bad title'> {
  const { db, wiki } = visit
  const user = visit.text('user') ?? owner
  const page = visit.text('page')
  const parsed = page === undefined ? undefined : parseTitle(page, wiki.titles)
  if (parsed !== undefined && (!parsed.ok || parsed.title.interwiki !== '')) return 'bad title'
  const actor = user === '' ? undefined : await actorNamed(db, canonicalUserName(user, wiki.titles) ?? user)
  const tag = await tagAsked(visit, limit)
  if ((user !== '' && actor === undefined) || tag === 'unused') return 'nothing'
  return {
    ...(type === '' ? {} : { type }),
    ...(parsed?.ok ? { title: parsed.title } : {}),
    ...(actor === undefined ? {} : { actors: [actor] }),
    ...(tag === undefined ? {} : { tag }),
  }
}

/** The entry of an id; none where the viewer may not know of it. */
async function oneEntry({ db, viewer }: Visit, id: number): Promise<LogEntry[]> {
  const entries = await logEntriesByIds(db, [id as LogId])
  return entries.filter(entry => {
    const logged = entry.logged.for(viewer)
    return mayReadLogType(entry.type, viewer) && !(logged.is === 'withheld' && logged.suppressed)
  })
}

/** The entries, with boxes to choose those that are to be hidden or tagged. */
async function entriesForm(visit: Visit, entries: readonly LogEntry[]): Promise<Html> {
  const { viewer, wiki } = visit
  const mayHide = viewer.may('deletelogentry')
  const mayTag = viewer.may('changetags')
  if (!mayHide && !mayTag) return logList(visit, entries)
  const tick = (entry: LogEntry): Html =>
    html`<input type="checkbox" name="ids-${entry.id}" value="1" aria-label="${visit.say('x-select-entry', sayTime(visit, entry.timestamp))}">`
  const act = (page: string, key: string): Html =>
    html`<button name="title" value="Special:${page}">${visit.say(key)}</button>`
  const buttons = html`<div class="buttons">${mayHide && act('RevisionDelete', 'log-show-hide')}${mayTag && act('EditTags', 'log-edit-tags')}
<button type="button" class="quiet" data-ticks="ids-" hidden>${visit.say('x-tick-all')}</button></div>`
  return html`<form action="${scriptOf(wiki)}">${hidden('type', 'logging')}${buttons}${await logList(visit, entries, { before: tick })}${entries.length > 8 && buttons}</form>`
}

function filters(visit: Visit, type: string, owner: string): Html {
  const readable = Object.keys(logTypes).filter(name => mayReadLogType(name, visit.viewer))
  const names = readable.map(name => ({ value: name, label: visit.say(`log-name-${name}`) }))
  const choices = [
    { value: '', label: visit.say('log-name-all') },
    ...names.sort((a, b) => a.label.localeCompare(b.label)),
  ]
  return html`<form class="filters" action="${scriptOf(visit.wiki)}">${hidden('title', 'Special:Log')}
${selectField('type', visit.say('x-log-type'), choices, type)}
${textField({ name: 'user', label: visit.say('specialloguserlabel'), value: visit.text('user') ?? owner })}
${textField({ name: 'page', label: visit.say('speciallogtitlelabel'), value: visit.text('page') })}
${textField({ name: 'tagfilter', label: visit.say('tag-filter'), value: visit.text('tagfilter') })}<button>${visit.say('x-show')}</button></form>`
}
