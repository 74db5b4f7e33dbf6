// XML: a scalar of a map is an attribute, anything else an element; a list is elements of its tag, a content is text.
import { ById, Content, KeptBoolean, KeyValues, List, Subelement, type Value } from '../result.ts'
import { commonHeaders, type Format, type FormatOptions, type Root } from './format.ts'

export const xml: Format = {
  name: 'xml',
  mime: () => 'text/xml; charset=utf-8',
  headers: options => commonHeaders(xml.mime(options), 'api-result.xml'),
  print: (tree, options) => printXml(tree, options),
}

/** The tree as XML; `pretty` puts each element on a line of its own, by two spaces a level. */
export function printXml(tree: Root, { includexmlnamespace, xmlRoot }: FormatOptions, pretty = false): string {
  const namespace = xmlRoot?.namespace ?? (includexmlnamespace ? 'http://www.mediawiki.org/xml/api/' : undefined)
  const named = namespace === undefined ? '' : attribute('xmlns', namespace)
  return `<?xml version="1.0"?>${node(xmlRoot?.name ?? 'api', tree, pretty ? '\n' : '', '', named)}`
}

const PRESERVE = ' xml:space="preserve"'
/** The element of an item that was given no name. */
const DEFAULT_TAG = '_v'

// In all of these, `margin` is what stands before an element (empty unless pretty), `before` and `after` are attributes
// from outside the value, which come before and after its own.

function node(name: string, value: Value, margin: string, before = '', after = ''): string {
  if (typeof value !== 'object' || value === null) return text(name, before + after, value ?? null, margin)
  const inner = deeper(margin)
  if (value instanceof List) {
    return parent(name, before + after, items(value.tag, value.items, inner), margin)
  }
  if (value instanceof ById) {
    // As MediaWiki: ids that only count up from 0 are not told apart from a list, unless they stay an object.
    return value.style === 'list' && countsUp(value.items.keys())
      ? parent(name, before + after, items(value.tag, value.items.values(), inner), margin)
      : map(name, value.items, value.tag, margin, before, after)
  }
  if (value instanceof KeyValues) {
    let children = ''
    for (const [key, entry] of value.entries) {
      children += keyed(value.tag, attribute(value.keyName, key), entry, inner)
    }
    return parent(name, before + after, children, margin)
  }
  if (value instanceof Content || value instanceof Subelement) {
    return text(name, before + after + PRESERVE, value.value, margin)
  }
  if (value instanceof KeptBoolean) return text(name, before + after, value.value, margin)
  return map(name, Object.entries(value), DEFAULT_TAG, margin, before, after)
}

function items(tag: string, values: Iterable<Value>, margin: string): string {
  let out = ''
  for (const value of values) if (value !== undefined) out += node(tag, value, margin)
  return out
}

/** An entry of a map with free keys: its key is an attribute, and a scalar is the text. */
function keyed(tag: string, key: string, value: Value, margin: string): string {
  const plain = value instanceof KeptBoolean ? value.value : value
  if (plain === undefined || plain === false) return ''
  if (plain === true) return text(tag, key + PRESERVE, '', margin)
  return typeof plain === 'object' && plain !== null
    ? node(tag, plain, margin, '', key)
    : text(tag, key + PRESERVE, plain, margin)
}

/** An element of named entries; those whose key is an integer become elements of the name `tag`. */
function map(
  name: string,
  entries: Iterable<readonly [string | number, Value]>,
  tag: string,
  margin: string,
  before: string,
  after: string,
): string {
  const inner = deeper(margin)
  let attributes = before
  let children = ''
  let content: readonly [string, Content] | undefined
  for (const [givenKey, given] of entries) {
    const key = String(givenKey)
    const value = given instanceof KeptBoolean ? given.value : given
    if (value === undefined) continue
    if (isInteger(key)) children += node(tag, value, inner, ` _idx="${key}"`)
    // As MediaWiki: false and null are told by absence.
    else if (value === false || value === null) continue
    else if (value === true) attributes += attribute(key, '')
    else if (typeof value !== 'object') attributes += attribute(key, value)
    else if (value instanceof Content) content = [key, value]
    else children += node(xmlName(key), value, inner)
  }
  attributes += after
  if (content === undefined) return parent(name, attributes, children, margin)
  const [key, value] = content
  return children === ''
    ? text(name, attributes + PRESERVE, value.value, margin)
    : parent(name, attributes, children + node(xmlName(key), value, inner), margin)
}

const parent = (name: string, attributes: string, children: string, margin: string): string =>
  children === ''
    ? `${margin}<${name}${attributes} />`
    : `${margin}<${name}${attributes}>${children}${margin}</${name}>`

function text(name: string, attributes: string, value: string | number | boolean | null, margin: string): string {
  const escaped = value === null ? '' : typeof value === 'string' ? escapeText(value) : String(value)
  return escaped === '' ? `${margin}<${name}${attributes} />` : `${margin}<${name}${attributes}>${escaped}</${name}>`
}

const attribute = (key: string, value: string | number): string =>
  ` ${xmlName(key)}="${typeof value === 'string' ? escapeAttribute(value) : value}"`

const deeper = (margin: string): string => (margin === '' ? '' : `${margin}  `)

const isInteger = (key: string): boolean => /^(?:0|-?[1-9]\d*)$/.test(key)

function countsUp(keys: Iterable<string | number>): boolean {
  let next = 0
  for (const key of keys) if (String(key) !== String(next++)) return false
  return true
}

const escapeText = (value: string): string =>
  /[<>&]|[^\t\n\r -\ud7ff\ue000-\ufffd]/.test(value) ? printable(value).replace(/[<>&]/g, escapeMark) : value

const escapeAttribute = (value: string): string =>
  /[<>&"'\t\n\r]|[^ -\ud7ff\ue000-\ufffd]/.test(value) ? printable(value).replace(/[<>&"'\t\n\r]/g, escapeMark) : value

/** XML has no way to write some characters, not even escaped. */
const printable = (value: string): string => value.toWellFormed().replace(/[^\t\n\r -\uffff]|[\ufffe\uffff]/g, '\ufffd')

function escapeMark(mark: string): string {
  switch (mark) {
    case '<':
      return '&lt;'
    case '>':
      return '&gt;'
    case '&':
      return '&amp;'
    case '"':
      return '&quot;'
    case "'":
      return '&#039;'
    default:
      return `&#${mark.charCodeAt(0)};`
  }
}

// The name characters of XML, without the colon, which would speak of a namespace.
const NAME_START =
  'A-Za-z_\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f' +
  '\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}'
const NAME_INNER = `${NAME_START}\\-0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040`
const SIMPLE_NAME = /^[A-Za-z_][\w.-]*$/
const NAME = new RegExp(`^[${NAME_START}][${NAME_INNER}.]*$`, 'u')
const NO_NAME_INNER = new RegExp(`[^${NAME_INNER}]`, 'gu')

/** As MediaWiki: what is no XML name begins with `_` and has `.HEX.` for each character that may not be in one. */
export function xmlName(key: string): string {
  if (SIMPLE_NAME.test(key) || NAME.test(key)) return key
  return `_${key.toWellFormed().replace(NO_NAME_INNER, c => `.${c.codePointAt(0)?.toString(16).toUpperCase()}.`)}`
}
