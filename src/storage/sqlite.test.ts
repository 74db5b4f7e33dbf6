// What is particular to SQLite: commits, locks, processes that die, the log and the copy.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import type { Database, Transaction } from './database.ts'
import { DatabaseBusyError, DatabaseUnavailableError } from './failures.ts'
import { sql } from './sql.ts'
import { openSqlite, type SqliteOptions } from './sqlite.ts'
import { SqliteConnection } from './sqlite-connection.ts'

function fileFor(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-sqlite-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return path.join(folder, 'wiki.sqlite')
}

async function open(t: TestContext, options: SqliteOptions): Promise<Database> {
  const database = openSqlite({ strict: true, ...options })
  t.after(() => database.close())
  await database.write(tx => tx.run(sql`create table if not exists note (note_id integer primary key, note_text text)`))
  return database
}

async function add(tx: Transaction, id: number, text = ''): Promise<void> {
  await tx.run(sql`insert into note (note_id, note_text) values (${id}, ${text})`)
}

async function ids(database: Database): Promise<number[]> {
  const rows = await database.read.all(sql<{ note_id: number }>`select note_id from note order by note_id`)
  return rows.map(row => row.note_id)
}

/** Commits in the log: the frames that say how large the database is then. The log must not have been begun anew. */
function commitsInLog(file: string): number {
  const log = readFileSync(`${file}-wal`)
  let commits = 0
  for (let frame = 32; frame + 24 + 4096 <= log.length; frame += 24 + 4096) {
    const sameLog = log.readBigUInt64BE(frame + 8) === log.readBigUInt64BE(16)
    if (sameLog && log.readUInt32BE(frame + 4) !== 0) commits++
  }
  return commits
}

/** A second process; `script` finds the file in `process.argv[1]` and writes `ready` when it is. */
async function otherProcess(t: TestContext, file: string, script: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', text => String(text).includes('ready') && resolve())
    child.once('exit', code => reject(new Error(`the other process ended with ${code}`)))
  })
  return child
}

test('writes of one turn share a commit, and those of another turn have another', async t => {
  const file = fileFor(t)
  const database = await open(t, { file, now: () => 0 })
  const before = commitsInLog(file)
  await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(id => database.write(tx => add(tx, id))))
  assert.equal(commitsInLog(file) - before, 1)
  await database.write(tx => add(tx, 9))
  await database.write(tx => add(tx, 10))
  assert.equal(commitsInLog(file) - before, 3)
})

test('a batch is bounded, and readers have their turn between two', async t => {
  const file = fileFor(t)
  const database = await open(t, { file, maxWorks: 10, now: () => 0 })
  const before = commitsInLog(file)
  let done = false
  let turns = 0
  const turn = () => {
    turns++
    if (!done) setImmediate(turn)
  }
  setImmediate(turn)
  await Promise.all(Array.from({ length: 35 }, (_, id) => database.write(tx => add(tx, id))))
  done = true
  assert.equal(commitsInLog(file) - before, 4)
  assert.ok(turns >= 3, `${turns} turns`)
})

test('a batch of slow works ends early', async t => {
  const file = fileFor(t)
  let time = 0
  const database = await open(t, { file, now: () => time })
  const before = commitsInLog(file)
  const write = (id: number) =>
    database.write(async tx => {
      time += 8
      await add(tx, id)
    })
  await Promise.all([1, 2, 3, 4].map(write))
  assert.equal(commitsInLog(file) - before, 2)
  assert.deepEqual(await ids(database), [1, 2, 3, 4])
})

test('only failed works make no commit', async t => {
  const file = fileFor(t)
  const database = await open(t, { file })
  const before = commitsInLog(file)
  const fail = (id: number) =>
    database.write(async tx => {
      await add(tx, id)
      throw new Error('undone')
    })
  await Promise.allSettled([fail(1), fail(2)])
  await Promise.allSettled([fail(1)])
  assert.equal(commitsInLog(file), before)
})

test('each commit is synced: synchronous is FULL, with a write-ahead log and pages of 4096 bytes', async t => {
  const database = await open(t, { file: fileFor(t) })
  const pragma = (text: 'synchronous' | 'journal_mode' | 'page_size' | 'foreign_keys' | 'wal_autocheckpoint') =>
    database.write(async tx => {
      const statements = {
        synchronous: sql`pragma synchronous`,
        journal_mode: sql`pragma journal_mode`,
        page_size: sql`pragma page_size`,
        foreign_keys: sql`pragma foreign_keys`,
        wal_autocheckpoint: sql`pragma wal_autocheckpoint`,
      }
      return Object.values((await tx.get(statements[text])) ?? {})[0]
    })
  assert.equal(await pragma('synchronous'), 2)
  assert.equal(await pragma('journal_mode'), 'wal')
  assert.equal(await pragma('page_size'), 4096)
  assert.equal(await pragma('foreign_keys'), 0)
  assert.equal(await pragma('wal_autocheckpoint'), 10_000)
})

test('what was answered is there after the process was killed', async t => {
  const file = fileFor(t)
  const storage = JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)
  const sqlModule = JSON.stringify(new URL('./sql.ts', import.meta.url).href)
  const child = await otherProcess(
    t,
    file,
    `import { writeSync } from 'node:fs'
    import { openSqlite } from ${storage}
    import { sql } from ${sqlModule}
    const database = openSqlite({ file: process.argv[1] })
    await database.write(tx => tx.run(sql\`create table note (note_id integer primary key, note_text text)\`))
    writeSync(1, 'ready\\n')
    let next = 0
    const client = async () => {
      for (;;) {
        const id = ++next
        await database.write(tx => tx.run(sql\`insert into note (note_id) values (\${id})\`))
        writeSync(1, id + '\\n')
      }
    }
    for (let clients = 0; clients < 4; clients++) client()`,
  )
  let output = ''
  await new Promise<void>(resolve => {
    child.stdout.on('data', chunk => {
      output += chunk
      if (output.length > 500) resolve()
    })
  })
  const ended = once(child, 'close')
  child.kill('SIGKILL')
  await ended
  // The first and the last line may be cut.
  const acknowledged = output.split('\n').slice(1, -1).map(Number)
  assert.ok(acknowledged.length > 20, `${acknowledged.length} writes were answered`)
  const stored = new Set(await ids(await open(t, { file })))
  assert.deepEqual(
    acknowledged.filter(id => !stored.has(id)),
    [],
  )
})

test('a write waits for another process that writes, and readers do not', async t => {
  const file = fileFor(t)
  const database = await open(t, { file })
  const child = await otherProcess(
    t,
    file,
    `import { DatabaseSync } from 'node:sqlite'
    const other = new DatabaseSync(process.argv[1])
    other.exec("begin immediate; insert into note values (1, 'of the other')")
    process.stdout.write('ready')
    process.stdin.once('data', () => other.exec('commit'))
    process.stdin.once('end', () => other.close())`,
  )
  let answered = false
  const write = Promise.all([2, 3].map(id => database.write(tx => add(tx, id)))).then(() => {
    answered = true
  })
  assert.deepEqual(await ids(database), [])
  await new Promise(resolve => setTimeout(resolve, 200))
  assert.equal(answered, false)
  child.stdin.write('commit')
  await write
  assert.deepEqual(await ids(database), [1, 2, 3])
  child.stdin.end()
})

test('the patience with another process has an end, and what comes later is written', async t => {
  const file = fileFor(t)
  const database = await open(t, { file, patience: 50 })
  const other = new DatabaseSync(file)
  t.after(() => other.close())
  other.exec('begin immediate')
  await assert.rejects(
    database.write(tx => add(tx, 1)),
    DatabaseBusyError,
  )
  other.exec('rollback')
  await database.write(tx => add(tx, 2))
  assert.deepEqual(await ids(database), [2])
})

test('closing waits for a write that waits for another process', async t => {
  const file = fileFor(t)
  const database = await open(t, { file })
  const other = new DatabaseSync(file)
  t.after(() => other.close())
  other.exec('begin immediate')
  const write = database.write(tx => add(tx, 1))
  await new Promise(resolve => setTimeout(resolve, 20))
  const closed = database.close()
  other.exec('rollback')
  await Promise.all([write, closed])
  assert.deepEqual({ ...other.prepare('select note_id from note').get() }, { note_id: 1 })
})

test('where SQLite gives up the whole transaction, only the work that made it so fails', async t => {
  const database = await open(t, { file: fileFor(t) })
  await database.write(tx => add(tx, 1))
  let runs = 0
  const outcomes = await Promise.allSettled([
    database.write(async tx => {
      runs++
      await add(tx, 2)
    }),
    database.write(tx => tx.run(sql`insert or rollback into note (note_id) values (${1})`)),
    database.write(tx => add(tx, 3)),
  ])
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.equal(runs, 3)
  assert.deepEqual(await ids(database), [1, 2, 3])
})

test('several processes can open a new file at the same moment', async t => {
  const file = fileFor(t)
  const script = `import { openSqlite } from ${JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)}
    const database = openSqlite({ file: process.argv[1] })
    await database.close()
    process.stdout.write('ready')`
  const children = await Promise.all([1, 2, 3, 4].map(() => otherProcess(t, file, script)))
  const codes = children.map(async child => child.exitCode ?? (await once(child, 'exit'))[0])
  assert.deepEqual(await Promise.all(codes), [0, 0, 0, 0])
})

test('a file that is no database is refused when it is opened', t => {
  const file = fileFor(t)
  writeFileSync(file, 'a letter to a friend\n'.repeat(500))
  assert.throws(() => openSqlite({ file }), /not a database/)
})

test('a file that cannot be made is told by its name', t => {
  const file = path.join(path.dirname(fileFor(t)), 'no-such-folder', 'wiki.sqlite')
  assert.throws(
    () => openSqlite({ file }),
    (error: unknown) => error instanceof DatabaseUnavailableError && error.message.includes(file),
  )
})

test('when nobody writes, the log is copied into the database', async t => {
  const file = fileFor(t)
  const database = await open(t, { file, quiet: 20 })
  await database.write(tx => add(tx, 1, 'copied into the database'))
  assert.ok(!readFileSync(file).includes('copied into the database'))
  for (let tries = 0; tries < 3000 && !readFileSync(file).includes('copied into the database'); tries++) {
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  assert.ok(readFileSync(file).includes('copied into the database'))
})

test('a closed database is one file', async t => {
  const file = fileFor(t)
  const database = await open(t, { file })
  await database.write(tx => add(tx, 1))
  await database.close()
  assert.ok(existsSync(file))
  assert.ok(!existsSync(`${file}-wal`))
})

for (const kind of ['file', 'memory']) {
  test(`a backup is whole and consistent while others write (${kind})`, async t => {
    const target = fileFor(t)
    const database = await open(t, { file: kind === 'memory' ? ':memory:' : fileFor(t) })
    const pair = (id: number) =>
      database.write(async tx => {
        await add(tx, id, 'x'.repeat(2000))
        await add(tx, -id, 'x'.repeat(2000))
      })
    await Promise.all(Array.from({ length: 300 }, (_, index) => pair(index + 1)))
    let finished = false
    let id = 300
    const writing = (async () => {
      while (!finished) await pair(++id)
    })()
    await database.backup(target)
    const during = id
    finished = true
    await writing
    assert.ok(!existsSync(`${target}.unfinished`))
    const copy = new DatabaseSync(target)
    t.after(() => copy.close())
    assert.deepEqual({ ...copy.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' })
    const found = copy.prepare('select count(*) as rows, sum(note_id) as sum, max(note_id) as last from note').get()
    assert.ok(found && Number(found.last) >= 300 && Number(found.last) <= during)
    assert.deepEqual({ ...found }, { rows: 2 * Number(found.last), sum: 0, last: found.last })
  })
}

test('a backup takes the place of an older one, and never that of the database', async t => {
  const file = fileFor(t)
  const target = fileFor(t)
  const database = await open(t, { file })
  await database.backup(target)
  await database.write(tx => add(tx, 1))
  await database.backup(target)
  const copy = new DatabaseSync(target)
  t.after(() => copy.close())
  assert.deepEqual({ ...copy.prepare('select note_id from note').get() }, { note_id: 1 })
  await assert.rejects(database.backup(file), TypeError)
  await assert.rejects(database.backup(path.join(path.dirname(file), 'no', 'such', 'folder')))
  assert.deepEqual(await ids(database), [1])
})

test('two databases in memory know nothing of each other', async t => {
  const one = await open(t, { file: ':memory:' })
  const other = await open(t, { file: ':memory:' })
  await one.write(tx => add(tx, 1))
  assert.deepEqual(await ids(one), [1])
  assert.deepEqual(await ids(other), [])
})

test('a reader notices a schema that changed, also its own', async t => {
  const database = await open(t, { file: fileFor(t) })
  await database.write(tx => add(tx, 1, 'text'))
  assert.deepEqual(await database.read.all(sql`select * from note`), [{ note_id: 1, note_text: 'text' }])
  await database.write(tx => tx.run(sql`alter table note rename column note_text to note_words`))
  assert.deepEqual(await database.read.all(sql`select * from note`), [{ note_id: 1, note_words: 'text' }])
})

test('prepared statements are kept up to a limit', t => {
  const connection = new SqliteConnection(':memory:', { statements: 10 })
  t.after(() => connection.close())
  for (let length = 1; length <= 500; length++) {
    const row = connection.get(sql`select ${length} in ${sql.in(Array(length).fill(length))} as found`)
    assert.deepEqual(row, { found: 1 })
    assert.ok(connection.preparedStatements <= 10)
  }
  assert.equal(connection.preparedStatements, 10)
})

test('one template is one prepared statement', t => {
  const connection = new SqliteConnection(':memory:', { statements: 10 })
  t.after(() => connection.close())
  for (let value = 0; value < 5; value++) {
    assert.deepEqual(connection.all(sql`select ${value} as value`), [{ value }])
  }
  assert.equal(connection.preparedStatements, 1)
})
