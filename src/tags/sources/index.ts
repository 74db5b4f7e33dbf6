// The tags that the software sets on an edit, by what it did.
import type { Reverted } from '../../changes/change.ts'
import type { PageId, RevId } from '../../ids.ts'
import { earlierRevisionWithHash } from '../../revisions/revision-store.ts'
import type { Reader } from '../../storage/database.ts'
import { blank } from './blank.ts'
import { changedRedirectTarget } from './changed-redirect-target.ts'
import { contentModelChange } from './content-model-change.ts'
import { manualRevert } from './manual-revert.ts'
import { newRedirect } from './new-redirect.ts'
import { removedRedirect } from './removed-redirect.ts'
import { replace } from './replace.ts'
import { rollback } from './rollback.ts'
import type { EditFacts, TagSource } from './source.ts'
import { undo } from './undo.ts'

/** What an edit did to the text. As MediaWiki: the first of them that applies is the only one. */
const ofTheText: readonly TagSource[] = [
  newRedirect,
  changedRedirectTarget,
  blank,
  removedRedirect,
  replace,
  contentModelChange,
]
/** How it takes back what was done before. */
const ofTheHistory: readonly TagSource[] = [rollback, undo, manualRevert]

/** The tags of an edit of these facts. */
export function tagsOfFacts(facts: EditFacts): string[] {
  const text = ofTheText.find(source => source.applies(facts))
  return [...(text === undefined ? [] : [text]), ...ofTheHistory.filter(source => source.applies(facts))].map(
    source => source.name,
  )
}

/** How many revisions back an edit may lead to count as a revert. As MediaWiki. */
export const revertRadius = 15

interface EditOf {
  readonly pageId: PageId | undefined
  readonly before: EditFacts['before']
  readonly after: EditFacts['after'] & { readonly sha1: string }
  /** The revisions that it undoes, in the order of time. */
  readonly undone?: readonly RevId[]
  /** Those that it rolls back. */
  readonly rolledBack?: Reverted
}

/**
 * The tags of an edit, and what it takes back. Looks back in the page's history, at most `revertRadius` revisions, for
 * one with the same text.
 */
export async function tagsOfEdit(db: Reader, of: EditOf): Promise<{ tags: string[]; reverted: Reverted | undefined }> {
  const { pageId, before, after, undone = [], rolledBack } = of
  const [oldest] = undone
  const newest = undone.at(-1)
  const undoes = oldest === undefined || newest === undefined ? undefined : { oldest, newest }
  const asked = undoes ?? rolledBack
  const earlier =
    pageId === undefined || asked !== undefined
      ? undefined
      : await earlierRevisionWithHash(db, pageId, after.sha1, revertRadius)
  const facts: EditFacts = {
    before,
    after,
    undoes: undoes !== undefined,
    rollsBack: rolledBack !== undefined,
    revertsTo: earlier?.id,
  }
  return { tags: tagsOfFacts(facts), reverted: asked ?? earlier?.after }
}
