// Watching a page and its talk page, because somebody asks for it or because they changed it and want it so.
import type { Viewer } from '../access/viewer.ts'
import type { UserId } from '../ids.ts'
import { makeTitle, subjectOf, type Title, talkOf } from '../pages/title.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { propertiesOfUser } from '../users/user-store.ts'
import { addWatches, isWatched, removeWatches } from './watch-store.ts'

/** What the parameter `watchlist` asks for. */
export const watchChoices = ['watch', 'unwatch', 'preferences', 'nochange'] as const
export type WatchChoice = (typeof watchChoices)[number]

/** The preferences about watching, and what they are for who never chose. */
export const watchPreferences = {
  watchdefault: true,
  watchcreations: true,
  watchmoves: false,
  watchdeletion: false,
  watchrollback: false,
  watchuploads: true,
} as const
export type WatchPreference = keyof typeof watchPreferences

/** A page and its talk page: they are watched together. */
export function pairOf(title: Title): Title[] {
  const talk = talkOf(title)
  const subject = subjectOf(title)
  const plain = makeTitle(subject.namespace, subject.dbKey)
  return talk === undefined ? [plain] : [plain, makeTitle(talk.namespace, talk.dbKey)]
}

/** Puts a page and its talk page on somebody's watchlist, until `expiry` (14 digits) or for ever. */
export const watch = (tx: Transaction, user: UserId, title: Title, expiry: string | null = null): Promise<void> =>
  addWatches(tx, user, pairOf(title), expiry)

export const unwatch = (tx: Transaction, user: UserId, title: Title): Promise<void> =>
  removeWatches(tx, user, pairOf(title))

/** What becomes of somebody's watchlist when they change a page; made by `watchAfter`. */
export interface WatchAfter {
  /** What the answer says, for who cannot watch at all too. As MediaWiki. */
  readonly watched: boolean
  /** Whether to put the page on the list or to take it off; undefined where it stays as it is. */
  readonly change: boolean | undefined
}

export interface WatchQuestion {
  readonly title: Title
  readonly choice: WatchChoice
  /** Whether the change makes the page. */
  readonly isNew: boolean
  /** The preference for this kind of change; none for an edit, which has two. */
  readonly preference?: WatchPreference
  /** 14 digits. */
  readonly now: string
  /** Whether they watch it before the change, where that is known already. */
  readonly before?: boolean | undefined
}

/** Decides what becomes of the watchlist of who changes a page. Reads only; `applyWatch` does it. */
export async function watchAfter(db: Reader, viewer: Viewer, question: WatchQuestion): Promise<WatchAfter> {
  const { title, choice, now } = question
  const before = question.before ?? (viewer.userId !== 0 && (await isWatched(db, viewer.userId, title, now)))
  const watched = await isWanted(db, viewer, question, before)
  const mayChange = viewer.isRegistered && viewer.may('editmywatchlist') && title.namespace >= 0
  return { watched, change: mayChange && choice !== 'nochange' && watched !== before ? watched : undefined }
}

async function isWanted(db: Reader, viewer: Viewer, question: WatchQuestion, before: boolean): Promise<boolean> {
  const { choice, preference, isNew } = question
  if (choice === 'watch' || choice === 'unwatch') return choice === 'watch'
  // As MediaWiki: a page that is watched stays so, and a bot watches nothing by preference.
  if (choice === 'nochange' || before || isBot(viewer)) return before
  const wants = await preferencesOf(db, viewer)
  if (preference !== undefined) return wants(preference)
  return wants('watchdefault') || (isNew && wants('watchcreations'))
}

const isBot = (viewer: Viewer): boolean => viewer.groups.includes('bot') && viewer.may('bot')

async function preferencesOf(db: Reader, viewer: Viewer): Promise<(name: WatchPreference) => boolean> {
  const rows = viewer.userId === 0 ? [] : await propertiesOfUser(db, viewer.userId)
  const chosen = new Map(rows.map(row => [row.up_property, row.up_value !== '' && row.up_value !== '0']))
  return name => chosen.get(name) ?? watchPreferences[name]
}

/** Does what `watchAfter` decided. */
export async function applyWatch(tx: Transaction, viewer: Viewer, title: Title, after: WatchAfter): Promise<void> {
  if (viewer.userId === 0 || after.change === undefined) return
  await (after.change ? watch : unwatch)(tx, viewer.userId, title)
}
