// The SQL of the list of accounts by name.
import type { UserId } from '../ids.ts'
import { inTitleRange, type TitleRange } from '../pages/title-range-store.ts'
import type { Reader } from '../storage/database.ts'
import { type Sql, sql } from '../storage/sql.ts'

export interface ListedUserRow {
  readonly user_id: UserId
  readonly user_name: string
  readonly user_editcount: number
  /** 14 digits. */
  readonly user_registration: string | null
}

export interface UsersQuery {
  readonly range: TitleRange
  /** Only members of one of these groups; none is nobody. */
  readonly inGroups?: readonly string[] | undefined
  readonly notInGroups?: readonly string[] | undefined
  readonly withEdits: boolean
  /** Only who has done something since then; 14 digits. */
  readonly activeSince?: string | undefined
  /** Whether accounts whose name is hidden are listed. */
  readonly withHidden: boolean
  /** 14 digits. */
  readonly now: string
  readonly limit: number
}

const isMember = (groups: readonly string[], now: string): Sql => sql`exists (
  select 1 from user_groups where ug_user = user_id and ug_group in ${sql.in(groups)}
    and (ug_expiry is null or ug_expiry > ${now}))`

const isHidden = (now: string): Sql => sql`exists (
  select 1 from block where bl_user = user_id and bl_user <> 0 and bl_deleted = 1 and bl_expiry > ${now})`

const hasActed = (since: string): Sql => sql`exists (
  select 1 from actor join recentchanges on rc_actor = actor_id
  where actor_user = user_id and rc_timestamp >= ${since} and (rc_log_type is null or rc_log_type <> 'newusers'))`

/** Accounts in the order of their names. */
export function usersInRange(db: Reader, query: UsersQuery): Promise<ListedUserRow[]> {
  const { range, inGroups, notInGroups, withEdits, activeSince, withHidden, now, limit } = query
  const where = sql.all([
    inTitleRange(sql`user_name`, range),
    inGroups === undefined ? undefined : isMember(inGroups, now),
    notInGroups === undefined ? undefined : sql`not ${isMember(notInGroups, now)}`,
    withEdits ? sql`user_editcount > 0` : undefined,
    activeSince === undefined ? undefined : hasActed(activeSince),
    withHidden ? undefined : sql`not ${isHidden(now)}`,
  ])
  const order = range.ascending ? sql`user_name` : sql`user_name desc`
  return db.all(sql<ListedUserRow>`
    select user_id, user_name, user_editcount, user_registration from "user"
    where ${where} order by ${order} limit ${limit}`)
}

/** How much each of these accounts has done since then (14 digits), as recent changes remember it. */
export async function recentActionsOfUsers(
  db: Reader,
  ids: readonly UserId[],
  since: string,
): Promise<Map<UserId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db.all(sql<{ actor_user: UserId; actions: number }>`
    select actor_user, count(*) as actions from actor join recentchanges on rc_actor = actor_id
    where actor_user in ${sql.in(ids)} and rc_timestamp >= ${since}
      and (rc_log_type is null or rc_log_type <> 'newusers')
    group by actor_user`)
  return new Map(rows.map(row => [row.actor_user, row.actions]))
}
