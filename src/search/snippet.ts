// The pieces of a text that show why its page was found, with the words marked; HTML.
import { escapeHtml } from '../language/message-text.ts'
import type { Term } from './search-query.ts'
import { type FoundWord, wordsIn } from './words.ts'

/** A stretch of a text that a term fits. */
interface Mark {
  readonly start: number
  readonly end: number
}

/** Lines of a snippet, and characters of them before and after what is marked. */
const mostLines = 2
const around = 75
/** Characters of a line that are looked at. */
const longestLine = 20_000

const mark = (text: string): string => `<span class="searchmatch">${escapeHtml(text)}</span>`

/** The first lines in which one of the terms stands, each ended by a line feed; empty where none does. */
export function snippetOf(text: string, terms: readonly Term[]): string {
  const wanted = terms.filter(term => !term.excluded && !term.inTitle)
  if (wanted.length === 0) return ''
  let snippet = ''
  let lines = 0
  for (const line of linesOf(text)) {
    const marks = marksIn(line, wanted)
    const [first] = marks
    if (first === undefined) continue
    const from = Math.max(0, first.start - around)
    const until = first.end + around
    const near = marks.filter(one => one.end <= until)
    snippet += `${marked(line.slice(0, until), near, wholeCharacter(line, from))}\n`
    if (++lines === mostLines) break
  }
  return snippet
}

/** A title with the words marked; empty where none of the terms stands in it. */
export function titleSnippetOf(title: string, terms: readonly Term[]): string {
  const marks = marksIn(
    title,
    terms.filter(term => !term.excluded),
  )
  return marks.length === 0 ? '' : marked(title, marks, 0)
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    yield text.slice(start, Math.min(end < 0 ? text.length : end, start + longestLine))
    if (end < 0) return
    start = end + 1
  }
}

/** Half of a surrogate pair is no character. */
const wholeCharacter = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at)

function marked(text: string, marks: readonly Mark[], from: number): string {
  let shown = ''
  let at = from
  for (const { start, end } of marks) {
    shown += escapeHtml(text.slice(at, start)) + mark(text.slice(start, end))
    at = end
  }
  // Again no half of a pair at the end.
  return shown + escapeHtml(text.slice(at).replace(/[\ud800-\udbff]$/, ''))
}

/** Where the terms stand in a line, in order and without overlaps. */
function marksIn(line: string, terms: readonly Term[]): Mark[] {
  const words = [...wordsIn(line)]
  const marks: Mark[] = []
  for (let at = 0; at < words.length; at++) {
    const found = terms.find(term => fits(words, at, term))
    if (found === undefined) continue
    const last = at + found.words.length - 1
    marks.push({ start: words[at]?.start ?? 0, end: words[last]?.end ?? line.length })
    at = last
  }
  return marks
}

const fits = (words: readonly FoundWord[], at: number, { words: wanted, begins }: Term): boolean =>
  wanted.every((word, index) => {
    const there = words[at + index]?.word
    return begins && index === wanted.length - 1 ? (there?.startsWith(word) ?? false) : there === word
  })
