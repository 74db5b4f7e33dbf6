// Long lists in pieces that one statement takes. Pieces have few different lengths, for each makes a text of its own that
// the database prepares.

/** Pieces of at most `most` items, which is a power of two; what is left at the end is in pieces of powers of two. */
export function* inChunks<T>(items: readonly T[], most = 128): Generator<readonly T[]> {
  for (let from = 0; from < items.length; ) {
    const left = items.length - from
    const length = left >= most ? most : 2 ** Math.floor(Math.log2(left))
    yield items.slice(from, from + length)
    from += length
  }
}
