// Lists of recent changes, day by day: one line each, of an edit, a new page, or a log entry.
import type { Changed, RecentChange } from '../changes/recent-change.ts'
import type { Title } from '../pages/title.ts'
import { tagsOf } from '../tags/tag-filter-store.ts'
import { pathOf, specialPath } from './addresses.ts'
import { type Html, html, joined } from './html.ts'
import { logText, type Told, titlesOfLog } from './log-text.ts'
import { Links, mark, shownActor, sizeChange, summaries, tagMarkers, time, titlesOfActor } from './pieces.ts'
import type { Visit } from './visit.ts'

/** The changes as lists, one a day; three statements, however many there are. */
export async function changeList(visit: Visit, changes: readonly RecentChange[]): Promise<Html> {
  const { viewer, db } = visit
  const seen = changes.map(change => ({
    change,
    changed: change.changed.for(viewer),
    told: toldOf(visit, change),
    actor: change.actor.for(viewer),
  }))
  const titles = seen.flatMap(({ change, changed, told }): Title[] => [
    ...(changed.is === 'withheld' ? [] : [changed.value.title]),
    ...(told === undefined ? [] : titlesOfLog(told)),
    ...titlesOfActor(visit, change.actor),
  ])
  const [links, tags, comments] = await Promise.all([
    Links.to(visit, titles),
    tagsOf(
      db,
      'change',
      changes.map(change => change.id),
    ),
    summaries(
      visit,
      seen.map(({ change, changed }) => ({
        comment: change.comment.for(viewer),
        page: changed.is === 'withheld' ? undefined : changed.value.title,
      })),
    ),
  ])
  const days: { day: string; lines: Html[] }[] = []
  for (const [index, { change, changed, told, actor }] of seen.entries()) {
    const day = change.timestamp.slice(0, 8)
    if (days.at(-1)?.day !== day) days.push({ day, lines: [] })
    const behind = html`${comments[index]} ${tagMarkers(visit, tags.get(change.id))}`
    const line =
      told !== undefined || changed.is === 'withheld'
        ? logLine(
            visit,
            links,
            change,
            told ?? { type: '', action: '', logged: { is: 'withheld', suppressed: false } },
            actor.is === 'withheld' ? '' : actor.value.name,
            behind,
          )
        : editLine(visit, links, change, changed.value, behind)
    days.at(-1)?.lines.push(line)
  }
  return html`${days.map(
    ({ day, lines }) =>
      html`<h2 class="day">${time(visit, `${day}000000`, 'date')}</h2><ul class="changes special">${lines}</ul>`,
  )}`
}

/** What a log entry among the changes tells of; undefined for an edit. Where its action is withheld, so is its log. */
function toldOf(visit: Visit, { type, changed }: RecentChange): Told | undefined {
  if (type !== 'log') return undefined
  const shown = changed.for(visit.viewer)
  if (shown.is === 'withheld') return { type: '', action: '', logged: shown }
  const { log, title } = shown.value
  const value = { title, params: log?.params ?? {} }
  const kind = { type: log?.type ?? '', action: log?.action ?? '' }
  return { ...kind, logged: shown.is === 'open' ? { is: 'open', value } : { ...shown, value } }
}

function editLine(visit: Visit, links: Links, change: RecentChange, changed: Changed, behind: Html): Html {
  const { wiki } = visit
  const { title, revId, oldRevId } = changed
  const diff = html`<a class="mw-changeslist-diff" href="${pathOf(wiki, title, { diff: revId, oldid: oldRevId })}">${visit.say('diff')}</a>`
  const history = html`<a class="mw-changeslist-history" href="${pathOf(wiki, title, { action: 'history' })}">${visit.say('hist')}</a>`
  const marks = joined(
    [
      ...(change.isNew ? [mark(visit, 'newpage')] : []),
      ...(change.minor ? [mark(visit, 'minoredit')] : []),
      ...(change.bot ? [mark(visit, 'botedit')] : []),
      ...(change.patrolled === 0 && (visit.viewer.may('patrol') || visit.viewer.may('patrolmarks'))
        ? [mark(visit, 'unpatrolled')]
        : []),
    ],
    '',
  )
  return html`<li class="mw-changeslist-line mw-changeslist-${change.isNew ? 'new' : 'edit'}" data-mw-revid="${revId}">(${change.isNew ? visit.say('diff') : diff} | ${history}) ${marks}
${links.page(title)}; <span class="stamp">${time(visit, change.timestamp, 'time')}</span> ${sizeChange(visit, change.oldLength, change.newLength)} ${shownActor(visit, links, change.actor)} ${behind}</li>`
}

function logLine(visit: Visit, links: Links, change: RecentChange, told: Told, name: string, behind: Html): Html {
  const log =
    told.type === ''
      ? html``
      : html`(<a href="${specialPath(visit.wiki, 'Log', {}, told.type)}">${visit.say([`log-name-${told.type}`, 'log'])}</a>); `
  return html`<li class="mw-changeslist-line mw-changeslist-log">${log}<span class="stamp">${time(visit, change.timestamp, 'time')}</span> ${logText(visit, links, told, shownActor(visit, links, change.actor), name)} ${behind}</li>`
}

/** The namespaces of the wiki for a field. */
export function namespaceChoices(visit: Visit): { value: string; label: string }[] {
  return visit.wiki.titles.namespaces.all
    .filter(one => one.id >= 0)
    .map(one => ({ value: String(one.id), label: one.id === 0 ? visit.say('blanknamespace') : one.name }))
}

/** The namespace that a field names, if there is such. */
export function namespaceAsked(visit: Visit): number | undefined {
  const id = visit.id('namespace')
  return id !== undefined && visit.wiki.titles.namespaces.byId.has(id) ? id : undefined
}
