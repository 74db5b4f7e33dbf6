// Bounds how deep elements nest before the parser sees them: past the bound, opening tags stay as text.

const tagPattern = /<(\/?)([a-z][a-z0-9:]*)([^>]*)>/gi

/** These close themselves, so they do not add to the depth. */
const selfClosing: ReadonlySet<string> = new Set(
  'p li dt dd tr td th caption tbody thead tfoot br hr wbr img meta link'.split(' '),
)
const formatting: ReadonlySet<string> = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '))

/**
 * Turns opening tags that would lie deeper than `limit` into text. Formatting elements that were never closed are opened
 * anew in every block after them; at most `formattingLimit` of them may be open.
 */
export function boundDepth(text: string, limit: number, formattingLimit: number): string {
  // No text can nest deeper than it has tags.
  if (text.split('<').length <= Math.min(limit, formattingLimit)) return text
  const stack: string[] = []
  const open = new Map<string, number>()
  const active = new ActiveFormatting()
  const judge = (whole: string, slash: string, written: string, rest: string): string => {
    const name = written.toLowerCase()
    if (selfClosing.has(name)) return whole
    if (formatting.has(name)) {
      if (slash !== '') active.close(name)
      else if (active.length < formattingLimit) active.open(name, rest)
      // With three of a kind open already, one more would change nothing.
      else return active.count(name, rest) >= 3 ? '' : whole.replace('<', '&lt;')
      return whole
    }
    const count = open.get(name) ?? 0
    if (slash !== '') {
      if (count === 0) return whole
      for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
        open.set(top, (open.get(top) ?? 1) - 1)
        if (top === name) break
      }
      return whole
    }
    if (stack.length >= limit) return whole.replace('<', '&lt;')
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

  close(name: string): void {
    const last = this.#names.lastIndexOf(name)
    if (last < 0) return
    const [rest = ''] = this.#rests.splice(last, 1)
    this.#names.splice(last, 1)
    this.#counts.set(`${name} ${rest}`, this.count(name, rest) - 1)
  }
}
