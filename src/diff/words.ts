// The words that differ inside changed lines, marked up as MediaWiki's PHP engine does it.

import { escapeChanged } from './html.ts'
import { compareSequences } from './myers.ts'
import { type Effort, numberOf } from './sequences.ts'

/** The lines of both sides as HTML, changed words inside `<del>` or `<ins>`; an empty line is a no-break space. */
export interface MarkedLines {
  readonly deleted: readonly string[]
  readonly added: readonly string[]
}

/** If the numbers of common words of both sides have a larger product, all between equal ends is marked as changed. */
const mostPairs = 40_000_000

const emptyLine = '\u00a0'

/** Compares the words of a run of lines with those of the lines that replaced it. */
export function diffWords(a: readonly string[], b: readonly string[], effort: Effort): MarkedLines {
  const numbers = new Map<string, number>()
  const left = wordsOf(a.join('\n'), numbers)
  const right = wordsOf(b.join('\n'), numbers)
  const { removed, added } = compareSequences(left.numbers, right.numbers, effort, mostPairs)
  return { deleted: markUp(left, removed, 'del'), added: markUp(right, added, 'ins') }
}

/** The words of a text: word n ends before `ends[n]`, where the next one begins. */
interface Words {
  readonly text: string
  readonly numbers: Int32Array
  readonly ends: Int32Array
}

/**
 * A word is a newline, a run of blanks, a run of letters, digits and whatever is not ASCII, or any other character; all
 * but a newline together with one blank behind it, which does not count when words are compared.
 */
function wordsOf(text: string, numbers: Map<string, number>): Words {
  const found = new Int32Array(text.length)
  const ends = new Int32Array(text.length)
  let count = 0
  for (let at = 0; at < text.length; count++) {
    const start = at
    const code = text.charCodeAt(at++)
    if (isBlank(code)) while (isBlank(text.charCodeAt(at))) at++
    else if (isLetter(code)) while (isLetter(text.charCodeAt(at))) at++
    found[count] = numberOf(numbers, text.slice(start, at))
    if (code !== newline && isBlank(text.charCodeAt(at))) at++
    ends[count] = at
  }
  return { text, numbers: found.subarray(0, count), ends: ends.subarray(0, count) }
}

const newline = 0x0a

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d && code !== newline)
}

function isLetter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code >= 0x80
  )
}

function markUp({ text, ends }: Words, changed: Uint8Array, tag: 'del' | 'ins'): string[] {
  const lines: string[] = []
  let line = ''
  let start = 0
  for (let word = 0; word < ends.length; ) {
    const mark = changed[word]
    while (word < ends.length && changed[word] === mark) word++
    const end = ends[word - 1] ?? text.length
    for (let at = start; ; ) {
      const found = text.indexOf('\n', at)
      const stop = found < 0 || found >= end ? end : found
      if (stop > at) {
        const html = escapeChanged(text.slice(at, stop))
        line += mark === 1 ? `<${tag} class="diffchange diffchange-inline">${html}</${tag}>` : html
      }
      if (stop === end) break
      lines.push(line || emptyLine)
      line = ''
      at = stop + 1
    }
    start = end
  }
  lines.push(line || emptyLine)
  return lines
}
