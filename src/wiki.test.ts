// What a wiki promises as a whole.
import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { openDatabase } from './storage/open.ts'
import { sql } from './storage/sql.ts'
import { openWiki } from './wiki.ts'

test('what is done in the background is done before a wiki closes, and so is what that leaves to do', async () => {
  const wiki = await openWiki({ database: await openDatabase('sqlite::memory:') })
  const done: string[] = []
  const write = (name: string) =>
    wiki.database.write(async tx => {
      await tx.get(sql`select 1 as one`)
      done.push(name)
    })
  wiki.inBackground(async () => {
    await turn()
    wiki.inBackground(async () => {
      await turn()
      await write('second')
    })
    await write('first')
  })
  await wiki.close()
  assert.deepEqual(done.sort(), ['first', 'second'])
})
