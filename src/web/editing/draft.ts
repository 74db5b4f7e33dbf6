// An edit that is not saved yet: what stands in the form, from the page as it is or from what was sent.
import { isTimestamp, type Timestamp, timestampOf } from '../../api/timestamps.ts'
import { Failure } from '../../errors.ts'
import type { RevId } from '../../ids.ts'
import type { Current, EditOrder } from '../../pages/edit.ts'
import { defaultContentModel } from '../../pages/title.ts'
import { undoneText } from '../../pages/undo.ts'
import type { Revision } from '../../revisions/revision.ts'
import { revisionById } from '../../revisions/revision-store.ts'
import { watchAfter } from '../../watchlist/watch.ts'
import { sectionOf } from '../../wikitext/index.ts'
import type { Subject } from '../subject.ts'
import { findRevision, textOf } from '../views/revision-shown.ts'
import type { Visit } from '../visit.ts'

export interface Draft {
  readonly text: string
  /** After a conflict: what its author wrote before it, so that nothing of it is lost. */
  readonly own: string | undefined
  /** A number, `new`, or nothing for the whole page. */
  readonly section: string
  readonly sectionTitle: string
  readonly summary: string
  readonly minor: boolean
  readonly watch: boolean
  /** The revision that its author saw; 0 where there was no page. */
  readonly base: RevId | 0
  /** When its author began. */
  readonly start: Timestamp
  readonly undo: number
  readonly undoAfter: number
  /** Whether the author knows that the page was deleted meanwhile. */
  readonly recreate: boolean
}

/** The page that is edited, as it is now. */
export async function currentOf(visit: Visit, { page, title }: Subject): Promise<Current> {
  const revision = page === undefined ? undefined : await revisionById(visit.db, page.page_latest)
  let text: Promise<string> | undefined
  return {
    page,
    revision,
    model: page?.page_content_model ?? defaultContentModel(title, visit.wiki.titles.namespaces),
    text: () => {
      text ??= latestText(visit, revision)
      return text
    },
  }
}

const latestText = async (visit: Visit, revision: Revision | undefined): Promise<string> =>
  (revision && (await textOf(visit, revision.content.for(visit.viewer)))) ?? ''

/** What somebody finds who begins to edit; a section that is not there, or an undo that is not possible, is a failure. */
export async function freshDraft(visit: Visit, subject: Subject, current: Current): Promise<Draft | Failure> {
  const section = visit.get('section') ?? ''
  const undo = visit.id('undo') ?? 0
  const undoAfter = visit.id('undoafter') ?? 0
  const now = timestampOf(visit.now)
  const isNew = subject.page === undefined
  const watched = await watchAfter(visit.db, visit.viewer, { title: subject.title, choice: 'preferences', isNew, now })
  const empty: Draft = {
    text: '',
    own: undefined,
    section,
    sectionTitle: visit.get('preloadtitle') ?? '',
    summary: visit.get('summary') ?? '',
    minor: false,
    watch: watched.watched,
    base: subject.page?.page_latest ?? 0,
    start: now,
    undo,
    undoAfter,
    recreate: false,
  }
  if (section === 'new') return empty
  if (undo > 0) return undoing(visit, subject, current, empty)
  const whole = await startText(visit, subject, current)
  if (section === '') return { ...empty, text: whole }
  const text = sectionOf(whole, section)
  const summary = empty.summary === '' ? sectionSummary(text ?? '') : empty.summary
  return text === undefined ? { ...empty, section: '', text: whole } : { ...empty, text, summary }
}

/** The text of the page, or of the old revision that the address names. */
async function startText(visit: Visit, { page }: Subject, current: Current): Promise<string> {
  const oldid = visit.id('oldid') ?? 0
  const old = oldid > 0 && oldid !== page?.page_latest ? await findRevision(visit, oldid) : undefined
  const text = old !== undefined && old.page.page_id === page?.page_id && (await textOf(visit, old.content))
  return typeof text === 'string' ? text : current.text()
}

/** `/* Heading *\/ `, so that the history tells which section it was. */
function sectionSummary(text: string): string {
  const heading = /^=+\s*(.*?)\s*=+[ \t]*(?:\n|$)/.exec(text)?.[1] ?? ''
  return heading === '' ? '' : `/* ${heading.replace(/\[\[:?(?:[^|\]]*\|)?([^\]]*)\]\]|'{2,}|<[^>]*>/g, '$1')} */ `
}

/** What an undo of these revisions would save; a failure where it is not possible. */
export async function undoneDraft(
  visit: Visit,
  subject: Subject,
  current: Current,
  draft: Pick<Draft, 'undo' | 'undoAfter'>,
): Promise<string | Failure> {
  try {
    const { text } = await undoneText(visit.wiki, undoOrder(subject, draft), current)
    return text
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

const undoOrder = ({ title }: Subject, { undo, undoAfter }: Pick<Draft, 'undo' | 'undoAfter'>): EditOrder => ({
  title,
  undo: undo as RevId,
  ...(undoAfter > 0 ? { undoAfter: undoAfter as RevId } : {}),
  minor: false,
  bot: false,
  tags: [],
  createOnly: false,
  noCreate: true,
  recreate: false,
})

async function undoing(visit: Visit, subject: Subject, current: Current, draft: Draft): Promise<Draft | Failure> {
  const text = await undoneDraft(visit, subject, current, draft)
  if (typeof text !== 'string') return text
  const undone = await revisionById(visit.db, draft.undo as RevId)
  const actor = undone?.actor.for(visit.viewer)
  const { wiki } = visit
  const say = (key: string, ...params: string[]): string =>
    wiki.messages.wikitext({ key, params }, wiki.config.language)
  const name = actor?.is === 'open' ? actor.value.name : undefined
  const summary =
    name === undefined
      ? say('undo-summary-username-hidden', String(draft.undo))
      : say('undo-summary', String(draft.undo), name)
  return { ...draft, section: '', text, summary: draft.summary === '' ? summary : draft.summary }
}

/** What was sent. Lines end as the wiki ends them, whatever the browser does. */
export function sentDraft(visit: Visit): Draft {
  const text = (name: string): string | undefined => visit.get(name)?.replace(/\r\n?/g, '\n')
  const start = visit.get('wpStarttime') ?? ''
  return {
    text: text('wpTextbox1') ?? '',
    own: text('wpTextbox2'),
    section: visit.get('wpSection') ?? '',
    sectionTitle: visit.get('wpSectionTitle') ?? '',
    summary: visit.get('wpSummary') ?? '',
    minor: visit.isOn('wpMinoredit'),
    watch: visit.isOn('wpWatchthis'),
    base: (visit.id('editRevId') ?? 0) as RevId | 0,
    start: isTimestamp(start) ? start : timestampOf(visit.now),
    undo: visit.id('undo') ?? 0,
    undoAfter: visit.id('undoafter') ?? 0,
    recreate: visit.isOn('wpRecreate'),
  }
}
