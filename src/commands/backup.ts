// palimpsest backup: a consistent copy of the database, also while a server uses it.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { databaseOf, UsageError, whereOptions } from './where.ts'

export const help = `palimpsest backup FILE: copy the database to a file, also while the wiki is served

  FILE              where to; must not be there yet
  --data DIR        the folder of the wiki's data (./data)
  --database URL    PostgreSQL has pg_dump for this, which this command says

The copy is a database that palimpsest serve --data can use: put it as palimpsest.sqlite into a folder of its own.
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
  } finally {
    await database.close()
  }
  console.log(`The copy is ${file}`)
  return 0
}
