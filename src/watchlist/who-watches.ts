// Who may see and change a watchlist: its owner, with an account.
import type { Viewer } from '../access/viewer.ts'
import { fail } from '../errors.ts'
import type { UserId } from '../ids.ts'

/** The account whose watchlist it is; throws `notloggedin` for somebody without one. */
export function watcherOf(viewer: Viewer): UserId {
  if (viewer.userId === 0) throw fail('watchlistanontext', [])
  return viewer.userId
}
