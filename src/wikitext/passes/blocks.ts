// Blocks: lists, paragraphs and text that is indented by a blank, line by line over half-finished HTML.

const opensBlock = /<(?:table|h[1-6]|pre|p|ul|ol|dl)\b|<\/(?:td|th)\b|<\/?(?:tr|caption|dt|dd|li)\b/i
const closesBlock =
  /<\/(?:table|h[1-6]|pre|p|ul|ol|dl)\b|<(?:td|th)\b|<\/?(?:center|blockquote|div|hr|mw:|aside|figure|figcaption)\b|<meta property="mw:PageProp\/toc"|\x7f'"`UNIQ--(?:pre|math|source|syntaxhighlight)/i
const metadataLine = /^(?:<link\b[^>]*>\s*|<style\b[^>]*>[^<]*<\/style>\s*)+$/i

/** Makes blocks. `listDepth` bounds how deep lists may nest; deeper prefixes are text. */
export function blocks(text: string, listDepth: number): string {
  return new Blocks(listDepth).run(text)
}

class Blocks {
  readonly #listDepth: number
  readonly #out: string[] = []
  #termOpen = false
  #lastPrefix = ''
  #paragraph: '' | 'p' | 'pre' = ''
  #pending = ''
  #inPre = false
  #inBlock = false
  #inQuote = false

  constructor(listDepth: number) {
    this.#listDepth = listDepth
  }

  run(text: string): string {
    const lines = text.split('\n')
    let prefix = ''
    for (const [index, line] of lines.entries()) {
      prefix = this.#line(line, index === lines.length - 1)
    }
    for (let depth = prefix.length; depth > 0; depth--) this.#out.push(this.#close(prefix[depth - 1] ?? ''))
    this.#out.push(this.#closeParagraph().trimEnd())
    return this.#out.join('')
  }

  /** Takes one line; the answer is its list prefix with `;` as `:`. */
  #line(line: string, isLast: boolean): string {
    const hasAngle = line.includes('<') || line.includes('\x7f')
    const closesPre = hasAngle && /<\/pre/i.test(line)
    const opensPre = hasAngle && /<pre/i.test(line)
    let prefix = ''
    let rest = line
    if (!this.#inPre) {
      let length = 0
      while (length < this.#listDepth && '*#:;'.includes(line[length] ?? '\n')) length++
      prefix = line.slice(0, length)
      rest = line.slice(length)
      this.#inPre = opensPre
    }
    const plain = prefix.replaceAll(';', ':')
    if (prefix !== '' && this.#lastPrefix === plain) rest = this.#sameList(prefix, rest)
    else if (prefix !== '' || this.#lastPrefix !== '') rest = this.#otherList(prefix, plain, rest)
    if (prefix === '') rest = this.#plainLine(rest, hasAngle, opensPre, closesPre)
    if (closesPre && this.#inPre) this.#inPre = false
    if (this.#pending === '') {
      if (prefix === '') {
        this.#out.push(rest)
        if (!isLast || this.#paragraph !== '') this.#out.push('\n')
      } else {
        this.#out.push(rest.trim())
      }
    }
    return plain
  }

  #sameList(prefix: string, rest: string): string {
    this.#pending = ''
    this.#out.push(this.#next(prefix.slice(-1)))
    return prefix.endsWith(';') ? this.#term(rest) : rest
  }

  #otherList(prefix: string, plain: string, rest: string): string {
    this.#pending = ''
    const last = this.#lastPrefix
    let shared = 0
    while (shared < prefix.length && shared < last.length && prefix[shared] === last[shared]) shared++
    for (let depth = last.length; depth > shared; depth--) this.#out.push(this.#close(last[depth - 1] ?? ''))
    if (prefix.length <= shared && shared > 0) this.#out.push(this.#next(prefix[shared - 1] ?? ''))
    if (this.#termOpen && shared > 0 && prefix[shared - 1] === ':') this.#out.push(this.#next(':'))
    if (last !== '' && prefix.length > shared) this.#out.push('\n')
    let text = rest
    for (let depth = shared; depth < prefix.length; depth++) {
      const character = prefix[depth] ?? ''
      this.#out.push(this.#open(character))
      if (character === ';') text = this.#term(text)
    }
    if (prefix === '' && last !== '') this.#out.push('\n')
    this.#lastPrefix = plain
    return text
  }

  /** `; term : definition` on one line: puts the term out and leaves the definition. */
  #term(rest: string): string {
    const colon = findColon(rest)
    if (colon < 0) return rest
    this.#out.push(rest.slice(0, colon).trim(), this.#next(':'))
    return rest.slice(colon + 1)
  }

  #plainLine(rest: string, hasAngle: boolean, opensPre: boolean, closesPre: boolean): string {
    const opens = hasAngle && opensBlock.test(rest)
    const closes = hasAngle && closesBlock.test(rest)
    if (opens || closes) {
      this.#pending = ''
      if (!this.#inPre || opensPre) this.#out.push(this.#closeParagraph())
      if (opensPre && !closesPre) this.#inPre = true
      for (const quote of rest.matchAll(/<(\/?)blockquote[\s>]/gi)) this.#inQuote = quote[1] === ''
      this.#inBlock = !closes
      return rest
    }
    if (this.#inBlock || this.#inPre) return rest
    const isBlank = rest.trim() === ''
    if (rest.startsWith(' ') && (this.#paragraph === 'pre' || !isBlank) && !this.#inQuote) {
      if (this.#paragraph !== 'pre') {
        this.#pending = ''
        this.#out.push(this.#closeParagraph(), '<pre>')
        this.#paragraph = 'pre'
      }
      return rest.slice(1)
    }
    if (hasAngle && metadataLine.test(rest)) {
      if (this.#pending !== '') {
        this.#out.push(this.#closeParagraph())
        this.#pending = ''
      }
      return rest
    }
    if (isBlank) {
      if (this.#pending !== '') {
        this.#out.push(this.#pending, '<br />')
        this.#pending = ''
        this.#paragraph = 'p'
      } else if (this.#paragraph !== 'p') {
        this.#out.push(this.#closeParagraph())
        this.#pending = '<p>'
      } else {
        this.#pending = '</p><p>'
      }
    } else if (this.#pending !== '') {
      this.#out.push(this.#pending)
      this.#pending = ''
      this.#paragraph = 'p'
    } else if (this.#paragraph !== 'p') {
      this.#out.push(this.#closeParagraph(), '<p>')
      this.#paragraph = 'p'
    }
    return rest
  }

  #closeParagraph(): string {
    const closing = this.#paragraph === '' ? '' : `</${this.#paragraph}>\n`
    this.#inPre = false
    this.#paragraph = ''
    return closing
  }

  #open(character: string): string {
    const closing = this.#closeParagraph()
    switch (character) {
      case '*':
        return `${closing}<ul><li>`
      case '#':
        return `${closing}<ol><li>`
      case ':':
        return `${closing}<dl><dd>`
      default:
        this.#termOpen = true
        return `${closing}<dl><dt>`
    }
  }

  #next(character: string): string {
    if (character === '*' || character === '#') return '</li>\n<li>'
    const closing = this.#termOpen ? '</dt>\n' : '</dd>\n'
    this.#termOpen = character === ';'
    return closing + (this.#termOpen ? '<dt>' : '<dd>')
  }

  #close(character: string): string {
    if (character === '*') return '</li></ul>'
    if (character === '#') return '</li></ol>'
    const closing = this.#termOpen ? '</dt></dl>' : '</dd></dl>'
    this.#termOpen = false
    return closing
  }
}

/** The first colon that stands outside of tags, links and `-{ }-`, or -1. */
export function findColon(text: string): number {
  const first = text.indexOf(':')
  if (first < 0) return -1
  if (!text.slice(0, first).includes('<') && !text.slice(0, first).includes('-{')) return first
  let depth = 0
  let variants = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === ':') {
      if (depth === 0 && variants === 0) return at
    } else if (character === '-' && text[at + 1] === '{') {
      variants++
      at++
    } else if (character === '}' && text[at + 1] === '-' && variants > 0) {
      variants--
      at++
    } else if (character === '<') {
      if (text.startsWith('<!--', at)) {
        const end = text.indexOf('-->', at + 4)
        if (end < 0) return -1
        at = end + 2
        continue
      }
      const end = text.indexOf('>', at)
      if (end < 0) return -1
      if (text[at + 1] === '/') {
        if (depth > 0) depth--
      } else if (text[end - 1] !== '/') {
        depth++
      }
      at = end
    }
  }
  return -1
}
