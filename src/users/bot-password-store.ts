// The SQL of the bot passwords of one account: listing them, and taking one away.
import { deleteSessionsOfUser } from '../access/session-store.ts'
import type { UserId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'
import type { BotPasswordRow } from './user-store.ts'

/** A bot password without what is secret of it. */
export type ListedBotPassword = Pick<BotPasswordRow, 'bp_app_id' | 'bp_grants'>

/** By name. */
export const botPasswordsOfUser = (db: Reader, user: UserId): Promise<ListedBotPassword[]> =>
  db.all(sql<ListedBotPassword>`
    select bp_app_id, bp_grants from bot_passwords where bp_user = ${user} order by bp_app_id limit 500`)

/** Takes a bot password away and ends its sessions; says whether there was one. */
export async function deleteBotPassword(tx: Transaction, user: UserId, appId: string): Promise<boolean> {
  const { changes } = await tx.run(sql`delete from bot_passwords where bp_user = ${user} and bp_app_id = ${appId}`)
  await deleteSessionsOfUser(tx, user, appId)
  return changes === 1
}
