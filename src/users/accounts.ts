// From a session to who it is: an account with its groups and rights, or an address.
import { type GroupRights, type Right, rightsOfGrants, rightsOfGroups } from '../access/rights.ts'
import type { Session } from '../access/sessions.ts'
import { Viewer } from '../access/viewer.ts'
import { timestampOf } from '../api/timestamps.ts'
import type { UserId } from '../ids.ts'
import type { TitleRules } from '../pages/title.ts'
import type { Database } from '../storage/database.ts'
import { type BotRestrictions, isAllowedFrom, restrictionsIn } from './bot-restrictions.ts'
import { botPassword, type GroupRow, groupsOfUsers, propertyOfUsers, type UserRow, userById } from './user-store.ts'

/** An account as it is now. */
export interface Account {
  readonly user: UserRow
  readonly memberships: readonly GroupRow[]
  /** Explicit and implicit groups. */
  readonly groups: readonly string[]
  readonly rights: ReadonlySet<Right>
  /** The language that it prefers; undefined for that of the wiki. */
  readonly language: string | undefined
}

/** How long what was looked up is believed, in milliseconds: another process may change it. */
const age = 2000

/** Looks accounts up, and remembers them for a moment. */
export class Accounts {
  readonly #database: Database
  readonly #groupRights: GroupRights
  readonly #titles: TitleRules
  readonly #accounts = new Map<UserId, { account: Account | undefined; at: number }>()
  readonly #viewers = new Map<string, { viewer: Viewer; addresses: readonly string[] | undefined; at: number }>()
  readonly #anonymousRights: ReadonlySet<Right>
  constructor(database: Database, groupRights: GroupRights, titles: TitleRules) {
    this.#titles = titles
    this.#database = database
    this.#groupRights = groupRights
    this.#anonymousRights = rightsOfGroups(['*'], groupRights)
  }

  /** Somebody without an account, by their address. */
  anonymous(ip: string): Viewer {
    return new Viewer({ userId: 0, actorId: undefined, name: ip, groups: ['*'], rights: this.#anonymousRights })
  }

  async viewerOf(session: Session, ip: string, now: Date): Promise<Viewer> {
    if (session.userId === 0) return this.anonymous(ip)
    const key = `${session.userId}|${session.appId}`
    const known = this.#viewers.get(key)
    if (known !== undefined && now.getTime() - known.at < age) {
      return isAllowedFrom(ip, known.addresses) ? known.viewer : this.anonymous(ip)
    }
    const account = await this.account(session.userId, now)
    if (account === undefined) return this.anonymous(ip)
    const { rights, addresses, onlyPages } =
      session.appId === '' ? wholly(account) : await this.#restrict(account, session.appId)
    const viewer = new Viewer({
      userId: session.userId,
      actorId: account.user.actor_id ?? undefined,
      name: account.user.user_name,
      groups: account.groups,
      rights,
      language: account.language,
      onlyPages,
    })
    if (this.#viewers.size >= 10_000) this.#viewers.clear()
    this.#viewers.set(key, { viewer, addresses, at: now.getTime() })
    return isAllowedFrom(ip, addresses) ? viewer : this.anonymous(ip)
  }

  /** A viewer with all rights of an account, for work that is done in its name. */
  async viewerOfUser(id: UserId, now: Date): Promise<Viewer | undefined> {
    const account = await this.account(id, now)
    if (account === undefined) return undefined
    const { user, groups, rights, language } = account
    const actorId = user.actor_id ?? undefined
    return new Viewer({ userId: id, actorId, name: user.user_name, groups, rights, language })
  }

  async account(id: UserId, now: Date): Promise<Account | undefined> {
    const known = this.#accounts.get(id)
    if (known !== undefined && now.getTime() - known.at < age) return known.account
    const user = await userById(this.#database.read, id)
    const account = user === undefined ? undefined : await this.#with(user, now)
    if (this.#accounts.size >= 10_000) this.#accounts.clear()
    this.#accounts.set(id, { account, at: now.getTime() })
    return account
  }

  /** The groups that an account is in, with the implicit ones. */
  groupsFor(memberships: readonly string[]): string[] {
    return ['*', 'user', 'autoconfirmed', ...memberships]
  }

  rightsFor(groups: readonly string[]): ReadonlySet<Right> {
    return rightsOfGroups(groups, this.#groupRights)
  }

  /** To be called after an account, its groups or its bot passwords were changed. */
  forget(): void {
    this.#accounts.clear()
    this.#viewers.clear()
  }

  async #with(user: UserRow, now: Date): Promise<Account> {
    const memberships = await groupsOfUsers(this.#database.read, [user.user_id], timestampOf(now))
    const groups = this.groupsFor(memberships.map(row => row.ug_group))
    const languages = await propertyOfUsers(this.#database.read, [user.user_id], 'language')
    return { user, memberships, groups, rights: this.rightsFor(groups), language: languages.get(user.user_id) }
  }

  async #restrict(account: Account, appId: string): Promise<Restricted> {
    const row = await botPassword(this.#database.read, account.user.user_id, appId)
    if (row === undefined) return { rights: new Set(), addresses: [], onlyPages: [] }
    const allowed = rightsOfGrants(JSON.parse(row.bp_grants) as string[])
    const rights = new Set([...account.rights].filter(right => allowed.has(right)))
    return { rights, ...restrictionsIn(row.bp_restrictions, this.#titles) }
  }
}

/** What a session may: all that the account may, or what the bot password lets it. */
interface Restricted extends BotRestrictions {
  readonly rights: ReadonlySet<Right>
}

const wholly = ({ rights }: Account): Restricted => ({ rights, addresses: undefined, onlyPages: undefined })
