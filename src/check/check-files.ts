// Proving that the contents of files are there, and are what their hashes say.
import { createHash } from 'node:crypto'
import type { FileDepot } from '../files/depot.ts'
import { base36OfHex } from '../files/file.ts'
import type { Reader } from '../storage/database.ts'
import { contentsAfter } from './check-files-store.ts'

const contentsAtOnce = 500

/** The contents that are missing or others, at most `limit` of them. */
export async function wrongContents(db: Reader, depot: FileDepot, limit: number): Promise<string[]> {
  const wrong: string[] = []
  for (let after = ''; wrong.length < limit; ) {
    const rows = await contentsAfter(db, after, contentsAtOnce)
    for (const { sha1, size } of rows) {
      const problem = await problemOf(depot, sha1, size)
      if (problem !== undefined) wrong.push(`content ${sha1} ${problem}`)
    }
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.sha1
  }
  return wrong.slice(0, limit)
}

async function problemOf(depot: FileDepot, sha1: string, size: number): Promise<string | undefined> {
  const found = await depot.sizeOf(sha1)
  if (found === undefined) return 'is missing'
  if (found !== size) return `has ${found} bytes, not ${size}`
  const hash = createHash('sha1')
  for await (const chunk of (await depot.read(sha1)) as AsyncIterable<Buffer>) hash.update(chunk)
  return base36OfHex(hash.digest('hex')) === sha1 ? undefined : 'is another'
}
