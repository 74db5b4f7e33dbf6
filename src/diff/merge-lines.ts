// The line comparison under the three-way merge. Whether two edits conflict follows from where their changes are said
// to lie, so the choices here are those of GNU diff, which diff3 and so MediaWiki rests on; the table's are others.

import { type Changed, countsOf, type Effort, equalEnds, sizeOf } from './sequences.ts'

/** This many lines of equal ends stay in view: changes may move into them, and they count where lines are counted. */
const horizon = 100

/** The least number of differences after which a search is cut where it has come furthest. */
const leastCut = 4096

/** Compares two texts of interned lines; if the effort is used up, what was not compared is told as changed. */
export function compareForMerge(a: Int32Array, b: Int32Array, effort: Effort): Changed {
  const removed = new Uint8Array(a.length)
  const added = new Uint8Array(b.length)
  const ends = equalEnds(a, b)
  const head = Math.max(0, ends.head - horizon)
  const tail = Math.max(0, ends.tail - horizon)
  const viewA = a.subarray(head, a.length - tail)
  const viewB = b.subarray(head, b.length - tail)
  const changedA = removed.subarray(head, a.length - tail)
  const changedB = added.subarray(head, b.length - tail)

  const size = sizeOf(viewA, viewB)
  discardConfusing(viewA, countsOf(viewB, size), changedA)
  discardConfusing(viewB, countsOf(viewA, size), changedB)
  const search = new Search(keep(viewA, changedA), keep(viewB, changedB), effort)
  search.run()
  search.a.changed.forEach((one, n) => {
    if (one === 1) changedA[search.a.places[n]!] = 1
  })
  search.b.changed.forEach((one, n) => {
    if (one === 1) changedB[search.b.places[n]!] = 1
  })
  slideDown(viewA, changedA, changedB)
  slideDown(viewB, changedB, changedA)
  return { removed, added }
}

const telling = 0
const unmatched = 1
const frequent = 2

/**
 * Marks as changed what would only confuse the search: lines that the other side does not have, and amidst a run of
 * those also lines that it has very often, such as blank ones.
 */
function discardConfusing(lines: Int32Array, countsOfOther: Int32Array, changed: Uint8Array): void {
  const many = 5 * powerNearRoot(lines.length >> 6)
  const kinds = new Uint8Array(lines.length)
  for (let i = 0; i < lines.length; i++) {
    const matches = countsOfOther[lines[i]!]!
    kinds[i] = matches === 0 ? unmatched : matches > many ? frequent : telling
  }
  for (let start = 0; start < kinds.length; ) {
    if (kinds[start] !== unmatched) {
      kinds[start++] = telling
      continue
    }
    let end = start
    while (end < kinds.length && kinds[end] !== telling) end++
    const next = end
    while (kinds[end - 1] === frequent) kinds[--end] = telling
    keepTelling(kinds.subarray(start, end))
    start = next
  }
  for (let i = 0; i < kinds.length; i++) if (kinds[i] !== telling) changed[i] = 1
}

/** In a run that begins and ends with unmatched lines, decides which of the frequent ones are told apart after all. */
function keepTelling(run: Uint8Array): void {
  let frequentLines = 0
  for (const kind of run) if (kind === frequent) frequentLines++
  if (frequentLines * 4 > run.length) {
    run.forEach((kind, n) => {
      if (kind === frequent) run[n] = telling
    })
    return
  }
  // Many frequent lines one after the other are telling.
  const fewest = powerNearRoot(run.length >> 2) + 1
  for (let n = 0; n < run.length; ) {
    const start = n
    while (run[n] === frequent) n++
    if (n - start >= fewest) run.fill(telling, start, n)
    if (n === start) n++
  }
  // So are those near either end, up to three unmatched lines in a row.
  keepNearStart(run.length, n => n, run)
  keepNearStart(run.length, n => run.length - 1 - n, run)
}

function keepNearStart(length: number, place: (n: number) => number, run: Uint8Array): void {
  let inARow = 0
  for (let n = 0; n < length && inARow < 3; n++) {
    const kind = run[place(n)]
    if (n >= 8 && kind === unmatched) return
    if (kind === frequent) run[place(n)] = telling
    inARow = kind === unmatched ? inARow + 1 : 0
  }
}

/** A power of two near the square root: 1 below 4, 2 below 16, 4 below 64 … */
function powerNearRoot(n: number): number {
  let power = 1
  for (let rest = n >> 2; rest > 0; rest >>= 2) power *= 2
  return power
}

/** The lines of one side that the search sees: their numbers, their places, and what it found out about them. */
interface Kept {
  readonly lines: Int32Array
  readonly places: Int32Array
  readonly changed: Uint8Array
}

function keep(lines: Int32Array, changed: Uint8Array): Kept {
  const places = new Int32Array(lines.length)
  let count = 0
  for (let i = 0; i < lines.length; i++) if (changed[i] === 0) places[count++] = i
  const kept = places.subarray(0, count)
  return { lines: kept.map(place => lines[place]!), places: kept, changed: new Uint8Array(count) }
}

type Box = readonly [a0: number, a1: number, b0: number, b1: number]

const outside = 0x7fffffff

class Search {
  readonly a: Kept
  readonly b: Kept
  readonly #effort: Effort
  /** After how many differences from each corner a box is cut. */
  readonly #cutAt: number
  // The furthest x on each diagonal x - y, at the index diagonal + #zero.
  readonly #forward: Int32Array
  readonly #backward: Int32Array
  readonly #zero: number

  constructor(a: Kept, b: Kept, effort: Effort) {
    this.a = a
    this.b = b
    this.#effort = effort
    const diagonals = a.lines.length + b.lines.length + 3
    this.#cutAt = Math.max(leastCut, 2 * powerNearRoot(diagonals))
    this.#forward = new Int32Array(diagonals)
    this.#backward = new Int32Array(diagonals)
    this.#zero = b.lines.length + 1
  }

  run(): void {
    const a = this.a.lines
    const b = this.b.lines
    const open: Box[] = [[0, a.length, 0, b.length]]
    for (let box = open.pop(); box !== undefined; box = open.pop()) {
      let [a0, a1, b0, b1] = box
      while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) {
        a0++
        b0++
      }
      while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) {
        a1--
        b1--
      }
      const middle = a0 < a1 && b0 < b1 ? this.#middle([a0, a1, b0, b1]) : undefined
      if (middle === undefined) {
        this.a.changed.fill(1, a0, a1)
        this.b.changed.fill(1, b0, b1)
      } else {
        open.push([middle.x, a1, middle.y, b1], [a0, middle.x, b0, middle.y])
      }
    }
  }

  /** A point that a short path through the box goes through; undefined if there is no effort left. */
  #middle(box: Box): { x: number; y: number } | undefined {
    const [a0, a1, b0, b1] = box
    const a = this.a.lines
    const b = this.b.lines
    const effort = this.#effort
    const forward = this.#forward
    const backward = this.#backward
    const zero = this.#zero
    const lowest = a0 - b1
    const highest = a1 - b0
    const odd = (a0 - b0 - (a1 - b1)) % 2 !== 0
    let forwardLow = a0 - b0
    let forwardHigh = forwardLow
    let backwardLow = a1 - b1
    let backwardHigh = backwardLow
    forward[zero + forwardLow] = a0
    backward[zero + backwardLow] = a1
    for (let d = 1; effort.left > 0; d++) {
      let visited = 2
      // Each time the diagonals grow by one on both sides, or shrink by one where they are at the edge of the box.
      if (forwardLow > lowest) forward[zero + --forwardLow - 1] = -1
      else forwardLow++
      if (forwardHigh < highest) forward[zero + ++forwardHigh + 1] = -1
      else forwardHigh--
      for (let k = forwardHigh; k >= forwardLow; k -= 2) {
        const below = forward[zero + k - 1]!
        const above = forward[zero + k + 1]!
        const start = below < above ? above : below + 1
        let x = start
        let y = x - k
        while (x < a1 && y < b1 && a[x] === b[y]) {
          x++
          y++
        }
        visited += 1 + x - start
        forward[zero + k] = x
        if (odd && backwardLow <= k && k <= backwardHigh && backward[zero + k]! <= x) {
          effort.left -= visited
          return { x, y }
        }
      }
      if (backwardLow > lowest) backward[zero + --backwardLow - 1] = outside
      else backwardLow++
      if (backwardHigh < highest) backward[zero + ++backwardHigh + 1] = outside
      else backwardHigh--
      for (let k = backwardHigh; k >= backwardLow; k -= 2) {
        const below = backward[zero + k - 1]!
        const above = backward[zero + k + 1]!
        const start = below < above ? below : above - 1
        let x = start
        let y = x - k
        while (x > a0 && y > b0 && a[x - 1] === b[y - 1]) {
          x--
          y--
        }
        visited += 1 + start - x
        backward[zero + k] = x
        if (!odd && forwardLow <= k && k <= forwardHigh && x <= forward[zero + k]!) {
          effort.left -= visited
          return { x, y }
        }
      }
      effort.left -= visited
      if (d >= this.#cutAt) return this.#furthest(box, [forwardLow, forwardHigh], [backwardLow, backwardHigh])
    }
    return undefined
  }

  /** The point furthest from its corner that one of the two searches has reached. */
  #furthest([a0, a1, b0, b1]: Box, forward: readonly [number, number], backward: readonly [number, number]) {
    let ahead = { x: a0, y: b0 }
    for (let k = forward[1]; k >= forward[0]; k -= 2) {
      const x = Math.min(this.#forward[this.#zero + k]!, a1, b1 + k)
      if (2 * x - k > ahead.x + ahead.y) ahead = { x, y: x - k }
    }
    let behind = { x: a1, y: b1 }
    for (let k = backward[1]; k >= backward[0]; k -= 2) {
      const x = Math.max(this.#backward[this.#zero + k]!, a0, b0 + k)
      if (2 * x - k < behind.x + behind.y) behind = { x, y: x - k }
    }
    return a1 + b1 - (behind.x + behind.y) < ahead.x + ahead.y - (a0 + b0) ? ahead : behind
  }
}

/**
 * A run of changes that is followed by a line equal to its first one can as well begin one later. Each run is joined
 * with those that it meets on its way up and down; then it stays as far down as a change of the other side lies beside
 * it, or, if none does, as far down as it goes.
 */
function slideDown(lines: Int32Array, changed: Uint8Array, otherChanged: Uint8Array): void {
  const length = lines.length
  let end = 0
  let other = 0
  for (;;) {
    while (end < length && !changed[end]) {
      while (otherChanged[other]) other++
      other++
      end++
    }
    if (end === length) return
    let start = end
    while (changed[end]) end++
    while (otherChanged[other]) other++
    let size: number
    let target: number
    do {
      size = end - start
      while (start > 0 && lines[start - 1] === lines[end - 1]) {
        changed[--start] = 1
        changed[--end] = 0
        while (changed[start - 1]) start--
        do other--
        while (otherChanged[other])
      }
      target = otherChanged[other - 1] ? end : length
      while (end < length && lines[start] === lines[end]) {
        changed[start++] = 0
        changed[end++] = 1
        while (changed[end]) end++
        other++
        while (otherChanged[other]) {
          target = end
          other++
        }
      }
    } while (size !== end - start)
    while (target < end) {
      changed[--start] = 1
      changed[--end] = 0
      do other--
      while (otherChanged[other])
    }
  }
}
