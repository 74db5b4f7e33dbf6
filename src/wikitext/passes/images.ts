// Files in pages: `[[File:Name|options|caption]]`.

import type { FileInfo, PageName } from '../context.ts'
import { decodeEntities } from '../entities.ts'
import { escapeAttribute, escapeText, pagePath } from '../escape.ts'
import type { PageState } from '../page-state.ts'
import { killMarkers } from '../strip.ts'
import { protocolPattern } from './attributes.ts'
import { cleanUrl, noteExternalLink } from './external-links.ts'
import { holdersAsText } from './link-holders.ts'
import { anyLink, linkFragment, uploadPath } from './link-target.ts'

/** What the options of a file link say. */
export interface ImageOptions {
  readonly frame?: 'thumb' | 'frame' | 'frameless' | 'manualthumb'
  readonly halign?: string
  readonly valign?: string
  readonly border: boolean
  readonly width?: number
  readonly height?: number
  readonly upright?: number
  readonly link?: string
  readonly alt?: string
  readonly className?: string
  readonly page?: string
  /** A size written as `100pxpx`. */
  readonly doublePx?: boolean
  readonly caption: string
}

const frames: Readonly<Record<string, ImageOptions['frame']>> = {
  thumb: 'thumb',
  thumbnail: 'thumb',
  frame: 'frame',
  framed: 'frame',
  enframed: 'frame',
  frameless: 'frameless',
}
const haligns: Readonly<Record<string, string>> = {
  left: 'left',
  right: 'right',
  center: 'center',
  centre: 'center',
  none: 'none',
}
const valigns: Readonly<Record<string, string>> = {
  baseline: 'baseline',
  sub: 'sub',
  super: 'super',
  sup: 'super',
  top: 'top',
  'text-top': 'text-top',
  middle: 'middle',
  bottom: 'bottom',
  'text-bottom': 'text-bottom',
}

type Draft = { -readonly [Key in keyof ImageOptions]: ImageOptions[Key] }

/** Reads the options of a file link. What is none of them is the caption; the last one wins. */
export function readImageOptions(written: string, mime?: string): ImageOptions {
  const draft: Draft = { border: false, caption: '' }
  if (written === '') return draft
  for (const part of splitBars(written)) {
    if (!readOption(part.trim(), draft, mime)) draft.caption = part.replaceAll('\n', ' ')
  }
  return draft
}

/** Splits at `|`, but not inside of `-{ }-`. */
function splitBars(text: string): string[] {
  if (!text.includes('-{')) return text.split('|')
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith('-{', at)) depth++
    else if (text.startsWith('}-', at) && depth > 0) depth--
    else if (text[at] === '|' && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

function readOption(part: string, draft: Draft, mime: string | undefined): boolean {
  const frame = frames[part]
  if (frame !== undefined) {
    // A second one of these is the caption.
    if (draft.frame !== undefined) return false
    draft.frame = frame
    return true
  }
  const halign = haligns[part]
  if (halign !== undefined) {
    draft.halign ??= halign
    return true
  }
  const valign = valigns[part]
  if (valign !== undefined) {
    draft.valign ??= valign
    return true
  }
  if (part === 'border') {
    draft.border = true
    return true
  }
  const size = /^(\d*)(?:x(\d+))?\s*px(\s*px)?$/.exec(part)
  if (size?.[3] !== undefined) draft.doublePx = true
  if (size && (size[1] !== '' || size[2] !== undefined)) return readSize(size[1] ?? '', size[2], draft)
  const upright = /^upright(?:[= ]\s*([\d.]+))?$/.exec(part)
  if (upright) {
    draft.upright = upright[1] === undefined ? 0.75 : Number(upright[1])
    return true
  }
  const named = /^(link|alt|class|page|lang|thumb|thumbnail)=(.*)$/s.exec(part)
  if (!named) return false
  const name = named[1] ?? ''
  // Pages and languages are only there in files that have them.
  if (name === 'page' && !/pdf|djvu|tiff/.test(mime ?? '')) return false
  if (name === 'lang' && mime !== 'image/svg+xml') return false
  return readNamed(name, (named[2] ?? '').trim(), draft)
}

function readSize(width: string, height: string | undefined, draft: Draft): boolean {
  const wide = width === '' ? undefined : Number(width)
  const high = height === undefined ? undefined : Number(height)
  if (wide === 0 || high === 0) return false
  draft.width = wide
  draft.height = high
  return true
}

function readNamed(name: string, value: string, draft: Draft): boolean {
  if (name === 'link') draft.link ??= value
  else if (name === 'alt') draft.alt ??= value
  else if (name === 'class') draft.className ??= value
  else if (name === 'page') draft.page ??= value
  else if (name !== 'lang') draft.frame ??= 'manualthumb'
  return true
}

/** The plain text of a caption: for titles and alternative texts. */
export function plainCaption(html: string, state: PageState): string {
  const text = state.expansion.strip.unstripBoth(holdersAsText(html, state))
  const plain = killMarkers(text)
    .replace(/<br[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/'{2,}/g, '')
  return decodeEntities(plain.replace(/[ \t\n]+/g, ' ').trim())
}

/** A file in the page. */
export function image(name: PageName, written: string, state: PageState): string {
  return imageWith(name, readImageOptions(written, state.expansion.file(name.text)?.mime), state)
}

/** A file in the page, with options that were read already. */
export function imageWith(name: PageName, options: ImageOptions, state: PageState): string {
  if (name.namespace === 6) state.images.add(name.text.replaceAll(' ', '_'))
  const info = state.expansion.file(name.text)
  if (options.doublePx === true) state.expansion.track('double-px-category')
  if (!info && !state.expansion.missingFiles.has(name.text)) state.expansion.track('broken-file-category')
  const isBlock = (options.frame !== undefined && options.frame !== 'frameless') || options.halign !== undefined
  const plain = plainCaption(options.caption, state)
  const inner = info ? picture(info, options, plain, isBlock, state) : missingPicture(name, options, plain, state)
  // A link is counted whether there is a picture to carry it or not.
  if (!info && options.link !== undefined) linkPicture('', name, options, '', state)
  const linked = info
    ? linkPicture(inner, name, options, isBlock ? '' : plain, state)
    : `<a href="${escapeAttribute(uploadPath(name.text, state))}" class="new" title="${escapeAttribute(state.prefixed(name))}">${inner}</a>`
  const classes = [
    options.width === undefined && options.frame !== 'frame' && options.frame !== 'manualthumb'
      ? 'mw-default-size'
      : '',
    options.halign === undefined ? '' : `mw-halign-${options.halign}`,
    options.valign === undefined || isBlock ? '' : `mw-valign-${options.valign}`,
    options.border && !isBoxed(options) ? 'mw-image-border' : '',
    options.className ?? '',
  ].filter(name => name !== '')
  const kinds: Record<string, string> = {
    thumb: '/Thumb',
    manualthumb: '/Thumb',
    frame: '/Frame',
    frameless: '/Frameless',
  }
  const kind = `${info ? '' : 'mw:Error '}mw:File${kinds[options.frame ?? ''] ?? ''}`
  const attributes = `${classes.length > 0 ? ` class="${escapeAttribute(classes.join(' '))}"` : ''} typeof="${kind}"`
  if (isBlock) return `<figure${attributes}>${linked}<figcaption>${options.caption}</figcaption></figure>`
  return `<span${attributes}>${linked}</span>`
}

const isBoxed = (options: ImageOptions): boolean =>
  options.frame === 'thumb' || options.frame === 'frame' || options.frame === 'manualthumb'

const defaultThumbWidth = 180

/** Widths of upright pictures are whole tens. */
const uprightWidth = (factor: number): number => Math.floor((defaultThumbWidth * factor) / 10) * 10

interface Size {
  readonly width: number
  readonly height: number
}

/** How large a file is shown. */
export function shownSize(info: FileInfo, options: ImageOptions): Size {
  const natural = { width: info.width, height: info.height }
  if (options.frame === 'frame' || info.width === 0 || info.height === 0) return natural
  let { width, height } = options
  if (width === undefined && height === undefined) {
    if (options.frame !== 'thumb' && options.frame !== 'frameless') return natural
    width = options.upright === undefined ? defaultThumbWidth : uprightWidth(options.upright)
    height = undefined
  }
  const scalable = info.mime === 'image/svg+xml'
  let scale = Math.min((width ?? Infinity) / info.width, (height ?? Infinity) / info.height)
  if (!scalable && scale > 1 && isBoxed(options)) scale = 1
  return { width: Math.max(1, Math.round(info.width * scale)), height: Math.max(1, Math.round(info.height * scale)) }
}

function picture(info: FileInfo, options: ImageOptions, plain: string, isBlock: boolean, state: PageState): string {
  const { width, height } = shownSize(info, options)
  const alt = options.alt === undefined ? (isBlock ? undefined : plain) : plainCaption(options.alt, state)
  const source = width < info.width ? (info.thumbnail?.(width, height) ?? info.url) : info.url
  const described =
    alt === undefined || (alt === '' && options.alt === undefined) ? '' : `alt="${escapeAttribute(alt)}" `
  return `<img ${described}src="${escapeAttribute(source)}" decoding="async" width="${width}" height="${height}" class="mw-file-element" data-file-width="${info.width}" data-file-height="${info.height}" />`
}

function missingPicture(name: PageName, options: ImageOptions, plain: string, state: PageState): string {
  // As MediaWiki: without a file, every upright picture has the width of the plain one.
  const byDefault = options.upright === undefined ? defaultThumbWidth : uprightWidth(0.75)
  const width = options.width ?? (isBoxed(options) ? byDefault : undefined)
  const size =
    (width === undefined ? '' : ` data-width="${width}"`) +
    (options.height === undefined ? '' : ` data-height="${options.height}"`)
  const text = options.alt === undefined ? (isBoxed(options) ? '' : plain) : plainCaption(options.alt, state)
  const shown = text === '' ? state.prefixed(name) : text
  return `<span class="mw-file-element mw-broken-media"${size}>${escapeText(shown)}</span>`
}

const startsWithProtocol = new RegExp(`^(?:${protocolPattern}|//)`, 'i')

function linkPicture(inner: string, name: PageName, options: ImageOptions, title: string, state: PageState): string {
  const { context } = state.expansion
  const titled = title === '' ? '' : ` title="${escapeAttribute(title)}"`
  const { link } = options
  if (link === '') return `<span${titled}>${inner}</span>`
  if (link !== undefined && startsWithProtocol.test(link)) {
    const url = cleanUrl(link)
    noteExternalLink(state, url)
    return `<a href="${escapeAttribute(url)}"${titled} rel="nofollow">${inner}</a>`
  }
  const target = link === undefined ? undefined : context.titles.parse(decodeEntities(link))
  if (target) return anyLink(target, inner, state)
  const path = pagePath(name, context) + linkFragment(name)
  return `<a href="${escapeAttribute(path)}" class="mw-file-description"${titled}>${inner}</a>`
}
