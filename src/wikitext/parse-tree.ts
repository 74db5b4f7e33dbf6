// The first reading of a text as XML, for programs that ask for a `parsetree`.

import type { ExpandContext } from './context.ts'
import { type Node, type Part, preprocess } from './preprocessor.ts'
import { tagsOf } from './tag-names.ts'

/** The tree of a page's text in the XML that MediaWiki gives it. */
export function parseTree(text: string, { extensions }: Pick<ExpandContext, 'extensions'>): string {
  const pieces: string[] = []
  // What is still to be written, last first: calls stand in calls more deeply than functions may call each other.
  const rest: Piece[] = element('root', asPieces(preprocess(text, { tags: tagsOf(extensions) }))).reverse()
  for (let piece = rest.pop(); piece !== undefined; piece = rest.pop()) {
    if (typeof piece === 'string') pieces.push(piece)
    else for (const one of piecesOf(piece).reverse()) rest.push(one)
  }
  return pieces.join('')
}

/** XML that is finished, or a node that is still to be written. */
type Piece = string | Exclude<Node, string>

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, character => escapes[character] ?? character)

const asPieces = (nodes: readonly Node[]): Piece[] =>
  nodes.map(node => (typeof node === 'string' ? escaped(node) : node)).filter(piece => piece !== '')

const element = (name: string, inner: readonly Piece[], attributes = ''): Piece[] =>
  inner.length === 0 ? [`<${name}${attributes}/>`] : [`<${name}${attributes}>`, ...inner, `</${name}>`]

function piecesOf(node: Exclude<Node, string>): Piece[] {
  switch (node.type) {
    case 'template':
      return element('template', call(node.title, node.parts), node.lineStart ? ' lineStart="1"' : '')
    case 'argument':
      return element('tplarg', call(node.title, node.parts))
    case 'comment':
      return element('comment', [escaped(node.source)])
    case 'ignored':
      return element('ignore', [escaped(node.source)])
    case 'heading':
      return element('h', asPieces(node.nodes), ` level="${node.level}" i="${node.index}"`)
    case 'extension':
      return element('ext', extension(node))
  }
}

function call(title: readonly Node[], parts: readonly Part[]): Piece[] {
  const pieces = element('title', asPieces(title))
  let unnamed = 0
  for (const { name, value } of parts) {
    const named =
      name === undefined
        ? element('name', [], ` index="${++unnamed}"`)
        : [...element('name', asPieces(name)), ...element('equals', ['='])]
    for (const piece of element('part', [...named, ...element('value', asPieces(value))])) pieces.push(piece)
  }
  return pieces
}

function extension(node: Extract<Node, { type: 'extension' }>): Piece[] {
  // As it was written, which may be in capitals.
  const name = node.source.slice(1, 1 + node.name.length)
  const text = (tag: string, inner: string) => element(tag, asPieces([inner]))
  const head = [...text('name', name), ...text('attr', node.attributes)]
  if (node.inner === undefined) return head
  const end = node.source.slice(1 + name.length + node.attributes.length + 1 + node.inner.length)
  return [...head, ...text('inner', node.inner), ...text('close', end)]
}
