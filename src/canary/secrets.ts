// Marked secrets in every place that can be hidden, each with who may see it.

import { createHash } from 'node:crypto'
import type { Right } from '../access/rights.ts'
import type { Viewer } from '../access/viewer.ts'

/** What was planted, where, and how it is hidden. */
export interface Secret {
  /** Says where it stands: `text of a revision, hidden`. */
  readonly place: string
  /** The words that nobody else may find. */
  readonly mark: string
  /** Other forms in which it could get out: backwards, encoded, hashed. */
  readonly forms: readonly string[]
  /** Whether this viewer may see it. */
  mayBeSeenBy(viewer: Viewer): boolean
}

export type Level = 'hidden' | 'suppressed' | 'deleted'

/** A mark and its other forms, seen only by who has the right, or may see what is suppressed. */
export function secret(place: string, mark: string, level: Level, right: Right, whole?: string): Secret {
  return {
    place: `${place}, ${level}`,
    mark,
    forms: formsOf(mark, whole),
    mayBeSeenBy: viewer =>
      level === 'suppressed' ? viewer.may('suppressrevision') || viewer.may('viewsuppressed') : viewer.may(right),
  }
}

const hash = (algorithm: string, text: string, encoding: 'hex' | 'base64'): string =>
  createHash(algorithm).update(text).digest(encoding)

/** The forms of a mark; `whole` is the text that it stands in, whose hashes would tell it. */
function formsOf(mark: string, whole?: string): string[] {
  const encoded = Buffer.from(mark)
  const forms = [
    mark,
    mark.toLowerCase(),
    mark.toUpperCase(),
    [...mark].reverse().join(''),
    encoded.toString('hex'),
    // Without its ends, which depend on what stands around it.
    encoded.toString('base64').slice(0, -4),
    mark.charAt(0).toUpperCase() + mark.slice(1),
  ]
  if (whole !== undefined) {
    const sha1 = hash('sha1', whole, 'hex')
    forms.push(sha1, BigInt(`0x${sha1}`).toString(36), hash('md5', whole, 'hex'), hash('sha256', whole, 'hex'))
  }
  return [...new Set(forms)]
}

/** The forms of a secret that are found in what somebody was shown. */
export const formsIn = (secret: Secret, shown: string): string[] => secret.forms.filter(form => shown.includes(form))
