// What two sequences have in common, as the difference table shows it: Myers' O(ND) search in linear space. Many
// answers are equally short; the choices between them, and where long searches are cut, are MediaWiki's.

import { type Changed, countsOf, type Effort, equalEnds, sizeOf } from './sequences.ts'

/** Sequences whose lengths have a larger product are long: their search is cut after a few differences. */
const longPairs = 2_000_000

/** After how many differences: the mean length of both to this power. */
const longExponent = 0.45

/**
 * Compares two sequences of small non-negative integers. If, without equal ends and what only one side has, the
 * product of the lengths is above `mostPairs`, or when the effort is used up, what was not compared is told as changed.
 */
export function compareSequences(a: Int32Array, b: Int32Array, effort: Effort, mostPairs = Infinity): Changed {
  const removed = new Uint8Array(a.length)
  const added = new Uint8Array(b.length)
  const { head, tail } = equalEnds(a, b)
  removed.fill(1, head, a.length - tail)
  added.fill(1, head, b.length - tail)

  const middleA = a.subarray(head, a.length - tail)
  const middleB = b.subarray(head, b.length - tail)
  // What only one side has is never common. To leave it out makes the search short, and decides what it finds.
  const size = sizeOf(middleA, middleB)
  const placesA = placesIn(middleA, countsOf(middleB, size))
  const placesB = placesIn(middleB, countsOf(middleA, size))
  if (placesA.length * placesB.length <= mostPairs) {
    const search = new Search(
      placesA.map(place => middleA[place]!),
      placesB.map(place => middleB[place]!),
      effort,
    )
    search.run((i, j, length) => {
      for (let n = 0; n < length; n++) {
        removed[head + placesA[i + n]!] = 0
        added[head + placesB[j + n]!] = 0
      }
    })
  }
  slideUp(a, removed, added)
  slideUp(b, added, removed)
  return { removed, added }
}

/** The places of those elements that the other side has too. */
function placesIn(sequence: Int32Array, countsOfOther: Int32Array): Int32Array {
  const places = new Int32Array(sequence.length)
  let count = 0
  for (let i = 0; i < sequence.length; i++) if (countsOfOther[sequence[i]!] !== 0) places[count++] = i
  return places.subarray(0, count)
}

/** A part of the edit graph: a[a0..a1) against b[b0..b1). */
interface Box {
  readonly a0: number
  readonly a1: number
  readonly b0: number
  readonly b1: number
}

/** A run of equal elements on a short path through a box, and how many differences that path has. */
interface MiddleRun {
  readonly a: number
  readonly b: number
  readonly length: number
  readonly differences: number
}

class Search {
  readonly #a: Int32Array
  readonly #b: Int32Array
  readonly #effort: Effort
  /** The most differences that are searched from each corner of a box. */
  readonly #most: number
  // The furthest x on each diagonal. Both are kept from box to box, with what is left in them: a cut search may read
  // places that it did not write.
  readonly #forward: Int32Array
  readonly #backward: Int32Array

  constructor(a: Int32Array, b: Int32Array, effort: Effort) {
    this.#a = a
    this.#b = b
    this.#effort = effort
    const mean = Math.ceil((a.length + b.length) / 2)
    this.#most = a.length * b.length > longPairs ? Math.floor(mean ** longExponent) : mean
    this.#forward = new Int32Array(a.length + b.length + 4)
    this.#backward = new Int32Array(a.length + b.length + 4)
  }

  /** Tells the runs that both have in common, in no particular order. */
  run(common: (a: number, b: number, length: number) => void): void {
    const a = this.#a
    const b = this.#b
    const { head, tail } = equalEnds(a, b)
    common(0, 0, head)
    common(a.length - tail, b.length - tail, tail)
    const open: Box[] = [{ a0: head, a1: a.length - tail, b0: head, b1: b.length - tail }]
    for (let box = open.pop(); box !== undefined; box = open.pop()) {
      const { a0, a1, b0, b1 } = box
      if (a0 >= a1 || b0 >= b1) continue
      const middle = this.#middleRun(box)
      if (middle === undefined) return
      common(middle.a, middle.b, middle.length)
      if (middle.differences > 1) {
        open.push({ a0: middle.a + middle.length, a1, b0: middle.b + middle.length, b1 })
        open.push({ a0, a1: middle.a, b0, b1: middle.b })
      } else if (middle.differences === 1) {
        // The one difference is before the run, so all that is before the difference is equal too.
        common(a0, b0, Math.min(middle.a - a0, middle.b - b0))
      }
    }
  }

  /** Searches from both corners at once until the two searches meet; undefined if there is no effort left. */
  #middleRun({ a0, a1, b0, b1 }: Box): MiddleRun | undefined {
    const a = this.#a
    const b = this.#b
    const effort = this.#effort
    const forward = this.#forward
    const backward = this.#backward
    const width = a1 - a0
    const height = b1 - b0
    const delta = width - height
    const odd = delta % 2 !== 0
    const most = Math.min(this.#most, Math.ceil((width + height) / 2))
    const zero = most + 1
    // A diagonal that has reached an edge of the box need not be followed further, nor those beyond it.
    let forwardLow = -height
    let forwardHigh = width
    let backwardLow = -width
    let backwardHigh = height
    forward[zero + 1] = 0
    backward[zero - 1] = width
    for (let d = 0; d <= most; d++) {
      if (effort.left <= 0) return undefined
      let visited = 2
      const forwardEnd = Math.min(forwardHigh, d)
      for (let k = lowestDiagonal(forwardLow, d); k <= forwardEnd; k += 2) {
        const below = forward[zero + k - 1]!
        const above = forward[zero + k + 1]!
        const start = k === -d || (k < d && below < above) ? above : below + 1
        let x = start
        let y = x - k
        while (x < width && y < height && a[a0 + x] === b[b0 + y]) {
          x++
          y++
        }
        visited += 1 + x - start
        forward[zero + k] = x
        if (x >= width && forwardHigh > k - 1) forwardHigh = k - 1
        else if (y >= height) forwardLow = k + 1
        const opposite = k - delta
        if (odd && opposite > -d && opposite < d && x >= backward[zero + opposite]!) {
          effort.left -= visited
          return { a: a0 + start, b: b0 + start - k, length: x - start, differences: 2 * d - 1 }
        }
      }
      const backwardEnd = Math.min(backwardHigh, d)
      for (let k = lowestDiagonal(backwardLow, d); k <= backwardEnd; k += 2) {
        const below = backward[zero + k - 1]!
        const above = backward[zero + k + 1]!
        const start = k === d || (k !== -d && below < above) ? below : above - 1
        let x = start
        let y = x - k - delta
        while (x > 0 && y > 0 && a[a0 + x - 1] === b[b0 + y - 1]) {
          x--
          y--
        }
        visited += 1 + start - x
        backward[zero + k] = x
        if (x <= 0) backwardLow = k + 1
        else if (y <= 0 && backwardHigh > k - 1) backwardHigh = k - 1
        const opposite = k + delta
        if (!odd && opposite >= -d && opposite <= d && x <= forward[zero + opposite]!) {
          effort.left -= visited
          return { a: a0 + x, b: b0 + y, length: start - x, differences: 2 * d }
        }
      }
      effort.left -= visited
    }
    return this.#cut({ a0, a1, b0, b1 }, most)
  }

  /** The two searches did not meet: divides the box where one has come furthest, in the middle of several such places. */
  #cut({ a0, a1, b0, b1 }: Box, most: number): MiddleRun {
    const width = a1 - a0
    const height = b1 - b0
    const zero = most + 1
    let furthest = 0
    let places: { x: number; y: number }[] = [{ x: 0, y: 0 }]
    for (let k = lowestDiagonal(-height, most); k <= Math.min(width, most); k += 2) {
      const x = this.#forward[zero + k]!
      const y = x - k
      if (x > width || y > height || x + y < furthest) continue
      if (x + y > furthest) places = []
      furthest = x + y
      places.push({ x, y })
    }
    let backwards = false
    // As MediaWiki: of the backward search only the diagonals from the lowest up to this one are looked at.
    for (let k = lowestDiagonal(-width, most); k <= -Math.min(height, most); k += 2) {
      const x = this.#backward[zero + k]!
      const y = x - k - width + height
      const progress = width - x + height - y
      if (x < 0 || y < 0 || progress < furthest || (progress === furthest && !backwards)) continue
      if (progress > furthest) places = []
      furthest = progress
      backwards = true
      places.push({ x, y })
    }
    const { x, y } = places[(places.length - 1) >> 1] ?? { x: 0, y: 0 }
    // How many differences there are is not known; only that there are more than one.
    return { a: a0 + x, b: b0 + y, length: 0, differences: 2 }
  }
}

/** The lowest diagonal not under `low` that d differences can reach: their parity is the same. */
function lowestDiagonal(low: number, d: number): number {
  const lowest = Math.max(low, -d)
  return (lowest + d) % 2 === 0 ? lowest : lowest + 1
}

/**
 * A run of changes that begins behind an element equal to its last one can as well begin one earlier. Each run is moved
 * up as far as that goes, and becomes one with the runs that it meets on the way there or, tried out, down.
 */
function slideUp(sequence: Int32Array, changed: Uint8Array, otherChanged: Uint8Array): void {
  const length = sequence.length
  const otherLength = otherChanged.length
  let end = 0
  let other = 0
  for (;;) {
    while (other < otherLength && otherChanged[other]) other++
    while (end < length && !changed[end]) {
      end++
      other++
      while (other < otherLength && otherChanged[other]) other++
    }
    if (end === length) return
    let start = end
    while (end < length && changed[end]) end++
    let size: number
    let target: number
    do {
      size = end - start
      while (start > 0 && sequence[start - 1] === sequence[end - 1]) {
        changed[--start] = 1
        changed[--end] = 0
        while (start > 0 && changed[start - 1]) start--
        do other--
        while (otherChanged[other])
      }
      // As MediaWiki: at the very end of the other side a run stays as far down as it goes.
      target = other < otherLength ? end : length
      while (end < length && sequence[start] === sequence[end]) {
        changed[start++] = 0
        changed[end++] = 1
        while (end < length && changed[end]) end++
        other++
        if (other < otherLength && otherChanged[other]) {
          // A place beside a change of the other side is better: the two are shown as one.
          target = end
          while (other < otherLength && otherChanged[other]) other++
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
