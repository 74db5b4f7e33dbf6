// Reading the lists that wikis keep on pages: patterns of addresses that nobody may link to, and of titles that nobody may
// make. Pure.
import { patternOf } from './pcre.ts'

/** The patterns of a list, and the lines that are none. */
export interface ReadList<T> {
  readonly entries: readonly T[]
  /** As they are written. */
  readonly invalid: readonly string[]
}

/** The lines of a list without comments and blanks. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.replace(/#.*$/s, '').trim())
    .filter(line => line !== '')

/** The lines of a list of addresses; each stands somewhere in a host or after it. */
export function readAddressList(text: string): ReadList<string> {
  const entries: string[] = []
  const invalid: string[] = []
  for (const line of linesOf(text)) {
    const pattern = patternOf(line)
    if (pattern === undefined) invalid.push(line)
    else entries.push(pattern)
  }
  return { entries, invalid }
}

/** Characters of lines that are matched as one pattern. */
const longestPattern = 4096

/**
 * Patterns that find any of these lines in a list of addresses, one a line; the first group is what was found. As
 * MediaWiki: a line is looked for from the host on, and many lines make one pattern.
 */
export function addressPatterns(lines: readonly string[]): string[] {
  const patterns: string[] = []
  let joined = ''
  for (const line of lines) {
    if (joined !== '' && joined.length + line.length > longestPattern) {
      patterns.push(joined)
      joined = ''
    }
    joined += joined === '' ? line : `|${line}`
  }
  if (joined !== '') patterns.push(joined)
  return patterns.map(one => `(?:https?:)?//+[a-z0-9_\\-.]*(${one})`)
}

/** One line of a list of titles. */
export interface TitleEntry {
  /** As it is written, without its comment. */
  readonly line: string
  /** Matches a whole title. */
  readonly pattern: string
  readonly caseSensitive: boolean
  /** Who is autoconfirmed may. */
  readonly autoconfirmed: boolean
  /** Also keeps pages from being changed that are there. */
  readonly noEdit: boolean
  /** Keeps pages from being moved there, not from being made. */
  readonly moveOnly: boolean
  readonly newAccountOnly: boolean
  /** Files that are there may get new versions. */
  readonly reupload: boolean
  /** Key of the message that is told. */
  readonly message: string | undefined
}

/** The lines of a list of titles, with their attributes: `Bad.* <noedit|errmsg=key>`. */
export function readTitleList(text: string): ReadList<TitleEntry> {
  const entries: TitleEntry[] = []
  const invalid: string[] = []
  for (const line of linesOf(text)) {
    const [, source = '', given = ''] = /^(.*?)(?:\s*<([^<>]*)>)?$/s.exec(line) ?? []
    const attributes = new Map(
      given.split('|').map(one => {
        const [name = '', value = ''] = one.split('=', 2)
        return [name.trim().toLowerCase(), value.trim()] as const
      }),
    )
    const pattern = patternOf(source.trim())
    if (pattern === undefined || source.trim() === '') {
      invalid.push(line)
      continue
    }
    entries.push({
      line,
      pattern: `^(?:${pattern})$`,
      caseSensitive: attributes.has('casesensitive'),
      autoconfirmed: attributes.has('autoconfirmed'),
      noEdit: attributes.has('noedit'),
      moveOnly: attributes.has('moveonly'),
      newAccountOnly: attributes.has('newaccountonly'),
      reupload: attributes.has('reupload'),
      message: attributes.get('errmsg') || undefined,
    })
  }
  return { entries, invalid }
}

/** What the list of titles is asked about. */
export type TitleUse = 'create' | 'edit' | 'move' | 'upload' | 'reupload' | 'new-account'

/** Whether an entry that matches a title stands against this use of it. */
export function standsAgainst(entry: TitleEntry, use: TitleUse): boolean {
  if (entry.newAccountOnly) return use === 'new-account'
  if (entry.moveOnly) return use === 'move'
  if (use === 'edit') return entry.noEdit
  return use !== 'reupload' || !entry.reupload
}
