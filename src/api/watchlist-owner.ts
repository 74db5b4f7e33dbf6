// Whose watchlist a request is about: that of who asks, or of somebody who gave them the token to it.
import { timingSafeEqual } from 'node:crypto'
import { Failure, fail, problem } from '../errors.ts'
import type { UserId } from '../ids.ts'
import { propertiesOfUser, userByName } from '../users/user-store.ts'
import { watcherOf } from '../watchlist/who-watches.ts'
import type { ReadContext } from './module.ts'
import { p } from './params.ts'

/** What changes of a watchlist can be narrowed to; each with its opposite. */
export const watchlistShow = [
  'minor',
  '!minor',
  'bot',
  '!bot',
  'anon',
  '!anon',
  'patrolled',
  '!patrolled',
  'autopatrolled',
  '!autopatrolled',
  'unread',
  '!unread',
] as const

export const watchlistOwnerParams = {
  owner: p.user({ allow: ['name'] }),
  token: p.string({ sensitive: true }),
}

/** The owner; throws `bad_wlowner`, `bad_wltoken`, `notloggedin`, `permissiondenied`. Only both parameters name another. */
export async function watchlistOwner(
  { db, viewer }: Pick<ReadContext, 'db' | 'viewer'>,
  { owner, token }: { readonly owner?: string | undefined; readonly token?: string | undefined },
): Promise<UserId> {
  if (owner !== undefined && token !== undefined) {
    const user = await userByName(db, owner)
    if (user === undefined) throw new Failure([{ ...problem('nosuchusershort', [owner]), code: 'bad_wlowner' }])
    const properties = await propertiesOfUser(db, user.user_id)
    const kept = properties.find(one => one.up_property === 'watchlisttoken')?.up_value ?? ''
    if (!isSame(kept, token)) throw fail('apierror-bad-watchlist-token', [])
    return user.user_id
  }
  const watcher = watcherOf(viewer)
  if (!viewer.may('viewmywatchlist')) {
    throw fail('apierror-permissiondenied', [{ message: { key: 'action-viewmywatchlist', params: [] } }])
  }
  return watcher
}

/** Without a difference in time that would tell how much of the token was right. */
function isSame(kept: string, given: string): boolean {
  const [one, other] = [Buffer.from(kept), Buffer.from(given)]
  return kept !== '' && one.length === other.length && timingSafeEqual(one, other)
}
