// What the port promises, on every database.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabases } from '../../test/support/database.ts'
import type { Database, Reader, Transaction } from './database.ts'
import { tokensOf } from './dialect.ts'
import { DatabaseClosedError, EndedTransactionError, HeldTransactionError } from './failures.ts'
import type { DatabaseOptions } from './open.ts'
import { Sql, sql } from './sql.ts'

interface Note {
  note_id: number
  note_text: string
}

/** Runs a test once for each kind of database, with a table of notes. */
function onEach(name: string, body: (database: Database) => Promise<void>, options: DatabaseOptions = {}) {
  onEachPlace(name, async place => {
    const database = await place.open(options)
    await createNotes(database)
    await body(database)
  })
}

function onEachPlace(name: string, body: (place: TestDatabase, t: TestContext) => Promise<void>) {
  for (const place of testDatabases()) {
    test(`${name} (${place.name})`, async t => {
      t.after(() => place.drop())
      await body(place, t)
    })
  }
}

async function createNotes(database: Database): Promise<void> {
  const { identity, text } = tokensOf(database.dialect)
  await database.write(async tx => {
    await tx.run(new Sql([`create table note (note_id ${identity}, note_text ${text} not null unique)`], []))
  })
}

async function add(tx: Transaction, text: string): Promise<number> {
  const row = await tx.get(sql<Note>`insert into note (note_text) values (${text}) returning note_id, note_text`)
  assert.ok(row)
  return row.note_id
}

async function texts(reader: Reader): Promise<string[]> {
  return (await reader.all(sql<Note>`select note_text from note order by note_id`)).map(note => note.note_text)
}

onEach('a row that is inserted tells its id, and just one is', async database => {
  const insert = (text: string) =>
    database.write(tx => tx.insert(sql`insert into note (note_text) values (${text})`, sql`note_id`))
  const ids = [await insert('one'), await insert('two')]
  const rows = await database.read.all(sql<Note>`select note_id, note_text from note order by note_text`)
  assert.deepEqual(
    rows.map(note => note.note_id),
    ids,
  )
  const several = sql`insert into note (note_text) values ('three'), ('four')`
  await assert.rejects(
    database.write(tx => tx.insert(several, sql`note_id`)),
    /not one row/,
  )
  const none = sql`insert into note (note_text) values ('one') on conflict (note_text) do nothing`
  await assert.rejects(
    database.write(tx => tx.insert(none, sql`note_id`)),
    /not one row/,
  )
  assert.deepEqual(await texts(database.read), ['one', 'two'])
})

onEach('a write can be read when it is answered', async database => {
  const id = await database.write(tx => add(tx, 'one'))
  assert.deepEqual(await database.read.all(sql`select note_id, note_text from note`), [
    { note_id: id, note_text: 'one' },
  ])
  assert.deepEqual(await database.read.get(sql`select note_text from note where note_id = ${id}`), {
    note_text: 'one',
  })
  assert.equal(await database.read.get(sql`select note_text from note where note_id = ${id + 1}`), undefined)
})

onEach('a work that throws is undone alone, and its error reaches the caller', async database => {
  const boom = new Error('boom')
  const writes = ['a', 'b', 'c', 'd', 'e'].map(text =>
    database.write(async tx => {
      await add(tx, text)
      if (text === 'b' || text === 'e') throw boom
    }),
  )
  const outcomes = await Promise.allSettled(writes)
  assert.deepEqual(
    outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason : outcome.status)),
    ['fulfilled', boom, 'fulfilled', 'fulfilled', boom],
  )
  assert.deepEqual(await texts(database.read), ['a', 'c', 'd'])
})

onEach('a statement that fails undoes its work alone', async database => {
  const [first, second, third] = await Promise.allSettled(
    [['same'], ['other', 'same'], ['third']].map(wanted =>
      database.write(async tx => {
        for (const text of wanted) await add(tx, text)
      }),
    ),
  )
  assert.deepEqual([first?.status, second?.status, third?.status], ['fulfilled', 'rejected', 'fulfilled'])
  assert.deepEqual(await texts(database.read), ['same', 'third'])
})

onEach('a work cannot go on after a statement that failed, even where it catches the error', async database => {
  await database.write(tx => add(tx, 'same'))
  await assert.rejects(
    database.write(async tx => {
      await add(tx, 'before')
      await add(tx, 'same').catch(() => {})
      await assert.rejects(add(tx, 'after'), /unique/i)
    }),
    /unique/i,
  )
  assert.deepEqual(await texts(database.read), ['same'])
})

onEach('works see what those before them wrote, in the order of the calls', async database => {
  const seen = await Promise.all(
    ['a', 'b', 'c'].map(text =>
      database.write(async tx => {
        await add(tx, text)
        return texts(tx)
      }),
    ),
  )
  assert.deepEqual(seen, [['a'], ['a', 'b'], ['a', 'b', 'c']])
})

onEach(
  'a reader never sees what is not committed',
  async database => {
    let release = () => {}
    let inserted = () => {}
    const gate = new Promise<void>(resolve => {
      release = resolve
    })
    const isInserted = new Promise<void>(resolve => {
      inserted = resolve
    })
    const write = database.write(async tx => {
      await add(tx, 'never')
      inserted()
      await gate
      throw new Error('undone')
    })
    await isInserted
    // In memory there is no old version to read: the reader waits until the writer has ended.
    const reads = [1, 2, 3].map(() => texts(database.read))
    await new Promise(resolve => setTimeout(resolve, 20))
    release()
    await assert.rejects(write, /undone/)
    assert.deepEqual(await Promise.all(reads), [[], [], []])
  },
  { strict: false },
)

onEach('tasks run after the commit and before the answer, and not where the work failed', async database => {
  const order: string[] = []
  const good = database
    .write(async tx => {
      tx.afterCommit(() => order.push('task'))
      await add(tx, 'good')
      order.push('work')
    })
    .then(() => order.push('answer'))
  const bad = database.write(async tx => {
    tx.afterCommit(() => order.push('never'))
    throw new Error('bad')
  })
  await good
  await assert.rejects(bad, /bad/)
  // It ran anew without the other, and what it left to be done then is done once.
  assert.deepEqual(order, ['work', 'work', 'task', 'answer'])
})

onEachPlace(
  'what shares a commit with a work that fails runs anew, and then some works run with more care',
  async place => {
    const database = await place.open({ now: () => 0 })
    await createNotes(database)
    const runs: string[] = []
    const together = (round: number) =>
      Promise.allSettled(
        ['a', 'bad', 'c'].map(name =>
          database.write(async tx => {
            runs.push(name)
            await add(tx, `${name} ${round}`)
            if (name === 'bad') throw new Error('bad')
          }),
        ),
      )
    for (const round of [1, 2]) {
      const outcomes = await together(round)
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      )
    }
    assert.deepEqual(runs, ['a', 'bad', 'a', 'bad', 'c', 'a', 'bad', 'c'])
    assert.deepEqual(await texts(database.read), ['a 1', 'c 1', 'a 2', 'c 2'])
  },
)

onEachPlace('a task that throws is reported and harms nobody', async place => {
  const reported: unknown[] = []
  const database = await place.open({ report: error => reported.push(error) })
  await createNotes(database)
  const boom = new Error('boom')
  let ran = 0
  const write = (text: string) =>
    database.write(async tx => {
      tx.afterCommit(() => {
        ran++
        throw boom
      })
      return add(tx, text)
    })
  await Promise.all([write('a'), write('b')])
  assert.deepEqual(reported, [boom, boom])
  assert.equal(ran, 2)
  assert.deepEqual(await texts(database.read), ['a', 'b'])
})

onEach('values come back as they went in', async database => {
  const { integer, text, blob, float } = tokensOf(database.dialect)
  const columns = `n ${integer}, t ${text}, b ${blob}, f ${float}`
  await database.write(async tx => {
    await tx.run(new Sql([`create table kinds (${columns})`], []))
  })
  const rows = [
    { n: 0, t: '', b: new Uint8Array(), f: 0.5 },
    { n: -1, t: `'"; drop table kinds; -- \u{1F600} é`, b: new Uint8Array([0, 1, 255, 92, 120]), f: -1e-9 },
    { n: Number.MAX_SAFE_INTEGER, t: '07', b: new Uint8Array(5000).fill(7), f: 1e300 },
    { n: null, t: null, b: null, f: null },
  ]
  for (const { n, t, b, f } of rows) {
    await database.write(tx => tx.run(sql`insert into kinds (n, t, b, f) values (${n}, ${t}, ${b}, ${f})`))
  }
  const found = await database.read.all(sql<(typeof rows)[0]>`select n, t, b, f from kinds`)
  assert.deepEqual(found, rows)
  assert.equal(found[1]?.b?.constructor, Uint8Array)
})

onEach('whole numbers are integers, comparisons are 1 or 0, counts and sums are numbers', async database => {
  for (const text of ['a', 'b']) await database.write(tx => add(tx, text))
  const row = await database.read.get(sql`
    select sum(note_id) / ${2} as half, count(*) as n, max(note_id) > ${1} as yes, max(note_id) < ${1} as no,
      avg(note_id) as mean
    from note`)
  assert.deepEqual(row, { half: database.dialect === 'sqlite' ? 1 : 1.5, n: 2, yes: 1, no: 0, mean: 1.5 })
  const whole = await database.read.get(sql`select note_id / ${2} as half from note where note_id = ${1 + 2 - 1}`)
  assert.deepEqual(whole, { half: 1 })
})

onEach('an integer that is no safe number is refused and not rounded', async database => {
  const integer = new Sql<{ n: number }>(
    [`select cast('9007199254740993' as ${tokensOf(database.dialect).integer}) as n`],
    [],
  )
  await assert.rejects(database.read.get(integer), /9007199254740993/)
})

onEach('text is sorted by its bytes', async database => {
  for (const text of ['é', 'a', 'Z', 'b', '_', 'B']) await database.write(tx => add(tx, text))
  const rows = await database.read.all(sql<Note>`select note_text from note order by note_text`)
  assert.deepEqual(
    rows.map(row => row.note_text),
    ['B', 'Z', '_', 'a', 'b', 'é'],
  )
})

onEach('run says how many rows it changed', async database => {
  for (const text of ['a', 'b', 'c']) await database.write(tx => add(tx, text))
  const change = (statement: Sql) => database.write(tx => tx.run(statement))
  assert.deepEqual(await change(sql`update note set note_text = note_text where note_id <= ${2}`), { changes: 2 })
  assert.deepEqual(await change(sql`delete from note where note_id > ${100}`), { changes: 0 })
  assert.deepEqual(await change(sql`insert into note (note_text) values (${'a'}) on conflict (note_text) do nothing`), {
    changes: 0,
  })
})

onEach('a list finds its members, however long it is', async database => {
  for (let index = 0; index < 12; index++) await database.write(tx => add(tx, `note ${index}`))
  for (const length of [0, 1, 8, 9, 11]) {
    const wanted = Array.from({ length }, (_, index) => `note ${index}`)
    const found = await database.read.all(sql<Note>`select note_text from note where note_text in ${sql.in(wanted)}`)
    assert.equal(found.length, length)
    const others = await database.read.all(sql`
      select note_text from note where note_text not in ${sql.in([...wanted, 'another'])}`)
    assert.equal(others.length, 12 - length)
  }
})

onEach('what a user wrote is never SQL', async database => {
  const evil = `x'); drop table note; --`
  await database.write(tx => add(tx, evil))
  const found = await database.read.all(sql`
    select note_text from note where note_text in ${sql.in([evil])} and ${sql.all([sql`note_text = ${evil}`])}`)
  assert.deepEqual(found, [{ note_text: evil }])
})

onEach('undefined is refused by readers and writers', async database => {
  await assert.rejects(database.read.all(sql`select ${undefined} as x`), TypeError)
  await assert.rejects(
    database.write(tx => tx.run(sql`insert into note (note_text) values (${undefined})`)),
    TypeError,
  )
})

onEach('more than one statement is refused', async database => {
  const two = sql`insert into note (note_text) values ('a'); insert into note (note_text) values ('b')`
  await assert.rejects(database.write(tx => tx.run(two)))
  assert.deepEqual(await texts(database.read), [])
})

onEach('a reader cannot write', async database => {
  await assert.rejects(
    database.read.all(sql`insert into note (note_text) values (${'a'}) returning note_id`),
    /read.?only/,
  )
  assert.deepEqual(await texts(database.read), [])
})

onEach('a reader may begin with what it reads from, and cannot write so', async database => {
  await database.write(tx => add(tx, 'a'))
  const chosen = sql`with chosen as (select note_text from note where note_text <> ${'delete'})`
  assert.deepEqual(await database.read.all(sql`${chosen} select note_text from chosen`), [{ note_text: 'a' }])
  await assert.rejects(database.read.all(sql`${chosen} delete from note returning note_text`), /read.?only/)
  assert.deepEqual(await texts(database.read), ['a'])
})

onEach('a transaction cannot be used when its work has ended', async database => {
  const kept = await database.write(async tx => tx)
  await assert.rejects(kept.run(sql`delete from note`), EndedTransactionError)
  await assert.rejects(texts(kept), EndedTransactionError)
  assert.throws(() => kept.afterCommit(() => {}), EndedTransactionError)
})

onEach('strictly, a work that awaits something else than the database fails and is undone', async database => {
  const outcomes = await Promise.allSettled([
    database.write(tx => add(tx, 'before')),
    database.write(async tx => {
      await add(tx, 'held')
      await new Promise(resolve => setTimeout(resolve, 1))
      await add(tx, 'later')
    }),
    database.write(() => new Promise(resolve => setImmediate(resolve))),
    database.write(async tx => {
      const inner = await Promise.all([Promise.resolve('a'), (async () => 'b')()])
      for (const text of inner) await add(tx, text)
      await Promise.all([add(tx, 'c'), texts(tx)])
    }),
  ])
  assert.deepEqual(
    outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason.constructor : outcome.status)),
    ['fulfilled', HeldTransactionError, HeldTransactionError, 'fulfilled'],
  )
  assert.deepEqual(await texts(database.read), ['before', 'a', 'b', 'c'])
})

onEachPlace('every statement of readers and writers is told, and no other', async place => {
  const told: string[] = []
  const database = await place.open({ onStatement: text => told.push(text) })
  await createNotes(database)
  told.length = 0
  await Promise.all([database.write(tx => add(tx, 'a')), database.write(tx => add(tx, 'b'))])
  await texts(database.read)
  const insert = told[0] ?? ''
  assert.match(insert, /^insert into note/)
  assert.deepEqual(told, [insert, insert, 'select note_text from note order by note_id'])
})

onEachPlace('after closing, what was asked before is answered and nothing else', async place => {
  const database = await place.open()
  await createNotes(database)
  const early = database.write(tx => add(tx, 'early'))
  const closing = database.close()
  await assert.rejects(
    database.write(tx => add(tx, 'late')),
    DatabaseClosedError,
  )
  assert.equal(await early, 1)
  await closing
  await database.close()
  await assert.rejects(texts(database.read), DatabaseClosedError)
  if (place.shared) assert.deepEqual(await texts((await place.open()).read), ['early'])
})

onEachPlace('two that write the same place lose nothing of each other', async (place, t) => {
  if (!place.shared) return t.skip('nobody else can open it')
  const one = await place.open()
  const other = await place.open()
  const { integer } = tokensOf(one.dialect)
  await one.write(async tx => {
    await tx.run(new Sql([`create table counter (n ${integer} not null)`], []))
    await tx.run(sql`insert into counter (n) values (0)`)
  })
  // Reads, and writes what follows from it: right only where nobody writes in between.
  const count = (database: Database) =>
    database.write(async tx => {
      const row = await tx.get(sql<{ n: number }>`select n from counter`)
      await tx.run(sql`update counter set n = ${(row?.n ?? 0) + 1}`)
    })
  for (let round = 0; round < 10; round++) {
    await Promise.all([one, other, one, other, other].map(count))
  }
  assert.deepEqual(await other.read.get(sql`select n from counter`), { n: 50 })
})

onEachPlace('whatever throws, exactly the acknowledged writes are stored', async place => {
  const first = await place.open({ maxWorks: 64 })
  const databases = place.shared
    ? [first, await place.open({ maxWorks: 1 }), await place.open({ maxWorks: 3 })]
    : [first]
  await createNotes(first)
  let run = 0
  const write = fc.record({
    end: fc.constantFrom('good', 'good', 'throws first', 'throws last', 'statement', 'caught', 'held'),
    rows: fc.integer({ min: 0, max: 3 }),
    turns: fc.integer({ min: 0, max: 2 }),
    database: fc.constantFrom(...databases),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 12 }), async writes => {
      const prefix = `run ${++run}:`
      const acknowledged: string[] = []
      const one = async ({ end, rows, turns, database }: (typeof writes)[0], index: number) => {
        for (let turn = 0; turn < turns; turn++) await new Promise(resolve => setImmediate(resolve))
        const names = Array.from({ length: rows }, (_, row) => `${prefix} ${index}.${row}`)
        await database.write(async tx => {
          if (end === 'throws first') throw new Error('first')
          for (const name of names) await add(tx, name)
          if (end === 'throws last') throw new Error('last')
          if (end === 'statement') await tx.run(sql`insert into note (note_text) values (${null})`)
          if (end === 'caught') await tx.run(sql`insert into note (note_text) values (${null})`).catch(() => {})
          if (end === 'held') await new Promise(resolve => setImmediate(resolve))
        })
        acknowledged.push(...names)
      }
      const outcomes = await Promise.allSettled(writes.map(one))
      assert.deepEqual(
        outcomes.map(({ status }) => status === 'fulfilled'),
        writes.map(({ end }) => end === 'good'),
      )
      const stored = (await texts(first.read)).filter(name => name.startsWith(prefix))
      assert.deepEqual(stored.sort(), acknowledged.sort())
    }),
    { numRuns: 60 },
  )
})
