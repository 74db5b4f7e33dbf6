import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import pg from 'pg'
import { startPostgres } from './postgres.ts'
import { scratch } from './scratch.ts'

const folders = () => readdirSync(scratch).filter(name => name.startsWith('palimpsest-postgres-'))

test('a server of our own syncs to the disk, compares bytes, asks for the password and leaves nothing', async t => {
  const before = new Set(folders())
  const server = await startPostgres()
  if (server === undefined) return t.skip('no PostgreSQL is installed')
  const own = folders().filter(name => !before.has(name))
  try {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    const shown = await client.query("select current_setting('fsync') as fsync, 'B' < 'a' as bytes")
    assert.deepEqual(shown.rows, [{ fsync: 'off', bytes: true }])
    await client.end()
    const wrong = new URL(server.url)
    wrong.password = 'wrong'
    await assert.rejects(new pg.Client({ connectionString: wrong.href }).connect(), /password/)
  } finally {
    await server.stop()
  }
  await assert.rejects(new pg.Client({ connectionString: server.url }).connect(), /ECONNREFUSED/)
  const left = new Set(folders())
  assert.ok(own.length > 0)
  assert.ok(own.some(name => !left.has(name)))
})
