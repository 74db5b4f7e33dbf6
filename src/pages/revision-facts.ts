// What `{{REVISIONID}}` and its like say of a revision, to everybody.
import { Viewer, valueFor } from '../access/viewer.ts'
import { dateOf, type Timestamp } from '../api/timestamps.ts'
import type { PageId, RevId } from '../ids.ts'
import type { Revision } from '../revisions/revision.ts'

/** The facts; who made the revision only if nobody has hidden it. */
export interface FactsOfRevision {
  readonly pageId: PageId
  readonly revisionId: RevId
  /** Milliseconds since 1970. */
  readonly timestamp: number
  /** Bytes. */
  readonly size: number
  readonly user?: string
}

export function factsOf(revision: Revision): FactsOfRevision {
  const actor = valueFor(revision.actor, Viewer.public)
  return {
    pageId: revision.page,
    revisionId: revision.id,
    timestamp: dateOf(revision.timestamp as Timestamp).getTime(),
    size: revision.size,
    ...(actor === undefined ? {} : { user: actor.name }),
  }
}
