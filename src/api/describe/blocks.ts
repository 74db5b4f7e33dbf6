// The paragraphs and lists of a text about the API: messages are written with both, and shown line by line.

/** A text whose markup within lines is HTML already, as HTML: one paragraph stays bare, several and lists get their elements. */
export function blocks(text: string): string {
  const all = text
    .trim()
    .split(/\n{2,}/)
    .flatMap(partsOf)
  const [first = ''] = all
  return all.length <= 1 && !isListLine(first) ? first : all.map(blockHtml).join('')
}

const isListLine = (line: string): boolean => /^[*#]/.test(line)
const blockHtml = (part: string): string => (isListLine(part) ? listHtml(part.split('\n')) : `<p>${part}\n</p>`)

/** Splits a paragraph where lines of a list begin or end. */
function partsOf(paragraph: string): string[] {
  const parts: string[] = []
  for (const line of paragraph.split('\n')) {
    const before = parts.at(-1)
    if (before !== undefined && isListLine(before) === isListLine(line)) parts[parts.length - 1] = `${before}\n${line}`
    else parts.push(line)
  }
  return parts
}

/** Lines that all begin with `*` or `#`; one more of them is a list within the item before. */
function listHtml(lines: readonly string[]): string {
  const tag = lines[0]?.startsWith('#') ? 'ol' : 'ul'
  const items: { text: string; below: string[] }[] = []
  for (const line of lines) {
    const rest = line.slice(1)
    const item = items.at(-1)
    if (item !== undefined && isListLine(rest)) item.below.push(rest)
    else items.push({ text: rest.replace(/^[*#]+/, '').trim(), below: [] })
  }
  const shown = items.map(({ text, below }) => `<li>${text}${below.length > 0 ? listHtml(below) : ''}</li>`)
  return `<${tag}>${shown.join('')}</${tag}>`
}
