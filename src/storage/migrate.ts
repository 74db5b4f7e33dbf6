// Brings a database to the schema of this code: numbered migrations, a transaction each, and a table of those that ran.
import type { Database, Transaction } from './database.ts'
import { type DialectTokens, tokensOf } from './dialect.ts'
import { Sql, sql } from './sql.ts'

/** One step of the schema. What has landed is never changed; a correction is a new migration. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly id: number
  /** Says what it does, like `schema`. */
  readonly name: string
  /** The statements, in order; each string is one statement. */
  statements(d: DialectTokens): readonly string[]
}

/** The database was migrated by newer code than this. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError'
}

interface MigrationRow {
  migration_id: number
}

/**
 * Runs the migrations that have not run yet and answers with them. Throws NewerDatabaseError when the database knows a
 * migration that is not in the list; then nothing has been changed.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<Migration[]> {
  checkNumbers(migrations)
  const tokens = tokensOf(database.dialect)
  await database.write(tx => createMigrationTable(tx, tokens))
  const done: Migration[] = []
  for (const migration of migrations) {
    if (await database.write(tx => runOnce(tx, migration, migrations.length, tokens))) done.push(migration)
  }
  if (migrations.length === 0) await database.write(tx => refuseNewer(tx, 0))
  return done
}

function checkNumbers(migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    if (migration.id !== index + 1) {
      throw new TypeError(`migration ${migration.name} has the number ${migration.id} and stands at ${index + 1}`)
    }
  })
}

async function createMigrationTable(tx: Transaction, { integer, text }: DialectTokens): Promise<void> {
  await tx.run(
    raw(`create table if not exists migration (migration_id ${integer} primary key, migration_name ${text} not null)`),
  )
}

/** Looks and acts in one transaction, and one writes at a time: two processes that start together run it once. */
async function runOnce(tx: Transaction, migration: Migration, newest: number, tokens: DialectTokens): Promise<boolean> {
  await refuseNewer(tx, newest)
  const ran = await tx.get(sql<MigrationRow>`
    select migration_id from migration where migration_id = ${migration.id}`)
  if (ran !== undefined) return false
  for (const statement of migration.statements(tokens)) await tx.run(raw(statement))
  await tx.run(sql`insert into migration (migration_id, migration_name) values (${migration.id}, ${migration.name})`)
  return true
}

async function refuseNewer(tx: Transaction, newest: number): Promise<void> {
  const newer = await tx.get(sql<MigrationRow>`
    select max(migration_id) as migration_id from migration where migration_id > ${newest}
    having count(*) > 0`)
  if (newer === undefined) return
  throw new NewerDatabaseError(
    `the database has migration ${newer.migration_id}, and this version knows only ${newest}: ` +
      'it was used by a newer version of the program, which must be used from now on',
  )
}

/** The statements of migrations are code, not input: the only place where a string becomes SQL. */
function raw(statement: string): Sql {
  return new Sql([statement], [])
}
