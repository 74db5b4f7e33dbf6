import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabases } from '../../test/support/database.ts'
import { inOrder, inWindow, type TimeWindow } from './key-range.ts'
import { sql } from './sql.ts'
import { searchStretches } from './stretches.ts'

const table = { name: sql`seen`, key: { timestamp: sql`seen_time`, id: sql`seen_id` } }
const at = (second: number): string =>
  `2026010100${String(Math.floor(second / 60)).padStart(2, '0')}${String(second % 60).padStart(2, '0')}`

for (const kind of testDatabases()) {
  test(`the rows of all stretches are those of the whole window (${kind.name})`, async () => {
    const database = await kind.open()
    await database.write(async tx => {
      await tx.run(
        sql`create table seen (seen_id integer primary key, seen_time text not null, seen_mark integer not null)`,
      )
      // Three rows a second; a few of them came later than their time says.
      for (let id = 1; id <= 90; id++) {
        const second = id % 17 === 0 ? 3 : Math.floor(id / 3)
        await tx.run(
          sql`insert into seen (seen_id, seen_time, seen_mark) values (${id}, ${at(second)}, ${id % 7 === 0 ? 1 : 0})`,
        )
      }
    })
    const find = async (window: TimeWindow, limit: number): Promise<number[]> => {
      const rows = await database.read.all(sql<{ seen_id: number }>`
        select seen_id from seen where seen_mark = 1 and ${inWindow(table.key, window)}
        order by ${inOrder(table.key, window)} limit ${limit}`)
      return rows.map(row => Number(row.seen_id))
    }
    for (const direction of ['newer', 'older'] as const) {
      const windows: TimeWindow[] = [
        { direction },
        { direction, start: at(direction === 'newer' ? 5 : 25) },
        { direction, end: at(direction === 'newer' ? 25 : 5) },
        { direction, from: { timestamp: at(14), id: 42 } },
        { direction, start: '20250101000000', end: '20250101000001' },
      ]
      for (const window of windows) {
        for (const limit of [1, 3, 100]) {
          for (const size of [1, 4, 10, 1000]) {
            const found = await searchStretches(database.read, { table, window, limit, size, find })
            assert.deepEqual(found, await find(window, limit), JSON.stringify({ window, limit, size }))
          }
        }
      }
      const other = await searchStretches(database.read, {
        table,
        window: { direction },
        limit: 100,
        size: 5,
        patience: 10,
        find,
        goOn: find,
      })
      assert.deepEqual(other, await find({ direction }, 100))
    }
    await kind.drop()
  })
}
