// Marked secrets in every place that can be hidden, each with who may see it.

import { createHash } from 'node:crypto'
import type { Right } from '../access/rights.ts'
import type { Viewer } from '../access/viewer.ts'
import { WordFinder } from './word-finder.ts'

/** What was planted, where, and how it is hidden. */
export interface Secret {
  /** Says where it stands: `text of a revision, hidden`. */
  readonly place: string
  /** The words that nobody else may find. */
  readonly mark: string
  /** Other forms in which it could get out: backwards, encoded, hashed. */
  readonly forms: readonly string[]
  /** The same for a number, which is looked for where it stands alone. */
  readonly numbers: readonly string[]
  /** Whether it stands on pages, too, for who may see it; all secrets stand in answers of the API. */
  readonly isOnPages: boolean
  /** Whether this viewer may see it. */
  mayBeSeenBy(viewer: Viewer): boolean
}

/** How it is hidden; `account` is the name of a hidden account. */
export type Level = 'hidden' | 'suppressed' | 'deleted' | 'account'

/**
 * A mark and its other forms, seen only by who has the right, or may see what is suppressed. `whole` is the text that it
 * stands in, whose hashes would tell it.
 */
export function secret(place: string, mark: string, level: Level, right: Right, whole?: string): Secret {
  return {
    place: `${place}, ${level}`,
    mark,
    forms: formsOf(mark, whole),
    numbers: [],
    isOnPages: true,
    mayBeSeenBy: viewer =>
      level === 'suppressed' ? viewer.may('suppressrevision') || viewer.may('viewsuppressed') : viewer.may(right),
  }
}

/** A number that only who has the right may see, as the size of a text in bytes. It must be one that nothing else has. */
export const secretNumber = (place: string, number: number, right: Right): Secret => ({
  place,
  mark: String(number),
  forms: [],
  numbers: [String(number), number.toLocaleString('en')],
  isOnPages: true,
  mayBeSeenBy: viewer => viewer.may(right),
})

/** The forms in which a text gets out: as it is, turned round, in other letters, encoded, and the hashes of `whole`. */
export function formsOf(mark: string, whole?: string): string[] {
  const forms = [
    mark,
    mark.toLowerCase(),
    mark.toUpperCase(),
    mark.charAt(0).toUpperCase() + mark.slice(1),
    [...mark].reverse().join(''),
    Buffer.from(mark).toString('hex'),
    // What stands in an address, in an anchor, in an attribute.
    encodeURIComponent(mark),
    encodeURIComponent(mark).replaceAll('%', '.'),
    mark.replaceAll(':', '&#58;'),
    ...base64Forms(mark),
    ...hashesOf(mark),
    ...(whole === undefined ? [] : hashesOf(whole)),
  ]
  return [...new Set(forms)]
}

/** A text has three forms in base64, by where it stands; without their ends, which depend on what is around. */
function base64Forms(mark: string): string[] {
  return [0, 1, 2].map(before => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(mark)]).toString('base64')
    return encoded.replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, -1)
  })
}

const hash = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex')

/** As the API shows it, in hex. */
export const sha1Of = (text: string): string => hash('sha1', text)

function hashesOf(text: string): string[] {
  const sha1 = sha1Of(text)
  // The last is as MediaWiki keeps it: 31 digits of base 36.
  return [hash('md5', text), sha1, hash('sha256', text), BigInt(`0x${sha1}`).toString(36).padStart(31, '0')]
}

/** Finds all forms of secrets in what somebody was shown; the numbers of each are looked for by `numbersIn`. */
export const finderOf = (secrets: readonly Secret[]): WordFinder<Secret> =>
  new WordFinder(secrets.flatMap(of => of.forms.map(word => ({ word, of }))))

/** The numbers of a secret that are found. */
export const numbersIn = (secret: Secret, shown: string): string[] =>
  secret.numbers.filter(number => standsAlone(number, shown))

/** Whether a number stands there, not within a longer one or a hash. */
function standsAlone(number: string, shown: string): boolean {
  for (let at = shown.indexOf(number); at >= 0; at = shown.indexOf(number, at + 1)) {
    const around = `${shown[at - 1] ?? ' '} ${shown[at + number.length] ?? ' '}`
    if (!/\w/.test(around)) return true
  }
  return false
}
