// Finding the revision that an address names, as far as its reader may know of it.
import type { Shown } from '../../access/viewer.ts'
import type { RevId } from '../../ids.ts'
import { type PageRow, pageRowOfRevision } from '../../pages/page-store.ts'
import type { Content, Revision } from '../../revisions/revision.ts'
import { revisionById, textById } from '../../revisions/revision-store.ts'
import type { Visit } from '../visit.ts'

/** A revision and its page. */
export interface FoundRevision {
  readonly revision: Revision
  readonly page: PageRow
  readonly content: Shown<Content>
}

/** The revision of an id; undefined where there is none, or its text is suppressed from the viewer: both look the same. */
export async function findRevision(visit: Visit, id: number): Promise<FoundRevision | undefined> {
  const { db, viewer } = visit
  const [revision, page] = await Promise.all([revisionById(db, id as RevId), pageRowOfRevision(db, id as RevId)])
  if (revision === undefined || page === undefined) return undefined
  const content = revision.content.for(viewer)
  return content.is === 'withheld' && content.suppressed ? undefined : { revision, page, content }
}

/** The text, unless it is withheld. */
export async function textOf(visit: Visit, content: Shown<Content>): Promise<string | undefined> {
  return content.is === 'withheld' ? undefined : textById(visit.db, content.value.textId)
}
