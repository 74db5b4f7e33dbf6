// The SQL of accounts, actors, groups, preferences and bot passwords.
import type { ActorId, UserId } from '../ids.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { sql } from '../storage/sql.ts'

export interface UserRow {
  readonly user_id: UserId
  readonly user_name: string
  readonly user_real_name: string
  readonly user_password: string
  readonly user_email: string
  readonly user_email_authenticated: string | null
  /** 14 digits. */
  readonly user_registration: string | null
  readonly user_touched: string
  readonly user_editcount: number
  readonly user_first_edit: string | null
  readonly user_is_temp: number
  readonly actor_id: ActorId | null
}
const userColumns = sql`user_id, user_name, user_real_name, user_password, user_email, user_email_authenticated,
  user_registration, user_touched, user_editcount, user_first_edit, user_is_temp, actor_id`
const fromUser = sql`from "user" left join actor on actor_user = user_id`

export const userById = (db: Reader, id: UserId): Promise<UserRow | undefined> =>
  db.get(sql<UserRow>`select ${userColumns} ${fromUser} where user_id = ${id}`)

export const userByName = (db: Reader, name: string): Promise<UserRow | undefined> =>
  db.get(sql<UserRow>`select ${userColumns} ${fromUser} where user_name = ${name}`)

export const usersByNames = (db: Reader, names: readonly string[]): Promise<UserRow[]> =>
  db.all(sql<UserRow>`select ${userColumns} ${fromUser} where user_name in ${sql.in(names)}`)

export const usersByIds = (db: Reader, ids: readonly UserId[]): Promise<UserRow[]> =>
  db.all(sql<UserRow>`select ${userColumns} ${fromUser} where user_id in ${sql.in(ids)}`)

export interface GroupRow {
  readonly ug_user: UserId
  readonly ug_group: string
  /** 14 digits, or null for ever. */
  readonly ug_expiry: string | null
}
/** The memberships of these accounts that have not run out at `now` (14 digits), in the order of group names. */
export const groupsOfUsers = (db: Reader, ids: readonly UserId[], now: string): Promise<GroupRow[]> =>
  db.all(sql<GroupRow>`
    select ug_user, ug_group, ug_expiry from user_groups
    where ug_user in ${sql.in(ids)} and (ug_expiry is null or ug_expiry > ${now}) order by ug_user, ug_group`)

export const insertUser = (
  tx: Transaction,
  user: { name: string; realName: string; password: string; email: string; registration: string },
): Promise<UserId> =>
  tx.insert<UserId>(
    sql`
    insert into "user" (user_name, user_real_name, user_password, user_email, user_registration, user_touched)
    values (${user.name}, ${user.realName}, ${user.password}, ${user.email}, ${user.registration}, ${user.registration})`,
    sql`user_id`,
  )

export async function setPassword(tx: Transaction, id: UserId, hash: string): Promise<void> {
  await tx.run(sql`update "user" set user_password = ${hash} where user_id = ${id}`)
}

export async function addToGroup(tx: Transaction, id: UserId, group: string, expiry: string | null): Promise<void> {
  await tx.run(sql`
    insert into user_groups (ug_user, ug_group, ug_expiry) values (${id}, ${group}, ${expiry})
    on conflict (ug_user, ug_group) do update set ug_expiry = excluded.ug_expiry`)
}

export async function removeFromGroup(tx: Transaction, id: UserId, group: string): Promise<void> {
  await tx.run(sql`delete from user_groups where ug_user = ${id} and ug_group = ${group}`)
}

/** Adds edits to an account's kept count. */
export async function countEdits(tx: Transaction, id: UserId, edits: number): Promise<void> {
  await tx.run(sql`update "user" set user_editcount = user_editcount + ${edits} where user_id = ${id}`)
}

export interface ActorRow {
  readonly actor_id: ActorId
  readonly actor_user: UserId | null
  readonly actor_name: string
}
export const actorByName = (db: Reader, name: string): Promise<ActorRow | undefined> =>
  db.get(sql<ActorRow>`select actor_id, actor_user, actor_name from actor where actor_name = ${name}`)

export const actorsByNames = (db: Reader, names: readonly string[]): Promise<ActorRow[]> =>
  db.all(sql<ActorRow>`select actor_id, actor_user, actor_name from actor where actor_name in ${sql.in(names)}`)

export const actorOfUser = (db: Reader, id: UserId): Promise<ActorRow | undefined> =>
  db.get(sql<ActorRow>`select actor_id, actor_user, actor_name from actor where actor_user = ${id}`)

/** The actor of this name, made if need be; `user` is the account's id, or 0 for an address or an imported name. */
export async function acquireActor(tx: Transaction, name: string, user: UserId | 0): Promise<ActorId> {
  const found = await actorByName(tx, name)
  if (found !== undefined) return found.actor_id
  const row = await tx.get(sql<{ actor_id: ActorId }>`
    insert into actor (actor_user, actor_name) values (${user === 0 ? null : user}, ${name})
    on conflict (actor_name) do update set actor_name = excluded.actor_name returning actor_id`)
  if (row === undefined) throw new Error('an actor was not inserted')
  return row.actor_id
}

export interface BotPasswordRow {
  readonly bp_user: UserId
  readonly bp_app_id: string
  readonly bp_password: string
  /** Changes when the password does, and ends the sessions that it began. */
  readonly bp_token: string
  /** JSON. */
  readonly bp_restrictions: string
  /** JSON list of grants. */
  readonly bp_grants: string
}
export const botPassword = (db: Reader, user: UserId, appId: string): Promise<BotPasswordRow | undefined> =>
  db.get(sql<BotPasswordRow>`
    select bp_user, bp_app_id, bp_password, bp_token, bp_restrictions, bp_grants from bot_passwords
    where bp_user = ${user} and bp_app_id = ${appId}`)

export async function putBotPassword(tx: Transaction, row: BotPasswordRow): Promise<void> {
  await tx.run(sql`
    insert into bot_passwords (bp_user, bp_app_id, bp_password, bp_token, bp_restrictions, bp_grants)
    values (${row.bp_user}, ${row.bp_app_id}, ${row.bp_password}, ${row.bp_token}, ${row.bp_restrictions}, ${row.bp_grants})
    on conflict (bp_user, bp_app_id) do update set bp_password = excluded.bp_password, bp_token = excluded.bp_token,
      bp_restrictions = excluded.bp_restrictions, bp_grants = excluded.bp_grants`)
}

export const propertiesOfUser = (db: Reader, id: UserId): Promise<{ up_property: string; up_value: string }[]> =>
  db.all(sql<{ up_property: string; up_value: string }>`
    select up_property, up_value from user_properties where up_user = ${id} order by up_property`)

/** One preference of several accounts; those who never chose are left out. */
export async function propertyOfUsers(
  db: Reader,
  ids: readonly UserId[],
  property: string,
): Promise<Map<UserId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.all(sql<{ up_user: UserId; up_value: string }>`
    select up_user, up_value from user_properties where up_user in ${sql.in(ids)} and up_property = ${property}`)
  return new Map(rows.map(row => [row.up_user, row.up_value]))
}

export async function setProperty(tx: Transaction, id: UserId, property: string, value: string | null): Promise<void> {
  if (value === null) {
    await tx.run(sql`delete from user_properties where up_user = ${id} and up_property = ${property}`)
    return
  }
  await tx.run(sql`
    insert into user_properties (up_user, up_property, up_value) values (${id}, ${property}, ${value})
    on conflict (up_user, up_property) do update set up_value = excluded.up_value`)
}

/** Gives an actor that had no account to one. */
export async function attachActor(tx: Transaction, actor: ActorId, user: UserId): Promise<void> {
  await tx.run(sql`update actor set actor_user = ${user} where actor_id = ${actor} and actor_user is null`)
}

/** Whether there is any account. */
export async function hasUsers(db: Reader): Promise<boolean> {
  return (await db.get(sql<{ user_id: UserId }>`select user_id from "user" limit 1`)) !== undefined
}
