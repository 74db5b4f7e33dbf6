// Reading the lists that wikis keep on pages: patterns of addresses that nobody may link to, and of titles that nobody may
// make. Pure.
import { folded, literalOf } from './literals.ts'
import { patternOf } from './pcre.ts'

/** A pattern with what stands in all its matches, by which it is known where it need not be tried. */
export interface Line {
  readonly pattern: string
  readonly literal: string
}

/** The lines that may match somewhere in a text. */
export function candidates<T extends Line>(lines: readonly T[], text: string): T[] {
  const there = folded(text)
  return lines.filter(({ literal }) => there.includes(literal))
}

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

/** Lines that are read before others have their turn. */
const linesInTurn = 250

/** Reads each line, or finds it invalid; a list may have very many. */
async function readLines<T>(text: string, read: (line: string) => T | undefined): Promise<ReadList<T>> {
  const entries: T[] = []
  const invalid: string[] = []
  for (const [index, line] of linesOf(text).entries()) {
    const entry = read(line)
    if (entry === undefined) invalid.push(line)
    else entries.push(entry)
    if (index % linesInTurn === linesInTurn - 1) await new Promise(resolve => setImmediate(resolve))
  }
  return { entries, invalid }
}

/** The lines of a list of addresses; each stands somewhere in a host or after it. */
export const readAddressList = (text: string): Promise<ReadList<Line>> =>
  readLines(text, line => {
    const pattern = patternOf(line)
    return pattern === undefined ? undefined : { pattern, literal: literalOf(pattern) }
  })

/** Characters of lines that are matched as one pattern. */
const longestPattern = 4096

/**
 * Patterns that find any of these lines in a list of addresses, one a line; the first group is what was found. As
 * MediaWiki: a line is looked for from the host on, and many lines make one pattern.
 */
export function addressPatterns(lines: readonly Line[]): string[] {
  const patterns: string[] = []
  let joined = ''
  for (const { pattern: line } of lines) {
    if (joined !== '' && joined.length + line.length > longestPattern) {
      patterns.push(joined)
      joined = ''
    }
    joined += joined === '' ? line : `|${line}`
  }
  if (joined !== '') patterns.push(joined)
  return patterns.map(one => `(?:https?:)?//+[a-z0-9_\\-.]*(${one})`)
}

/** One line of a list of titles; its pattern matches a whole title. */
export interface TitleEntry extends Line {
  /** As it is written, without its comment. */
  readonly line: string
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
export const readTitleList = (text: string): Promise<ReadList<TitleEntry>> =>
  readLines(text, line => {
    const [, source = '', given = ''] = /^(.*?)(?:\s*<([^<>]*)>)?$/s.exec(line) ?? []
    const attributes = new Map(
      given.split('|').map(one => {
        const [name = '', value = ''] = one.split('=', 2)
        return [name.trim().toLowerCase(), value.trim()] as const
      }),
    )
    const pattern = patternOf(source.trim())
    if (pattern === undefined || source.trim() === '') return undefined
    return {
      line,
      pattern: `^(?:${pattern})$`,
      literal: literalOf(pattern),
      caseSensitive: attributes.has('casesensitive'),
      autoconfirmed: attributes.has('autoconfirmed'),
      noEdit: attributes.has('noedit'),
      moveOnly: attributes.has('moveonly'),
      newAccountOnly: attributes.has('newaccountonly'),
      reupload: attributes.has('reupload'),
      message: attributes.get('errmsg') || undefined,
    }
  })

/** What the list of titles is asked about. */
export type TitleUse = 'create' | 'edit' | 'move' | 'upload' | 'reupload' | 'new-account'

/** Whether an entry that matches a title stands against this use of it. */
export function standsAgainst(entry: TitleEntry, use: TitleUse): boolean {
  if (entry.newAccountOnly) return use === 'new-account'
  if (entry.moveOnly) return use === 'move'
  if (use === 'edit') return entry.noEdit
  return use !== 'reupload' || !entry.reupload
}
