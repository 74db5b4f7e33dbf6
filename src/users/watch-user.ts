// Watching the page of somebody whom one has blocked, unblocked or given rights.
import type { Performer } from '../access/permit.ts'
import { watch } from '../watchlist/watch.ts'
import type { Wiki } from '../wiki.ts'
import { userPageOf } from './block-target.ts'

/** Puts the user page and talk page of this name on the performer's watchlist, if they may have one. */
export async function watchUser(wiki: Pick<Wiki, 'database'>, { viewer }: Performer, name: string): Promise<void> {
  const { userId } = viewer
  if (userId === 0 || !viewer.may('editmywatchlist')) return
  await wiki.database.write(tx => watch(tx, userId, userPageOf(name)))
}
