import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { openDatabase } from './open.ts'

test('an address names the kind of database', async t => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-open-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const addresses = {
    [`sqlite:${path.join(folder, 'a file with spaces?.sqlite')}`]: 'sqlite',
    'sqlite::memory:': 'sqlite',
    'postgres://somebody@127.0.0.1/wiki': 'postgres',
    'postgresql://somebody@127.0.0.1/wiki': 'postgres',
  }
  for (const [address, dialect] of Object.entries(addresses)) {
    const database = await openDatabase(address)
    assert.equal(database.dialect, dialect)
    await database.close()
  }
})

test('another address is refused without being shown', async () => {
  for (const address of ['', 'sqlite:', 'wiki.sqlite', 'mysql://root:secret@127.0.0.1/wiki', 'postgres:secret']) {
    await assert.rejects(
      openDatabase(address),
      (error: unknown) => error instanceof TypeError && !error.message.includes('secret'),
    )
  }
})
