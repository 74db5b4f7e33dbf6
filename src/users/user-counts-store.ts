// The SQL that counts people: who was active, who is in which group; and the jobs that wait.
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** How many accounts have done something since then (14 digits). */
export async function activeUsers(db: Reader, since: string): Promise<number> {
  // The index is walked from actor to actor: there are fewer of them than changes.
  const row = await db.get(sql<{ active: number }>`
    with recursive actors(id) as (
      select min(rc_actor) from recentchanges
      union all
      select (select min(rc_actor) from recentchanges where rc_actor > id) from actors where id is not null
    )
    select count(*) as active from actors join actor on actor_id = id
    where actor_user is not null and exists (
      select 1 from recentchanges where rc_actor = id and rc_timestamp >= ${since}
        and (rc_log_type is null or rc_log_type <> 'newusers'))`)
  return row?.active ?? 0
}

/** How many are in each group at `now` (14 digits); empty groups are left out. */
export async function membersOfGroups(db: Reader, now: string): Promise<Map<string, number>> {
  const rows = await db.all(sql<{ ug_group: string; members: number }>`
    select ug_group, count(*) as members from user_groups where ug_expiry is null or ug_expiry > ${now}
    group by ug_group`)
  return new Map(rows.map(row => [row.ug_group, row.members]))
}

export async function waitingJobs(db: Reader): Promise<number> {
  return (await db.get(sql<{ jobs: number }>`select count(*) as jobs from job`))?.jobs ?? 0
}
