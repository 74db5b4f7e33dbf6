// The SQL that finds what has a change tag: by way of the tag where it is rare, by way of time where it is frequent.
import type { TagId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'
import { tagByName } from './tag-store.ts'

/** A tag to filter by, and which way is the shorter one. */
export interface TagFilter {
  readonly id: TagId
  readonly isRare: boolean
  /** How many uses the tag has, in all that is tagged. */
  readonly uses: number
}

/**
 * The filter for a tag; undefined for one that nothing has. `rows` is how many there are to choose from, roughly: by time
 * a page of `limit` takes `limit × rows ÷ uses` looks, by the tag as many as it has uses.
 */
export async function tagFilter(
  db: Reader,
  name: string,
  of: { readonly limit: number; readonly rows: number },
): Promise<TagFilter | undefined> {
  const tag = await tagByName(db, name)
  if (tag === undefined || tag.ctd_count === 0) return undefined
  return { id: tag.ctd_id, isRare: tag.ctd_count ** 2 <= of.limit * of.rows, uses: tag.ctd_count }
}

/** After looking at so many rows by time it would have been quicker by the tag: its uses lie elsewhere, all in one place. */
export const patienceFor = (filter: TagFilter | undefined): number | undefined => filter && 4 * filter.uses

/** The same filter by way of the tag. */
export const byTag = (filter: TagFilter | undefined): TagFilter | undefined => filter && { ...filter, isRare: true }

/** The column of `change_tag` that stands for a kind of row. */
const columns = { revision: sql`ct_rev_id`, change: sql`ct_rc_id`, entry: sql`ct_log_id` } as const
export type Tagged = keyof typeof columns

/**
 * What stands in `from` before the table of the rows. `cross join` keeps SQLite to the order in which the tables are
 * written; PostgreSQL finds its own.
 */
export const tagDrives = (filter: TagFilter | undefined): Sql => (filter?.isRare ? sql`change_tag cross join` : sql``)

/** The condition that the row of this id has the tag; belongs to `tagDrives`. */
export function hasTag(filter: TagFilter | undefined, kind: Tagged, id: Sql): Sql | undefined {
  if (filter === undefined) return undefined
  const column = columns[kind]
  return filter.isRare
    ? sql`ct_tag_id = ${filter.id} and ${id} = ${column}`
    : // One row at most. SQLite would make a join of `exists` and filter it by a look at the whole table first.
      sql`(select 1 from change_tag where ${column} = ${id} and ct_tag_id = ${filter.id}) = 1`
}

/** The names of the tags on rows of a kind, by id, in the order in which the wiki came to know them. */
export async function tagsOf<Id extends number>(
  db: Reader,
  kind: Tagged,
  ids: readonly Id[],
): Promise<Map<Id, string[]>> {
  const found = new Map<Id, string[]>()
  if (ids.length === 0) return found
  const column = columns[kind]
  const rows = await db.all(sql<{ id: Id; ctd_name: string }>`
    select ${column} as id, ctd_name from change_tag join change_tag_def on ctd_id = ct_tag_id
    where ${column} in ${sql.in(ids)} order by ${column}, ct_tag_id`)
  for (const { id, ctd_name } of rows) {
    const known = found.get(id)
    if (known === undefined) found.set(id, [ctd_name])
    else known.push(ctd_name)
  }
  return found
}
