// The last step: an HTML parser closes what was left open, loose text gets paragraphs, and a walk over the tree checks every
// element, attribute and address once more before it is written. This is the second wall against script in a page.

import { type DefaultTreeAdapterMap, defaultTreeAdapter, html as names, parseFragment, type TreeAdapter } from 'parse5'
import { decodeEntities } from '../entities.ts'
import { isAllowedAttribute, isGoodAddress } from './attributes.ts'
import { allowedElements } from './html-tags.ts'
import { boundDepth } from './nesting.ts'
import { fostered, hollowed, isElement } from './nodes.ts'
import { isInline, wrapParagraphs } from './paragraphs.ts'
import { serialize } from './serialize.ts'
import { safeStyle } from './style.ts'

type Element = DefaultTreeAdapterMap['element']

/** The parser made far more elements than the text has tags: formatting was left open a thousand times over. */
class TooManyElements extends Error {}

function countingAdapter(limit: number): TreeAdapter<DefaultTreeAdapterMap> {
  let count = 0
  return {
    ...defaultTreeAdapter,
    createElement(tagName, namespace, attributes) {
      count++
      if (count > limit) throw new TooManyElements()
      return defaultTreeAdapter.createElement(tagName, namespace, attributes)
    },
    detachNode(node) {
      if (node.parentNode && !isInline(node)) hollowed.add(node.parentNode)
      defaultTreeAdapter.detachNode(node)
    },
    insertTextBefore(parent, text, reference) {
      const previous = parent.childNodes[parent.childNodes.indexOf(reference) - 1]
      if (previous && 'value' in previous && fostered.has(previous)) {
        previous.value += text
        return
      }
      const node = defaultTreeAdapter.createTextNode(text)
      fostered.add(node)
      defaultTreeAdapter.insertBefore(parent, node, reference)
    },
    insertBefore(parent, node, reference) {
      fostered.add(node)
      defaultTreeAdapter.insertBefore(parent, node, reference)
    },
  }
}

/** Characters that no text has a use for: they stand for `&`, carriage returns and lost tags while the parser works. */
function standIns(text: string): readonly [ampersand: string, carriageReturn: string, ignored: string] {
  const free: string[] = []
  for (let code = 0xfdd0; code <= 0xfdef && free.length < 3; code++) {
    const character = String.fromCharCode(code)
    if (!text.includes(character)) free.push(character)
  }
  return [free[0] ?? '\ufdd0', free[1] ?? '\ufdd1', free[2] ?? '\ufdd2']
}

/** What the tree needs to know to write headings. */
export interface TreeOptions {
  readonly elementDepth: number
  /** The edit link's place for a section, by the section's number in the list; empty for none. */
  readonly editPlace: (section: number) => string
}

/** Makes well-formed, checked HTML of the passes' output. */
export function tidy(text: string, options: TreeOptions): string {
  const [ampersand, carriageReturn, ignored] = standIns(text)
  const source = text.replaceAll('&', ampersand).replaceAll('\r', carriageReturn)
  const bounded = boundDepth(source, options.elementDepth, options.elementDepth, ignored)
  const tags = bounded.split('<').length
  const body = parse(bounded, tags * 10 + 10_000) ?? parse(boundDepth(source, 50, 3), Number.POSITIVE_INFINITY)
  if (!body) return ''
  check(body, ampersand)
  if (bounded.includes(ignored)) splitTexts(body, ignored)
  wrapParagraphs(body)
  return serialize(body, options.editPlace, ampersand).replaceAll(ampersand, '&').replaceAll(carriageReturn, '\r')
}

function parse(text: string, limit: number): DefaultTreeAdapterMap['documentFragment'] | undefined {
  const context = defaultTreeAdapter.createElement('body', names.NS.HTML, [])
  try {
    return parseFragment(context, text, { treeAdapter: countingAdapter(limit), scriptingEnabled: false })
  } catch (error) {
    if (error instanceof TooManyElements) return undefined
    throw error
  }
}

/** Elements that only the engine itself writes. */
const ownElements: ReadonlySet<string> = new Set(
  'a img figure figcaption tbody thead tfoot audio video source mw:editsection'.split(' '),
)
const ownAttributes: Readonly<Record<string, ReadonlySet<string>>> = {
  a: new Set(['href', 'rel', 'target']),
  img: new Set(['src', 'srcset', 'alt', 'width', 'height', 'decoding', 'loading', 'resource']),
  audio: new Set(['src', 'controls', 'preload', 'width', 'height']),
  video: new Set(['src', 'controls', 'preload', 'poster', 'width', 'height']),
  source: new Set(['src', 'type']),
  'mw:editsection': new Set(['page', 'section']),
}
const ownData = /^data-[a-z0-9_.-]+$/

/** An address of the engine's own making: in this wiki, or with a protocol that pages may link. */
const isOwnAddress = (address: string): boolean =>
  isGoodAddress(address) || /^(?:[/#?](?![/\\])|$)/.test(address) || /^\.{0,2}\/[^/\\]/.test(address)

function check(root: DefaultTreeAdapterMap['parentNode'], ampersand: string): void {
  const stack: DefaultTreeAdapterMap['parentNode'][] = [root]
  for (let parent = stack.pop(); parent; parent = stack.pop()) {
    let clean = true
    for (const child of parent.childNodes) {
      if (!isElement(child)) {
        if (child.nodeName !== '#text') clean = false
      } else if (allowedElements.has(child.tagName) || ownElements.has(child.tagName)) {
        if (child.attrs.length > 0) checkAttributes(child, ampersand)
        stack.push(child)
      } else {
        clean = false
      }
    }
    // What is not on the list goes; comments too. Nothing else can be there unless an earlier pass failed.
    if (!clean) {
      parent.childNodes = parent.childNodes.filter(
        child =>
          child.nodeName === '#text' ||
          (isElement(child) && (allowedElements.has(child.tagName) || ownElements.has(child.tagName))),
      )
    }
  }
}

/** Cuts texts where a tag was lost. */
function splitTexts(root: DefaultTreeAdapterMap['parentNode'], at: string): void {
  const stack: DefaultTreeAdapterMap['parentNode'][] = [root]
  for (let parent = stack.pop(); parent; parent = stack.pop()) {
    parent.childNodes = parent.childNodes.flatMap(child => {
      if (isElement(child)) stack.push(child)
      if (isElement(child) || !('value' in child) || !child.value.includes(at)) return [child]
      return child.value
        .split(at)
        .filter(piece => piece !== '')
        .map(piece => {
          const node = defaultTreeAdapter.createTextNode(piece)
          if (fostered.has(child)) fostered.add(node)
          return node
        })
    })
  }
}

function checkAttributes(element: Element, ampersand: string): void {
  const own = ownAttributes[element.tagName]
  element.attrs = element.attrs.filter(attribute => {
    const { name } = attribute
    if (name.startsWith('on')) return false
    if (own?.has(name) !== true && !isAllowedAttribute(element.tagName, name) && !ownData.test(name)) {
      return element.tagName === 'meta' && name === 'property'
    }
    const value = decodeEntities(attribute.value.replaceAll(ampersand, '&'))
    if (name === 'style') {
      const safe = safeStyle(value)
      if (safe.startsWith('/* in')) attribute.value = safe
      return true
    }
    if (name === 'href' || name === 'src' || name === 'poster' || name === 'resource') return isOwnAddress(value.trim())
    if (name === 'srcset') return value.split(',').every(part => isOwnAddress(part.trim().split(' ')[0] ?? ''))
    if (name === 'title' || name === 'alt') return true
    return !/^[\s\x00-\x20]*(?:javascript|vbscript)[\s\x00-\x20]*:/i.test(value)
  })
}
