// Commands that change accounts: they open the wiki, do one thing as the software itself, and say in words what went wrong.
import { Performer } from '../access/permit.ts'
import { Viewer } from '../access/viewer.ts'
import { timestampOf } from '../api/timestamps.ts'
import { Failure, type Problem } from '../errors.ts'
import { addAccount } from '../users/add-account.ts'
import { canonicalUserName } from '../users/user-name.ts'
import { type UserRow, userByName } from '../users/user-store.ts'
import { openWiki, type Wiki } from '../wiki.ts'
import { databaseOf, filesFolderOf, UsageError, type Where } from './where.ts'

/** Opens the wiki that the options name, and closes it after the work. A refusal becomes a UsageError in words. */
export async function withWiki<T>(where: Where, work: (wiki: Wiki) => Promise<T>): Promise<T> {
  const wiki = await openWiki({ database: await databaseOf(where), filesFolder: filesFolderOf(where) })
  try {
    return await work(wiki)
  } catch (error) {
    if (error instanceof Failure) throw refusal(wiki, error.problems)
    throw error
  } finally {
    await wiki.close()
  }
}

/** What stands against it, in the language of the wiki. */
export function refusal({ messages, config }: Wiki, problems: readonly Problem[]): UsageError {
  return new UsageError(problems.map(one => messages.plain(one.message, config.language)).join(' '))
}

/** Whose changes are those that are made at the terminal. */
const maintainer = 'Maintenance script'

/** Who does what is done at the terminal: an account that nobody can log in to, made when it is first needed. */
export async function maintenance(wiki: Wiki): Promise<Performer> {
  const now = wiki.now()
  const { userId, actorId } = await wiki.database.write(async tx => {
    const known = await userByName(tx, maintainer)
    if (known === undefined) return addAccount(tx, { name: maintainer, password: '', now: timestampOf(now) })
    return { userId: known.user_id, actorId: known.actor_id ?? undefined }
  })
  return Performer.system(new Viewer({ ...wiki.systemViewer(maintainer), userId, actorId }), now)
}

/** The account of a name as somebody typed it. Throws a UsageError where there is none. */
export async function accountNamed(wiki: Wiki, text: string): Promise<UserRow> {
  const name = canonicalUserName(text, wiki.titles)
  const user = name === undefined ? undefined : await userByName(wiki.database.read, name)
  if (user === undefined) throw new UsageError(`there is no account “${text}”`)
  return user
}
