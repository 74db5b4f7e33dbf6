// The names of accounts: their canonical form, which can be one, which may be registered.
import { isIpOrRange } from '../access/ip.ts'
import { NS } from '../pages/namespaces.ts'
import { parseTitle, type TitleRules, titleText } from '../pages/title.ts'

/** Longest name in bytes that can be registered; older and imported accounts may have up to 255. */
export const maxNewNameBytes = 235

const like4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.(?:xxx|\d{1,3})$/
/** Characters that a title may have and a name may not: they cannot be seen, or are not the same for everybody. */
const unseen = /[\u0080-\u009f\u00a0\u2000-\u200f\u2028-\u202f\u3000\ue000-\uf8ff]/
/** Characters that no new name gets: they part names from what stands beside them elsewhere. */
const parting = /[@:>=]/

/**
 * The form in which a name is stored and shown (`foo_bar` → `Foo bar`), also from `User:Foo bar`; `undefined` where no
 * account can have it: it is no title, an address, a range, has a slash, is longer than 255 bytes.
 */
export function canonicalUserName(text: string, titles: TitleRules): string | undefined {
  if (text.includes('#')) return undefined
  const parsed = parseTitle(text, titles, NS.user)
  if (!parsed.ok) return undefined
  const { title } = parsed
  if (title.namespace !== NS.user || title.interwiki !== '' || title.dbKey === '' || title.fragment !== '')
    return undefined
  const name = titleText(title)
  return isUserName(name, titles) ? name : undefined
}

function isUserName(name: string, titles: TitleRules): boolean {
  if (name.includes('/') || unseen.test(name) || like4.test(name) || isIpOrRange(name)) return false
  if (Buffer.byteLength(name) > 255) return false
  // The name alone must not lead elsewhere, as `Talk:X` would.
  const alone = parseTitle(name, titles)
  return alone.ok && alone.title.namespace === NS.main && alone.title.interwiki === ''
}

/** What a wiki decides about new names. */
export interface NewNameRules {
  /** Names of the software's own users, canonical. */
  readonly reserved: ReadonlySet<string>
  /** How names of temporary accounts begin, where there are such; nobody can register one. */
  readonly temporaryPrefix?: string
}

/** Whether a canonical name may be registered. */
export function canBeRegistered(name: string, rules: NewNameRules): boolean {
  return (
    Buffer.byteLength(name) <= maxNewNameBytes &&
    !parting.test(name) &&
    !isReserved(name, rules) &&
    !(rules.temporaryPrefix !== undefined && name.startsWith(rules.temporaryPrefix))
  )
}

/** Whether a canonical name belongs to the software, so that nobody can log in with it. */
export function isReserved(name: string, rules: NewNameRules): boolean {
  return rules.reserved.has(name)
}

/** The names that the software keeps for itself on a new wiki. */
export const defaultReservedNames: readonly string[] = [
  'MediaWiki default',
  'Conversion script',
  'Maintenance script',
  'Template namespace initialisation script',
  'ScriptImporter',
  'Delete page script',
  'Move page script',
  'Command line script',
  'Unknown user',
  'Redirect fixer',
]

/** Whether it is the name of somebody on another wiki, as imports write it: `imported>Name`. Such a name is never an account. */
export function isExternalName(name: string): boolean {
  return name.includes('>')
}

/** The form of an IPv4 address whose end was hidden in the wiki's first years: `1.2.3.xxx`. Edits can have such an author. */
export function isHalfHiddenIp(name: string): boolean {
  return like4.test(name) && name.endsWith('.xxx')
}
