// Colours for JSON and XML on the pages of the *fm formats: text in, escaped HTML with spans out.

/** Beyond this many characters an answer is only escaped: nobody reads so far for its colours. */
const highlightLimit = 500_000

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, mark => escapes[mark] ?? mark)
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const span = (kind: string, text: string): string => `<span class="${kind}">${escapeHtml(text)}</span>`

/** Escaped HTML of printed JSON; `k` is a key, `s` a string, `n` a number, `w` a word such as `true`. */
export function highlightJson(text: string): string {
  if (text.length > highlightLimit) return escapeHtml(text)
  return paint(text, /("[^"\\]*(?:\\.[^"\\]*)*")(?=(:)?)|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g, match => {
    const [whole, string, colon, number] = match
    if (string !== undefined) return span(colon === undefined ? 's' : 'k', whole)
    return span(number === undefined ? 'w' : 'n', whole)
  })
}

/** Escaped HTML of printed XML; `k` is the name of an element, `w` of an attribute, `s` the value of one. */
export function highlightXml(text: string): string {
  if (text.length > highlightLimit) return escapeHtml(text)
  return paint(text, /(<[/?]?)([^\s/>]+)([^>]*>)/g, ([, start = '', name = '', rest = '']) => {
    const attributes = paint(
      rest,
      /([^\s=]+)=("[^"]*")/g,
      ([, key = '', value = '']) => `${span('w', key)}=${span('s', value)}`,
    )
    return escapeHtml(start) + span('k', name) + attributes
  })
}

/** The text escaped, with what the pattern finds replaced by HTML. */
function paint(text: string, pattern: RegExp, show: (match: RegExpExecArray) => string): string {
  let out = ''
  let end = 0
  for (const match of text.matchAll(pattern)) {
    out += escapeHtml(text.slice(end, match.index)) + show(match)
    end = match.index + match[0].length
  }
  return out + escapeHtml(text.slice(end))
}
