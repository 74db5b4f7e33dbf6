// A line of the table of contents as well-formed HTML: tags closed, character references decoded.

import { type DefaultTreeAdapterMap, defaultTreeAdapter, html as names, parseFragment } from 'parse5'
import { boundDepth } from './nesting.ts'
import { isElement } from './nodes.ts'
import { frenchSpaces } from './spaces.ts'

/** Writes a heading's HTML anew. Only `&` and `<` are escaped in it. */
export function lineHtml(html: string): string {
  const context = defaultTreeAdapter.createElement('body', names.NS.HTML, [])
  return write(parseFragment(context, boundDepth(html, 50, 50), {}).childNodes)
}

function write(nodes: readonly DefaultTreeAdapterMap['childNode'][]): string {
  let out = ''
  for (const node of nodes) {
    if (isElement(node)) {
      const attributes = node.attrs.map(({ name, value }) => ` ${name}="${value}"`).join('')
      out += `<${node.tagName}${attributes}>${write(node.childNodes)}</${node.tagName}>`
    } else if ('value' in node) {
      const spaced = frenchSpaces(node.value, '\x00').replaceAll('\x00#160;', '\u00a0')
      out += spaced.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    }
  }
  return out
}
