// The three-way merge of lines: two edits of one text become one, or conflict, as in MediaWiki (which runs diff3).

import { type Effort, splitLines } from './lines.ts'
import { compareForMerge } from './merge-lines.ts'
import { hunksOf, intern } from './sequences.ts'

export type Merged = { readonly ok: true; readonly text: string } | { readonly ok: false }

/** The effort of a merge if nobody says otherwise: about a tenth of a second. */
function usualEffort(): Effort {
  return { left: 8_000_000 }
}

/**
 * Brings the changes from base to mine and those from base to yours together. They conflict where they touch (lines
 * side by side do) and are not the same. Texts too different to compare with the effort conflict, too.
 */
export function merge(base: string, mine: string, yours: string, effort: Effort = usualEffort()): Merged {
  if (mine === base || mine === yours) return { ok: true, text: yours }
  if (yours === base) return { ok: true, text: mine }
  const baseLines = splitLines(base)
  const mineLines = splitLines(mine)
  const yoursLines = splitLines(yours)
  const numbers = new Map<string, number>()
  const baseNumbers = intern(numbers, baseLines)
  const fromMine = changesOf('mine', intern(numbers, mineLines), baseNumbers, effort)
  const fromYours = effort.left > 0 ? changesOf('yours', intern(numbers, yoursLines), baseNumbers, effort) : []
  if (effort.left <= 0) return { ok: false }
  const changes = [...fromMine, ...fromYours].sort((one, other) => one.start - other.start)

  const merged: string[][] = []
  let at = 0
  for (let next = 0; next < changes.length; ) {
    const first = next
    const start = changes[first]?.start ?? 0
    let end = start
    for (let change = changes[next]; change !== undefined && change.start <= end; change = changes[++next]) {
      end = Math.max(end, change.end)
    }
    const region = changes.slice(first, next)
    const mineRegion = linesOf('mine', mineLines, region, start, end)
    const yoursRegion = linesOf('yours', yoursLines, region, start, end)
    if (mineRegion !== undefined && yoursRegion !== undefined && !equal(mineRegion, yoursRegion)) return { ok: false }
    merged.push(baseLines.slice(at, start), mineRegion ?? yoursRegion ?? [])
    at = end
  }
  merged.push(baseLines.slice(at))
  return { ok: true, text: merged.flat().join('\n') }
}

/**
 * `current` without the edit that made `undone` out of `undoafter`: a merge of current with that edit turned round.
 */
export function undo(current: string, undone: string, undoafter: string, effort: Effort = usualEffort()): Merged {
  return merge(undone, undoafter, current, effort)
}

type SideName = 'mine' | 'yours'

/** Lines start..end of the base are lines from..to of one side. */
interface Change {
  readonly side: SideName
  readonly start: number
  readonly end: number
  readonly from: number
  readonly to: number
}

function changesOf(side: SideName, numbers: Int32Array, baseNumbers: Int32Array, effort: Effort): Change[] {
  // From the side to the base, not the other way round: of several shortest answers that is the one diff3 works with.
  return hunksOf(compareForMerge(numbers, baseNumbers, effort)).map(({ aStart, aEnd, bStart, bEnd }) => ({
    side,
    start: bStart,
    end: bEnd,
    from: aStart,
    to: aEnd,
  }))
}

/** What a side has in place of the base's lines start..end; undefined if it changed nothing there. */
function linesOf(side: SideName, lines: readonly string[], region: readonly Change[], start: number, end: number) {
  const own = region.filter(change => change.side === side)
  const first = own[0]
  const last = own.at(-1)
  if (first === undefined || last === undefined) return undefined
  return lines.slice(first.from - (first.start - start), last.to + (end - last.end))
}

function equal(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, n) => line === other[n])
}
