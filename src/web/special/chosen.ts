// The revisions or log entries that somebody ticked in a list, and lines that show which they are.

import type { LogId, RevId } from '../../ids.ts'
import type { LogEntry } from '../../logs/log-entry.ts'
import { logEntriesByIds } from '../../logs/log-reader-store.ts'
import { mayReadLogType } from '../../logs/log-types.ts'
import { pageRowOfRevision, titleOfPage } from '../../pages/page-store.ts'
import { sameTitle, type Title } from '../../pages/title.ts'
import { deletedRevisions } from '../../revisions/archive-list-store.ts'
import type { Revision } from '../../revisions/revision.ts'
import { revisionsOfPageByIds } from '../../revisions/revision-store.ts'
import { tagsOfRevisions } from '../../revisions/revision-tags-store.ts'
import { tagsOf } from '../../tags/tag-filter-store.ts'
import { pathOf, specialPath } from '../addresses.ts'
import { hidden } from '../form.ts'
import { type Html, html, nothing } from '../html.ts'
import { logList } from '../log-lines.ts'
import { peopleAndSummaries, shownActor, tagMarkers, time } from '../pieces.ts'
import type { Visit } from '../visit.ts'

/** What was chosen: revisions of one page, or log entries; only those that the viewer may know of. */
export type Chosen =
  | {
      readonly kind: 'revision'
      readonly title: Title
      readonly items: readonly Revision[]
      /** Whether they were deleted with their page. */
      readonly isDeleted: boolean
    }
  | { readonly kind: 'logging'; readonly items: readonly LogEntry[] }

/** So many are changed at once. */
const most = 500

/** The ids of `ids=1,2|3` and of ticked boxes `ids-4`. */
export function idsAsked(visit: Visit): number[] {
  const ids = (visit.get('ids') ?? '').split(/[,|\s]+/)
  for (const name of visit.names) {
    const ticked = /^ids-(\d{1,15})$/.exec(name)?.[1]
    if (ticked !== undefined && visit.isOn(name)) ids.push(ticked)
  }
  return [...new Set(ids.filter(id => /^\d{1,15}$/.test(id)).map(Number))].filter(id => id > 0).slice(0, most)
}

export async function chosenItems(visit: Visit): Promise<Chosen | undefined> {
  const ids = idsAsked(visit)
  const [first] = ids
  if (first === undefined) return undefined
  const type = visit.get('type')
  if (type === 'logging' || type === 'logentry') {
    const entries = await logEntriesByIds(visit.db, ids as LogId[])
    const known = entries.filter(entry => mayReadLogType(entry.type, visit.viewer) && !isSecret(visit, entry.logged))
    return known.length === 0 ? undefined : { kind: 'logging', items: known.reverse() }
  }
  const page = await pageRowOfRevision(visit.db, first as RevId)
  if (page === undefined) return undefined
  const found = await revisionsOfPageByIds(visit.db, page.page_id, ids as RevId[])
  const items = found.filter(one => !isSecret(visit, one.content))
  return items.length === 0 ? undefined : { kind: 'revision', title: titleOfPage(page), items, isDeleted: false }
}

/** The same among what was deleted, for who may know of it: throws `permissiondenied` for others. */
export async function chosenDeleted(visit: Visit): Promise<Chosen | undefined> {
  const permit = (await visit.performer()).permit('deletedhistory', { evenIfBlocked: true })
  const ids = idsAsked(visit) as RevId[]
  if (ids.length === 0) return undefined
  const unlimited = { newer: false, start: undefined, end: undefined, by: undefined, tag: undefined, from: undefined }
  const found = await deletedRevisions(visit.db, permit, { ...unlimited, of: { ids }, limit: most })
  const title = found[0]?.title
  if (title === undefined) return undefined
  const items = found.filter(one => sameTitle(one.title, title) && !isSecret(visit, one.revision.content))
  if (items.length === 0) return undefined
  return { kind: 'revision', title, items: items.map(one => one.revision), isDeleted: true }
}

/** Suppressed from the viewer: as if there were none. */
function isSecret(visit: Visit, guarded: Revision['content'] | LogEntry['logged']): boolean {
  const shown = guarded.for(visit.viewer)
  return shown.is === 'withheld' && shown.suppressed
}

/** The fields that carry the choice on. */
export const chosenFields = (chosen: Chosen): Html =>
  html`${hidden('type', chosen.kind === 'revision' && chosen.isDeleted ? 'archive' : chosen.kind)}${hidden('ids', chosen.items.map(one => one.id).join(','))}`

export async function chosenList(visit: Visit, chosen: Chosen): Promise<Html> {
  if (chosen.kind === 'logging') return logList(visit, chosen.items)
  const { items, title, isDeleted } = chosen
  const { viewer, wiki, db } = visit
  const [[links, comments], tags] = await Promise.all([
    peopleAndSummaries(visit, title, items),
    tagsOfRevisions(
      db,
      items.map(one => one.id),
    ),
  ])
  const addressOf = ({ id }: Revision): string =>
    isDeleted
      ? specialPath(wiki, 'Undelete', { target: wiki.nameOf(title), revision: id })
      : pathOf(wiki, title, { oldid: id })
  const lines = items.map((one, index) => {
    const content = one.content.for(viewer)
    const date = time(visit, one.timestamp)
    const link = content.is === 'withheld' ? date : html`<a href="${addressOf(one)}">${date}</a>`
    const stamp = content.is === 'open' ? link : html`<span class="history-deleted">${link}</span>`
    return html`<li data-mw-revid="${one.id}"><span class="stamp">${stamp}</span> ${shownActor(visit, links, one.actor)} ${comments[index] ?? nothing} ${tagMarkers(visit, tags.get(one.id))}</li>`
  })
  return html`<ul class="changes">${lines}</ul>`
}

/** The tags on each of the chosen, together. */
export async function tagsOnChosen({ db }: Visit, chosen: Chosen): Promise<string[]> {
  const found =
    chosen.kind === 'logging'
      ? await tagsOf(
          db,
          'entry',
          chosen.items.map(one => one.id),
        )
      : await tagsOfRevisions(
          db,
          chosen.items.map(one => one.id),
        )
  return [...new Set([...found.values()].flat())].sort()
}
