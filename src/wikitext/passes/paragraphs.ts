// Loose inline content at the top of a page or in a quotation gets a paragraph. Formatting around blocks is split, so that
// its inline parts stand in paragraphs and its blocks do not.

import { type DefaultTreeAdapterMap, defaultTreeAdapter, html as names } from 'parse5'
import { fostered, hollowed, isElement } from './nodes.ts'

type Element = DefaultTreeAdapterMap['element']
type ChildNode = DefaultTreeAdapterMap['childNode']
type ParentNode = DefaultTreeAdapterMap['parentNode']

const inline: ReadonlySet<string> = new Set(
  (
    'a abbr acronym applet audio b bdi bdo big br cite code data del dfn em font i img ins kbd mark mw:editsection q rb rp rt ' +
    'rtc ruby s samp small span strike strong sub sup time tt u var video'
  ).split(' '),
)
const splittable: ReadonlySet<string> = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '))
const metadata: ReadonlySet<string> = new Set(['link', 'meta', 'style'])

/** Whether a node is text or an element that stands in a line. */
export const isInline = (node: ChildNode): boolean => !isElement(node) || inline.has(node.tagName)

/** Wraps what is loose in this node, and in every quotation within it. */
export function wrapParagraphs(root: ParentNode): void {
  const holders: ParentNode[] = [root]
  const stack: ParentNode[] = [root]
  for (let node = stack.pop(); node; node = stack.pop()) {
    for (const child of node.childNodes) {
      if (!isElement(child)) continue
      if (child.tagName === 'blockquote') holders.push(child)
      stack.push(child)
    }
  }
  const blocky = findBlocky(root)
  for (const holder of holders) new Wrapper(holder, blocky).run()
}

const isBlank = (text: string): boolean => /^[\t\n\f\r ]*$/.test(text)

/** All inline elements that hold a block somewhere within. */
function findBlocky(root: ParentNode): Set<ChildNode> {
  const found = new Set<ChildNode>()
  const stack: ParentNode[] = [root]
  for (let node = stack.pop(); node; node = stack.pop()) {
    for (const child of node.childNodes) {
      if (!isElement(child)) continue
      stack.push(child)
      if (inline.has(child.tagName) || metadata.has(child.tagName)) continue
      // A block: everything inline around it holds a block. Each ancestor is marked once.
      let ancestor = child.parentNode
      while (ancestor && 'tagName' in ancestor && !found.has(ancestor as Element)) {
        found.add(ancestor as Element)
        ancestor = (ancestor as Element).parentNode
      }
    }
  }
  return found
}

/** A part of a split element: for a paragraph, a block, or something that keeps what came before it out of a paragraph. */
interface Piece {
  readonly kind: 'inline' | 'block' | 'raw'
  readonly node: Element
}

/** The place for the table of contents is a block, whatever its element. */
const isTocPlace = (element: Element): boolean =>
  element.tagName === 'meta' && element.attrs.some(attribute => attribute.value === 'mw:PageProp/toc')

class Wrapper {
  readonly #holder: ParentNode
  readonly #blocky: ReadonlySet<ChildNode>
  readonly #out: ChildNode[] = []
  #paragraph: Element | undefined

  constructor(holder: ParentNode, blocky: ReadonlySet<ChildNode>) {
    this.#holder = holder
    this.#blocky = blocky
  }

  run(): void {
    for (const child of this.#holder.childNodes) this.#child(child)
    for (const child of this.#out) child.parentNode = this.#holder
    this.#holder.childNodes = this.#out
  }

  #child(child: ChildNode): void {
    if (!isElement(child)) {
      if (fostered.has(child)) this.#block(child)
      else if (this.#paragraph === undefined && 'value' in child && isBlank(child.value)) this.#out.push(child)
      else this.#inline(child)
    } else if (metadata.has(child.tagName) && !isTocPlace(child)) {
      if (this.#paragraph) this.#inline(child)
      else this.#out.push(child)
    } else if (!inline.has(child.tagName) || fostered.has(child)) {
      this.#block(child)
    } else if (!this.#blocky.has(child)) {
      if (hollowed.has(child) && splittable.has(child.tagName)) this.#hollow(child)
      else this.#inline(child)
    } else if (!splittable.has(child.tagName)) {
      this.#block(child)
    } else {
      for (const piece of this.#split(child)) {
        if (piece.kind === 'inline') this.#inline(piece.node)
        else this.#block(piece.node)
      }
    }
  }

  #inline(node: ChildNode): void {
    if (!this.#paragraph) {
      this.#paragraph = defaultTreeAdapter.createElement('p', names.NS.HTML, [])
      this.#out.push(this.#paragraph)
    }
    defaultTreeAdapter.appendChild(this.#paragraph, node)
  }

  #block(node: ChildNode): void {
    this.#paragraph = undefined
    this.#out.push(node)
  }

  /** As MediaWiki: the half that held a block stays behind, with what is empty at its end. */
  #hollow(element: Element): void {
    const rest = emptyRest(element)
    if (!isEmptyInline(element)) this.#inline(element)
    this.#block(rest)
  }

  /** Cuts a formatting element at the blocks within it. */
  #split(element: Element): Piece[] {
    const pieces: Piece[] = []
    let open: Element | undefined
    const clone = (): Element =>
      defaultTreeAdapter.createElement(
        element.tagName,
        names.NS.HTML,
        element.attrs.map(attribute => ({ ...attribute })),
      )
    const addInline = (node: ChildNode): void => {
      if (!open) {
        open = clone()
        pieces.push({ kind: 'inline', node: open })
      }
      defaultTreeAdapter.appendChild(open, node)
    }
    const addBlock = (node: ChildNode, kind: 'block' | 'raw', mayJoin = true): void => {
      const last = pieces.at(-1)
      if (kind === 'raw' && open && last?.node === open) {
        pieces[pieces.length - 1] = { kind: 'raw', node: open }
        defaultTreeAdapter.appendChild(open, node)
      } else if (mayJoin && !open && last && kind === 'block' && last.kind === 'block') {
        // Nothing stands between two blocks: they share what is around them.
        defaultTreeAdapter.appendChild(last.node, node)
      } else {
        // White space before a block is nothing that a paragraph could hold.
        if (open && last?.node === open && isEmptyInline(open)) pieces.pop()
        const box = clone()
        defaultTreeAdapter.appendChild(box, node)
        pieces.push({ kind, node: box })
      }
      open = undefined
    }
    for (const child of element.childNodes) {
      if (!isElement(child) || metadata.has(child.tagName) || (inline.has(child.tagName) && !this.#blocky.has(child))) {
        addInline(child)
      } else if (!inline.has(child.tagName)) {
        addBlock(child, 'block')
      } else if (!splittable.has(child.tagName)) {
        addBlock(child, 'raw')
      } else {
        for (const [number, piece] of this.#split(child).entries()) {
          if (piece.kind === 'inline') addInline(piece.node)
          else addBlock(piece.node, piece.kind, number === 0)
        }
      }
    }
    if (hollowed.has(element)) {
      const last = pieces.at(-1)
      if (open && last?.node === open && isEmptyInline(open)) pieces.pop()
      pieces.push({ kind: 'block', node: clone() })
    }
    return pieces
  }
}

/** Takes the empty elements off the end of an element, into a copy of it. */
function emptyRest(element: Element): Element {
  const rest = defaultTreeAdapter.createElement(
    element.tagName,
    names.NS.HTML,
    element.attrs.map(attribute => ({ ...attribute })),
  )
  let first = element.childNodes.length
  for (; first > 0; first--) {
    const child = element.childNodes[first - 1]
    if (!child || !(isElement(child) ? isEmptyInline(child) : 'value' in child && isBlank(child.value))) break
  }
  for (const child of element.childNodes.splice(first)) {
    if (!isElement(child)) continue
    withoutText(child)
    defaultTreeAdapter.appendChild(rest, child)
  }
  return rest
}

function withoutText(element: Element): void {
  element.childNodes = element.childNodes.filter(isElement)
  for (const child of element.childNodes) if (isElement(child)) withoutText(child)
}

/** Whether an element holds nothing but white space and elements of that kind. */
function isEmptyInline(element: Element): boolean {
  return element.childNodes.every(child =>
    isElement(child)
      ? inline.has(child.tagName) && child.tagName !== 'br' && child.tagName !== 'img' && isEmptyInline(child)
      : 'value' in child && isBlank(child.value),
  )
}
