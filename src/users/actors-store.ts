// The SQL of actors by what they are: accounts, addresses.
import type { ActorId, UserId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

/** Actors without an account whose name begins so, in the order of names, at most `limit`. */
export const addressActors = (
  db: Reader,
  prefix: string,
  limit: number,
): Promise<{ actor_id: ActorId; actor_name: string }[]> =>
  db.all(sql<{ actor_id: ActorId; actor_name: string }>`
    select actor_id, actor_name from actor
    where actor_name >= ${prefix} and actor_name < ${`${prefix}\u{10ffff}`} and actor_user is null
    order by actor_name limit ${limit}`)

/** The actors of these accounts; accounts that are not there, or never did anything, have none. */
export const actorsOfUsers = (db: Reader, ids: readonly UserId[]): Promise<{ actor_id: ActorId }[]> =>
  db.all(sql<{ actor_id: ActorId }>`select actor_id from actor where actor_user in ${sql.in(ids)}`)
