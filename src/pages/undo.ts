// Undoing: the latest text without what some of its revisions did.
import { Viewer } from '../access/viewer.ts'
import { merge } from '../diff/merge.ts'
import { fail } from '../errors.ts'
import type { PageId, RevId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import type { Revision } from '../revisions/revision.ts'
import { revisionById, revisionIdsBetween, textById } from '../revisions/revision-store.ts'
import type { Wiki } from '../wiki.ts'
import type { Current, EditOrder } from './edit.ts'

/**
 * The latest text without the revisions after `undoAfter` up to `undo`, and the content model that it has then. As
 * MediaWiki: a text that is hidden is as a missing revision, also for who may see it. Throws `nosuchrevid`,
 * `revwrongpage`, `undofailure`.
 */
export async function undoneText(
  wiki: Wiki,
  order: EditOrder,
  current: Current,
): Promise<{ text: string; model: string; revisions: readonly RevId[]; summary: string }> {
  const db = wiki.database.read
  const undo = order.undo as RevId
  const undone = await revisionById(db, undo)
  if (undone === undefined) throw fail('apierror-nosuchrevid', [undo])
  const afterId = order.undoAfter !== undefined && order.undoAfter > 0 ? order.undoAfter : undone.parent
  const after = afterId === 0 ? undefined : await revisionById(db, afterId)
  // As MediaWiki: it names the revision that was asked for, which may be none.
  if (after === undefined) throw fail('apierror-nosuchrevid', [order.undoAfter ?? null])
  const { page } = current
  const name = wiki.nameOf(order.title)
  if (undone.page !== page?.page_id) throw fail('apierror-revwrongpage', [undone.id, name])
  if (after.page !== page.page_id) throw fail('apierror-revwrongpage', [after.id, name])
  const [undoneContent, afterContent] = await Promise.all([visibleText(wiki, undone), visibleText(wiki, after)])
  if (undoneContent === undefined) throw fail('apierror-nosuchrevid', [undone.id])
  if (afterContent === undefined) throw fail('apierror-nosuchrevid', [order.undoAfter ?? null])
  const model = modelAfter(order, current, undone, after)
  const latest = await current.text()
  const merged =
    latest === undoneContent ? { ok: true as const, text: afterContent } : merge(undoneContent, latest, afterContent)
  if (!merged.ok) throw fail('undo-failure', [])
  const revisions = await revisionIdsBetween(db, page.page_id as PageId, after, undone)
  // As MediaWiki: what undoes one revision says so, unless it says something else.
  const summary = revisions.length === 1 ? undoSummary(wiki, undone) : ''
  return { text: merged.text, model, revisions, summary }
}

/** Texts of several content models cannot be merged: only the latest revision gives back the model from before it. */
function modelAfter(order: EditOrder, current: Current, undone: Revision, after: Revision): string {
  const models = new Set([current.model, undone.contentModel, after.contentModel])
  const isAlike = models.size === 1
  if (order.contentModel !== undefined && !(isAlike && models.has(order.contentModel))) throw fail('undo-failure', [])
  if (!isAlike && undone.id !== current.revision?.id) throw fail('undo-failure', [])
  return after.contentModel
}

function undoSummary(wiki: Wiki, undone: Revision): string {
  const actor = undone.actor.for(Viewer.public)
  const said =
    actor.is === 'withheld'
      ? { key: 'undo-summary-username-hidden', params: [undone.id] }
      : { key: actor.value.userId === 0 ? 'undo-summary-anon' : 'undo-summary', params: [undone.id, actor.value.name] }
  return cutComment(wiki.messages.wikitext(said, wiki.config.language))
}

async function visibleText(wiki: Wiki, revision: Revision): Promise<string | undefined> {
  const content = revision.content.for(Viewer.public)
  return content.is === 'withheld' ? undefined : textById(wiki.database.read, content.value.textId)
}
