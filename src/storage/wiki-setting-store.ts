// The SQL of what the wiki remembers of itself: its secret, its settings, the namespaces that an import brought.
import type { Reader, Transaction } from './database.ts'
import { sql } from './sql.ts'

export async function readSetting(db: Reader, name: string): Promise<string | undefined> {
  const row = await db.get(sql<{ ws_value: string }>`select ws_value from wiki_setting where ws_name = ${name}`)
  return row?.ws_value
}

export async function writeSetting(tx: Transaction, name: string, value: string): Promise<void> {
  await tx.run(sql`
    insert into wiki_setting (ws_name, ws_value) values (${name}, ${value})
    on conflict (ws_name) do update set ws_value = excluded.ws_value`)
}
