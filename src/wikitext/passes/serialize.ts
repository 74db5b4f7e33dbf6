// Writes the tree as HTML, the way MediaWiki writes it: void elements with ` />`, marks on empty paragraphs, headings with
// their anchors inside.

import type { DefaultTreeAdapterMap } from 'parse5'
import { isElement } from './nodes.ts'
import { frenchSpaces } from './spaces.ts'

type Element = DefaultTreeAdapterMap['element']
type ChildNode = DefaultTreeAdapterMap['childNode']

const voids: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)
const markedWhenEmpty: ReadonlySet<string> = new Set(['li', 'p', 'tr'])

const isBlank = (text: string): boolean => /^[\t\n\f\r ]*$/.test(text)

const escapeText = (text: string): string =>
  /[<>\u00a0]/.test(text)
    ? text.replace(/[<>\u00a0]/g, character => (character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&#160;'))
    : text

/** Writes all children of a node. `ampersand` stands for `&` in all values. */
export function serialize(
  root: DefaultTreeAdapterMap['parentNode'],
  editPlace: (section: number) => string,
  ampersand: string,
): string {
  const out: string[] = []
  const write = (nodes: readonly ChildNode[]): void => {
    for (const node of nodes) {
      if (isElement(node)) writeElement(node)
      else if ('value' in node) out.push(frenchSpaces(escapeText(node.value), ampersand))
    }
  }
  const writeElement = (element: Element): void => {
    const name = element.tagName
    if (voids.has(name)) {
      out.push(`<${name}${attributes(element)} />`)
      return
    }
    if (/^h[1-6]$/.test(name) && writeHeading(element)) return
    let extra = ''
    if (markedWhenEmpty.has(name) && element.attrs.length === 0 && isEmpty(element)) extra = ' class="mw-empty-elt"'
    out.push(`<${name}${attributes(element)}${extra}>`)
    if (name === 'pre' && startsWithLineBreak(element)) out.push('\n')
    write(element.childNodes)
    out.push(`</${name}>`)
  }
  const writeHeading = (element: Element): boolean => {
    const data = new Map(element.attrs.map(attribute => [attribute.name, attribute.value]))
    const anchor = data.get('data-mw-anchor')
    if (anchor === undefined) return false
    const section = data.get('data-mw-section')
    const hasOwnId = data.has('data-mw-own')
    const fallback = data.get('data-mw-fallback')
    element.attrs = element.attrs.filter(attribute => !attribute.name.startsWith('data-mw-'))
    out.push(`<${element.tagName}${attributes(element)}>`)
    if (fallback !== undefined) out.push(`<span id="${escapeValue(fallback)}"></span>`)
    out.push('<span class="mw-headline"', hasOwnId ? '>' : ` id="${escapeValue(anchor)}">`)
    write(element.childNodes)
    out.push('</span>', section === undefined ? '' : editPlace(Number(section)), `</${element.tagName}>`)
    return true
  }
  write(root.childNodes)
  return out.join('')
}

const isEmpty = (element: Element): boolean =>
  element.childNodes.every(child => !isElement(child) && 'value' in child && isBlank(child.value))

function startsWithLineBreak(element: Element): boolean {
  const first = element.childNodes[0]
  return first !== undefined && !isElement(first) && 'value' in first && first.value.startsWith('\n')
}

const escapeValue = (value: string): string =>
  /["\u00a0]/.test(value) ? value.replaceAll('"', '&quot;').replaceAll('\u00a0', '&#160;') : value

function attributes(element: Element): string {
  let out = ''
  for (const { name, value } of element.attrs) out += ` ${name}="${escapeValue(value)}"`
  return out
}
