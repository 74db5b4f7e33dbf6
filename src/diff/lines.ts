// The lines that differ between two texts, as hunks.

import { compareSequences } from './myers.ts'
import { type Effort, type Hunk, hunksOf, intern } from './sequences.ts'

export type { Effort, Hunk } from './sequences.ts'

/** The lines of a text: an empty text has one, which is empty; a newline at the end begins one more. */
export function splitLines(text: string): string[] {
  return text.split('\n')
}

/** The effort of a comparison if nobody says otherwise: about a third of a second. */
export function usualEffort(): Effort {
  return { left: 30_000_000 }
}

/** The hunks that turn lines a into lines b, in order, with at least one common line between two of them. */
export function diffLines(a: readonly string[], b: readonly string[], effort: Effort = usualEffort()): Hunk[] {
  const numbers = new Map<string, number>()
  return hunksOf(compareSequences(intern(numbers, a), intern(numbers, b), effort))
}
