// palimpsest check: walks the database and proves its own rules.
import { parseArgs } from 'node:util'
import { check } from '../check/check.ts'
import { FileDepot } from '../files/depot.ts'
import { databaseOf, filesFolder, whereOptions } from './where.ts'

export const help = `palimpsest check: walk the database and prove its rules

  --data DIR        the folder of the wiki's data (./data)
  --database URL    a PostgreSQL database instead

Parents, hashes, counters, tag counts, latest revisions, the contents of files: what breaks a rule is listed, and the
exit status is 1.
`

/** Answers 0 for a sound database, 1 for one that breaks a rule. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: whereOptions })
  const database = await databaseOf(values)
  try {
    let rules = 0
    const folder = await filesFolder(database.read, values)
    const depot = folder === undefined ? undefined : new FileDepot(folder)
    const onRule = () => {
      rules += 1
    }
    const broken = await check(database.read, onRule, depot)
    for (const { says, rows } of broken) console.error(`Broken: ${says}.\n${rows.map(row => `  ${row}`).join('\n')}`)
    console.log(broken.length === 0 ? `All ${rules} rules hold.` : `${broken.length} of ${rules} rules are broken.`)
    return broken.length === 0 ? 0 : 1
  } finally {
    await database.close()
  }
}
