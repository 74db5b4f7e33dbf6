// The figures of a bench, and the table that people read.
import { mostClients, operations } from './asking.ts'
import type { Growth } from './bare-sqlite.ts'
import type { Measured, Rate } from './load.ts'

export interface Figures {
  machine: string
  rounds: number
  seconds: number
  /** The address of the wiki that was compared with. */
  other: string | undefined
  rowsPerChange: Growth
  /** By what was measured, as `ours edit 8`; one a round, in the order of the rounds. */
  results: Record<string, (Rate | Measured)[]>
  startMilliseconds: { median: number; all: number[] }
  memory: { edits: number; atStart?: Memory; after?: Memory }
}
/** Mebibytes. */
interface Memory {
  now: number
  most: number
}

/** What has to hold: at least this share of what is bare, this many times the other wiki. */
const aims = {
  read: { bare: 0.3, other: 30 },
  edit: { bare: 0.6, other: 50 },
  tag: { bare: 0.6, other: 50 },
  revisiondelete: { bare: 0.6, other: 50 },
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2
}

const isMeasured = (one: Rate | Measured): one is Measured => 'processor' in one
const rate = (measured: Rate) => measured.requests / measured.seconds

/** The median of the rounds' own ratios, with the least and the greatest. */
function ratio(ours: readonly Rate[], base: readonly Rate[]): { middle: number; least: number; most: number } {
  const ratios = ours.flatMap((one, round) => {
    const against = base[round]
    return against ? [rate(one) / rate(against)] : []
  })
  return { middle: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) }
}

export function report(figures: Figures): string {
  const { results } = figures
  const head = ['', 'clients', 'a second', 'p50 ms', 'p99 ms', 'processor ms', 'bare a second', 'of bare', 'asked']
  const rows = [figures.other === undefined ? head : [...head, 'other a second', 'times', 'asked']]
  for (const operation of operations) {
    for (const clients of [1, mostClients]) {
      const ours = (results[`ours ${operation} ${clients}`] ?? []).filter(isMeasured)
      const bare = results[`bare ${operation} ${clients}`] ?? results[`bare ${operation}`] ?? []
      const of = ratio(ours, bare)
      const processor = ours.map(one => (1000 * (one.serverProcessor ?? Number.NaN)) / one.requests)
      const row = [
        operation,
        String(clients),
        median(ours.map(rate)).toFixed(0),
        median(ours.map(one => one.p50)).toFixed(2),
        median(ours.map(one => one.p99)).toFixed(2),
        median(processor).toFixed(2),
        median(bare.map(rate)).toFixed(0),
        `${of.middle.toFixed(2)} (${of.least.toFixed(2)}–${of.most.toFixed(2)})`,
        clients === mostClients || operation === 'read' ? verdict(of.middle, aims[operation].bare) : '',
      ]
      if (figures.other !== undefined) {
        const other = results[`other ${operation} ${clients}`] ?? []
        const times = ratio(ours, other).middle
        row.push(median(other.map(rate)).toFixed(1), times.toFixed(1))
        row.push(clients === mostClients ? verdict(times, aims[operation].other) : '')
      }
      rows.push(row)
    }
  }
  const { startMilliseconds: start, memory } = figures
  const busiest = Object.values(results)
    .flat()
    .filter(isMeasured)
    .map(one => one.processor / one.seconds)
  return [
    `${figures.machine}; medians of ${figures.rounds} rounds of ${figures.seconds} s each`,
    table(rows),
    `start to first answer: ${start.median.toFixed(0)} ms, asked ≤ 500: ${start.median <= 500 ? 'holds' : 'MISSES'}`,
    memory.after
      ? `memory after ${memory.edits} edits: ${memory.after.now.toFixed(0)} MiB (at most ${memory.after.most.toFixed(0)}, at the start ${memory.atStart?.now.toFixed(0)}), asked ≤ 150: ${memory.after.now <= 150 ? 'holds' : 'MISSES'}`
      : `memory: this system does not tell`,
    `the process that asks took ${(100 * median(busiest)).toFixed(0)} % of a processor, ${(100 * Math.max(...busiest)).toFixed(0)} % at most`,
  ].join('\n')
}

function verdict(value: number, least: number): string {
  return `≥ ${least}: ${value >= least ? 'holds' : 'MISSES'}`
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(row =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n')
}
