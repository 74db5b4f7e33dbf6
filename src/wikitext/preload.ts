// The text that an editor starts with, made from the text of another page.

import { type Node, type Part, preprocess } from './preprocessor.ts'

/**
 * What of a text stays when it is put into an edit box: as if transcluded, but calls, tags and comments stand as they are
 * written. `$1` and so on are replaced by the parameters that are there.
 */
export function preloadText(text: string, parameters: readonly string[], tags: ReadonlySet<string>): string {
  const source = sourceOf(preprocess(text, { tags, inclusion: true }))
  return source.replace(/\$([1-9]\d*)/g, (written, digits: string) => {
    // `$10` is the first parameter and a 0 where there are no ten.
    for (let length = digits.length; length > 0; length--) {
      const value = parameters[Number(digits.slice(0, length)) - 1]
      if (value !== undefined) return value + digits.slice(length)
    }
    return written
  })
}

function sourceOf(nodes: readonly Node[]): string {
  let out = ''
  // What is still to be written, last first: calls stand in calls more deeply than functions may call each other.
  const rest: Node[] = [...nodes].reverse()
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (typeof node === 'string') out += node
    else if (node.type === 'heading') pushReversed(rest, node.nodes)
    else if (node.type === 'template') pushReversed(rest, ['{{', ...callOf(node), '}}'])
    else if (node.type === 'argument') pushReversed(rest, ['{{{', ...callOf(node), '}}}'])
    else if (node.type !== 'ignored') out += node.source
  }
  return out
}

function pushReversed(rest: Node[], nodes: readonly Node[]): void {
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]
    if (node !== undefined) rest.push(node)
  }
}

const callOf = (node: { readonly title: readonly Node[]; readonly parts: readonly Part[] }): Node[] => [
  ...node.title,
  ...node.parts.flatMap(({ name, value }) => ['|', ...(name === undefined ? [] : [...name, '=']), ...value]),
]
