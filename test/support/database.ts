// Databases that live as long as a test: of each kind that can be had here.
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { Database } from '../../src/storage/database.ts'
import { type DatabaseOptions, openDatabase } from '../../src/storage/open.ts'
import { scratch } from './scratch.ts'

/** An empty database of its own, not made before it is opened. */
export interface TestDatabase {
  /** `SQLite`, `SQLite in memory` or `PostgreSQL`, for the names of tests. */
  readonly name: string
  /** Whether opening it a second time finds the same database. */
  readonly shared: boolean
  /** Opens it, strictly unless the options say otherwise; again, as a second process would. */
  open(options?: DatabaseOptions): Promise<Database>
  /** Closes all that was opened and removes the database. */
  drop(): Promise<void>
}

/**
 * A database of each kind; call it anew for each test. PostgreSQL is among them where `server`, by default the
 * environment variable DATABASE, names one.
 */
export function testDatabases(server = process.env.DATABASE): TestDatabase[] {
  const kinds = [testDatabase('SQLite', sqliteFile), testDatabase('SQLite in memory', memory)]
  return isPostgres(server) ? [...kinds, testDatabase('PostgreSQL', () => throwAwayDatabase(server))] : kinds
}

/** Why tests of PostgreSQL are left out: `test('…', { skip: withoutPostgres() }, …)`. */
export function withoutPostgres(server = process.env.DATABASE): string | false {
  return isPostgres(server) ? false : 'DATABASE names no PostgreSQL'
}

function isPostgres(server: string | undefined): server is string {
  return /^postgres(ql)?:/.test(server ?? '')
}

interface Place {
  url: string
  drop(): Promise<void>
}

function testDatabase(name: string, make: () => Promise<Place>): TestDatabase {
  const opened: Database[] = []
  let place: Promise<Place> | undefined
  return {
    name,
    shared: make !== memory,
    async open(options) {
      place ??= make()
      const database = await openDatabase((await place).url, { strict: true, ...options })
      opened.push(database)
      return database
    },
    async drop() {
      await Promise.all(opened.map(database => database.close()))
      await (await place)?.drop()
    },
  }
}

async function sqliteFile(): Promise<Place> {
  const folder = mkdtempSync(path.join(scratch, 'palimpsest-database-'))
  return {
    url: `sqlite:${path.join(folder, 'wiki.sqlite')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

async function memory(): Promise<Place> {
  return { url: 'sqlite::memory:', drop: async () => {} }
}

/** Makes an empty database on the server that `url` names; `drop` removes it, whoever is still connected. */
export async function throwAwayDatabase(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `palimpsest_test_${randomBytes(6).toString('hex')}`
  await onServer(url, `create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return { url: own.href, drop: () => onServer(url, `drop database if exists ${name} with (force)`) }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
