// Opens the database that an address names.
import type { Database } from './database.ts'
import type { PostgresOptions } from './postgres.ts'
import { openSqlite, type SqliteOptions } from './sqlite.ts'

/** What both databases understand, and what only one does. */
export type DatabaseOptions = Omit<SqliteOptions, 'file'> & Omit<PostgresOptions, 'url'>

/**
 * `sqlite:FILE`, `sqlite::memory:` or `postgres://user:password@host:port/database`. Throws a TypeError for another
 * address, and DatabaseUnavailableError for a file that cannot be opened; a server is asked with the first statement.
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) {
    return openSqlite({ ...options, file: url.slice('sqlite:'.length) })
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    // Its driver is loaded by those who need it only.
    const { openPostgres } = await import('./postgres.ts')
    return openPostgres({ ...options, url })
  }
  // Not the address itself: it may hold a password.
  throw new TypeError('a database is named by sqlite:FILE, sqlite::memory: or postgres://user@host/database')
}
