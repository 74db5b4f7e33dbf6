// Internal links: `[[Target|label]]`, with categories, files, interwiki and language links.

import type { PageName } from '../context.ts'
import { decodeEntities } from '../entities.ts'
import type { PageState } from '../page-state.ts'
import { resolveSubpage } from '../subpage.ts'
import { protocolPattern } from './attributes.ts'
import { armorLinks, externalLinks } from './external-links.ts'
import { image } from './images.ts'
import { anyLink } from './link-target.ts'
import { quotesInLine } from './quotes.ts'

const linkPattern = /^([^\x00-\x1f\][{}|<>\x7f]+)(?:\|(.+?))?\]\](.*)$/s
const cutOffPattern = /^([^\x00-\x1f\][{}|<>\x7f]+)\|(.*)$/s
const startsWithProtocol = new RegExp(`^(?:${protocolPattern}|//)`, 'i')

/** Undoes percent-encoding as rawurldecode does; `<` and `>` stay harmless. */
function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  const decoded = text.replace(/(?:%[0-9A-Fa-f]{2})+/g, run => {
    try {
      return decodeURIComponent(run).replaceAll('&', '&amp;')
    } catch {
      return run
    }
  })
  return decoded.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Replaces all links in double brackets. */
export function internalLinks(text: string, state: PageState): string {
  if (!text.includes('[[')) return text
  const pieces = text.split('[[')
  const out = new Output(pieces[0] ?? '')
  for (let at = 1; at < pieces.length; ) at = link(pieces, at, out, state)
  return out.text
}

/** Text put out so far; a category takes white space off its end again. */
class Output {
  text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Takes the link that begins a piece; the answer is the number of the next piece. */
function link(pieces: readonly string[], at: number, out: Output, state: PageState): number {
  const piece = pieces[at] ?? ''
  const whole = piece.includes(']]') ? linkPattern.exec(piece) : null
  if (!whole) return cutOff(pieces, at, out, state)
  let label = whole[2] ?? ''
  let trail = whole[3] ?? ''
  if (label !== '' && trail.startsWith(']') && label.includes('[')) {
    label += ']'
    trail = trail.slice(1)
  }
  const target = resolveTarget(whole[1] ?? '', label, state)
  if (!target) out.text += `[[${piece}`
  else write(target, label, trail, out, state)
  return at + 1
}

interface Target {
  readonly name: PageName
  /** As it was written, with a relative name resolved. */
  readonly written: string
  /** What a link without a label shows. */
  readonly shown: string
  /** False with a colon in front, which makes a link even of a category or file. */
  readonly special: boolean
}

/** What `[[#]]` leads to. */
const nowhere: PageName = { namespace: 0, interwiki: '', text: '', fragment: '' }

function resolveTarget(raw: string, _label: string, state: PageState): Target | undefined {
  const { titles } = state.expansion.context
  const decoded = decodePercent(raw)
  const original = decoded.replace(/^ +/, '')
  if (startsWithProtocol.test(original)) return undefined
  const plain = state.expansion.strip.unstripNowiki(original)
  const relative = resolveSubpage(plain, state.title, titles)
  const name = plain.trim() === '#' ? nowhere : titles.parse(decodeEntities(relative ?? plain))
  if (!name || (name.text === '' && name.interwiki === '' && name.fragment === undefined)) return undefined
  const special = !original.startsWith(':')
  return { name, written: relative ?? original, shown: relativeLabel(original, relative), special }
}

function relativeLabel(original: string, relative: string | undefined): string {
  if (relative === undefined) return original.startsWith(':') ? original.slice(1) : original
  const trimmed = original.trim()
  // `[[/Sub/]]` and `[[../Sibling/]]` show the name without its slashes.
  if (trimmed === '/') return relative
  if (trimmed.startsWith('/')) return trimmed.endsWith('/') ? trimmed.replace(/^\/|\/+$/g, '') : trimmed
  if (!trimmed.endsWith('/')) return relative
  const rest = trimmed.replace(/^(?:\.\.\/)+/, '').replace(/\/+$/, '')
  return rest === '' ? relative : rest
}

/** A piece without `]]` may be a file whose caption holds links. */
function cutOff(pieces: readonly string[], at: number, out: Output, state: PageState): number {
  const piece = pieces[at] ?? ''
  const start = cutOffPattern.exec(piece)
  const target = start && resolveTarget(start[1] ?? '', '', state)
  if (!start || !target) {
    out.text += `[[${piece}`
    return at + 1
  }
  // As MediaWiki: blanks before a name are gone, also where it is none of a link.
  const plain = `[[${piece.replace(/^ +/, '')}`
  if (target.name.namespace !== 6 || target.name.interwiki !== '' || !target.special) {
    out.text += plain
    return at + 1
  }
  let text = start[2] ?? ''
  for (let next = at + 1; next < pieces.length; next++) {
    const parts = splitClose(pieces[next] ?? '')
    if (parts.length === 3) {
      text += `[[${parts[0]}]]${parts[1]}`
      write(target, text, parts[2] ?? '', out, state)
      return next + 1
    }
    if (parts.length === 2) {
      text += `[[${parts[0]}]]${parts[1]}`
    } else {
      text += `[[${pieces[next]}`
      break
    }
  }
  // No end of the file link: it stays text, and what follows is read by itself.
  out.text += plain
  return at + 1
}

function splitClose(piece: string): string[] {
  const first = piece.indexOf(']]')
  if (first < 0) return [piece]
  const second = piece.indexOf(']]', first + 2)
  if (second < 0) return [piece.slice(0, first), piece.slice(first + 2)]
  return [piece.slice(0, first), piece.slice(first + 2, second), piece.slice(second + 2)]
}

function write(target: Target, label: string, trail: string, out: Output, state: PageState): void {
  const { name } = target
  if (target.special) {
    const language =
      name.interwiki === '' ? undefined : state.expansion.context.titles.interwiki(name.interwiki)?.language
    if (language !== undefined) {
      if (!state.languageLinks.has(name.interwiki)) state.languageLinks.set(name.interwiki, name)
      out.text = trimLineEnd(out.text) + trail
      return
    }
    if (name.interwiki === '' && name.namespace === 6) {
      out.text += file(name, label, state) + trail
      return
    }
    if (name.interwiki === '' && name.namespace === 14) {
      category(name, label, state)
      out.text = trimCategoryEnd(out.text)
      out.text += trail
      return
    }
  }
  const shown = label === '' ? target.shown : quotesInLine(label)
  const end = /^[a-z]*/.exec(trail)?.[0] ?? ''
  const rest = trail.slice(end.length)
  out.text += anyLink(name, shown + end, state) + rest
}

const trimLineEnd = (text: string): string => text.replace(/\n\s*$/, '')
/** White space before a category goes, back to and with the line break before it. */
function trimCategoryEnd(text: string): string {
  const trimmed = text.trimEnd()
  return text.slice(trimmed.length).includes('\n') ? trimmed : text
}

function category(name: PageName, label: string, state: PageState): void {
  const key = state.expansion.strip.unstripBoth(quotesInLine(label))
  const prefixed = state.prefixed(name)
  const known = state.categories.get(prefixed)
  if (known && label === '') return
  state.categories.set(prefixed, { name: { ...name, fragment: undefined }, sortKey: key })
}

function file(name: PageName, label: string, state: PageState): string {
  return state.nested(() => {
    const options = label === '' ? '' : internalLinks(externalLinks(label, state), state)
    return armorLinks(image(name, options, state))
  }, '')
}
