// `<poem>`: lines stay lines, and blanks or colons before them indent.

import { allowedAttributes, readAttributes, writeAttributes } from '../passes/attributes.ts'
import { parseInner } from './inner.ts'
import type { Tag } from './tag.ts'

export const poem: Tag = (tag, state, frame) => {
  const { strip } = state.expansion
  const attributes = readAttributes(strip.unstripBoth(tag.attributes))
  const isCompact = attributes.has('compact')
  // Behind a marker, so that lines that end in it are still read as lists and rules.
  const lineBreak = strip.add('general', 'poem-br', '<br />')
  const source = (tag.inner ?? '').replace(/^\n/, '').replace(/\n$/, '')
  const lines = source.split('\n').map((line, number, all) => {
    const isLast = number === all.length - 1
    const isRule = /^-{4,}$/.test(line)
    return poemLine(line) + (isLast || isRule ? '' : lineBreak)
  })
  const text = parseInner(lines.join('\n'), state, frame)
  const kept = allowedAttributes(attributes, 'div')
  const className = kept.get('class')
  kept.set('class', className === undefined ? 'poem' : `poem ${className}`)
  const edge = isCompact ? '' : '\n'
  const body = text === '' ? '' : text + edge
  return strip.add('general', 'poem', `<div${writeAttributes(kept)}>${edge}${body}</div>`)
}

function poemLine(line: string): string {
  const blanks = /^ +/.exec(line)?.[0].length ?? 0
  if (blanks > 0) return '&#160;'.repeat(blanks) + line.slice(blanks)
  const colons = /^:+/.exec(line)?.[0].length ?? 0
  if (colons === 0) return line
  const style = `display: inline-block; margin-inline-start: ${colons}em;`
  return `<span class="mw-poem-indented" style="${style}">${line.slice(colons)}</span>`
}
