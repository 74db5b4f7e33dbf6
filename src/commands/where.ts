// Where a wiki's data is: what the options of the command line say.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { configOf } from '../config.ts'
import type { Database, Reader } from '../storage/database.ts'
import { openDatabase } from '../storage/open.ts'
import { readSetting } from '../storage/wiki-setting-store.ts'
import type { FilesFolder } from '../wiki.ts'

/** The options that every command takes. */
export const whereOptions = {
  data: { type: 'string' },
  database: { type: 'string' },
  memory: { type: 'boolean' },
} as const

/** A mistake of who typed the command: its message is all that is shown. */
export class UsageError extends Error {}

export interface Where {
  readonly data?: string | undefined
  readonly database?: string | undefined
  readonly memory?: boolean | undefined
}

/** The folder of the wiki's files that belongs to these options; undefined where a setting has to name one. */
export function filesFolderOf({ data, database, memory }: Where): FilesFolder | undefined {
  if (memory) return 'temporary'
  return database === undefined ? path.join(path.resolve(data ?? 'data'), 'files') : undefined
}

/** Where the contents of files are that belong to a database: what its settings say goes before the options. */
export async function filesFolder(db: Reader, where: Where): Promise<string | undefined> {
  const stored = where.memory ? undefined : await readSetting(db, 'settings').catch(() => undefined)
  const named = configOf(
    stored === undefined ? {} : (JSON.parse(stored) as object as Record<string, unknown>),
  ).filesFolder
  const folder = named === '' ? filesFolderOf(where) : named
  return folder === 'temporary' ? undefined : folder
}

/** Opens the database that the options name; by default `palimpsest.sqlite` in `./data`, which is made. */
export async function databaseOf({ data, database, memory }: Where): Promise<Database> {
  if ([data, database, memory].filter(one => one !== undefined && one !== false).length > 1) {
    throw new UsageError('only one of --data, --database and --memory can be given')
  }
  if (memory) return openDatabase('sqlite::memory:')
  if (database !== undefined) return openDatabase(database)
  const folder = path.resolve(data ?? 'data')
  mkdirSync(folder, { recursive: true })
  return openDatabase(`sqlite:${path.join(folder, 'palimpsest.sqlite')}`)
}
