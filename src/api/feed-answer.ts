// What the modules that answer feeds have in common. A feed shows what everybody may see, whoever asks for it: its address
// is given to programs that keep and hand on what they got.
import { Viewer, valueFor } from '../access/viewer.ts'
import type { RecentChange } from '../changes/recent-change.ts'
import { tableDiff } from '../diff/table.ts'
import { type FeedFormat, type FeedItem, printFeed } from '../feeds/feed.ts'
import type { RevId } from '../ids.ts'
import { bcp47 } from '../language/languages.ts'
import { escapeHtml } from '../language/message-text.ts'
import { NS } from '../pages/namespaces.ts'
import { pageUrl, scriptPathOf } from '../pages/page-address.ts'
import { makeTitle, type Title, talkOf } from '../pages/title.ts'
import type { Revision } from '../revisions/revision.ts'
import { revisionsByIds, textsByIds } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import { generator } from '../version.ts'
import type { Wiki } from '../wiki.ts'
import { logDisplayOf } from './log-display.ts'
import { RawAnswer, type ReadContext } from './module.ts'
import { p } from './params.ts'
import { parsedComments } from './parsed-comment.ts'
import { dateOf, type Timestamp } from './timestamps.ts'

export const feedFormat = p.oneOf(['rss', 'atom'], { default: 'rss' })

/** As MediaWiki: a feed has so many items at most. */
export const mostItems = 50

interface FeedOf {
  readonly format: FeedFormat
  /** The key of what the feed is called, and its parameters. */
  readonly name: { readonly key: string; readonly params: readonly string[] }
  readonly description: string
  /** `RecentChanges`, `Contributions/Bob`: the special page that shows the same. */
  readonly special: string
  readonly items: readonly FeedItem[]
  /** Seconds for which anybody may keep it; 0 for a feed of somebody in particular. */
  readonly maxAge: number
}

/** The feed as an answer. */
export function feedAnswer({ wiki, viewer, request, now }: ReadContext, of: FeedOf): RawAnswer {
  const { config, titles, messages } = wiki
  const language = config.language
  const name = messages.plain({ key: of.name.key, params: of.name.params }, language)
  const isPublic = of.maxAge > 0 && !viewer.isRegistered && wiki.isPublic
  const body = printFeed(
    {
      title: `${config.siteName} - ${name} [${language}]`,
      description: messages.plain({ key: of.description, params: [] }, language),
      language: bcp47(language),
      url: pageUrl(makeTitle(NS.special, of.special), titles.namespaces, config),
      self: config.server + request.http.url,
      generator,
      updated: now,
      items: of.items,
    },
    of.format,
  )
  return new RawAnswer({
    status: 200,
    headers: {
      'Content-Type': 'application/xml; charset=UTF-8',
      'Content-Disposition': 'inline; filename="feed.xml"',
      'X-Content-Type-Options': 'nosniff',
      // A browser that is shown the feed as a page runs nothing of it.
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      Vary: 'Cookie',
      'Cache-Control': isPublic
        ? `s-maxage=${of.maxAge}, max-age=${of.maxAge}, public`
        : 'private, must-revalidate, max-age=0',
    },
    body,
  })
}

/** Recent changes as items; of edits with what they changed, if that is wanted. Three statements, however many. */
export async function changeItems(
  { wiki, db }: Pick<ReadContext, 'wiki' | 'db'>,
  changes: readonly RecentChange[],
  withDiffs: boolean,
): Promise<FeedItem[]> {
  const seen = changes.flatMap(change => {
    const changed = valueFor(change.changed, Viewer.public)
    // Of an entry whose page nobody may know there is nothing to tell.
    return changed === undefined ? [] : [{ change, changed, actor: valueFor(change.actor, Viewer.public) }]
  })
  const comments = await shownComments(
    wiki,
    seen.map(({ change, changed }) => ({
      comment: valueFor(change.comment, Viewer.public),
      page: changed.title,
    })),
  )
  const edits = seen.flatMap(({ changed: { revId, oldRevId, log } }) =>
    log === undefined && revId !== 0 ? [{ revId, oldRevId }] : [],
  )
  const diffs = withDiffs ? await publicDiffs(wiki, db, edits) : new Map<RevId, string>()
  return seen.map(({ change, changed, actor }, index) => {
    const { title, revId, oldRevId, log } = changed
    const what = log === undefined ? '' : `<p>${logDisplayOf(wiki, { ...log, title, actor })}</p>\n`
    const diff = revId === 0 ? '' : (diffs.get(revId) ?? '')
    const query = oldRevId === 0 ? `oldid=${revId}` : `diff=${revId}&oldid=${oldRevId}`
    return {
      title: wiki.nameOf(title),
      url: log === undefined && revId !== 0 ? scriptUrl(wiki, title, query) : addressOf(wiki, title),
      description: `${what}<p>${comments[index]}</p>\n${diff}`,
      author: actor?.name,
      date: dateOf(change.timestamp as Timestamp),
      ...commentsOn(wiki, title),
    }
  })
}

const addressOf = ({ titles, config }: Wiki, title: Title): string => pageUrl(title, titles.namespaces, config)

/** The address of a page with parameters. */
export const scriptUrl = ({ titles, config }: Wiki, title: Title, query: string): string =>
  config.server + scriptPathOf(title, query, titles.namespaces, config)

/** Where a page is talked about. */
export function commentsOn(wiki: Wiki, title: Title): { comments?: string } {
  const talk = talkOf(title)
  return talk === undefined ? {} : { comments: addressOf(wiki, talk) }
}

/** Comments as HTML; where one is hidden, a word about that. */
export async function shownComments(
  wiki: Wiki,
  comments: readonly { readonly comment: string | undefined; readonly page: Title }[],
): Promise<string[]> {
  const parsed = await parsedComments(
    wiki,
    comments.map(({ comment, page }) => ({ comment: comment ?? '', page })),
  )
  const hidden = escapeHtml(wiki.messages.plain({ key: 'rev-deleted-comment', params: [] }, wiki.config.language))
  return parsed.map((shown, index) => (comments[index]?.comment === undefined ? hidden : shown))
}

/** Texts that are longer together are not compared for a feed. */
const mostCompared = 50_000

/** What edits changed, as far as everybody may see both texts, by the newer revision; of a new page, its beginning. */
async function publicDiffs(
  wiki: Wiki,
  db: Reader,
  edits: readonly { readonly revId: RevId; readonly oldRevId: RevId | 0 }[],
): Promise<Map<RevId, string>> {
  const texts = await publicTexts(
    db,
    edits.flatMap(({ revId, oldRevId }) => (oldRevId === 0 ? [revId] : [revId, oldRevId])),
  )
  const shown = new Map<RevId, string>()
  for (const { revId, oldRevId } of edits) {
    const after = texts.get(revId)
    const before = oldRevId === 0 ? undefined : texts.get(oldRevId)
    if (after === undefined) continue
    if (oldRevId === 0) shown.set(revId, textExcerpt(after))
    else if (before !== undefined) shown.set(revId, diffTable(wiki, before, after))
  }
  return shown
}

function diffTable({ messages, config }: Wiki, before: string, after: string): string {
  if (before.length + after.length > mostCompared) return ''
  const rows = tableDiff(before, after, {
    lineNumber: line => messages.html({ key: 'lineno', params: [{ num: line }] }, config.language),
  })
  return rows === '' ? '' : `<table>\n${rows}</table>`
}

/** The texts of these revisions that everybody may read and that are not too long for a feed. */
export async function publicTexts(db: Reader, ids: readonly RevId[]): Promise<Map<RevId, string>> {
  const readable = (await revisionsByIds(db, ids)).flatMap((revision: Revision) => {
    const content = valueFor(revision.content, Viewer.public)
    return content === undefined || revision.size > mostCompared ? [] : [{ id: revision.id, textId: content.textId }]
  })
  const texts = await textsByIds(
    db,
    readable.map(one => one.textId),
  )
  return new Map(readable.map(({ id, textId }) => [id, texts.get(textId) ?? '']))
}

/** The beginning of a text, as HTML. */
export const textExcerpt = (text: string): string =>
  `<hr />\n<div>${escapeHtml(text.slice(0, 5000).toWellFormed()).replaceAll('\n', '<br />\n')}</div>`
