// Proving a wiki's own rules: walks the whole database and says what breaks them.
import { createHash } from 'node:crypto'
import type { FileDepot } from '../files/depot.ts'
import type { Reader } from '../storage/database.ts'
import { wrongContents } from './check-files.ts'
import { fileRules } from './check-files-store.ts'
import { brokenRows, rules, textsAfter } from './check-store.ts'

/** A rule that is broken, and rows that break it. */
export interface Broken {
  readonly says: string
  /** The first of them. */
  readonly rows: readonly string[]
}

/** How many rows are told of each rule. */
const shown = 20
const textsAtOnce = 500

/**
 * What is broken; empty for a sound wiki. `onRule` is told of each rule before it is tried. Contents of files are looked at
 * where it is known where they are.
 */
export async function check(
  db: Reader,
  onRule: (says: string) => void = () => undefined,
  depot?: FileDepot,
): Promise<Broken[]> {
  const broken: Broken[] = []
  for (const rule of [...rules, ...fileRules]) {
    onRule(rule.says)
    const rows = await brokenRows(db, rule, shown)
    if (rows.length > 0) broken.push({ says: rule.says, rows: rows.map(row => row.what) })
  }
  const says = 'a text has the hash and the size that its revision says'
  onRule(says)
  const wrong = [...(await wrongTexts(db, 'revision')), ...(await wrongTexts(db, 'archive'))].slice(0, shown)
  if (wrong.length > 0) broken.push({ says, rows: wrong })
  if (depot === undefined) return broken
  const saysOfFiles = 'the content of each version of a file is there and has its hash and size'
  onRule(saysOfFiles)
  const contents = await wrongContents(db, depot, shown)
  if (contents.length > 0) broken.push({ says: saysOfFiles, rows: contents })
  return broken
}

async function wrongTexts(db: Reader, of: 'revision' | 'archive'): Promise<string[]> {
  const wrong: string[] = []
  for (let after = 0; wrong.length < shown; ) {
    const rows = await textsAfter(db, after, textsAtOnce, of)
    for (const row of rows) {
      const sha1 = createHash('sha1').update(row.old_text).digest('hex')
      if (sha1 !== row.rev_sha1 || row.old_text.length !== row.rev_len) wrong.push(`revision ${row.rev_id}`)
    }
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.rev_id
  }
  return wrong
}
