// Loads ahead: templates that loaded templates call by a fixed name come in batches, so that few runs of the expansion are wasted.

import { prefixedText } from './context.ts'
import { decodeEntities } from './entities.ts'
import type { Expansion } from './expansion.ts'
import { findFunction } from './functions/index.ts'
import { type Node, preprocess } from './preprocessor.ts'
import { findVariable } from './variables.ts'

const batches = 100
const mostTemplates = 1_000

/** Loads what the templates loaded so far call by name, and what those call, up to a bound. */
export async function prefetchTemplates(expansion: Expansion, trees: Map<string, readonly Node[]>): Promise<void> {
  const { context, loaded } = expansion
  const looked = new Set<string>()
  for (let batch = 0; batch < batches; batch++) {
    const wanted = new Map<string, NonNullable<ReturnType<typeof context.titles.parse>>>()
    for (const [prefixed, source] of loaded.templates) {
      if (source === undefined || looked.has(prefixed)) continue
      looked.add(prefixed)
      let tree = trees.get(prefixed)
      if (!tree) {
        tree = preprocess(source, { inclusion: true, tags: expansion.tags })
        trees.set(prefixed, tree)
      }
      for (const name of fixedNames(tree)) {
        if (findVariable(name) || findFunction(name.split(/[:：]/)[0] ?? '', context.extensions)) continue
        const title = context.titles.parse(decodeEntities(name), 10)
        if (title?.interwiki !== '' || title.namespace < 0 || title.text === '') continue
        const key = prefixedText(title, context.titles)
        if (!loaded.templates.has(key)) wanted.set(key, title)
      }
    }
    if (wanted.size === 0 || loaded.templates.size + wanted.size > mostTemplates) return
    const found = await context.loadTemplates?.([...wanted.values()])
    for (const key of wanted.keys()) loaded.templates.set(key, found?.get(key))
  }
}

/** Names of calls that are plain text. */
function fixedNames(nodes: readonly Node[]): Set<string> {
  const names = new Set<string>()
  const stack: (readonly Node[])[] = [[...nodes]]
  for (let list = stack.pop(); list; list = stack.pop()) {
    for (const node of list) {
      if (typeof node === 'string') continue
      if (node.type === 'heading') stack.push(node.nodes)
      if (node.type !== 'template' && node.type !== 'argument') continue
      const only = node.title[0]
      if (node.type === 'template' && node.title.length === 1 && typeof only === 'string') {
        const name = only.trim()
        if (name !== '' && !name.startsWith('#')) names.add(name)
      }
      stack.push(node.title)
      for (const part of node.parts) {
        if (part.name) stack.push(part.name)
        stack.push(part.value)
      }
    }
  }
  return names
}
