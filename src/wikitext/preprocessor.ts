// The first step over wikitext: one pass with a stack cuts the text into template calls, arguments, extension tags,
// comments, inclusion tags and headings. Nothing here recurses, and the time is linear in the text.

/** A piece of a page: plain text, or something that the expansion must look at. Offsets are UTF-16 indices in the source. */
export type Node = string | TemplateNode | ArgumentNode | ExtensionNode | CommentNode | IgnoredNode | HeadingNode

/** One `|part` of a call. `name` is there when the part has an equals sign: `name=value`. */
export interface Part {
  readonly name: readonly Node[] | undefined
  readonly value: readonly Node[]
}

/** `{{title|part|…}}`. */
export interface TemplateNode {
  readonly type: 'template'
  readonly title: readonly Node[]
  readonly parts: readonly Part[]
  /** The call opens its line, with all of its braces used. */
  readonly lineStart: boolean
}

/** `{{{name|default}}}`. */
export interface ArgumentNode {
  readonly type: 'argument'
  readonly title: readonly Node[]
  readonly parts: readonly Part[]
}

/** A tag whose inside is not wikitext yet: `<nowiki>`, `<pre>`, `<ref>` … */
export interface ExtensionNode {
  readonly type: 'extension'
  readonly name: string
  readonly attributes: string
  /** Undefined for `<tag/>`. */
  readonly inner: string | undefined
  readonly source: string
}

/** `<!-- … -->`, with the whole line when it stood alone there. */
export interface CommentNode {
  readonly type: 'comment'
  readonly source: string
}

/** What `<noinclude>`, `<includeonly>` and `<onlyinclude>` hide here, and these tags themselves. */
export interface IgnoredNode {
  readonly type: 'ignored'
  readonly source: string
}

/** A line `== … ==`. `index` counts all headings of the text, those inside of calls too. */
export interface HeadingNode {
  readonly type: 'heading'
  readonly level: number
  readonly index: number
  readonly start: number
  readonly nodes: readonly Node[]
}

/** How a text is to be read. */
export interface PreprocessOptions {
  /** Read as if transcluded: `<noinclude>` is hidden, `<includeonly>` is not. */
  readonly inclusion?: boolean
  /** Lower-case names of the extension tags. */
  readonly tags: ReadonlySet<string>
}

/** The tags that a bare wiki has. */
export const coreTags: ReadonlySet<string> = new Set(['nowiki', 'pre', 'gallery', 'indicator', 'langconvert'])

type Opening = '\n' | '{' | '[' | '-'

interface Open {
  readonly kind: Opening
  count: number
  /** Index in the token list of the opening characters (of the first token of a heading). */
  readonly at: number
  readonly start: number
  readonly lineStart: boolean
  pipes: number[]
  /** For each part (by number) the token index of its first `=`. */
  equals: (number | undefined)[]
  visualEnd: number
  commentEnd: number
}

const inRoot = /[{[<\n]|-\{/g
const inCall = /[{[<\n}|]|-\{/g
const inNamedPart = /[{[<\n}|=]|-\{/g
const inLink = /[{[<\n\]]|-\{/g
const inVariant = /[{[<\n]|-\{|\}-/g

const isBlank = (text: string, at: number): boolean => text[at] === ' ' || text[at] === '\t'

function blanksBefore(text: string, at: number): number {
  let start = at
  while (start > 0 && isBlank(text, start - 1)) start--
  return start
}

function blanksAfter(text: string, at: number): number {
  let end = at
  while (isBlank(text, end)) end++
  return end
}

function runLength(text: string, at: number, character: string): number {
  let end = at
  while (text[end] === character) end++
  return end - at
}

const tagPattern = (names: Iterable<string>): RegExp => new RegExp(`(${[...names].join('|')})(?:\\s|/>|>)`, 'iy')

const patterns = new WeakMap<ReadonlySet<string>, { page: RegExp; inclusion: RegExp }>()

function patternsFor(tags: ReadonlySet<string>): { page: RegExp; inclusion: RegExp } {
  let found = patterns.get(tags)
  if (!found) {
    // Longest first, so that no name hides a longer one.
    const names = [...tags].sort((a, b) => b.length - a.length)
    found = {
      page: tagPattern(['includeonly', '/?noinclude', '/?onlyinclude', ...names]),
      inclusion: tagPattern(['noinclude', '/?includeonly', ...names]),
    }
    patterns.set(tags, found)
  }
  return found
}

/** Cuts a text into nodes. Everything that is not closed stays text. */
export function preprocess(text: string, options: PreprocessOptions): Node[] {
  return new Preprocessor(text, options).run()
}

const openCall = '<onlyinclude>'
const closeCall = '</onlyinclude>'

class Preprocessor {
  readonly #text: string
  readonly #inclusion: boolean
  readonly #tags: RegExp
  readonly #only: boolean
  readonly #neverClosed = new Set<string>()
  readonly #closers = new Map<string, RegExp>()
  #tokens: Node[] = []
  #stack: Open[] = []
  #at = 0
  #headings = 0
  #noMoreGt = false

  constructor(text: string, options: PreprocessOptions) {
    this.#text = text
    this.#inclusion = options.inclusion === true
    const found = patternsFor(options.tags)
    this.#tags = this.#inclusion ? found.inclusion : found.page
    this.#only = this.#inclusion && text.includes(openCall) && text.includes(closeCall)
  }

  run(): Node[] {
    const text = this.#text
    if (this.#only) this.#seekOnlyInclude()
    if (text[this.#at] === '=' && this.#at === 0) this.#openHeading()
    while (this.#at < text.length) {
      const top = this.#stack.at(-1)
      const specials = this.#specials(top)
      specials.lastIndex = this.#at
      const match = specials.exec(text)
      if (!match) {
        this.#tokens.push(text.slice(this.#at))
        this.#at = text.length
        break
      }
      if (match.index > this.#at) this.#tokens.push(text.slice(this.#at, match.index))
      this.#at = match.index
      this.#special(match[0], top)
    }
    if (this.#stack.at(-1)?.kind === '\n') this.#closeHeading()
    return this.#tokens
  }

  #specials(top: Open | undefined): RegExp {
    if (!top || top.kind === '\n') return inRoot
    if (top.kind === '[') return inLink
    if (top.kind === '-') return inVariant
    return top.pipes.length > 0 && top.equals[top.pipes.length] === undefined ? inNamedPart : inCall
  }

  #special(found: string, top: Open | undefined): void {
    switch (found) {
      case '<':
        this.#angle()
        break
      case '\n':
        this.#lineEnd(top)
        break
      case '{':
      case '[':
        this.#open(found)
        break
      case '-{':
        this.#openVariant()
        break
      case '}':
      case ']':
        if (top) this.#close(found, top)
        break
      case '}-':
        this.#stack.pop()
        this.#literal(2)
        break
      case '|':
        if (top) {
          top.pipes.push(this.#tokens.length)
          top.visualEnd = top.commentEnd = -1
        }
        this.#literal(1)
        break
      default:
        if (top) top.equals[top.pipes.length] = this.#tokens.length
        this.#literal(1)
    }
  }

  #literal(length: number): void {
    this.#tokens.push(this.#text.slice(this.#at, this.#at + length))
    this.#at += length
  }

  #push(kind: Opening, count: number, start: number, lineStart: boolean): void {
    const at = this.#tokens.length
    this.#stack.push({ kind, count, at, start, lineStart, pipes: [], equals: [], visualEnd: -1, commentEnd: -1 })
  }

  #open(kind: '{' | '['): void {
    const count = runLength(this.#text, this.#at, kind)
    if (count >= 2) this.#push(kind, count, this.#at, this.#at > 0 && this.#text[this.#at - 1] === '\n')
    this.#literal(count)
  }

  #openVariant(): void {
    // In `-{{` and `-{{{` the braces on the right win.
    if (this.#text[this.#at + 2] === '{') {
      this.#literal(1)
      return
    }
    this.#push('-', 1, this.#at, false)
    this.#literal(2)
  }

  #close(character: '}' | ']', top: Open): void {
    const most = character === '}' ? 3 : 2
    // No more is looked at than one call can use: a run of a million braces is closed a few at a time.
    let run = 1
    while (run < most && this.#text[this.#at + run] === character) run++
    const count = Math.min(run, top.count, most)
    if (count < 2) {
      this.#literal(run)
      return
    }
    if (character === ']') {
      this.#stack.pop()
      this.#literal(2)
      const rest = top.count - 2
      if (rest >= 2) this.#stack.push({ ...top, count: rest, visualEnd: -1, commentEnd: -1 })
      return
    }
    this.#stack.pop()
    const body = this.#tokens.splice(top.at + 1)
    const { title, parts } = cutParts(body, top)
    const rest = top.count - count
    if (rest > 0) this.#tokens[top.at] = '{'.repeat(rest)
    else this.#tokens.pop()
    if (rest >= 2) {
      this.#stack.push({ ...top, count: rest, pipes: [], equals: [], visualEnd: -1, commentEnd: -1 })
    }
    this.#tokens.push(
      count === 3
        ? { type: 'argument', title, parts }
        : { type: 'template', title, parts, lineStart: top.lineStart && rest === 0 },
    )
    this.#at += count
  }

  #lineEnd(top: Open | undefined): void {
    if (top?.kind === '\n') this.#closeHeading()
    this.#literal(1)
    if (this.#text[this.#at] === '=') this.#openHeading()
  }

  #openHeading(): void {
    const count = runLength(this.#text, this.#at, '=')
    const top = this.#stack.at(-1)
    const mayName = top?.kind === '{' && top.pipes.length > 0 && top.equals[top.pipes.length] === undefined
    // One `=` at the start of a line inside of a call is more likely the end of a parameter's name.
    if (count === 1 && mayName) return
    this.#push('\n', Math.min(6, count), this.#at, true)
    this.#literal(count)
  }

  #closeHeading(): void {
    const open = this.#stack.pop()
    if (!open) return
    const text = this.#text
    let end = blanksBefore(text, this.#at)
    if (open.commentEnd >= 0 && end === open.commentEnd) end = blanksBefore(text, open.visualEnd)
    let start = end
    while (start > open.start && text[start - 1] === '=') start--
    const closing = end - start
    if (closing === 0) return
    const level =
      start === open.start
        ? closing < 3
          ? 0
          : Math.min(6, Math.floor((closing - 1) / 2))
        : Math.min(closing, open.count)
    if (level === 0) return
    this.#headings++
    const nodes = this.#tokens.splice(open.at)
    this.#tokens.push({ type: 'heading', level, index: this.#headings, start: open.start, nodes })
  }

  #angle(): void {
    const text = this.#text
    if (this.#only && text.startsWith(closeCall, this.#at)) {
      this.#seekOnlyInclude()
      return
    }
    if (text.startsWith('!--', this.#at + 1)) {
      this.#comment()
      return
    }
    this.#tags.lastIndex = this.#at + 1
    const name = this.#tags.exec(text)?.[1]?.toLowerCase()
    if (name === undefined) {
      this.#literal(1)
      return
    }
    this.#tag(name)
  }

  #seekOnlyInclude(): void {
    const found = this.#text.indexOf(openCall, this.#at)
    const end = found < 0 ? this.#text.length : found + openCall.length
    this.#tokens.push({ type: 'ignored', source: this.#text.slice(this.#at, end) })
    this.#at = end
  }

  #comment(): void {
    const text = this.#text
    const close = text.indexOf('-->', this.#at + 4)
    if (close < 0) {
      this.#tokens.push({ type: 'comment', source: text.slice(this.#at) })
      this.#at = text.length
      return
    }
    const blanksFrom = blanksBefore(text, this.#at)
    let end = close + 3
    let wholeLine = false
    if (blanksFrom > 0 && text[blanksFrom - 1] === '\n') {
      // Look past more comments on the line: when nothing else stands there, the line goes as well.
      let next = blanksAfter(text, end)
      while (text.startsWith('<!--', next)) {
        const another = text.indexOf('-->', next + 4)
        if (another < 0) break
        next = blanksAfter(text, another + 3)
      }
      if (text[next] === '\n') {
        wholeLine = true
        end = next + 1
      }
    }
    let start = this.#at
    if (wholeLine && blanksFrom < start) {
      const last = this.#tokens.at(-1)
      const length = start - blanksFrom
      // The blanks are always the end of the last piece of text: anything else would have ended before them.
      if (typeof last === 'string') this.#tokens[this.#tokens.length - 1] = last.slice(0, last.length - length)
      start = blanksFrom
    }
    const top = this.#stack.at(-1)
    if (top) {
      if (top.commentEnd < 0 || top.commentEnd !== blanksFrom) top.visualEnd = blanksFrom
      top.commentEnd = end
    }
    this.#tokens.push({ type: 'comment', source: text.slice(start, end) })
    this.#at = end
    if (wholeLine && text[end] === '=') this.#openHeading()
  }

  #tag(name: string): void {
    const text = this.#text
    const gt = this.#noMoreGt ? -1 : text.indexOf('>', this.#at + name.length + 1)
    if (gt < 0) {
      this.#noMoreGt = true
      this.#literal(1)
      return
    }
    const bare = name.startsWith('/') ? name.slice(1) : name
    const isInclusionTag = bare === 'noinclude' || bare === 'includeonly' || bare === 'onlyinclude'
    const isHidden = !name.startsWith('/') && name === (this.#inclusion ? 'noinclude' : 'includeonly')
    if (isInclusionTag && !isHidden) {
      this.#tokens.push({ type: 'ignored', source: text.slice(this.#at, gt + 1) })
      this.#at = gt + 1
      return
    }
    const start = this.#at
    const isEmpty = text[gt - 1] === '/'
    const attributes = text.slice(start + name.length + 1, isEmpty ? gt - 1 : gt)
    let inner: string | undefined
    let end = gt + 1
    if (!isEmpty) {
      const close = this.#findClose(name, end)
      if (close) {
        inner = text.slice(end, close.index)
        end = close.index + close[0].length
      } else if (isHidden) {
        end = text.length
      } else {
        this.#literal(end - start)
        return
      }
    }
    this.#at = end
    const source = text.slice(start, end)
    this.#tokens.push(isHidden ? { type: 'ignored', source } : { type: 'extension', name, attributes, inner, source })
  }

  #findClose(name: string, from: number): RegExpExecArray | undefined {
    if (this.#neverClosed.has(name)) return undefined
    let closer = this.#closers.get(name)
    if (!closer) {
      closer = new RegExp(`</${name}\\s*>`, 'gi')
      this.#closers.set(name, closer)
    }
    closer.lastIndex = from
    const found = closer.exec(this.#text)
    if (!found) this.#neverClosed.add(name)
    return found ?? undefined
  }
}

function cutParts(body: Node[], open: Open): { title: Node[]; parts: Part[] } {
  if (open.pipes.length === 0) return { title: body, parts: [] }
  const base = open.at + 1
  const first = open.pipes[0] ?? base
  const title = body.slice(0, first - base)
  const parts: Part[] = open.pipes.map((pipe, index) => {
    const from = pipe + 1 - base
    const to = (open.pipes[index + 1] ?? base + body.length) - base
    const equals = open.equals[index + 1]
    if (equals === undefined) return { name: undefined, value: body.slice(from, to) }
    return { name: body.slice(from, equals - base), value: body.slice(equals - base + 1, to) }
  })
  return { title, parts }
}
