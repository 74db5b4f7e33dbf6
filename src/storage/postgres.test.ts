// What is particular to PostgreSQL: the pool, connections that break, statements prepared on each of them.
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import pg from 'pg'
import { throwAwayDatabase, withoutPostgres } from '../../test/support/database.ts'
import type { Database, Transaction } from './database.ts'
import { DatabaseBusyError, DatabaseUnavailableError } from './failures.ts'
import { openPostgres, type PostgresOptions } from './postgres.ts'
import { sql } from './sql.ts'

/** Runs a test where a server is named, with a table of notes and a client that goes around the port. */
function onPostgres(
  name: string,
  body: (database: Database, around: pg.Client, t: TestContext) => Promise<void>,
  options: Partial<PostgresOptions> = {},
) {
  test(name, { skip: withoutPostgres() }, async t => {
    const place = await throwAwayDatabase(process.env.DATABASE ?? '')
    t.after(() => place.drop())
    const database = openPostgres({ url: place.url, strict: true, report: () => {}, ...options })
    t.after(() => database.close())
    const around = new pg.Client({ connectionString: place.url })
    around.on('error', () => {})
    await around.connect()
    t.after(() => around.end())
    await around.query('create table note (note_id bigint primary key, note_text text collate "C")')
    await body(database, around, t)
  })
}

async function add(tx: Transaction, id: number): Promise<void> {
  await tx.run(sql`insert into note (note_id) values (${id})`)
}

async function ids(database: Database): Promise<number[]> {
  const rows = await database.read.all(sql<{ note_id: number }>`select note_id from note order by note_id`)
  return rows.map(row => row.note_id)
}

async function killAll(around: pg.Client): Promise<void> {
  await around.query(
    'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
}

onPostgres(
  'writes of one turn share a transaction, and those of another turn have another',
  async database => {
    const transaction = async (tx: Transaction, id: number) => {
      await add(tx, id)
      return (await tx.get(sql<{ id: number }>`select txid_current() as id`))?.id
    }
    const write = (id: number) => database.write(tx => transaction(tx, id))
    const together = await Promise.all([1, 2, 3, 4, 5].map(write))
    assert.equal(new Set(together).size, 1)
    assert.notEqual(await write(6), together[0])
  },
  { now: () => 0 },
)

onPostgres(
  'what is written while a commit runs goes into the next',
  async database => {
    const transaction = async (tx: Transaction) => (await tx.get(sql<{ id: number }>`select txid_current() as id`))?.id
    let later: Promise<(number | undefined)[]> = Promise.resolve([])
    const first = await database.write(async tx => {
      later = Promise.all([1, 2, 3].map(id => database.write(inner => add(inner, id).then(() => transaction(inner)))))
      return transaction(tx)
    })
    const transactions = new Set(await later)
    assert.equal(transactions.size, 1)
    assert.ok(!transactions.has(first))
  },
  { now: () => 0 },
)

onPostgres('each commit is synced, and only writers may write', async database => {
  const shown = async (tx: Transaction) => [
    await tx.get(sql`show synchronous_commit`),
    await tx.get(sql`show transaction_read_only`),
    await tx.get(sql`show transaction_isolation`),
  ]
  assert.deepEqual(await database.write(shown), [
    { synchronous_commit: 'on' },
    { transaction_read_only: 'off' },
    { transaction_isolation: 'read committed' },
  ])
  assert.deepEqual(await database.read.get(sql`show transaction_read_only`), { transaction_read_only: 'on' })
})

onPostgres('broken connections are replaced, and neither readers nor writers notice', async (database, around) => {
  await database.write(tx => add(tx, 1))
  await Promise.all(Array.from({ length: 10 }, () => ids(database)))
  await killAll(around)
  assert.deepEqual(await Promise.all([ids(database), ids(database)]), [[1], [1]])
  await killAll(around)
  await Promise.all([2, 3].map(id => database.write(tx => add(tx, id))))
  assert.deepEqual(await ids(database), [1, 2, 3])
})

onPostgres('a connection that breaks within a work makes it run anew', async (database, around) => {
  let runs = 0
  await Promise.all([
    database.write(tx => add(tx, 1)),
    database.write(async tx => {
      runs++
      await add(tx, 2)
      const own = await tx.get(sql<{ pid: number }>`select pg_backend_pid() as pid`)
      if (runs === 1) around.query('select pg_terminate_backend($1)', [own?.pid]).catch(() => {})
      if (runs === 1) await tx.get(sql`select 1 as slept from pg_sleep(5)`)
    }),
  ])
  assert.equal(runs, 2)
  assert.deepEqual(await ids(database), [1, 2])
})

onPostgres('a deadlock makes a work run anew', async (database, around, t) => {
  const { rows } = await around.query('select rolsuper from pg_roles where rolname = current_user')
  if (!rows[0]?.rolsuper) return t.skip('only a superuser may say who gives up in a deadlock')

  await database.write(async tx => {
    await add(tx, 1)
    await add(tx, 2)
  })
  // Who waits first looks for a deadlock first, and gives up.
  await around.query("set deadlock_timeout = '10s'; begin; update note set note_text = 'around' where note_id = 1")
  let runs = 0
  await database.write(async tx => {
    runs++
    await tx.run(sql`update note set note_text = 'work' where note_id = 2`)
    if (runs === 1) {
      around
        .query("update note set note_text = 'around' where note_id = 2")
        .then(() => around.query('commit'))
        .catch(() => {})
    }
    await tx.run(sql`update note set note_text = 'work' where note_id = 1`)
  })
  assert.equal(runs, 2)
  assert.deepEqual(await database.read.all(sql`select note_text from note`), [
    { note_text: 'work' },
    { note_text: 'work' },
  ])
})

onPostgres(
  'a race that is lost for too long is an error in the end, and later writes succeed',
  async database => {
    const lose = database.write(tx => tx.run(sql`do 'begin raise exception using errcode = ''40001''; end'`))
    await assert.rejects(lose, DatabaseBusyError)
    await database.write(tx => add(tx, 1))
    assert.deepEqual(await ids(database), [1])
  },
  { patience: 50 },
)

onPostgres('a constraint that speaks at the commit fails the write', async (database, around) => {
  await around.query('create table child (parent bigint references note deferrable initially deferred)')
  const write = database.write(tx => tx.run(sql`insert into child (parent) values (${1})`))
  await assert.rejects(write, /foreign key/)
  assert.deepEqual(await database.read.all(sql`select parent from child`), [])
})

onPostgres(
  'a connection that breaks at the commit is an error, for what was written may be stored',
  async (database, around) => {
    await around.query(`create function break_connection() returns trigger language plpgsql as
    'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'`)
    await around.query(`create constraint trigger break_connection after insert on note deferrable initially deferred
    for each row execute function break_connection()`)
    let runs = 0
    const write = database.write(tx => {
      runs++
      return add(tx, 1)
    })
    await assert.rejects(write, DatabaseUnavailableError)
    assert.equal(runs, 1)
    await around.query('drop trigger break_connection on note')
    await database.write(tx => add(tx, 2))
    assert.deepEqual(await ids(database), [2])
  },
)

onPostgres('a write waits for the writer of another process', async (database, around) => {
  await around.query('begin; select pg_advisory_xact_lock(1885432173, hashtext(current_schema()))')
  await around.query('insert into note (note_id) values (1)')
  let seen: unknown[] | undefined
  const write = database.write(async tx => {
    seen = await tx.all(sql`select note_id from note`)
    await add(tx, 2)
  })
  await new Promise(resolve => setTimeout(resolve, 100))
  assert.equal(seen, undefined)
  assert.deepEqual(await ids(database), [])
  await around.query('commit')
  await write
  assert.deepEqual(seen, [{ note_id: 1 }])
})

onPostgres(
  'each connection keeps prepared statements up to the limit',
  async database => {
    for (let length = 1; length <= 40; length++) {
      const statement = sql`select ${length} in ${sql.in(Array(length).fill(length))} as found`
      assert.deepEqual(await database.read.get(statement), { found: 1 })
    }
    const kept = () => database.read.get(sql<{ n: number }>`select count(*) as n from pg_prepared_statements`)
    await kept()
    assert.deepEqual(await kept(), { n: 5 })
  },
  { statements: 5, connections: 1 },
)

onPostgres('a statement can fail and be prepared again', async (database, around) => {
  const missing = () => database.read.all(sql`select late_text from late`)
  await assert.rejects(missing(), /late/)
  await assert.rejects(
    database.write(async tx => {
      await Promise.all([tx.all(sql`select late_text from late`), tx.all(sql`select late_text from late`)])
    }),
    /late/,
  )
  await around.query('create table late (late_text text)')
  assert.deepEqual(await missing(), [])
  assert.deepEqual(await database.write(tx => tx.all(sql`select late_text from late`)), [])
})

onPostgres('a table that another process changed is read as it is now', async (database, around) => {
  const everything = () => database.read.all(sql`select * from note`)
  const inside = () => database.write(tx => tx.all(sql`select * from note where note_id > ${0}`))
  await around.query('insert into note (note_id) values (1)')
  assert.deepEqual(await everything(), [{ note_id: 1, note_text: null }])
  assert.deepEqual(await inside(), [{ note_id: 1, note_text: null }])
  await around.query("alter table note add column note_more text default 'more'")
  assert.deepEqual(await everything(), [{ note_id: 1, note_text: null, note_more: 'more' }])
  assert.deepEqual(await inside(), [{ note_id: 1, note_text: null, note_more: 'more' }])
})

onPostgres(
  'many readers share few connections',
  async database => {
    const rows = await Promise.all(
      Array.from({ length: 200 }, (_, index) => database.read.get(sql`select ${index} + 0 as n`)),
    )
    assert.deepEqual(
      rows,
      Array.from({ length: 200 }, (_, n) => ({ n })),
    )
  },
  { connections: 2 },
)

onPostgres('a backup is not for PostgreSQL', async database => {
  await assert.rejects(database.backup('copy'), /pg_dump/)
})

test('where there is no server, the error says where and shows no password', async t => {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => probe.once('listening', resolve))
  const address = probe.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise(resolve => probe.close(resolve))
  const database = openPostgres({ url: `postgres://somebody:secret-word@127.0.0.1:${port}/wiki` })
  t.after(() => database.close())
  const clear = (error: unknown) =>
    error instanceof DatabaseUnavailableError &&
    error.message.includes(`wiki at 127.0.0.1:${port}`) &&
    !error.message.includes('secret-word')
  await assert.rejects(database.read.all(sql`select 1`), clear)
  await assert.rejects(
    database.write(async tx => tx.all(sql`select 1`)),
    clear,
  )
})

test('a wrong password is told, and not shown', { skip: withoutPostgres() }, async t => {
  const url = new URL(process.env.DATABASE ?? '')
  url.password = 'secret-word'
  const database = openPostgres({ url: url.href })
  t.after(() => database.close())
  await assert.rejects(
    database.read.all(sql`select 1`),
    (error: unknown) => error instanceof DatabaseUnavailableError && !error.message.includes('secret-word'),
  )
})
