// The SQL of warnings that somebody was given and may pass by doing the same again.
import type { Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** Warnings that may be remembered at a time. */
const mostKept = 20_000

/** Forgets a warning; whether there was one that has not run out. Times are ISO 8601. */
export async function takeWarning(tx: Transaction, key: string, now: string): Promise<boolean> {
  const row = await tx.get(sql<{ fw_expiry: string }>`
    delete from filter_warning where fw_key = ${key} returning fw_expiry`)
  return row !== undefined && row.fw_expiry >= now
}

/** Remembers a warning. Those that ran out, and the oldest of too many, are forgotten. */
export async function keepWarning(tx: Transaction, key: string, expiry: string, now: string): Promise<void> {
  await tx.run(sql`
    delete from filter_warning where fw_expiry < ${now} or fw_expiry <=
      (select fw_expiry from filter_warning order by fw_expiry desc limit 1 offset ${mostKept - 1})`)
  await tx.run(sql`
    insert into filter_warning (fw_key, fw_expiry) values (${key}, ${expiry})
    on conflict (fw_key) do update set fw_expiry = excluded.fw_expiry`)
}
