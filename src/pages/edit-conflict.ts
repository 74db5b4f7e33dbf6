// Edit conflicts: what happens to an edit when the page is not what its author saw.
import type { Performer } from '../access/permit.ts'
import { Viewer } from '../access/viewer.ts'
import { isoTimestamp, type Timestamp } from '../api/timestamps.ts'
import { merge } from '../diff/merge.ts'
import { type Failure, fail } from '../errors.ts'
import type { PageId, RevId } from '../ids.ts'
import type { Revision } from '../revisions/revision.ts'
import { hasOtherAuthorsSince, revisionAt, revisionById, textById } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import { replaceSection } from '../wikitext/index.ts'
import type { Composed } from './compose.ts'
import type { Current, EditOrder } from './edit.ts'
import { pageById } from './page-store.ts'

/**
 * The text to save. Where the page was changed since the base that the order names, the two changes are merged; throws
 * `editconflict` where they touch. As MediaWiki: a conflict with nobody but oneself is none, unless a revision is named and
 * no time.
 */
export async function resolveConflict(
  db: Reader,
  performer: Performer,
  order: EditOrder,
  current: Current,
  composed: Composed,
): Promise<string> {
  const { page, revision } = current
  if (page === undefined || revision === undefined) return composed.text
  if (!(await isConflict(db, performer, order, revision, page.page_id))) return composed.text
  const conflict = () => editConflict(order, performer.viewer, revision)
  if (order.section === 'new') {
    if (isSaidAgain(performer.viewer, composed, revision)) throw conflict()
    return composed.text
  }
  const base = await baseText(db, order, page.page_id)
  if (base === undefined) throw conflict()
  const mine = inBase(base, order, composed)
  const merged = mine === undefined ? undefined : merge(base, mine, await current.text())
  if (merged === undefined || !merged.ok) throw conflict()
  return merged.text
}

/** `editconflict`; with what the latest revision is, for whoever asked to be told. */
export function editConflict(order: EditOrder, viewer: Viewer, latest: Revision | undefined): Failure {
  if (!order.tellConflict || latest === undefined) return fail('edit-conflict', [])
  const actor = latest.actor.for(viewer)
  const user = actor.is === 'withheld' ? { userhidden: true } : { user: actor.value.name }
  return fail('edit-conflict', [], {
    latest: { revid: latest.id, ...user, timestamp: isoTimestamp(latest.timestamp as Timestamp) },
  })
}

/** As MediaWiki: a new section of whose summary the page's latest revision by the same author is, was sent twice. */
function isSaidAgain(viewer: Viewer, { summary }: Composed, latest: Revision): boolean {
  const [actor, comment] = [latest.actor.for(viewer), latest.comment.for(viewer)]
  return (
    actor.is !== 'withheld' &&
    actor.value.name === viewer.name &&
    comment.is !== 'withheld' &&
    comment.value === summary
  )
}

async function isConflict(
  db: Reader,
  performer: Performer,
  order: EditOrder,
  latest: Revision,
  page: PageId,
): Promise<boolean> {
  if (order.baseRevId !== undefined) {
    if (order.baseRevId === latest.id) return false
    // As MediaWiki: a base that is the latest revision of another page is as none.
    const base = await revisionById(db, order.baseRevId)
    const isOther = base !== undefined && base.page !== page && (await pageById(db, base.page))?.page_latest === base.id
    if (isOther) return false
  } else if (order.baseTimestamp === undefined || order.baseTimestamp === latest.timestamp) {
    return false
  }
  const { actorId } = performer.viewer
  const isOfSection = order.section !== undefined && order.section !== ''
  if (order.baseTimestamp === undefined || isOfSection || actorId === undefined) return true
  return hasOtherAuthorsSince(db, page, order.baseTimestamp, actorId)
}

/** The text that the author began with. Hidden text is as missing. */
async function baseText(db: Reader, order: EditOrder, page: PageId): Promise<string | undefined> {
  const base =
    order.baseRevId !== undefined
      ? await revisionById(db, order.baseRevId as RevId)
      : order.baseTimestamp === undefined
        ? undefined
        : await revisionAt(db, page, order.baseTimestamp)
  const content = base?.content.for(Viewer.public)
  return content === undefined || content.is === 'withheld' ? undefined : textById(db, content.value.textId)
}

/** The author's text as it would stand in the base: a section is put into the base's sections. */
function inBase(base: string, order: EditOrder, composed: Composed): string | undefined {
  if (order.section === undefined || order.section === '' || composed.sectionText === undefined) return composed.text
  return replaceSection(base, order.section, composed.sectionText)
}
