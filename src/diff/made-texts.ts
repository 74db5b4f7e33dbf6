// Texts made up from a seed, for the tests and measurements of this folder: the same seed gives the same texts.

export interface Pair {
  readonly a: string
  readonly b: string
}

/** Numbers from 0 up to but not including 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const tokens = [
  'a',
  'b',
  'foo',
  'bar',
  ' ',
  ' ',
  '  ',
  '\t',
  '.',
  ',',
  '[[',
  ']]',
  '<',
  '&',
  '"',
  "'",
  'é',
  '東',
  '\n',
  '\n',
]

/** Kinds of pairs, each a function of a seed. */
export const madePairs = {
  /** Up to 25 lines of six kinds, and the same with some changes. */
  lines(seed: number): Pair {
    const random = randomFrom(seed)
    const line = () => 'abcdef'[Math.floor(random() * 6)] ?? ''
    const lines = many(Math.floor(random() * 25), line)
    return { a: lines.join('\n'), b: changed(lines, 1 + Math.floor(random() * 4), line, random).join('\n') }
  },
  /** Words, blanks and marks in some lines, and the same with some changes. */
  words(seed: number): Pair {
    const random = randomFrom(seed)
    const token = () => tokens[Math.floor(random() * tokens.length)] ?? ''
    const words = many(Math.floor(random() * 60), token)
    return { a: words.join(''), b: changed(words, 1 + Math.floor(random() * 5), token, random).join('') }
  },
  /** Two unrelated lists of 1,600 lines of fifty kinds: the search for what they have in common is cut short. */
  unrelated(seed: number): Pair {
    const random = randomFrom(seed)
    const line = () => String(Math.floor(random() * 50))
    return { a: many(1600, line).join('\n'), b: many(1600, line).join('\n') }
  },
  /** 1,600 lines with 150 changes, and numbers of lines with a comma in them. */
  longList(seed: number): Pair {
    const random = randomFrom(seed)
    const line = () => `item ${Math.floor(random() * 400)}`
    const lines = many(1600, line)
    return { a: lines.join('\n'), b: changed(lines, 150, line, random).join('\n') }
  },
  /** Many lines against few. */
  lopsided(seed: number): Pair {
    const random = randomFrom(seed)
    const line = () => String(Math.floor(random() * 20))
    return { a: many(6500, line).join('\n'), b: many(330, line).join('\n') }
  },
  /** One line of 3,000 words with twenty changes. */
  longLine(seed: number): Pair {
    const random = randomFrom(seed)
    const word = () => `w${Math.floor(random() * 500)}`
    const words = many(3000, word)
    return { a: words.join(' '), b: changed(words, 20, word, random).join(' ') }
  },
} satisfies Record<string, (seed: number) => Pair>

/** Lines of up to `words` words, until there are `length` characters. */
export function madeProse(seed: number, length: number, words = 20): string {
  const random = randomFrom(seed)
  const lines: string[] = []
  for (let size = 0; size < length; ) {
    const line = many(Math.floor(random() * (words + 1)), () => `word${Math.floor(random() * 3000)}`).join(' ')
    lines.push(line)
    size += line.length + 1
  }
  return lines.join('\n').slice(0, length)
}

function many(count: number, make: () => string): string[] {
  return Array.from({ length: count }, make)
}

function changed(parts: readonly string[], changes: number, make: () => string, random: () => number): string[] {
  const result = [...parts]
  for (let n = 0; n < changes; n++) {
    const at = Math.floor(random() * (result.length + 1))
    result.splice(at, Math.floor(random() * 3), ...many(Math.floor(random() * 3), make))
  }
  return result
}
