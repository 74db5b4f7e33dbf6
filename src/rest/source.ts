// The text of a revision for who asks for it over the REST API.
import { valueFor } from '../access/viewer.ts'
import type { Revision } from '../revisions/revision.ts'
import { textById } from '../revisions/revision-store.ts'
import { RestError } from './answer.ts'
import type { RestRequest } from './request.ts'

/** The text of a revision. Throws `rest-permission-denied-revision` where the viewer may not read it. */
export async function sourceOf({ db, viewer }: RestRequest, revision: Revision): Promise<string> {
  const content = valueFor(revision.content, viewer)
  if (content === undefined) throw new RestError(403, 'rest-permission-denied-revision', [revision.id])
  return textById(db, content.textId)
}
