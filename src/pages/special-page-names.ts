// The names of the special pages that there are, and their other names.

/** By canonical name: other names. A page that is not here does not exist. */
export const specialPageAliases = {
  AllPages: [],
  ApiHelp: [],
  ApiSandbox: [],
  Block: ['BlockIP', 'BlockUser'],
  BotPasswords: [],
  Categories: [],
  ChangePassword: ['ResetPass', 'ResetPassword'],
  Contributions: ['Contribs'],
  CreateAccount: [],
  Diff: [],
  EditTags: [],
  FilePath: [],
  HiddenLooks: [],
  HideBatches: [],
  HideRange: [],
  Log: ['Logs'],
  MovePage: [],
  MyContributions: [],
  MyPage: [],
  MyTalk: [],
  PermanentLink: ['PermaLink'],
  Preferences: [],
  Random: ['RandomPage'],
  RecentChanges: [],
  Redirect: [],
  RevisionDelete: [],
  Search: [],
  SpecialPages: [],
  Statistics: ['Stats'],
  Tags: [],
  Unblock: [],
  Undelete: [],
  Upload: [],
  UserLogin: ['Login', 'SignIn'],
  UserLogout: ['Logout'],
  UserRights: [],
  Version: [],
  Watchlist: [],
  WhatLinksHere: [],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type SpecialPageName = keyof typeof specialPageAliases

const known = new Map<string, SpecialPageName>()
for (const [name, aliases] of Object.entries(specialPageAliases)) {
  for (const one of [name, ...aliases]) known.set(one.toLowerCase(), name as SpecialPageName)
}

/** The special page that a title's text names, and what follows the slash; undefined where there is none. */
export function specialPageOf(dbKey: string): { name: SpecialPageName; parameter: string } | undefined {
  const slash = dbKey.indexOf('/')
  const first = slash < 0 ? dbKey : dbKey.slice(0, slash)
  const name = known.get(first.replaceAll('_', '').toLowerCase())
  return name && { name, parameter: slash < 0 ? '' : dbKey.slice(slash + 1).replaceAll('_', ' ') }
}

/** Whether a special page has this name; what follows a slash is its parameter. */
export const isSpecialPageName = (dbKey: string): boolean => specialPageOf(dbKey) !== undefined
