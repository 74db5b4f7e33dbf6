// What keeps somebody from making an account.
import type { Performer } from '../access/permit.ts'
import { type Problem, problem } from '../errors.ts'

/** All that stands against this performer making an account; empty when nothing does. */
export function accountCreationProblems(performer: Performer): readonly Problem[] {
  const block = performer.blocks.find(one => one.createAccount && one.sitewide)
  if (block !== undefined) return [performer.blockedBy(block)]
  if (performer.viewer.may('createaccount')) return []
  return [problem('apierror-permissiondenied', [{ message: { key: 'action-createaccount', params: [] } }])]
}
