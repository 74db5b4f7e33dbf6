// Every kind of reader that a wiki has, each with a session of its own.
import { Session } from '../access/sessions.ts'
import { makeToken } from '../access/tokens.ts'
import type { Viewer } from '../access/viewer.ts'
import { timestampOf } from '../api/timestamps.ts'
import type { Database } from '../storage/database.ts'
import { addAccount } from '../users/add-account.ts'
import { openWiki, type Wiki } from '../wiki.ts'

/** Somebody who reads: what they send along, and what they may. */
export interface Reader {
  readonly name: string
  readonly cookies: ReadonlyMap<string, string>
  readonly token: string
  /** As whom they read. */
  readonly viewer: Viewer
  /** What they add to every request: they only read. */
  readonly sends?: Readonly<Record<string, string>>
  /** Whether `sends` means something to the API only. */
  readonly isOfApi?: boolean
}

/** Knows of what is hidden, but may not read deleted texts. */
const historian = ['deletedhistory']

/** What a wiki may have and need not: switched on, so that its modules answer. */
const switchedOn = {
  useSpamBlacklist: true,
  useTitleBlacklist: true,
  captchaTriggers: { createaccount: true },
  captchaKind: 'image',
}

/** Opens the canary's own wiki on an empty database. */
export async function openCanaryWiki(database: Database): Promise<Wiki> {
  const settings = { groupRights: { historian }, fileExtensions: ['png', 'txt'], ...switchedOn }
  const wiki = await openWiki({ database, filesFolder: 'temporary', settings })
  wiki.listensAt('http://canary.invalid')
  return wiki
}

/**
 * One reader of each kind: nobody; an account; one who may know of deleted things and not read them; an administrator;
 * one who may see what is suppressed and no more; one who may see everything, also when they read as the public or in a way
 that other sites could listen to.
 */
export async function readersOf(wiki: Wiki): Promise<Reader[]> {
  const readers: Reader[] = [
    { name: 'nobody', cookies: new Map(), token: '+\\', viewer: wiki.accounts.anonymous('192.0.2.1') },
  ]
  for (const groups of [[], ['historian'], ['sysop'], ['suppress'], ['suppress', 'sysop']]) {
    readers.push(await readerIn(wiki, groups))
  }
  const [nobody] = readers
  const everything = readers.at(-1)
  if (nobody === undefined || everything === undefined) return readers
  const { viewer } = nobody
  return [
    ...readers,
    { ...everything, name: `${everything.name} as the public`, viewer, sends: { assume: 'public' } },
    { ...everything, name: `${everything.name} overheard`, viewer, sends: { callback: 'canary' }, isOfApi: true },
  ]
}

async function readerIn(wiki: Wiki, groups: readonly string[]): Promise<Reader> {
  const now = wiki.now()
  const name = `Canary ${groups.join(' ') || 'user'}`
  const { userId } = await wiki.database.write(tx =>
    addAccount(tx, { name, password: '', groups, now: timestampOf(now) }),
  )
  const session = new Session(undefined, 0, '', '')
  await wiki.sessions.logIn(session, userId, '', now)
  const cookies = new Map(session.cookies.map(cookie => [cookie.name, cookie.value]))
  const viewer = await wiki.accounts.viewerOf(session, '192.0.2.1', now)
  return { name, cookies, token: makeToken(session.secret, 'csrf', now), viewer }
}
