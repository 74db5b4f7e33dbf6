// The names of the special pages that there are, and their other names.

/** By canonical name: other names. A page that is not here does not exist. */
export const specialPageAliases: Readonly<Record<string, readonly string[]>> = {
  Version: [],
  RecentChanges: [],
  Tags: [],
  Log: ['Logs'],
  Contributions: ['Contribs'],
  UserLogin: ['Login', 'SignIn'],
  UserLogout: ['Logout'],
}

const known = new Set(
  Object.entries(specialPageAliases).flatMap(([name, aliases]) => [name, ...aliases].map(one => one.toLowerCase())),
)

/** Whether a special page has this name; what follows a slash is its parameter. */
export const isSpecialPageName = (dbKey: string): boolean =>
  known.has((dbKey.split('/')[0] ?? '').replaceAll('_', '').toLowerCase())
