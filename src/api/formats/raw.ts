// The tree with what it knows of its own shape, for who looks at how an answer is made. Keys with `_` are not data.
import { ById, byId, Content, KeptBoolean, KeyValues, List, Subelement, type Tree, type Value } from '../result.ts'
import type { Root } from './format.ts'

/** The tree as one that prints its own shape in formatversion 2: how each list is called, what is a content, and so on. */
export function rawTree(root: Root): Tree {
  return root instanceof List ? { _list: rawValue(root) } : rawMap(root)
}

function rawValue(value: Value): Value {
  if (value instanceof List) {
    return withShape(value.items.entries(), { _type: 'list', _element: value.tag })
  }
  if (value instanceof ById) return withShape(value.items, { _type: `by id, ${value.style}`, _element: value.tag })
  if (value instanceof KeyValues) {
    const { tag, keyName, style } = value
    return withShape(value.entries, { _type: `keys and values, ${style}`, _element: tag, _key: keyName })
  }
  if (value instanceof Content || value instanceof Subelement || value instanceof KeptBoolean) return value.value
  return typeof value === 'object' && value !== null ? rawMap(value) : value
}

function rawMap(tree: Tree): Tree {
  const out: Record<string, Value> = {}
  const kinds: Record<string, Value> = {}
  for (const [key, value] of Object.entries(tree)) {
    out[key] = rawValue(value)
    if (value instanceof Content) kinds[key] = 'content'
    else if (value instanceof Subelement) kinds[key] = 'subelement'
    else if (value instanceof KeptBoolean) kinds[key] = 'kept boolean'
  }
  return Object.keys(kinds).length === 0 ? out : { ...out, _kinds: kinds }
}

function withShape(entries: Iterable<readonly [string | number, Value]>, shape: Record<string, string>): Value {
  const raw = new Map<string | number, Value>()
  for (const [key, value] of entries) raw.set(key, rawValue(value))
  for (const [key, value] of Object.entries(shape)) raw.set(key, value)
  return byId('_v', raw, 'object')
}
