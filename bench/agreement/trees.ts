// Rendered pages as normalised trees, cut into blocks, so that two renderings can be held side by side.
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'

type Node = DefaultTreeAdapterMap['childNode']
type Element = DefaultTreeAdapterMap['element']

const isElement = (node: Node): node is Element => 'tagName' in node

/** What a page shows, block by block. A block is an element right within the page's box, or the text between two. */
export function blocksOf(html: string): string[] {
  const root = parseFragment(html)
  const first = root.childNodes.find(isElement)
  const isBox = first?.attrs.some(
    ({ name, value }) => name === 'class' && value.split(' ').includes('mw-parser-output'),
  )
  const nodes = isBox && first ? first.childNodes : root.childNodes
  return nodes.map(written).filter(block => block.trim() !== '')
}

/** A node with everything in it: attributes in order, comments left out, line breaks at the ends of texts as one blank. */
function written(node: Node): string {
  if (!isElement(node)) return 'value' in node ? escaped(node.value) : ''
  const attributes = node.attrs
    .map(({ name, value }) => ` ${name}="${normalised(name, value)}"`)
    .sort()
    .join('')
  return `<${node.tagName}${attributes}>${node.childNodes.map(written).join('')}</${node.tagName}>`
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function normalised(name: string, value: string): string {
  return name === 'class' ? value.trim().split(/\s+/).sort().join(' ') : value.replaceAll('"', '&quot;')
}

/** Two renderings of one page. */
export interface Agreement {
  /** Of the rendering with more of them. */
  readonly blocks: number
  readonly equal: number
  /** Each place where they differ: what stands there on either side. */
  readonly differences: readonly { readonly ours: readonly string[]; readonly theirs: readonly string[] }[]
}

/** Holds the blocks of two renderings side by side; a block too many on one side moves the others, but does not spoil them. */
export function agreement(ours: readonly string[], theirs: readonly string[]): Agreement {
  const pairs = commonBlocks(ours, theirs)
  const differences: { ours: string[]; theirs: string[] }[] = []
  let [left, right] = [0, 0]
  for (const [atOurs, atTheirs] of [...pairs, [ours.length, theirs.length] as const]) {
    if (atOurs > left || atTheirs > right) {
      differences.push({ ours: ours.slice(left, atOurs), theirs: theirs.slice(right, atTheirs) })
    }
    left = atOurs + 1
    right = atTheirs + 1
  }
  return { blocks: Math.max(ours.length, theirs.length), equal: pairs.length, differences }
}

/** The places of a longest common sequence of blocks. */
function commonBlocks(ours: readonly string[], theirs: readonly string[]): (readonly [number, number])[] {
  let start = 0
  while (start < Math.min(ours.length, theirs.length) && ours[start] === theirs[start]) start++
  const width = theirs.length - start + 1
  const lengths = new Uint32Array((ours.length - start + 1) * width)
  const at = (i: number, j: number): number => lengths[(i - start) * width + j - start] ?? 0
  for (let i = ours.length - 1; i >= start; i--) {
    for (let j = theirs.length - 1; j >= start; j--) {
      const longest = ours[i] === theirs[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
      lengths[(i - start) * width + j - start] = longest
    }
  }
  const pairs: (readonly [number, number])[] = Array.from({ length: start }, (_, place) => [place, place])
  for (let i = start, j = start; i < ours.length && j < theirs.length; ) {
    if (ours[i] === theirs[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return pairs
}
