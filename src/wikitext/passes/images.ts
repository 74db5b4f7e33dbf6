// Files in pages: `[[File:Name|options|caption]]`.

import type { FileInfo, PageName } from '../context.ts'
import { decodeEntities } from '../entities.ts'
import { escapeAttribute, escapeText, pagePath } from '../escape.ts'
import type { PageState } from '../page-state.ts'
import { killMarkers } from '../strip.ts'
import { protocolPattern } from './attributes.ts'
import { cleanUrl, noteExternalLink } from './external-links.ts'
import { holdersAsText } from './link-holders.ts'
import { linkFragment, uploadPath } from './link-target.ts'

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
  /** The name of another file that is shown instead, from `thumb=name`. */
  readonly standIn?: string
  /** By how much smaller it is shown than it is loaded: packed galleries are laid out anew by the browser. */
  readonly shrunkBy?: number
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
  else if (name !== 'lang' && draft.frame === undefined) {
    draft.frame = 'manualthumb'
    draft.standIn = value
  }
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
  const isBlock = isFigure(options)
  const plain = plainCaption(options.caption, state)
  const shownInfo = options.standIn === undefined ? info : standInFile(options.standIn, state)
  const inner = !info
    ? missingPicture(name, options, plain, state)
    : !shownInfo
      ? brokenThumbnail(options, state)
      : picture(shownInfo, options, plain, name, state)
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
  const kind = `${info && shownInfo ? '' : 'mw:Error '}mw:File${kinds[options.frame ?? ''] ?? ''}`
  const attributes = `${classes.length > 0 ? ` class="${escapeAttribute(classes.join(' '))}"` : ''} typeof="${kind}"`
  if (isBlock) return `<figure${attributes}>${linked}<figcaption>${options.caption}</figcaption></figure>`
  return `<span${attributes}>${linked}</span>`
}

const isBoxed = (options: ImageOptions): boolean =>
  options.frame === 'thumb' || options.frame === 'frame' || options.frame === 'manualthumb'

/** Whether it stands apart from the text, with a caption. */
const isFigure = (options: ImageOptions): boolean => isBoxed(options) || options.halign !== undefined

/** The file that is shown instead of the one that is named. */
function standInFile(written: string, state: PageState): FileInfo | undefined {
  const name = state.expansion.context.titles.parse(decodeEntities(written), 6)
  return name?.namespace === 6 ? state.expansion.file(name.text) : undefined
}

const defaultThumbWidth = 300
/** As MediaWiki: readers' preferences, whose default has grown, are not asked for files that are not there. */
const missingThumbWidth = 180

const missingUprightWidth = 130

/** Widths of upright pictures are whole tens. */
const uprightWidth = (factor: number): number => Math.round((defaultThumbWidth * factor) / 10) * 10

interface Size {
  readonly width: number
  readonly height: number
}

/** How large a file may be shown; undefined where it has the size of its own. */
type Bounds = Pick<ImageOptions, 'width' | 'height'> | undefined

/** How large a file is shown. */
export const shownSize = (info: FileInfo, options: ImageOptions): Size => fit(info, boundsOf(options), options)

function boundsOf(options: ImageOptions): Bounds {
  const { frame, width, height, upright } = options
  if (frame === 'frame' || frame === 'manualthumb') return undefined
  if (width !== undefined || height !== undefined) return { ...(width ? { width } : {}), ...(height ? { height } : {}) }
  if (frame === undefined) return undefined
  return { width: upright === undefined ? defaultThumbWidth : uprightWidth(upright) }
}

const isScalable = (info: FileInfo): boolean => info.mime === 'image/svg+xml'

// A half is rounded up, also where the scale is a fraction that falls a little short of it.
const whole = (length: number): number => Math.max(1, Math.round(length + 1e-9))

function fit(info: FileInfo, bounds: Bounds, { frame }: ImageOptions): Size {
  if (!bounds || info.width === 0 || info.height === 0) return { width: info.width, height: info.height }
  const scale = Math.min((bounds.width ?? Infinity) / info.width, (bounds.height ?? Infinity) / info.height)
  const by = frame !== undefined && !isScalable(info) ? Math.min(scale, 1) : scale
  return { width: whole(info.width * by), height: whole(info.height * by) }
}

function picture(info: FileInfo, options: ImageOptions, plain: string, name: PageName, state: PageState): string {
  const { width, height } = shownSize(info, options)
  const alt = options.alt === undefined ? (isFigure(options) ? undefined : plain) : plainCaption(options.alt, state)
  const [source, ...denser] = sources(info, options)
  const isSaid = alt !== undefined && (alt !== '' || options.alt !== undefined || options.caption !== '')
  const described = isSaid ? `alt="${escapeAttribute(alt)}" ` : ''
  const set = denser.length === 0 ? '' : ` srcset="${escapeAttribute(denser.join(', '))}"`
  const leadsAway = options.frame === 'manualthumb' || (options.frame === 'thumb' && options.link !== undefined)
  const resource = leadsAway ? `resource="${escapeAttribute(pagePath(name, state.expansion.context))}" ` : ''
  const by = options.shrunkBy ?? 1
  return `<img ${described}${resource}src="${escapeAttribute(source)}" decoding="async" width="${Math.ceil(width / by)}" height="${Math.ceil(height / by)}" class="mw-file-element"${set} />`
}

/** The address of a picture of this size, then those for screens with more pixels, each with its density. */
function sources(info: FileInfo, options: ImageOptions): [string, ...string[]] {
  const bounds = boundsOf(options)
  const times = (length: number | undefined, density: number) =>
    length === undefined ? Infinity : whole(length * density)
  const at = (density: number): string => {
    if (!bounds) return info.url
    const wider = { width: times(bounds.width, density), height: times(bounds.height, density) }
    const { width, height } = fit(info, wider, options)
    if (!isScalable(info) && width >= info.width) return info.url
    return info.thumbnail?.(width, height) ?? info.url
  }
  const [source, first, second] = [at(1), at(1.5), at(2)]
  const denser: string[] = []
  if (first !== source) denser.push(`${first} 1.5x`)
  if (second !== first && second !== source) denser.push(`${second} 2x`)
  return [source, ...denser]
}

function missingPicture(name: PageName, options: ImageOptions, plain: string, state: PageState): string {
  // As MediaWiki: without a file, every upright picture has the width of the plain one.
  const byDefault = options.upright === undefined ? missingThumbWidth : missingUprightWidth
  const width = options.width ?? (isBoxed(options) ? byDefault : undefined)
  const size =
    (width === undefined ? '' : ` data-width="${width}"`) +
    (options.height === undefined ? '' : ` data-height="${options.height}"`)
  const text = options.alt === undefined ? (isBoxed(options) ? '' : plain) : plainCaption(options.alt, state)
  const shown = text === '' ? state.prefixed(name) : text
  return `<span class="mw-file-element mw-broken-media"${size}>${escapeText(shown)}</span>`
}

function brokenThumbnail(options: ImageOptions, state: PageState): string {
  const width = options.width ?? defaultThumbWidth
  const text = escapeText(state.expansion.message('thumbnail_error', ''))
  return `<span class="mw-file-element mw-broken-media" data-width="${width}">${text}</span>`
}

const startsWithProtocol = new RegExp(`^(?:${protocolPattern}|//)`, 'i')

function linkPicture(inner: string, name: PageName, options: ImageOptions, title: string, state: PageState): string {
  const { context } = state.expansion
  const titled = title === '' ? '' : ` title="${escapeAttribute(title)}"`
  const link = options.link === undefined ? undefined : holdersAsText(options.link, state).replace(/<[^>]*>/g, '')
  if (link === '') return `<span${titled}>${inner}</span>`
  if (link !== undefined && startsWithProtocol.test(link)) {
    const url = cleanUrl(link)
    noteExternalLink(state, url)
    return `<a href="${escapeAttribute(url)}"${titled} rel="nofollow">${inner}</a>`
  }
  const target = link === undefined ? undefined : context.titles.parse(decodeEntities(link))
  if (target) return linkToPage(inner, target, title, state)
  const path = escapeAttribute(pagePath(name, context))
  if (options.frame === 'manualthumb')
    return `<a href="${path}" title="${escapeAttribute(state.prefixed(name))}">${inner}</a>`
  return `<a href="${path}" class="mw-file-description"${titled}>${inner}</a>`
}

/** As MediaWiki: a picture's link is never red, and names the page where the picture has no caption to show. */
function linkToPage(inner: string, target: PageName, title: string, state: PageState): string {
  if (target.interwiki !== '') state.interwikiLinks.set(state.prefixed(target), target)
  // Its place is not needed; held, it is looked up and listed with all other links.
  else if (target.text !== '') state.hold(target, '')
  const address =
    (target.text === '' && target.interwiki === '' ? '' : pagePath(target, state.expansion.context)) +
    linkFragment(target)
  const shown = title === '' && target.text !== '' ? state.prefixed(target) : title
  return `<a href="${escapeAttribute(address)}" title="${escapeAttribute(shown)}">${inner}</a>`
}
