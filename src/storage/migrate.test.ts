import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type TestDatabase, testDatabases } from '../../test/support/database.ts'
import { type Migration, migrate, NewerDatabaseError } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { type Sql, sql } from './sql.ts'

const first: Migration = {
  id: 1,
  name: 'notes',
  statements: ({ identity, text }) => [`create table note (note_id ${identity}, note_text ${text} not null)`],
}
const second: Migration = {
  id: 2,
  name: 'authors',
  statements: ({ integer, text }) => [
    `alter table note add column note_author ${integer} not null default 0`,
    `create table author (author_id ${integer} primary key, author_name ${text} not null)`,
    `insert into author values (0, 'nobody; or; somebody')`,
  ],
}
const broken: Migration = {
  id: 2,
  name: 'broken',
  statements: ({ text }) => [`create table half (half_text ${text})`, 'insert into nowhere values (1)'],
}

function onEach(name: string, body: (place: TestDatabase, t: TestContext) => Promise<void>) {
  for (const place of testDatabases()) {
    test(`${name} (${place.name})`, async t => {
      t.after(() => place.drop())
      await body(place, t)
    })
  }
}

const ran = sql<{ migration_id: number; migration_name: string }>`
  select migration_id, migration_name from migration order by migration_id`

onEach('each migration runs once, in order', async place => {
  const database = await place.open()
  assert.deepEqual(await migrate(database, [first]), [first])
  await database.write(tx => tx.run(sql`insert into note (note_text) values ('old')`))
  assert.deepEqual(await migrate(database, [first, second]), [second])
  assert.deepEqual(await migrate(database, [first, second]), [])
  assert.deepEqual(await database.read.all(ran), [
    { migration_id: 1, migration_name: 'notes' },
    { migration_id: 2, migration_name: 'authors' },
  ])
  assert.deepEqual(await database.read.all(sql`select note_id, note_text, note_author from note`), [
    { note_id: 1, note_text: 'old', note_author: 0 },
  ])
  assert.deepEqual(await database.read.all(sql`select author_name from author`), [
    { author_name: 'nobody; or; somebody' },
  ])
})

onEach('a migration that fails leaves nothing, and those before it stay', async place => {
  const database = await place.open()
  await assert.rejects(migrate(database, [first, broken]), /nowhere/)
  assert.deepEqual(await database.read.all(ran), [{ migration_id: 1, migration_name: 'notes' }])
  const half: Sql = sql`select half_text from half`
  await assert.rejects(database.read.all(half), /half/)
  assert.deepEqual(await migrate(database, [first, second]), [second])
})

onEach('a database that is newer than the code is refused and left alone', async place => {
  const database = await place.open()
  await migrate(database, [first, second])
  for (const older of [[first], []]) {
    await assert.rejects(
      migrate(database, older),
      (error: unknown) => error instanceof NewerDatabaseError && /migration 2/.test(error.message),
    )
  }
  assert.equal((await database.read.all(ran)).length, 2)
})

onEach('two that start together run each migration once', async (place, t) => {
  if (!place.shared) return t.skip('nobody else can open it')
  const databases = await Promise.all([1, 2, 3].map(() => place.open()))
  const done = await Promise.all(databases.map(database => migrate(database, [first, second])))
  assert.deepEqual(
    done
      .flat()
      .map(({ id }) => id)
      .sort(),
    [1, 2],
  )
})

onEach('the migrations of this version run, and run once', async place => {
  const database = await place.open()
  assert.deepEqual(await migrate(database, migrations), migrations)
  assert.deepEqual(await migrate(database, migrations), [])
})

onEach('ids are given out by the database, and never twice', async place => {
  const database = await place.open()
  await migrate(database, [first])
  const add = () =>
    database.write(async tx => {
      const row = await tx.get(sql<{ note_id: number }>`insert into note (note_text) values ('') returning note_id`)
      return row?.note_id
    })
  assert.equal(await add(), 1)
  assert.equal(await add(), 2)
  await database.write(tx => tx.run(sql`delete from note`))
  assert.equal(await add(), 3)
})

test('migrations are numbered without gaps', async t => {
  const [place] = testDatabases()
  t.after(() => place?.drop())
  const database = await place?.open()
  assert.ok(database)
  await assert.rejects(migrate(database, [second]), TypeError)
  await assert.rejects(migrate(database, [first, first]), TypeError)
})
