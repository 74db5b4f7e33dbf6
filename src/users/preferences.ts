// Preferences: what each is for who never chose, and what somebody's are.
import type { Config } from '../config.ts'
import type { UserId } from '../ids.ts'
import type { NamespaceTable } from '../pages/namespaces.ts'
import type { Reader } from '../storage/database.ts'
import { propertiesOfUser } from './user-store.ts'

export type PreferenceValue = string | number | boolean
export type Preferences = Readonly<Record<string, PreferenceValue>>

const defaults: Preferences = {
  ccmeonemails: 0,
  date: 'default',
  diffonly: 0,
  'diff-type': 'table',
  disablemail: 0,
  editfont: 'monospace',
  editondblclick: 0,
  editrecovery: 0,
  editsectiononrightclick: 0,
  'email-allow-new-users': 1,
  enotifminoredits: 0,
  enotifrevealaddr: 0,
  enotifusertalkpages: 1,
  enotifwatchlistpages: 1,
  extendwatchlist: 1,
  fancysig: 0,
  forceeditsummary: 0,
  forcesafemode: 0,
  gender: 'unknown',
  hidecategorization: 1,
  hideminor: 0,
  hidepatrolled: 0,
  imagesize: 2,
  minordefault: 0,
  newpageshidepatrolled: 0,
  nickname: '',
  norollbackdiff: 0,
  prefershttps: 1,
  previewonfirst: 0,
  previewontop: 1,
  'pst-cssjs': 1,
  rcdays: 7,
  'rcenhancedfilters-disable': 0,
  rclimit: 50,
  requireemail: 0,
  'search-match-redirect': true,
  'search-special-page': 'Search',
  'search-thumbnail-extra-namespaces': true,
  searchlimit: 20,
  showhiddencats: 0,
  shownumberswatching: 1,
  showrollbackconfirmation: 0,
  skin: 'palimpsest',
  'skin-responsive': 1,
  thumbsize: 5,
  underline: 2,
  useeditwarning: 1,
  uselivepreview: 0,
  usenewrc: 1,
  watchcreations: 1,
  watchdefault: 1,
  watchdeletion: 0,
  watchlistdays: 7,
  watchlisthideanons: 0,
  watchlisthidebots: 0,
  watchlisthidecategorization: 1,
  watchlisthideliu: 0,
  watchlisthideminor: 0,
  watchlisthideown: 0,
  watchlisthidepatrolled: 0,
  watchlistreloadautomatically: 0,
  watchlistunwatchlinks: 0,
  watchmoves: 0,
  watchrollback: 0,
  watchuploads: 1,
  'wlenhancedfilters-disable': 0,
  wllimit: 250,
  timecorrection: 'System|0',
}

/** What the preferences are for who never chose any, in MediaWiki's order and with its values. */
export function defaultPreferences({ language }: Pick<Config, 'language'>, { ids }: NamespaceTable): Preferences {
  const searched = ids.filter(id => id >= 0).map(id => [`searchNs${id}`, id === 0 ? 1 : 0])
  return { ...defaults, language, variant: language, ...Object.fromEntries(searched) }
}

/** Somebody's preferences: the defaults with what they chose. As MediaWiki: a chosen `0` is a number, all else text. */
export async function preferencesOf(db: Reader, id: UserId | 0, before: Preferences): Promise<Preferences> {
  if (id === 0) return before
  const chosen = (await propertiesOfUser(db, id)).map(row => [row.up_property, row.up_value === '0' ? 0 : row.up_value])
  return { ...before, ...Object.fromEntries(chosen) }
}
