// HTML tags in wikitext: those on a list stay with the attributes they may have, everything else becomes text.

import { normalizeEntities } from '../entities.ts'
import { allowedAttributes, readAttributes, writeAttributes } from './attributes.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Elements that wikitext may write as tags. */
export const allowedElements = words(
  'abbr b bdi bdo big blockquote br caption center cite code data dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i ins ' +
    'kbd li mark ol p pre q rb rp rt rtc ruby s samp small span strike strong sub sup table td th time tr tt u ul var wbr ' +
    'meta link',
)

/** These two are there for microdata alone. */
const metadataAttributes = words('itemprop content href title')

const single = words('br hr wbr meta link')

const piece = /^(\/?)([A-Za-z][^\t\n\v />\0]*)([^>]*?)(\/?>)([^<]*)$/

const escapeGt = (text: string): string => normalizeEntities(text.includes('>') ? text.replaceAll('>', '&gt;') : text)

/** Judges all tags of a text. Character references come out well formed, `<` and `>` that open no tag as `&lt;`, `&gt;`. */
export function fixTags(text: string, unstrip: (attributes: string) => string): string {
  const bits = text.split('<')
  let out = escapeGt(bits[0] ?? '')
  for (let index = 1; index < bits.length; index++) {
    const bit = bits[index] ?? ''
    out += fixTag(bit, unstrip) ?? `&lt;${escapeGt(bit)}`
  }
  return out
}

function fixTag(bit: string, unstrip: (attributes: string) => string): string | undefined {
  const match = piece.exec(bit)
  const name = match?.[2]?.toLowerCase()
  if (!match || name === undefined || !allowedElements.has(name)) return undefined
  const [, slash, , written = '', brace, rest = ''] = match
  // As MediaWiki: `</br>` is meant as `<br>`.
  const closes = slash !== '' && name !== 'br'
  if (closes) return `</${name}>${escapeGt(rest)}`
  const attributes = written === '' ? '' : fixed(name, unstrip(written))
  if (attributes === undefined) return undefined
  if (name === 'meta' || name === 'link') {
    if (attributes === '') return undefined
  }
  const end = single.has(name) ? ' />' : brace === '/>' && name === 'pre' ? '></pre>' : '>'
  return `<${name}${attributes}${end}${escapeGt(rest)}`
}

function fixed(name: string, written: string): string | undefined {
  const attributes = readAttributes(written)
  if (name === 'meta' || name === 'link') {
    for (const key of attributes.keys()) if (!metadataAttributes.has(key)) attributes.delete(key)
  }
  const needed = name === 'meta' ? 'content' : name === 'link' ? 'href' : undefined
  if (needed !== undefined && (!attributes.has('itemprop') || !attributes.has(needed))) return undefined
  return writeAttributes(allowedAttributes(attributes, name))
}
