// Edit summaries as HTML: links and `/* Section */`, nothing else of wikitext.

import { anchorFragment, anchorId } from './anchor.ts'
import { type Existence, type ExpandContext, type PageName, prefixedText } from './context.ts'
import { decodeEntities } from './entities.ts'
import { pagePath, wikiUrlEncode } from './escape.ts'
import { resolveSubpage } from './subpage.ts'

/** What summaries need of the wiki. */
export type CommentContext = Pick<
  ExpandContext,
  'titles' | 'exists' | 'fileInfo' | 'message' | 'articlePath' | 'script' | 'server'
>

/** One summary, and the page that its sections and relative links are on. */
export interface Comment {
  readonly text: string
  /** Undefined: sections are not linked. */
  readonly title: PageName | undefined
  /** Sections are in the page that shows the summary, so that links to them are `#…` alone. */
  readonly local?: boolean
}

const htmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#039;',
  '<': '&lt;',
  '>': '&gt;',
}
const escapeHtml = (text: string): string => text.replace(/[&"'<>]/g, character => htmlEscapes[character] ?? character)

/** A piece of a summary: finished HTML, or a link that waits for what is known of its target. */
type Piece = string | { readonly target: PageName; readonly label: string }

/** Renders one summary. */
export async function renderComment(
  text: string,
  context: CommentContext & { readonly title?: PageName },
): Promise<string> {
  const [html = ''] = await renderComments([{ text, title: context.title }], context)
  return html
}

/** Renders summaries, with all their links looked up in one batch. */
export async function renderComments(comments: readonly Comment[], context: CommentContext): Promise<string[]> {
  const parsed = comments.map(comment => parse(comment, context))
  const targets = new Map<string, PageName>()
  const files = new Set<string>()
  for (const piece of parsed.flat()) {
    if (typeof piece === 'string' || piece.target.interwiki !== '') continue
    if (piece.target.namespace === -2) files.add(piece.target.text)
    else targets.set(prefixedText(piece.target, context.titles), piece.target)
  }
  const existing = targets.size > 0 ? await context.exists?.([...targets.values()]) : undefined
  const found = files.size > 0 ? await context.fileInfo?.([...files]) : undefined
  const write = (piece: Piece): string => {
    if (typeof piece === 'string') return piece
    const { target, label } = piece
    if (target.namespace === -2) return mediaLink(target, label, found?.get(target.text)?.url, context)
    const existence = target.interwiki !== '' || (existing?.get(prefixedText(target, context.titles)) ?? false)
    return `<a ${linkAttributes(target, existence, context)}>${label}</a>`
  }
  return parsed.map(pieces => pieces.map(write).join(''))
}

function linkAttributes(target: PageName, existence: Existence, context: CommentContext): string {
  const prefixed = prefixedText(target, context.titles)
  const fragment =
    target.fragment === undefined || target.fragment === '' ? '' : `#${anchorFragment(anchorId(target.fragment))}`
  const path = pagePath(target, context) + fragment
  if (target.interwiki !== '') return `href="${escapeHtml(path)}" class="extiw" title="${escapeHtml(prefixed)}"`
  if (existence === 'redirect') return `href="${escapeHtml(path)}" class="mw-redirect" title="${escapeHtml(prefixed)}"`
  if (existence) return `href="${escapeHtml(path)}" title="${escapeHtml(prefixed)}"`
  const missing = escapeHtml(context.message?.('red-link-title', prefixed) ?? prefixed)
  if (target.namespace === -1) return `href="${escapeHtml(path)}" class="new" title="${missing}"`
  const edit = `${context.script ?? '/index.php'}?title=${wikiUrlEncode(prefixed)}&action=edit&redlink=1`
  return `href="${escapeHtml(edit)}" class="new" title="${missing}"`
}

function mediaLink(target: PageName, label: string, url: string | undefined, context: CommentContext): string {
  const title = escapeHtml(target.text)
  if (url !== undefined) return `<a href="${escapeHtml(url)}" class="internal" title="${title}">${label}</a>`
  const special = context.titles.namespaceName(-1) ?? 'Special'
  const path = `${context.script ?? '/index.php'}?title=${wikiUrlEncode(special)}:Upload&wpDestFile=${wikiUrlEncode(target.text)}`
  return `<a href="${escapeHtml(path)}" class="new" title="${title}">${label}</a>`
}

function parse(comment: Comment, context: CommentContext): Piece[] {
  const plain = decodeEntities(comment.text.replaceAll('\n', ' ')).replaceAll('\x7f', '')
  // Sections first: their text is put aside, so that no link is seen in it.
  const sections: string[] = []
  let text = ''
  let done = 0
  for (let open = plain.indexOf('/*'); open >= 0; open = plain.indexOf('/*', done)) {
    const close = plain.indexOf('*/', open + 2)
    if (close < 0) break
    sections.push(section(plain.slice(open + 2, close), plain.length > close + 2, comment, context))
    text += `${plain.slice(done, open)}\x7f${sections.length - 1}\x7f`
    done = close + 2
  }
  text += plain.slice(done)
  const putBack = (piece: string): string =>
    escapeHtml(piece).replace(/\x7f(\d+)\x7f/g, (_, number: string) => sections[Number(number)] ?? '')
  return links(text, comment, context, putBack)
}

function section(inner: string, hasMore: boolean, comment: Comment, context: CommentContext): string {
  const name = inner.trim()
  const colon = hasMore ? ': ' : ''
  if (name === '') return hasMore ? `<span class="autocomment">${colon}</span>` : ''
  const shown = `→<bdi dir="ltr">${escapeHtml(name).replaceAll('[[', '&#91;&#91;').replaceAll(']]', '&#93;&#93;')}</bdi>`
  if (!comment.title) return `<span class="autocomment">${shown}${colon}</span>`
  const anchor = anchorFragment(anchorId(name.replaceAll('[[:', '').replaceAll('[[', '').replaceAll(']]', '')))
  const path = comment.local === true ? '' : pagePath(comment.title, context)
  const title = comment.local === true ? '' : ` title="${escapeHtml(prefixedText(comment.title, context.titles))}"`
  return `<span class="autocomment"><a href="${escapeHtml(`${path}#${anchor}`)}"${title}>${shown}</a>${colon}</span>`
}

function links(text: string, comment: Comment, context: CommentContext, finish: (piece: string) => string): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  let close = -1
  for (let open = text.indexOf('[['); open >= 0; open = text.indexOf('[[', open + 1)) {
    if (open < done) continue
    if (close < open + 2) close = text.indexOf(']]', open + 2)
    if (close < 0) break
    const [inner = ''] = /^[^[|\]]*(?:\](?!\])[^[|\]]*)*/.exec(text.slice(open + 2, close)) ?? []
    const end = open + 2 + inner.length
    if (end < close && text[end] !== '|') continue
    const written = decodePercent(inner.replace(/^[ \t]*:*/, ''))
    const target = targetOf(written, comment, context)
    if (!target) continue
    pieces.push(finish(text.slice(done, open)))
    const [trail = ''] = /^[a-z]*/.exec(text.slice(close + 2, close + 102)) ?? []
    done = close + 2 + trail.length
    const label = end < close ? text.slice(end + 1, close) : ''
    pieces.push({ target, label: finish((label === '' ? written.trim() : label) + trail) })
  }
  pieces.push(finish(text.slice(done)))
  return pieces
}

function decodePercent(name: string): string {
  if (!name.includes('%')) return name
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function targetOf(written: string, comment: Comment, context: CommentContext): PageName | undefined {
  const { titles } = context
  const name = written.trim()
  if (name === '' || name.includes('\x7f')) return undefined
  if (name.startsWith('#')) return comment.title && { ...comment.title, fragment: name.slice(1) }
  const relative = comment.title && resolveSubpage(name, comment.title, titles)
  const target = titles.parse(relative ?? name)
  return target && (target.text !== '' || target.interwiki !== '') ? target : undefined
}
