// New passwords: whoever came in with the old one is out.
import { deleteSessionsOfUser } from '../access/session-store.ts'
import type { UserId } from '../ids.ts'
import type { Transaction } from '../storage/database.ts'
import { type BotPasswordRow, putBotPassword, setPassword } from './user-store.ts'

/** Gives an account another password (its hash), and ends all its sessions. */
export async function setAccountPassword(tx: Transaction, user: UserId, hash: string): Promise<void> {
  await setPassword(tx, user, hash)
  await deleteSessionsOfUser(tx, user)
}

/** Adds a bot password or replaces the one of its name, whose sessions end. */
export async function setBotPassword(tx: Transaction, row: BotPasswordRow): Promise<void> {
  await putBotPassword(tx, row)
  await deleteSessionsOfUser(tx, row.bp_user, row.bp_app_id)
}
