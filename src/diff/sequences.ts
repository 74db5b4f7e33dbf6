// What every comparison here shares: sequences of integers that stand for lines or words, hunks, and the effort that
// a comparison may take.

/** Elements a[aStart..aEnd) are replaced by b[bStart..bEnd): 0-based, ends excluded, one of the two may be empty. */
export interface Hunk {
  readonly aStart: number
  readonly aEnd: number
  readonly bStart: number
  readonly bEnd: number
}

/** For each element of either side 1 where it changed, and 0 where it is common to both, in the same order. */
export interface Changed {
  readonly removed: Uint8Array
  readonly added: Uint8Array
}

/**
 * How much comparing may still be done. A search takes one from `left` for every place that it visits (some
 * nanoseconds); when nothing is left it tells the rest as changed, which is right, only coarse.
 */
export interface Effort {
  left: number
}

/**
 * The texts as numbers: equal texts get the same one, 0, 1, 2 … in the order in which they are first met. Sequences that
 * are to be compared share the `numbers`.
 */
export function intern(numbers: Map<string, number>, texts: readonly string[]): Int32Array {
  const sequence = new Int32Array(texts.length)
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? ''
    // Texts repeat: a page of blank lines should not cost a look-up a line.
    sequence[i] = i > 0 && text === texts[i - 1] ? (sequence[i - 1] ?? 0) : numberOf(numbers, text)
  }
  return sequence
}

/** The number of a text, a new one if it has none yet. */
export function numberOf(numbers: Map<string, number>, text: string): number {
  let number = numbers.get(text)
  if (number === undefined) {
    number = numbers.size
    numbers.set(text, number)
  }
  return number
}

/** How many elements at the start, and then how many at the end, are the same. */
export function equalEnds(a: Int32Array, b: Int32Array): { head: number; tail: number } {
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head++
  let tail = 0
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return { head, tail }
}

/** How often each number occurs; `size` is one more than the highest number. */
export function countsOf(sequence: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size)
  for (const number of sequence) counts[number] = (counts[number] ?? 0) + 1
  return counts
}

/** One more than the highest number in any of the sequences. */
export function sizeOf(...sequences: Int32Array[]): number {
  let size = 0
  for (const sequence of sequences) for (const number of sequence) if (number >= size) size = number + 1
  return size
}

/** The hunks that the marks describe, in order, with at least one common element between two of them. */
export function hunksOf({ removed, added }: Changed): Hunk[] {
  const hunks: Hunk[] = []
  let i = 0
  let j = 0
  while (i < removed.length || j < added.length) {
    const aStart = i
    const bStart = j
    while (removed[i] === 1) i++
    while (added[j] === 1) j++
    if (i > aStart || j > bStart) hunks.push({ aStart, aEnd: i, bStart, bEnd: j })
    else {
      i++
      j++
    }
  }
  return hunks
}
