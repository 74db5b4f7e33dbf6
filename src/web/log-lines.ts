// Lists of log entries: one line each, with who, what, why and the tags.
import type { LogEntry } from '../logs/log-entry.ts'
import { tagsOf } from '../tags/tag-filter-store.ts'
import { type Html, html } from './html.ts'
import { logText, titlesOfLog } from './log-text.ts'
import { Links, shownActor, summaries, tagMarkers, time, titlesOfActor } from './pieces.ts'
import type { Visit } from './visit.ts'

/** The entries as a list; three statements, however many there are. `extra` is put before and behind each. */
export async function logList(
  visit: Visit,
  entries: readonly LogEntry[],
  extra: { readonly before?: (entry: LogEntry) => Html; readonly behind?: (entry: LogEntry) => Html } = {},
): Promise<Html> {
  const { viewer, db } = visit
  const told = entries.map(entry => ({
    type: entry.type,
    action: entry.action,
    logged: entry.logged.for(viewer),
  }))
  const actors = entries.map(entry => entry.actor.for(viewer))
  const titles = [...told.flatMap(titlesOfLog), ...entries.flatMap(entry => titlesOfActor(visit, entry.actor))]
  const [links, tags, comments] = await Promise.all([
    Links.to(visit, titles),
    tagsOf(
      db,
      'entry',
      entries.map(entry => entry.id),
    ),
    summaries(
      visit,
      entries.map((entry, index) => {
        const logged = told[index]?.logged
        const page = logged === undefined || logged.is === 'withheld' ? undefined : logged.value.title
        return { comment: entry.comment.for(viewer), page }
      }),
    ),
  ])
  const lines = entries.map((entry, index) => {
    const actor = actors[index]
    const name = actor === undefined || actor.is === 'withheld' ? '' : actor.value.name
    const one = told[index]
    const text = one && logText(visit, links, one, shownActor(visit, links, entry.actor), name)
    return html`<li data-mw-logid="${entry.id}" data-mw-logaction="${entry.type}" class="mw-logline-${entry.type}">${extra.before?.(entry)}
<span class="stamp">${time(visit, entry.timestamp)}</span> ${text} ${comments[index]} ${tagMarkers(visit, tags.get(entry.id))} ${extra.behind?.(entry)}</li>`
  })
  return html`<ul class="changes mw-logevent-loglines">${lines}</ul>`
}
