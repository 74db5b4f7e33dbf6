// palimpsest backup: a consistent copy of the database and of uploaded files, also while a server uses them.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { copyContents } from '../files/copy-contents.ts'
import { FileDepot } from '../files/depot.ts'
import { databaseOf, filesFolder, UsageError, whereOptions } from './where.ts'

export const help = `palimpsest backup FILE: copy the database to a file, also while the wiki is served

  FILE              where to; must not be there yet
  --data DIR        the folder of the wiki's data (./data)
  --database URL    PostgreSQL has pg_dump for this, which this command says

The copy is a database that palimpsest serve --data can use: put it as palimpsest.sqlite into a folder of its own.
The contents of uploaded files go to the folder files beside it; those that are there already are not copied again, so
that several backups share one. With PostgreSQL, copy the folder that the setting filesFolder names after pg_dump.
`

/** Copies the database. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: whereOptions, allowPositionals: true })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError('name one file to copy to')
  if (values.database !== undefined) throw new UsageError('use pg_dump for a PostgreSQL database')
  if (existsSync(file)) throw new UsageError(`${file} is there already`)
  const database = await databaseOf(values)
  try {
    await database.backup(file)
    // After the database: what it refers to is there, and contents never change.
    const folder = await filesFolder(database.read, values)
    const copies = path.join(path.dirname(path.resolve(file)), 'files')
    const copied = folder === undefined || folder === copies ? 0 : await copyContents(new FileDepot(folder), copies)
    if (copied > 0) console.log(`${copied} contents of files were copied to ${copies}`)
  } finally {
    await database.close()
  }
  console.log(`The copy is ${file}`)
  return 0
}
