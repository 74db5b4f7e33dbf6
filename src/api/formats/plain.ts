// From the result tree to plain data: what formatversion 1 or 2 makes of booleans, contents, ids and free keys.
// JSON and PHP print what comes out of here; XML reads the tree itself.
import { ById, Content, KeptBoolean, KeyValues, List, Subelement, type Tree, type Value } from '../result.ts'
import type { FormatVersion, Root } from './format.ts'

export type Plain = string | number | boolean | null | readonly Plain[] | PlainObject | Ordered
export interface PlainObject {
  readonly [key: string]: Plain
}
/** A map whose keys would not keep their order in a JavaScript object, where integers come first. */
export class Ordered {
  readonly entries: readonly (readonly [string, Plain])[]
  /** Whether another is somewhere below. */
  readonly nested: boolean
  constructor(entries: readonly (readonly [string, Plain])[], nested: boolean) {
    this.entries = entries
    this.nested = nested
  }
}

/** The plain data of a tree; `ordered` says whether an `Ordered` is somewhere in it. */
export function plainTree(root: Root, version: FormatVersion): { readonly value: Plain; readonly ordered: boolean } {
  const state: State = { version, ordered: 0 }
  if (root instanceof List) return { value: items(root.items, state), ordered: state.ordered > 0 }
  // As MediaWiki: the root is an object even if nothing is left of it.
  const value = map(root, state)
  return { value: Array.isArray(value) ? {} : value, ordered: state.ordered > 0 }
}

interface State {
  readonly version: FormatVersion
  /** How many `Ordered` there are so far. */
  ordered: number
}

function plain(value: Value, state: State): Plain | undefined {
  if (typeof value === 'boolean') return state.version === 2 ? value : value ? '' : undefined
  if (typeof value !== 'object' || value === null) return value
  if (Object.getPrototypeOf(value) === Object.prototype) return map(value as Tree, state)
  if (value instanceof List) return items(value.items, state)
  if (value instanceof ById) return byId(value, state)
  if (value instanceof KeyValues) return keyValues(value, state)
  if (value instanceof Content || value instanceof KeptBoolean) return value.value
  if (value instanceof Subelement) return state.version === 2 || value.bare ? value.value : { '*': value.value }
  return map(value, state)
}

function items(values: Iterable<Value>, state: State): Plain[] {
  const out: Plain[] = []
  for (const value of values) {
    const item = plain(value, state)
    if (item !== undefined) out.push(item)
  }
  return out
}

function map(tree: Tree, state: State): Plain {
  const out: Record<string, Plain> = {}
  let content: Content | undefined
  let given = false
  let kept = false
  for (const key in tree) {
    const value = tree[key]
    if (value === undefined) continue
    given = true
    if (state.version === 1 && value instanceof Content) {
      content = value
      continue
    }
    const entry = plain(value, state)
    if (entry === undefined) continue
    kept = true
    put(out, key, entry)
  }
  // As MediaWiki: the content comes last, whatever its place was.
  if (content !== undefined) put(out, '*', content.value)
  // As MediaWiki: a map of which formatversion 1 leaves nothing looks like an empty list.
  else if (given && !kept) return []
  return out
}

function byId({ items: byKey, style }: ById, state: State): Plain {
  if (style === 'list' && state.version === 2) return items(sortedById(byKey), state)
  if (style !== 'object' && state.version === 1 && countsUp(byKey.keys())) return items(byKey.values(), state)
  const before = state.ordered
  const entries = plainEntries(byKey, state)
  if (entries.length === 0 && style !== 'object' && state.version === 1) return []
  return object(entries, state, before)
}

/** As MediaWiki: the list of formatversion 2 goes by id, so the last missing page comes first. */
function sortedById(byKey: ReadonlyMap<string | number, Value>): Iterable<Value> {
  let last = Number.NEGATIVE_INFINITY
  for (const key of byKey.keys()) {
    if (Number(key) < last) {
      return [...byKey].sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value)
    }
    last = Number(key)
  }
  return byKey.values()
}

function keyValues({ keyName, entries, style }: KeyValues, state: State): Plain {
  const before = state.ordered
  if (style === 'object' || state.version === 2) return object(plainEntries(entries, state), state, before)
  return plainEntries(entries, state).map(([key, value]) => ({ [keyName]: key, '*': value }))
}

function plainEntries(entries: Iterable<readonly [string | number, Value]>, state: State): [string, Plain][] {
  const out: [string, Plain][] = []
  for (const [key, value] of entries) {
    const entry = plain(value, state)
    if (entry !== undefined) out.push([String(key), entry])
  }
  return out
}

/** A map of entries; `before` is how many `Ordered` there were when the first of them was made. */
function object(entries: readonly (readonly [string, Plain])[], state: State, before: number): Plain {
  let lastIndex = -1
  let named = false
  for (const [key] of entries) {
    if (!isIndex(key)) named = true
    else if (named || Number(key) < lastIndex) {
      const nested = state.ordered > before
      state.ordered++
      return new Ordered(entries, nested)
    } else lastIndex = Number(key)
  }
  const out: Record<string, Plain> = {}
  for (const [key, value] of entries) put(out, key, value)
  return out
}

/** Sets a property, also one named `__proto__`, which an assignment would not make. */
function put(object: Record<string, Plain>, key: string, value: Plain): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true })
  else object[key] = value
}

const isIndex = (key: string): boolean => /^(?:0|[1-9]\d*)$/.test(key)

function countsUp(keys: Iterable<string | number>): boolean {
  let next = 0
  for (const key of keys) if (String(key) !== String(next++)) return false
  return true
}
