// The SQL of who has made the revisions of pages. Revisions whose author is hidden count for nobody, whoever asks.
import type { PageId, UserId } from '../ids.ts'
import { hiddenUser } from '../revisions/hidden-bits.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface ContributorRow {
  readonly rev_page: PageId
  readonly actor_user: UserId
  readonly actor_name: string
}

export interface ContributorsQuery {
  readonly pages: readonly PageId[]
  /** Only who is in one of these groups, or in none of them. */
  readonly groups: { readonly names: readonly string[]; readonly not: boolean } | undefined
  /** The first row. */
  readonly from: { readonly page: number; readonly user: number } | undefined
  /** 14 digits. */
  readonly now: string
  readonly limit: number
}

/** The accounts that have made revisions of the pages, in the order of pages and accounts. */
export function contributorsOfPages(db: Reader, query: ContributorsQuery): Promise<ContributorRow[]> {
  const { pages, groups, from, now, limit } = query
  const isMember =
    groups &&
    sql`exists (select 1 from user_groups where ug_user = actor_user and ug_group in ${sql.in(groups.names)}
      and (ug_expiry is null or ug_expiry > ${now}))`
  const where = sql.all([
    sql`rev_page in ${sql.in(pages)}`,
    sql`(rev_deleted & ${hiddenUser}) = 0`,
    sql`actor_user is not null`,
    isMember && (groups?.not ? sql`not ${isMember}` : isMember),
    from && sql`(rev_page, actor_user) >= (${from.page}, ${from.user})`,
  ])
  return db.all(sql<ContributorRow>`
    select rev_page, actor_user, actor_name from revision join actor on actor_id = rev_actor where ${where}
    group by rev_page, actor_user, actor_name order by rev_page, actor_user limit ${limit}`)
}

/** How many without an account have made revisions of each of the pages; pages without any are left out. */
export async function anonymousContributors(db: Reader, pages: readonly PageId[]): Promise<Map<PageId, number>> {
  if (pages.length === 0) return new Map()
  const rows = await db.all(sql<{ rev_page: PageId; anons: number }>`
    select rev_page, count(distinct rev_actor) as anons from revision join actor on actor_id = rev_actor
    where rev_page in ${sql.in(pages)} and (rev_deleted & ${hiddenUser}) = 0 and actor_user is null
    group by rev_page`)
  return new Map(rows.map(row => [row.rev_page, row.anons]))
}
