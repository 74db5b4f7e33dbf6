// What stands in a module's `continue` parameter: the values, joined by bars, from which its next page goes on.
import { fail } from '../../errors.ts'
import { readInteger } from '../listing.ts'
import { parseTimestamp, type Timestamp } from '../timestamps.ts'

interface Kinds {
  readonly integer: number
  readonly timestamp: Timestamp
  readonly text: string
}
export type ContinueKind = keyof Kinds

/**
 * The values of a `continue` parameter; undefined where it was not sent. Throws `badcontinue` where there are not just so
 * many values, of these kinds. As MediaWiki: a bar in a text is taken for a separator.
 */
export function readContinue<const K extends readonly ContinueKind[]>(
  raw: string | undefined,
  kinds: K,
  now: Date,
): { readonly [I in keyof K]: Kinds[K[I]] } | undefined {
  if (raw === undefined) return undefined
  const parts = raw.split('|')
  if (parts.length !== kinds.length) throw fail('apierror-badcontinue', [])
  return parts.map((part, index) => readPart(part, kinds[index], now)) as never
}

function readPart(part: string, kind: ContinueKind | undefined, now: Date): number | string {
  if (kind === 'integer') {
    return readInteger(part)
  } else if (kind === 'timestamp') {
    const parsed = parseTimestamp(part, now)
    if (parsed.ok) return parsed.timestamp
  } else return part
  throw fail('apierror-badcontinue', [])
}
