import { deepEqual, equal, ok } from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type SaxesAttributeNS, SaxesParser } from 'saxes'
import {
  ById,
  bareSubelement,
  byId,
  Content,
  content,
  KeptBoolean,
  KeyValues,
  keptBoolean,
  keyValues,
  List,
  list,
  Subelement,
  subelement,
  type Tree,
  type Value,
} from '../result.ts'
import type { FormatOptions } from './format.ts'
import { formats } from './index.ts'

function print(name: string, tree: Tree | List, options: Partial<FormatOptions> = {}): string {
  const format = formats.get(name)
  ok(format)
  return format.print(tree, { formatversion: 1, ...options })
}
const json1 = (tree: Tree) => print('json', tree)
const json2 = (tree: Tree) => print('json', tree, { formatversion: 2 })

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 8 }))
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined))
const key = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z]{1,6}$/) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 4 }).filter(name => !name.startsWith('_')) },
)
const named = key.filter(name => !/^-?\d+$/.test(name))
const tag = fc.constantFrom('page', 'rev', '_v')

const { value } = fc.letrec<{ value: Value; map: Tree }>(tie => ({
  map: fc
    .record({
      entries: fc.dictionary(
        key,
        fc.oneof(tie('value'), text.map(subelement), text.map(bareSubelement), fc.boolean().map(keptBoolean)),
        { maxKeys: 4, noNullPrototype: true },
      ),
      content: fc.option(fc.tuple(named, text.map(content)), { nil: undefined }),
    })
    .map(({ entries, content }) => (content === undefined ? entries : { ...entries, [content[0]]: content[1] })),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('map'),
    fc.tuple(tag, fc.array(tie('value'), { maxLength: 4 })).map(([tag, items]) => list(tag, items)),
    fc
      .tuple(
        tag,
        fc.array(fc.tuple(fc.integer(), tie('value')), { maxLength: 4 }),
        fc.constantFrom('list', 'object', 'object in 2'),
      )
      .map(([tag, items, style]) => byId(tag, new Map(items), style)),
    fc
      .tuple(fc.array(fc.tuple(text, tie('value')), { maxLength: 4 }), fc.constantFrom('object', 'list'))
      .map(([entries, style]) => keyValues('kv', 'kvkey', new Map(entries), style)),
  ),
}))
const tree = fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true })

describe('laws', () => {
  test('JSON and PHP carry the same data in both versions', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(1, 2), (tree, formatversion) => {
        const ascii = JSON.parse(print('json', tree, { formatversion, ascii: true, utf8: false }))
        deepEqual(JSON.parse(print('json', tree, { formatversion, utf8: true })), ascii)
        deepEqual(normal(readPhp(print('php', tree, { formatversion }))), normal(ascii))
      }),
    )
  })

  test('formatversion 2 is what JSON.stringify would make of the plain values', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), value => {
        const asTree = (value: unknown): Value =>
          Array.isArray(value)
            ? list('_v', value.map(asTree))
            : typeof value === 'object' && value !== null
              ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asTree(entry)]))
              : (value as string)
        deepEqual(JSON.parse(json2({ value: asTree(value) })), JSON.parse(JSON.stringify({ value })))
      }),
    )
  })

  test('XML carries the same tree as formatversion 1', () => {
    fc.assert(
      fc.property(tree, tree => {
        const root = readXml(print('xml', tree))
        equal(root.name, 'api')
        readBack(root, tree)
        const pretty = print('xmlfm', tree)
        ok(pretty.includes('&lt;'))
      }),
    )
  })

  test('the plain data never depends on the order in which JavaScript keeps integers', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -3, max: 20 }), { maxLength: 8 }), ids => {
        const pages = byId('page', new Map(ids.map(id => [id, `p${id}`])), 'object')
        const keys = [...print('json', { pages }, { utf8: true }).matchAll(/"(-?\d+)":/g)].map(found =>
          Number(found[1]),
        )
        deepEqual(keys, ids)
      }),
    )
  })

  test('indented JSON is the same JSON', () => {
    fc.assert(
      fc.property(tree, tree => {
        const shown = /<pre[^>]*>(.*)<\/pre>/s.exec(print('jsonfm', tree))?.[1] ?? ''
        const plain = shown
          .replace(/<[^>]*>/g, '')
          .replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name as 'lt'])
        deepEqual(JSON.parse(plain), JSON.parse(json1(tree)))
      }),
    )
  })
})

/** As PHP sees it: lists and maps with the same keys are one. */
function normal(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [`k${key}`, normal(entry)]))
}

function readPhp(text: string): unknown {
  const bytes = Buffer.from(text)
  let at = 0
  const until = (mark: string): string => {
    const end = bytes.indexOf(mark, at)
    const read = bytes.toString('utf8', at, end)
    at = end + 1
    return read
  }
  const read = (): unknown => {
    const type = until(type1(bytes, at))
    switch (type) {
      case 'N':
        return null
      case 'b':
        return until(';') === '1'
      case 'i':
      case 'd':
        return Number(until(';'))
      case 's': {
        const length = Number(until(':'))
        const value = bytes.toString('utf8', at + 1, at + 1 + length)
        equal(bytes.toString('latin1', at + 1 + length, at + 3 + length), '";')
        at += length + 3
        return value
      }
      default: {
        equal(type, 'a')
        const entries: [string, unknown][] = []
        const count = Number(until(':'))
        equal(until('{'), '')
        for (let index = 0; index < count; index++) {
          const key = read()
          entries.push([String(key), read()])
        }
        equal(until('}'), '')
        return Object.fromEntries(entries)
      }
    }
  }
  const value = read()
  equal(at, bytes.length)
  return value
}
const type1 = (bytes: Buffer, at: number): string => (bytes[at] === 0x4e ? ';' : ':')

interface Element {
  readonly name: string
  readonly attributes: Map<string, string>
  readonly children: Element[]
  text: string
}

function readXml(source: string): Element {
  const parser = new SaxesParser({ xmlns: false })
  const top: Element = { name: '', attributes: new Map(), children: [], text: '' }
  const stack = [top]
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const pairs = Object.entries(attributes as Record<string, string | SaxesAttributeNS>)
    const element = {
      name,
      attributes: new Map(pairs.map(([key, value]) => [key, String(value)])),
      children: [],
      text: '',
    }
    stack.at(-1)?.children.push(element)
    stack.push(element)
  })
  parser.on('text', text => {
    const open = stack.at(-1)
    if (open) open.text += text
  })
  parser.on('closetag', () => {
    stack.pop()
  })
  parser.write(source).close()
  const root = top.children[0]
  ok(root)
  return root
}

/** Checks that the element says everything of the value that formatversion 1 says, by taking all of it away. */
function readBack(element: Element, value: Value): void {
  const attributes = new Map(element.attributes)
  attributes.delete('xml:space')
  const children = [...element.children]
  const take = (): Element => {
    const child = children.shift()
    ok(child, `an element is missing in ${element.name}`)
    return child
  }
  if (value instanceof List) {
    for (const item of value.items) if (item !== undefined) readItem(take(), value.tag, item)
  } else if (value instanceof ById) {
    for (const [key, item] of value.items) {
      if (item === undefined) continue
      const child = take()
      const index = child.attributes.get('_idx')
      if (index !== undefined) equal(index, String(key))
      else ok(value.style === 'list' && [...value.items.keys()].every((key, place) => key === place))
      child.attributes.delete('_idx')
      readItem(child, value.tag, item)
    }
  } else if (value instanceof KeyValues) {
    for (const [key, entry] of value.entries) {
      if (entry === undefined || entry === false) continue
      const child = take()
      equal(child.name, value.tag)
      equal(child.attributes.get(value.keyName), xmlText(key))
      child.attributes.delete(value.keyName)
      readItem(child, value.tag, entry === true ? '' : entry)
    }
  } else if (value instanceof Content || value instanceof Subelement) {
    equal(element.text, lineEnds(xmlText(String(value.value))))
  } else if (typeof value === 'object' && value !== null && !(value instanceof KeptBoolean)) {
    readMap(element, value, attributes, take)
  } else ok(false, 'a scalar is no element')
  equal(attributes.size, 0, `${element.name} has too many attributes`)
  equal(children.length, 0, `${element.name} has too many elements`)
}

function readMap(element: Element, map: Tree, attributes: Map<string, string>, take: () => Element): void {
  let alone: Content | undefined
  const contents: Content[] = []
  for (const [key, given] of Object.entries(map)) {
    const value = given instanceof KeptBoolean ? given.value : given
    if (value === undefined) continue
    if (/^(0|-?[1-9]\d*)$/.test(key)) {
      const child = take()
      equal(child.attributes.get('_idx'), key)
      child.attributes.delete('_idx')
      readItem(child, '_v', value)
    } else if (value instanceof Content) {
      alone = element.children.length === 0 ? value : undefined
      contents.push(value)
    } else if (value !== null && typeof value === 'object') readBack(take(), value)
    else if (value !== false && value !== null) {
      const name = [...attributes.keys()][0] ?? ''
      equal(attributes.get(name), value === true ? '' : xmlText(String(value)))
      attributes.delete(name)
    }
  }
  if (alone !== undefined) equal(element.text, lineEnds(xmlText(String(alone.value))))
  else for (const one of contents) readBack(take(), one)
}

function readItem(element: Element, tag: string, value: Value): void {
  equal(element.name, tag)
  if (typeof value !== 'object' || value === null)
    equal(element.text, value === null ? '' : lineEnds(xmlText(String(value))))
  else readBack(element, value)
}

// What XML cannot say is a replacement character; and a reader makes one line end of all kinds in a text.
const xmlText = (text: string): string =>
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
const lineEnds = (text: string): string => text.replace(/\r\n?/g, '\n')
