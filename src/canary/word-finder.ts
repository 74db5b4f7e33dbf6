// Finds any of many words in a text in one pass: a canary looks for hundreds of forms in every answer.

/** So many characters at the beginning of a word decide where it could stand. */
const beginning = 6
const base = 31
/** What the first of them counts, once it has been moved out. */
const highest = base ** beginning

/** The words, each with what it stands for; words of fewer than six characters are not taken. */
export class WordFinder<T> {
  readonly #byBeginning = new Map<number, { readonly word: string; readonly of: T }[]>()
  /** Whether any beginning has these lower bits. */
  readonly #mayBegin = new Uint8Array(65_536)

  constructor(words: Iterable<{ readonly word: string; readonly of: T }>) {
    for (const one of words) {
      if (one.word.length < beginning) throw new RangeError(`“${one.word}” is too short to be looked for`)
      const hash = hashOf(one.word)
      const known = this.#byBeginning.get(hash)
      if (known === undefined) this.#byBeginning.set(hash, [one])
      else known.push(one)
      this.#mayBegin[hash & 0xffff] = 1
    }
  }

  /** Those that stand in the text, each once. */
  in(text: string): { readonly word: string; readonly of: T }[] {
    const found = new Set<{ readonly word: string; readonly of: T }>()
    if (text.length < beginning) return []
    let hash = hashOf(text)
    for (let at = 0; ; at++) {
      if (this.#mayBegin[hash & 0xffff] === 1) {
        for (const one of this.#byBeginning.get(hash) ?? []) if (text.startsWith(one.word, at)) found.add(one)
      }
      if (at + beginning >= text.length) return [...found]
      // The window moves on by one character.
      const gone = Math.imul(text.charCodeAt(at), highest)
      hash = (Math.imul(hash, base) + text.charCodeAt(at + beginning) - gone) | 0
    }
  }
}

function hashOf(text: string): number {
  let hash = 0
  for (let at = 0; at < beginning; at++) hash = (Math.imul(hash, base) + text.charCodeAt(at)) | 0
  return hash
}
