// Adding an account: the row, its actor, its groups, and the count of accounts.
import { countInSite } from '../changes/site-stats-store.ts'
import type { ActorId, UserId } from '../ids.ts'
import { NS } from '../pages/namespaces.ts'
import { makeTitle } from '../pages/title.ts'
import type { Transaction } from '../storage/database.ts'
import { watch } from '../watchlist/watch.ts'
import { acquireActor, addToGroup, attachActor, insertUser } from './user-store.ts'

export interface NewAccount {
  /** Canonical, and free. */
  readonly name: string
  /** The hash of the password; empty for an account that nobody can log in to. */
  readonly password: string
  readonly email?: string
  readonly realName?: string
  readonly groups?: readonly string[]
  /** 14 digits. */
  readonly now: string
}

/** Adds an account. An actor of this name that an import left becomes the account's. */
export async function addAccount(tx: Transaction, account: NewAccount): Promise<{ userId: UserId; actorId: ActorId }> {
  const userId = await insertUser(tx, {
    name: account.name,
    realName: account.realName ?? '',
    password: account.password,
    email: account.email ?? '',
    registration: account.now,
  })
  const actorId = await acquireActor(tx, account.name, userId)
  await attachActor(tx, actorId, userId)
  for (const group of account.groups ?? []) await addToGroup(tx, userId, group, null)
  await countInSite(tx, { users: 1 })
  // As MediaWiki: everybody watches their own page from the start.
  await watch(tx, userId, makeTitle(NS.user, account.name.replaceAll(' ', '_')))
  return { userId, actorId }
}
