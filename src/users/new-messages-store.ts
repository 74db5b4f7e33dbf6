// The SQL of new messages: whose talk page was changed since they last saw it.
import type { UserId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

/** An account, or the address of somebody without one. */
export type Addressee = { readonly userId: UserId } | { readonly ip: string }

const isFor = (whom: Addressee): Sql =>
  'userId' in whom ? sql`user_id = ${whom.userId} and user_ip = ''` : sql`user_id = 0 and user_ip = ${whom.ip}`

export async function hasNewMessages(db: Reader, whom: Addressee): Promise<boolean> {
  return (await db.get(sql<{ user_id: number }>`select user_id from user_newtalk where ${isFor(whom)}`)) !== undefined
}

/** Remembers that somebody's talk page was changed at a time (14 digits), unless that is known of an earlier change. */
export async function tellOfNewMessages(tx: Transaction, whom: Addressee, timestamp: string): Promise<void> {
  const [userId, ip] = 'userId' in whom ? [whom.userId, ''] : [0, whom.ip]
  await tx.run(sql`
    insert into user_newtalk (user_id, user_ip, user_last_timestamp) values (${userId}, ${ip}, ${timestamp})
    on conflict (user_id, user_ip) do nothing`)
}

export async function forgetNewMessages(tx: Transaction, whom: Addressee): Promise<void> {
  await tx.run(sql`delete from user_newtalk where ${isFor(whom)}`)
}
