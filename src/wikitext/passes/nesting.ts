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
  const active: string[] = []
  return text.replace(tagPattern, (whole: string, slash: string, written: string, rest: string) => {
    const name = written.toLowerCase()
    if (selfClosing.has(name)) return whole
    if (formatting.has(name)) {
      const key = slash === '' ? `${name}${rest}` : name
      if (slash !== '') {
        const last = active.findLastIndex(entry => entry === name || entry.startsWith(`${name} `))
        if (last >= 0) active.splice(last, 1)
        return whole
      }
      // The parser itself keeps no more than three that are all alike.
      if (countOf(active, key) >= 3) return whole
      if (active.length >= formattingLimit) return whole.replace('<', '&lt;')
      active.push(key)
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
  })
}

function countOf(list: readonly string[], key: string): number {
  let count = 0
  for (const entry of list) if (entry === key) count++
  return count
}
