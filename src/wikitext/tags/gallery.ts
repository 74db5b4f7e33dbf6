// `<gallery>`: files side by side, one a line, with a caption each.

import type { PageName } from '../context.ts'
import { decodeEntities } from '../entities.ts'
import { escapeAttribute, escapeText, pagePath } from '../escape.ts'
import type { Frame } from '../frame.ts'
import type { PageState } from '../page-state.ts'
import { allowedAttributes, protocolPattern, readAttributes, writeAttributes } from '../passes/attributes.ts'
import { imageWith, readImageOptions, shownSize } from '../passes/images.ts'
import type { ExtensionNode } from '../preprocessor.ts'
import { parseInner } from './inner.ts'
import type { Tag } from './tag.ts'

interface Layout {
  readonly mode: string
  readonly width: number
  readonly height: number
  readonly perRow: number
  readonly showFileName: boolean
}

const modes = new Set(['traditional', 'nolines', 'packed', 'packed-hover', 'packed-overlay', 'slideshow'])

const pixels = (text: string | undefined): number | undefined => {
  const match = /^\s*(\d+)\s*(?:px)?\s*$/.exec(text ?? '')
  return match && Number(match[1]) > 0 ? Number(match[1]) : undefined
}

function layoutOf(attributes: ReadonlyMap<string, string>): Layout {
  const mode = attributes.get('mode')?.toLowerCase() ?? ''
  return {
    mode: modes.has(mode) ? mode : 'traditional',
    width: pixels(attributes.get('widths')) ?? 120,
    height: pixels(attributes.get('heights')) ?? 120,
    perRow: pixels(attributes.get('perrow')) ?? 0,
    showFileName: attributes.has('showfilename'),
  }
}

export const gallery: Tag = (tag, state, frame) =>
  state.expansion.strip.add('general', 'gallery', galleryHtml(tag, state, frame))

function galleryHtml(tag: ExtensionNode, state: PageState, frame: Frame): string {
  const attributes = readAttributes(state.expansion.strip.unstripBoth(tag.attributes))
  const layout = layoutOf(attributes)
  const kept = allowedAttributes(attributes, 'ul')
  const classes = ['gallery', `mw-gallery-${layout.mode}`, kept.get('class') ?? ''].filter(name => name !== '')
  if (layout.perRow > 0 && !layout.mode.startsWith('packed')) {
    const width = layout.perRow * (layout.width + (layout.mode === 'nolines' ? 9 : 43))
    const style = kept.get('style')
    kept.set('style', `max-width: ${width}px;${style === undefined ? '' : style}`)
  }
  kept.delete('class')
  let out = `<ul${writeAttributes([['class', classes.join(' ')], ...kept])}>`
  const caption = attributes.get('caption')
  if (caption !== undefined && caption !== '') {
    out += `\n\t<li class="gallerycaption">${parseInner(caption, state, frame)}</li>`
  }
  for (const line of (tag.inner ?? '').split('\n')) out += galleryLine(line, layout, state, frame)
  return `${out}\n</ul>`
}

function galleryLine(line: string, layout: Layout, state: PageState, frame: Frame): string {
  const match = /^([^|]+)(?:\|(.*))?$/s.exec(line)
  if (!match || line.trim() === '') return ''
  const { titles } = state.expansion.context
  let written = (match[1] ?? '').trim()
  if (written.includes('%')) {
    try {
      written = decodeURIComponent(written)
    } catch {
      // A stray percent sign is part of the name.
    }
  }
  const name = titles.parse(decodeEntities(written), 6)
  if (name?.interwiki !== '' || name.text === '') return ''
  const parts = match[2] === undefined ? [] : splitParts(match[2])
  const { caption, alt, link } = readParts(parts)
  const shown = caption === '' ? '' : parseInner(caption, state, frame)
  const label = layout.showFileName ? `${fileNameLink(name, state)}\n${shown}` : shown
  return box(name, label, { alt, link, shown }, layout, state)
}

function fileNameLink(name: PageName, state: PageState): string {
  const path = escapeAttribute(pagePath(name, state.expansion.context))
  const title = escapeAttribute(state.prefixed(name))
  return `<a href="${path}" class="galleryfilename galleryfilename-truncate" title="${title}">${escapeText(name.text)}</a>`
}

interface Parts {
  caption: string
  alt?: string
  link?: string
}

/** Options are before or after the caption, which is all the rest. */
function readParts(parts: readonly string[]): Parts {
  const read: Parts = { caption: '' }
  for (const part of parts) {
    const named = /^\s*(alt|link|class)=(.*)$/s.exec(part)
    if (named?.[1] === 'alt') read.alt = (named[2] ?? '').trim()
    else if (named?.[1] === 'link') read.link = (named[2] ?? '').trim()
    // As MediaWiki: galleries know of classes, and do nothing with them.
    else if (named?.[1] !== 'class') read.caption = part
  }
  return read
}

// As MediaWiki: an address takes all up to the next blank, bars too.
const linkToAddress = new RegExp(`\\blink=\\s*(?:${protocolPattern}|//)\\S+`, 'iy')

/** Splits at `|` outside of links, templates and tags that stand in a caption. */
function splitParts(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    linkToAddress.lastIndex = at
    const address = depth === 0 && at === start ? linkToAddress.exec(text) : null
    if (address) at += address[0].length
    if (text.startsWith('[[', at) || text.startsWith('{{', at)) {
      depth++
      at++
    } else if ((text.startsWith(']]', at) || text.startsWith('}}', at)) && depth > 0) {
      depth--
      at++
    } else if (text[at] === '|' && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

interface BoxOptions {
  readonly alt?: string
  readonly link?: string
  readonly shown: string
}

const packedScale = 1.5

/** How large a picture may be in a layout. Packed galleries are laid out at one and a half times their size. */
function bounds(layout: Layout): { width: number; height: number } {
  if (!layout.mode.startsWith('packed')) return layout
  return {
    width: Math.floor((layout.height * 10 + 100) * packedScale),
    height: Math.floor(layout.height * packedScale),
  }
}

function box(name: PageName, label: string, options: BoxOptions, layout: Layout, state: PageState): string {
  const { shown, ...rest } = options
  const info = state.expansion.file(name.text)
  const picture = { ...readImageOptions(''), ...rest, caption: shown, ...bounds(layout) }
  const shrunk = layout.mode.startsWith('packed') ? { shrunkBy: packedScale } : {}
  const html = imageWith(name, { ...picture, ...shrunk }, state)
  const { thumbStyle, boxWidth, textWidth } = sizes(layout, info && shownSize(info, picture))
  const overlaid = layout.mode === 'packed-hover' || layout.mode === 'packed-overlay'
  const text = !overlaid
    ? `<div class="gallerytext">${label}</div>`
    : label === ''
      ? ''
      : `<div class="gallerytextwrapper" style="width: ${textWidth}px"><div class="gallerytext">${label}</div>\n\t\t\t</div>`
  return `\n\t\t<li class="gallerybox" style="width: ${boxWidth}px">\n\t\t\t<div class="thumb" style="${thumbStyle}">${html}</div>${text === '' ? '' : `\n\t\t\t${text}`}\n\t\t</li>`
}

/** A length with as many digits as MediaWiki writes. */
const decimals = (length: number): number => Number(length.toPrecision(14))

interface Sizes {
  readonly thumbStyle: string
  readonly boxWidth: number
  readonly textWidth: number
}

/** The sizes of one box. `shown` is undefined where there is no file. */
function sizes(layout: Layout, shown: { width: number; height: number } | undefined): Sizes {
  if (layout.mode.startsWith('packed')) {
    if (!shown) {
      return { thumbStyle: `height: ${layout.height}px;`, boxWidth: layout.width + 2, textWidth: layout.width - 20 }
    }
    const width = decimals(shown.width / packedScale)
    return { thumbStyle: `width: ${width}px;`, boxWidth: decimals(width + 2), textWidth: Math.ceil(width - 20) }
  }
  const padding = layout.mode === 'nolines' ? 0 : 30
  const boxWidth = layout.width + padding + 5
  const height = `height: ${layout.height + padding}px;`
  if (!shown) return { thumbStyle: height, boxWidth, textWidth: layout.width }
  const isHigh = layout.mode === 'traditional'
  const thumbStyle = `width: ${layout.width + padding}px;${isHigh ? ` ${height}` : ''}`
  return { thumbStyle, boxWidth, textWidth: layout.width }
}
