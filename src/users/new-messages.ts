// Telling somebody that their talk page was changed.
import { canonicalIp } from '../access/ip.ts'
import type { Viewer } from '../access/viewer.ts'
import { NS } from '../pages/namespaces.ts'
import type { Title } from '../pages/title.ts'
import type { Transaction } from '../storage/database.ts'
import { type Addressee, tellOfNewMessages } from './new-messages-store.ts'
import { userByName } from './user-store.ts'

/** Tells whose talk page it is of a change by somebody else; as MediaWiki, not of a bot's minor edit. */
export async function tellOwnerOfTalkPage(
  tx: Transaction,
  change: { on: Title; by: Viewer; minor: boolean; timestamp: string },
): Promise<void> {
  const { on, by, minor, timestamp } = change
  const name = on.dbKey.replaceAll('_', ' ')
  if (on.namespace !== NS.userTalk || name.includes('/') || name === by.name) return
  if (minor && by.may('nominornewtalk')) return
  const owner = await addresseeOf(tx, name)
  if (owner !== undefined) await tellOfNewMessages(tx, owner, timestamp)
}

async function addresseeOf(tx: Transaction, name: string): Promise<Addressee | undefined> {
  const ip = canonicalIp(name)
  if (ip !== undefined) return { ip }
  const user = await userByName(tx, name)
  return user === undefined ? undefined : { userId: user.user_id }
}
