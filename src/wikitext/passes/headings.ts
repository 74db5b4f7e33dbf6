// Headings: `== … ==` lines become elements, and all heading elements get their anchors and numbers.

import { anchorId } from '../anchor.ts'
import { decodeEntities } from '../entities.ts'
import { formUrlEncode } from '../escape.ts'
import type { PageState, SectionEntry } from '../page-state.ts'
import { killMarkers } from '../strip.ts'
import { holdersAsText } from './link-holders.ts'
import { frenchSpaces } from './spaces.ts'
import { lineHtml } from './toc-line.ts'

/** Where the table of contents goes. */
export const tocPlace = '<meta property="mw:PageProp/toc" />'

/** Replaces heading lines by elements. White space after a heading goes with it, but for one line break. */
export function headingLines(text: string): string {
  if (text[0] !== '=' && !text.includes('\n=')) return text
  let out = ''
  let at = 0
  while (at < text.length) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    const element = text[at] === '=' ? headingElement(text.slice(at, end)) : undefined
    if (element === undefined) {
      out += text.slice(at, end + 1)
      at = end + 1
      continue
    }
    out += element
    // Blank lines that follow are swallowed, up to the line break before the next text.
    let next = end
    while (next < text.length && isSpace(text.charCodeAt(next))) next++
    if (next >= text.length) return out
    const lastBreak = text.lastIndexOf('\n', next - 1)
    out += text.slice(lastBreak, lastBreak + 1)
    at = lastBreak + 1
  }
  return out
}

const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d)

function headingElement(line: string): string | undefined {
  let last = line.length
  while (last > 0 && isSpace(line.charCodeAt(last - 1))) last--
  let opening = 0
  while (opening < last && line[opening] === '=') opening++
  let closing = 0
  while (closing < last && line[last - 1 - closing] === '=') closing++
  const level = opening === last ? Math.floor((last - 1) / 2) : Math.min(opening, closing)
  const bounded = Math.min(6, level)
  if (bounded < 1) return undefined
  const inner = line.slice(bounded, last - bounded)
  const trimmed = inner.replace(/^[ \t]+|[ \t]+$/g, '')
  return `<h${bounded}>${trimmed === '' ? inner.slice(-1) : trimmed}</h${bounded}>`
}

const headingTag = /<(\/?)h([1-6])(?=[\s>])([^>]*)>/gi
const ownMarker = /\x7f'"`UNIQ--h(\d+)-[0-9A-F]{8}-QINU`"'\x7f[ \t]*/g

interface Tag {
  readonly start: number
  readonly end: number
  readonly closes: boolean
  readonly level: number
  readonly attributes: string
}

interface Numbering {
  tocLevel: number
  previous: number
  readonly levels: number[]
  readonly counts: number[]
}

/** Gives all headings their anchors. Only those of the page itself (`isMain`) are sections; those within tags are none. */
export function formatHeadings(text: string, state: PageState, isMain: boolean): string {
  if (!/<h[1-6]/i.test(text)) return text
  const tags: Tag[] = [...text.matchAll(headingTag)].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
    closes: match[1] !== '',
    level: Number(match[2]),
    attributes: match[3] ?? '',
  }))
  const numbering: Numbering = { tocLevel: 0, previous: 0, levels: [], counts: [] }
  const nextClose = closers(tags)
  let out = ''
  let done = 0
  for (const [index, tag] of tags.entries()) {
    if (tag.closes || tag.start < done) continue
    const close = nextClose[index]
    if (!close) continue
    const inner = text.slice(tag.end, close.start)
    out += text.slice(done, tag.start) + heading(tag, inner, numbering, state, isMain)
    done = close.end
  }
  return out + text.slice(done)
}

/** For each tag the next one that closes a heading: of whatever level, as in HTML. */
function closers(tags: readonly Tag[]): (Tag | undefined)[] {
  let next: Tag | undefined
  const found: (Tag | undefined)[] = []
  for (let index = tags.length - 1; index >= 0; index--) {
    const tag = tags[index]
    if (!tag) continue
    found[index] = next
    if (tag.closes) next = tag
  }
  return found
}

function nextNumber(level: number, numbering: Numbering): string {
  const { levels, counts } = numbering
  if (level > numbering.previous) {
    numbering.tocLevel++
    counts[numbering.tocLevel] = 0
  } else if (level < numbering.previous && numbering.tocLevel > 1) {
    let depth = numbering.tocLevel
    for (; depth > 0; depth--) {
      const there = levels[depth] ?? 0
      if (there === level) break
      if (there < level) {
        depth++
        break
      }
    }
    numbering.tocLevel = Math.max(1, depth)
  }
  levels[numbering.tocLevel] = level
  numbering.previous = level
  counts[numbering.tocLevel] = (counts[numbering.tocLevel] ?? 0) + 1
  return counts.slice(1, numbering.tocLevel + 1).join('.')
}

/** The heading as lines of the table of contents show it: links and most tags are gone. */
function tocLine(inner: string, state: PageState): string {
  const text = killMarkers(state.expansion.strip.unstripBoth(holdersAsText(inner, state)))
  if (!/[<>&]/.test(text)) return frenchSpaces(text, '&').replaceAll('&#160;', '\u00a0').trim()
  const kept = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(?!\/?(?:span|sup|sub|bdi|i|b|s|strike|q)(?: [^>]*)?>)[^>]*>/gi, '')
    .replace(/<(\/?(?:span|sup|sub|bdi|i|b|s|strike|q))( [^>]*)?>/gi, (_, name: string, attributes = '') => {
      const direction = /^span$/i.test(name) ? (/ dir="(?:rtl|ltr)"/.exec(attributes)?.[0] ?? '') : ''
      return `<${name.toLowerCase()}${direction}>`
    })
    .replaceAll('<span></span>', '')
    .trim()
  return lineHtml(kept)
}

/** The id that MediaWiki gave headings before it kept Unicode in them. */
const legacyId = (text: string): string =>
  formUrlEncode(text.replace(/[ _]+/g, '_')).replaceAll('%3A', ':').replaceAll('%', '.')

function uniqueAnchor(anchor: string, state: PageState): string {
  const key = anchor.toLowerCase()
  const used = state.anchors.get(key)
  if (used === undefined) {
    state.anchors.set(key, 2)
    return anchor
  }
  // The count remembered for a name keeps 20,000 equal headings from searching anew each time.
  let number = used
  while (state.anchors.has(`${key}_${number}`)) number++
  state.anchors.set(key, number + 1)
  state.anchors.set(`${key}_${number}`, 2)
  return `${anchor}_${number}`
}

function heading(tag: Tag, written: string, numbering: Numbering, state: PageState, isMain: boolean): string {
  let source: number | undefined
  const inner = written.replace(ownMarker, (_, number: string) => {
    source ??= Number(number)
    return ''
  })
  const number = nextNumber(tag.level, numbering)
  const line = tocLine(inner, state)
  const text = decodeEntities(line.replace(/<[^>]*>/g, ''))
  const ownId = /(?:^|\s)id="([^"]*)"/.exec(tag.attributes)?.[1]
  const anchor = ownId === undefined ? uniqueAnchor(anchorId(text), state) : decodeEntities(ownId)
  const legacy = ownId === undefined ? legacyAnchor(text, anchor) : ''
  const from = source === undefined ? undefined : state.expansion.headings[source]
  const index = from?.index === undefined ? '' : `${from.template ? 'T-' : ''}${from.index}`
  const isOwn = index !== '' && from !== undefined && from.template === undefined
  const section: SectionEntry = {
    tocLevel: numbering.tocLevel,
    level: tag.level,
    line,
    number,
    index,
    fromTitle: index === '' ? undefined : (from?.templatePrefixed ?? state.prefixedTitle).replaceAll(' ', '_'),
    offset: isOwn ? state.codePoints(from.start) : undefined,
    anchor,
  }
  if (isMain) state.sections.push(section)
  const data = [
    ` data-mw-anchor="${ownId === undefined ? escapeId(anchor) : ''}"`,
    ownId === undefined ? '' : ' data-mw-own=""',
    legacy === '' ? '' : ` data-mw-fallback="${escapeId(legacy)}"`,
    index === '' || !isMain ? '' : ` data-mw-section="${state.sections.length - 1}"`,
  ].join('')
  return `<h${tag.level}${tag.attributes}${data}>${inner}</h${tag.level}>`
}

const escapeId = (id: string): string =>
  id.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** The old id, where it differs: with the same number behind it. */
function legacyAnchor(text: string, anchor: string): string {
  const base = anchorId(text)
  const legacy = legacyId(base) + anchor.slice(base.length)
  return legacy === anchor ? '' : legacy
}
