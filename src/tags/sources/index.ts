// The tags that the software sets on an edit, by what it did.
import type { PageId, RevId } from '../../ids.ts'
import type { Title } from '../../pages/title.ts'
import type { Revision } from '../../revisions/revision.ts'
import { earlierRevisionWithHash } from '../../revisions/revision-store.ts'
import type { Reader } from '../../storage/database.ts'
import { blank } from './blank.ts'
import { changedRedirectTarget } from './changed-redirect-target.ts'
import { contentModelChange } from './content-model-change.ts'
import { manualRevert } from './manual-revert.ts'
import { newRedirect } from './new-redirect.ts'
import { removedRedirect } from './removed-redirect.ts'
import { replace } from './replace.ts'
import type { EditFacts, TagSource } from './source.ts'
import { undo } from './undo.ts'

/** In the order in which MediaWiki lists them. */
export const tagSources: readonly TagSource[] = [
  contentModelChange,
  newRedirect,
  removedRedirect,
  changedRedirectTarget,
  blank,
  replace,
  undo,
  manualRevert,
]

/** How many revisions back an edit may lead to count as a revert. As MediaWiki. */
export const revertRadius = 15

interface EditOf {
  readonly title: Title
  readonly pageId: PageId | undefined
  readonly parent: Revision | undefined
  readonly before: EditFacts['before']
  readonly after: EditFacts['after'] & { readonly sha1: string }
  readonly undone: readonly RevId[]
}

/** The tags of an edit. Looks back in the page's history, at most `revertRadius` revisions, for one with the same text. */
export async function tagsOfEdit(db: Reader, of: EditOf): Promise<string[]> {
  const revertsTo =
    of.pageId === undefined || of.undone.length > 0
      ? undefined
      : await earlierRevisionWithHash(db, of.pageId, of.after.sha1, revertRadius)
  const facts: EditFacts = { before: of.before, after: of.after, undoes: of.undone.length > 0, revertsTo }
  return tagSources.filter(source => source.applies(facts)).map(source => source.name)
}
