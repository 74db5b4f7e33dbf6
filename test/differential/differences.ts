// Reads docs/differences.md: the differences from MediaWiki that are known and kept.
import { readFileSync } from 'node:fs'
import path from 'node:path'

export interface Difference {
  readonly where: string
  readonly theirs: string
  readonly ours: string
  readonly why: string
  /** Steps (perhaps with `*` at the end) or test files; empty where no step compares it. */
  readonly seenIn: readonly string[]
  /** The row as it stands. */
  readonly row: string
}

/** The rows of the table; throws for a row with more or fewer cells, or with an empty one. */
export function readDifferences(): Difference[] {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/differences.md'), 'utf8')
  const rows = text.split('\n').filter(line => line.startsWith('|'))
  return rows.slice(2).map(row => {
    const cells = row.split(/(?<!\\)\|/).slice(1, -1)
    const [where, theirs, ours, why, seen] = cells.map(cell => cell.trim())
    if (cells.length !== 5 || !where || !theirs || !ours || !why || !seen) {
      throw new Error(`a row of docs/differences.md needs five cells with something in each: ${row}`)
    }
    const seenIn = Array.from(seen.matchAll(/`([^`]+)`|(\S+\.test\.ts)/g), match => match[1] ?? match[2] ?? '')
    if (seenIn.length === 0 && seen !== 'no step') {
      throw new Error(`“seen in” names test files, or steps in backticks, or says “no step”: ${row}`)
    }
    return { where, theirs, ours, why, seenIn, row }
  })
}

/** Whether a step of the scenarios is one that `name` stands for. */
export function standsFor(name: string, step: string): boolean {
  return name.endsWith('*') ? step.startsWith(name.slice(0, -1)) : step === name
}
