// What the disk can do at most: a loop that writes the rows of an edit, a tag or a hiding with node:sqlite, one durable
// commit each. The database is a copy of the wiki's own, with its tables and indices, and the rows are copies of the
// last ones that the wiki wrote, so nobody has to keep a list of them here.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

export type Kind = 'edit' | 'tag' | 'revisiondelete'

/** How many rows each table gains, by kind of change. */
export type Growth = Record<Kind, Record<string, number>>

export interface BareTask {
  file: string
  growth: Growth
}
export interface BareRun {
  kind: Kind
  seconds: number
}

let database: DatabaseSync | undefined
const writers = new Map<Kind, () => void>()

process.on('message', (message: BareTask | BareRun) => {
  if ('file' in message) {
    database = open(message.file)
    for (const kind of ['edit', 'tag', 'revisiondelete'] as const)
      writers.set(kind, writer(database, kind, message.growth[kind]))
    process.send?.({ result: true })
    return
  }
  const write = writers.get(message.kind)
  if (!write || !database) throw new Error('there is no database yet')
  const begin = performance.now()
  let requests = 0
  while (performance.now() - begin < message.seconds * 1000) {
    write()
    requests++
  }
  process.send?.({ result: { requests, seconds: (performance.now() - begin) / 1000 } })
})

function open(file: string): DatabaseSync {
  const opened = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  for (const pragma of ['journal_mode = wal', 'synchronous = full', 'wal_autocheckpoint = 10000']) {
    opened.exec(`pragma ${pragma}`)
  }
  return opened
}

/** What changes rows that are there already, by kind: the page and its counters, the tag's count, the hidden revision. */
const updates: Record<Kind, string[]> = {
  edit: [
    'update page set page_latest = page_latest + 1, page_touched = :now, page_len = page_len + 1 where page_id = :page',
    'update site_stats set ss_total_edits = ss_total_edits + 1',
    'update "user" set user_editcount = user_editcount + 1 where user_id = 1',
  ],
  tag: ['update change_tag_def set ctd_count = ctd_count + 1 where ctd_id = (select max(ctd_id) from change_tag_def)'],
  revisiondelete: [
    'update revision set rev_deleted = 1 - rev_deleted where rev_id = :revision',
    'update recentchanges set rc_deleted = 1 - rc_deleted where rc_this_oldid = :revision and rc_this_oldid <> 0',
    'update page set page_touched = :now where page_id = :page',
  ],
}

function writer(database: DatabaseSync, kind: Kind, growth: Record<string, number>): () => void {
  const inserts = Object.entries(growth).flatMap(([table, rows]) => copies(database, table, rows))
  const changes = updates[kind].map(text => database.prepare(text))
  const [begin, commit] = [database.prepare('begin immediate'), database.prepare('commit')]
  const { page, revision } = database
    .prepare('select rev_page as page, max(rev_id) as revision from revision')
    .get() as { page: number; revision: number }
  const names = { now: '20260101000000', page, revision }
  const used = changes.map((_, index) => named(updates[kind][index] ?? '', names))
  return () => {
    begin.run()
    const ids = new Map<string, number>()
    for (const insert of inserts) insert(ids)
    changes.forEach((statement, index) => {
      statement.run(used[index] ?? {})
    })
    commit.run()
  }
}

function named(text: string, values: Record<string, SQLInputValue>): Record<string, SQLInputValue> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => text.includes(`:${name}`)))
}

/** Columns that hold the id of a row written just before, so that indices grow as they do in earnest. */
const idOf: Record<string, string> = {
  rev_text_id: 'text',
  rc_this_oldid: 'revision',
  ct_rev_id: 'change_tag',
  ct_rc_id: 'change_tag',
  ct_log_id: 'change_tag',
  rc_logid: 'logging',
}

function copies(database: DatabaseSync, table: string, rows: number): ((ids: Map<string, number>) => void)[] {
  const columns = database.prepare(`pragma table_info("${table}")`).all() as {
    name: string
    pk: number
    type: string
  }[]
  const key = columns.find(column => column.pk === 1)?.name
  if (key === undefined) throw new Error(`${table} has no key to count`)
  const others = columns.map(column => column.name).filter(name => name !== key)
  const last = database
    .prepare(`select ${others.join(', ')} from "${table}" order by ${key} desc limit ?`)
    .all(rows) as Record<string, SQLInputValue>[]
  const statement: StatementSync = database.prepare(
    `insert into "${table}" (${others.join(', ')}) values (${others.map(() => '?').join(', ')})`,
  )
  return last.map(row => ids => {
    // A tag stands on a revision once, so each copy stands on another.
    if (table === 'change_tag') ids.set('change_tag', nextRevision--)
    const values = others.map(name => ids.get(row[name] === null ? '' : (idOf[name] ?? '')) ?? row[name] ?? null)
    ids.set(table, Number(statement.run(...values).lastInsertRowid))
  })
}

let nextRevision = -1
