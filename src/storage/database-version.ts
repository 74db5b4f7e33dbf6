// Which version of its database a wiki runs on.
import type { Reader } from './database.ts'
import { sql } from './sql.ts'

/** As the database says it: `3.50.4`, `17.2`. */
export async function databaseVersion(db: Reader): Promise<string> {
  const row =
    db.dialect === 'sqlite'
      ? await db.get(sql<{ version: string }>`select sqlite_version() as version`)
      : await db.get(sql<{ version: string }>`select current_setting('server_version') as version`)
  return row?.version.split(' ')[0] ?? ''
}
