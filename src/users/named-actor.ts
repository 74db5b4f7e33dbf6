// From what a `user` parameter names to who did things under that name.
import type { ActorId, UserId } from '../ids.ts'
import type { Reader } from '../storage/database.ts'
import { actorByName, actorOfUser } from './user-store.ts'

/** Whose changes a name (`#5` for the account of that id) stands for; undefined where nobody has made any. */
export async function actorNamed(db: Reader, name: string): Promise<ActorId | undefined> {
  const actor = /^#\d+$/.test(name)
    ? await actorOfUser(db, Number(name.slice(1)) as UserId)
    : await actorByName(db, name)
  return actor?.actor_id
}
