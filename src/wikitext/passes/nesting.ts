// Bounds how deep elements nest before the parser sees them: past the bound, opening tags stay as text.

const tagPattern = /<(\/?)([a-z][a-z0-9:]*)([^>]*)>/gi

/** These close themselves, so they do not add to the depth. */
const selfClosing: ReadonlySet<string> = new Set(
  'p li dt dd tr td th caption tbody thead tfoot br hr wbr img meta link'.split(' '),
)
/** These stand for nothing outside of a table. */
const tableParts: ReadonlySet<string> = new Set('tr td th caption tbody thead tfoot'.split(' '))
const formatting: ReadonlySet<string> = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '))

/**
 * Turns opening tags that would lie deeper than `limit` into text. Formatting elements that were never closed are opened
 * anew in every block after them; at most `formattingLimit` of them may be open. Closing tags that close nothing become
 * `ignored`, if it is given: the parser would only lose them, and with them that the text around was two pieces.
 */
export function boundDepth(text: string, limit: number, formattingLimit: number, ignored?: string): string {
  const stack: string[] = []
  const open = new Map<string, number>()
  const active = new ActiveFormatting()
  let hasTable = false
  let isBetweenTexts = false
  // Within a table a stand-in would be text in a wrong place, and beside a tag it would be text where there was none.
  const lost = (whole: string): string => (ignored === undefined || hasTable || !isBetweenTexts ? whole : ignored)
  const judge = (whole: string, slash: string, written: string, rest: string): string => {
    const name = written.toLowerCase()
    if (selfClosing.has(name)) return tableParts.has(name) ? lost(whole) : whole
    if (formatting.has(name)) {
      if (slash !== '') return active.close(name) ? whole : lost(whole)
      if (active.length < formattingLimit) active.open(name, rest)
      // With three of a kind open already, one more would change nothing.
      else return active.count(name, rest) >= 3 ? '' : whole.replace('<', '&lt;')
      return whole
    }
    const count = open.get(name) ?? 0
    if (slash !== '') {
      if (count === 0) return lost(whole)
      for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
        open.set(top, (open.get(top) ?? 1) - 1)
        if (top === name) break
      }
      return whole
    }
    if (stack.length >= limit) return whole.replace('<', '&lt;')
    if (name === 'table') hasTable = true
    stack.push(name)
    open.set(name, count + 1)
    return whole
  }
  // Nearly always nothing has to change: then the text is not put together anew.
  let out = ''
  let done = 0
  tagPattern.lastIndex = 0
  for (let match = tagPattern.exec(text); match; match = tagPattern.exec(text)) {
    const [whole, slash = '', name = '', rest = ''] = match
    const before = text[match.index - 1] ?? '>'
    const after = text[match.index + whole.length] ?? '<'
    isBetweenTexts = before !== '>' && after !== '<'
    const kept = judge(whole, slash, name, rest)
    if (kept === whole) continue
    out += text.slice(done, match.index) + kept
    done = match.index + whole.length
  }
  return done === 0 ? text : out + text.slice(done)
}

/** The formatting elements that are open, in the order of their opening. */
class ActiveFormatting {
  readonly #names: string[] = []
  readonly #rests: string[] = []
  readonly #counts = new Map<string, number>()

  get length(): number {
    return this.#names.length
  }

  count(name: string, rest: string): number {
    return this.#counts.get(`${name} ${rest}`) ?? 0
  }

  open(name: string, rest: string): void {
    this.#names.push(name)
    this.#rests.push(rest)
    this.#counts.set(`${name} ${rest}`, this.count(name, rest) + 1)
  }

  /** False when none of this name is open. */
  close(name: string): boolean {
    const last = this.#names.lastIndexOf(name)
    if (last < 0) return false
    const [rest = ''] = this.#rests.splice(last, 1)
    this.#names.splice(last, 1)
    this.#counts.set(`${name} ${rest}`, this.count(name, rest) - 1)
    return true
  }
}
