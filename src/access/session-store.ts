// The SQL of sessions.
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface SessionRow {
  /** The hash of the cookie's value. */
  readonly sess_id: string
  readonly sess_user: number
  readonly sess_app_id: string
  /** ISO 8601. */
  readonly sess_expires: string
}

export const sessionByHash = (db: Reader, hash: string): Promise<SessionRow | undefined> =>
  db.get(sql<SessionRow>`select sess_id, sess_user, sess_app_id, sess_expires from session where sess_id = ${hash}`)

export async function insertSession(tx: Transaction, row: SessionRow): Promise<void> {
  await tx.run(sql`
    insert into session (sess_id, sess_user, sess_app_id, sess_expires)
    values (${row.sess_id}, ${row.sess_user}, ${row.sess_app_id}, ${row.sess_expires})`)
}

export async function touchSession(tx: Transaction, hash: string, expires: string): Promise<void> {
  await tx.run(sql`update session set sess_expires = ${expires} where sess_id = ${hash}`)
}

export async function deleteSession(tx: Transaction, hash: string): Promise<void> {
  await tx.run(sql`delete from session where sess_id = ${hash}`)
}

/** Ends every session of an account, or only those of one of its bot passwords. */
export async function deleteSessionsOfUser(tx: Transaction, userId: number, appId?: string): Promise<void> {
  await tx.run(sql`
    delete from session where sess_user = ${userId}
    ${appId === undefined ? sql`` : sql`and sess_app_id = ${appId}`}`)
}

/** Removes up to `limit` sessions that have run out. */
export async function deleteExpiredSessions(tx: Transaction, now: string, limit: number): Promise<void> {
  await tx.run(sql`
    delete from session where sess_id in
      (select sess_id from session where sess_expires < ${now} order by sess_expires limit ${limit})`)
}
