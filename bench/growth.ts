// What one edit, tag or hiding adds to the tables of a wiki's SQLite database, found by doing some and counting rows.
import { globSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Growth, Kind } from './bare-sqlite.ts'

/** Rows are written in this order, for those behind name those before. */
const order = ['text', 'revision', 'logging', 'recentchanges', 'change_tag']

function fileIn(dataDir: string): string {
  const [file] = globSync('*.{sqlite,sqlite3,db}', { cwd: dataDir })
  if (file === undefined) throw new Error(`there is no database in ${dataDir}`)
  return path.join(dataDir, file)
}

/** Counts the rows of all tables before and after some requests of each kind, which `run` does. */
export async function growthOf(
  dataDir: string,
  run: (kind: Kind, requests: number) => Promise<unknown>,
): Promise<Growth> {
  const requests = 20
  const grow = async (kind: Kind) => {
    const before = counts(dataDir)
    await run(kind, requests)
    const after = counts(dataDir)
    const grown = Object.entries(after).map(([table, rows]): [string, number] => [
      table,
      Math.round((rows - (before[table] ?? 0)) / requests),
    ])
    return Object.fromEntries(grown.filter(([, rows]) => rows > 0).sort(byOrder))
  }
  return { edit: await grow('edit'), tag: await grow('tag'), revisiondelete: await grow('revisiondelete') }
}

function byOrder([a]: [string, number], [b]: [string, number]): number {
  return (order.indexOf(a) + 1 || order.length + 1) - (order.indexOf(b) + 1 || order.length + 1)
}

function counts(dataDir: string): Record<string, number> {
  const database = new DatabaseSync(fileIn(dataDir), { readOnly: true })
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all()
  const rows = tables.map(({ name }): [string, number] => {
    const row = database.prepare(`select count(*) as rows from "${name}"`).get()
    return [String(name), Number(row?.rows)]
  })
  database.close()
  return Object.fromEntries(rows)
}

/** A copy of the wiki's database in another folder. */
export function copyDatabase(dataDir: string, folder: string): string {
  const copy = path.join(folder, 'bare.sqlite')
  const database = new DatabaseSync(fileIn(dataDir))
  database.prepare('vacuum into ?').run(copy)
  database.close()
  return copy
}
