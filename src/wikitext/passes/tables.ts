// Tables: `{|`, `|-`, `|`, `!`, `|+` and `|}` become table elements, line by line.

import { fixAttributes } from './attributes.ts'

interface OpenTable {
  /** Definition lists opened by `:` before `{|`. */
  readonly indents: number
  /** Whether a row was ever opened. */
  hadRow: boolean
  rowOpen: boolean
  rowAttributes: string
  /** The open cell's or caption's element. */
  cell: string
}

/** Replaces table markup. `unstrip` gives back what strip markers in attributes stand for. */
export function tables(text: string, unstrip: (attributes: string) => string): string {
  if (!text.includes('{|')) return text
  const stack: OpenTable[] = []
  const lines = text.split('\n').map(line => tableLine(line, stack, unstrip))
  let out = lines.join('\n')
  for (let table = stack.pop(); table; table = stack.pop()) {
    if (table.cell !== '') out += '\n</td>'
    if (table.rowOpen) out += '\n</tr>'
    if (!table.hadRow) out += '\n<tr><td></td></tr>'
    out += '\n</table>'
  }
  if (out === '<table>\n<tr><td></td></tr>\n</table>') out = ''
  return out
}

function tableLine(original: string, stack: OpenTable[], unstrip: (attributes: string) => string): string {
  const line = trimLine(original)
  if (line === '') return original
  const open = /^(:*)[ \t]*\{\|/.exec(line)
  if (open) {
    const indents = open[1]?.length ?? 0
    stack.push({ indents, hadRow: false, rowOpen: false, rowAttributes: '', cell: '' })
    return `${'<dl><dd>'.repeat(indents)}<table${fixAttributes(unstrip(line.slice(open[0].length)), 'table')}>`
  }
  const table = stack.at(-1)
  if (!table) return original
  if (line.startsWith('|}')) {
    stack.pop()
    return closeTable(table, line.slice(2))
  }
  if (line.startsWith('|-')) {
    const attributes = fixAttributes(unstrip(line.replace(/^\|-+/, '')), 'tr')
    const closing = closeCell(table) + (table.rowOpen ? '</tr>' : '')
    table.rowAttributes = attributes
    table.hadRow = true
    table.rowOpen = false
    return closing
  }
  if (line[0] === '|' || line[0] === '!') return cells(line, table, unstrip)
  return original
}

const trimLine = (line: string): string => line.replace(/^[ \t\r\0\x0b]+/, '').trimEnd()

function closeCell(table: OpenTable): string {
  const closing = table.cell === '' ? '' : `</${table.cell}>`
  table.cell = ''
  return closing
}

function closeTable(table: OpenTable, rest: string): string {
  const cell = table.cell === '' ? '' : `</${table.cell}>`
  const row = table.rowOpen ? '</tr>' : ''
  const empty = table.hadRow ? '' : '<tr><td></td></tr>'
  // The empty row goes before the end of what was open: a caption, say.
  return `${cell}${row}${empty}</table>${rest}${'</dd></dl>'.repeat(table.indents)}`
}

function cells(line: string, table: OpenTable, unstrip: (attributes: string) => string): string {
  let element = line[0] === '!' ? 'th' : 'td'
  let rest = line.slice(1)
  if (line.startsWith('|+')) {
    element = 'caption'
    rest = line.slice(2)
  } else if (element === 'th') {
    rest = rest.replaceAll('!!', '||')
  }
  let out = ''
  for (const cell of rest.split('||')) {
    let opening = ''
    if (element !== 'caption') {
      if (!table.rowOpen) opening = `<tr${table.rowAttributes}>\n`
      table.rowOpen = true
      table.rowAttributes = ''
      table.hadRow = true
    }
    if (table.cell !== '') opening = `${closeCell(table)}\n${opening}`
    table.cell = element
    out += opening + cellText(cell, element, unstrip)
  }
  return out
}

function cellText(cell: string, element: string, unstrip: (attributes: string) => string): string {
  const bar = cell.indexOf('|')
  const link = cell.indexOf('[[')
  const variant = cell.indexOf('-{')
  // A bar behind `[[` belongs to the link, not to the cell.
  if (bar < 0 || (link >= 0 && link < bar) || (variant >= 0 && variant < bar)) {
    return `<${element}>${cell.trim()}`
  }
  const body = cell.slice(bar + 1)
  return `<${element}${fixAttributes(unstrip(cell.slice(0, bar)), element)}>${body.trim()}`
}
