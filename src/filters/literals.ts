// Which texts a pattern can match at all, told without running it: long lists are tried line by line only where a text has
// something of the line in it. Pure.

/** Characters from which on a literal says something. */
const shortest = 3

/** An escape with what belongs to it. */
const belongings = /^(?:x[0-9a-f]{2}|u\{[0-9a-f]+\}|p\{[^}]*\}|k<[^>]*>|\d+)/i

/** A text in which letters that a pattern does not tell apart are the same. */
export const folded = (text: string): string => text.toUpperCase().toLowerCase()

/**
 * The longest run of characters that stands in every match of a pattern, folded; empty where none can be told. Takes no
 * risk: what is in groups, in sets, optional or one of several is not looked at.
 */
export function literalOf(pattern: string): string {
  let best = ''
  let run = ''
  let depth = 0
  const end = (): void => {
    if (run.length > best.length) best = run
    run = ''
  }
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at)
    if (char === '\\') {
      at += 1
      const escaped = pattern.charAt(at)
      if (/[bB]/.test(escaped)) continue
      if (/[A-Za-z0-9]/.test(escaped)) {
        // A kind of characters, a code or a reference; what belongs to it is no literal.
        end()
        at += (belongings.exec(pattern.slice(at))?.[0].length ?? 1) - 1
      } else if (depth === 0) run += escaped
    } else if (char === '[') {
      end()
      at = endOfSet(pattern, at)
    } else if (char === '(') {
      end()
      depth += 1
    } else if (char === ')') {
      depth -= 1
    } else if (char === '|') {
      if (depth === 0) return ''
    } else if ('?*{'.includes(char)) {
      // The character before it may be missing.
      run = run.slice(0, -1)
      end()
      if (char === '{') at = Math.max(at, pattern.indexOf('}', at))
    } else if ('+.^$'.includes(char)) {
      end()
    } else if (depth === 0) run += char
  }
  end()
  return best.length < shortest ? '' : folded(best)
}

function endOfSet(pattern: string, from: number): number {
  for (let at = from + 1; at < pattern.length; at++) {
    if (pattern.charAt(at) === '\\') at += 1
    else if (pattern.charAt(at) === ']') return at
  }
  return pattern.length
}
