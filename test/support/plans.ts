// How SQLite means to find the rows of a statement.
import type { Database } from '../../src/storage/database.ts'
import { Sql } from '../../src/storage/sql.ts'

/** The steps of the plan of a statement, its values left open: `SEARCH page USING INDEX page_name_title (…)`. */
export async function planOf(database: Database, statement: string): Promise<string[]> {
  const steps = await database.read.all(new Sql<{ detail: string }>([`explain query plan ${statement}`], []))
  return steps.map(({ detail }) => detail)
}

/** What in a plan takes the longer the more rows there are: a table read from end to end, a sort. */
export const slowSteps = (plan: readonly string[]): string[] =>
  plan.filter(step => /^SCAN (?!.* USING (COVERING )?INDEX)/.test(step) || step.startsWith('USE TEMP B-TREE'))
