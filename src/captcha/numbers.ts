// Numbers that look random and follow from a seed, so that what is drawn with them can be drawn again.
import { createHash } from 'node:crypto'

/** A whole number from 0 to below `most`, at most 2^32; another one at each call. */
export type Numbers = (most: number) => number

/** The numbers of a seed: the same seed gives the same ones. */
export function numbersFrom(seed: string): Numbers {
  let block = Buffer.alloc(0)
  let at = 0
  let count = 0
  return most => {
    if (at + 4 > block.length) {
      block = createHash('sha256').update(`${seed}\n${count}`).digest()
      count += 1
      at = 0
    }
    const number = block.readUInt32BE(at)
    at += 4
    return Math.floor((number / 2 ** 32) * most)
  }
}
