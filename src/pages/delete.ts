// Deleting a page: its history goes to the archive, from which it can come back.
import type { Performer, Permit } from '../access/permit.ts'
import { Viewer, valueFor } from '../access/viewer.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { countInSite } from '../changes/site-stats-store.ts'
import { Failure, fail } from '../errors.ts'
import { deleteVersions } from '../files/delete-file.ts'
import type { LogId, PageId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import type { Revision } from '../revisions/revision.ts'
import { newestRevisions, textById } from '../revisions/revision-store.ts'
import type { Transaction } from '../storage/database.ts'
import { problemsOfApplying } from '../tags/allowed.ts'
import type { Wiki } from '../wiki.ts'
import { archiveOldest, removePage } from './archive-store.ts'
import { NS } from './namespaces.ts'
import { stateFor } from './page-state.ts'
import { type PageRow, pageByTitle, stateOfPage } from './page-store.ts'
import { isTalk, type Title, talkOf } from './title.ts'

/** Revisions that one transaction moves. Others write between two; a page that was not all moved yet is still there. */
const revisionsAtOnce = 5000

export interface DeleteOrder {
  readonly title: Title
  /** Undefined for one that tells what was there. */
  readonly reason: string | undefined
  /** Whether its talk page goes too. */
  readonly withTalk?: boolean
  /** Whether it stays where it has no talk page that could go too. As MediaWiki for files. */
  readonly needsTalk?: boolean
  /** Checked already. */
  readonly tags: readonly string[]
}

export interface Deleted {
  readonly title: Title
  readonly pageId: PageId
  /** As it was given, or made. */
  readonly reason: string
  readonly logId: LogId
}

/** Why no talk page can go with a page. */
export type NoTalk = 'delete-error-associated-alreadytalk' | 'delete-error-associated-doesnotexist'

/**
 * Deletes a page, and its talk page if that is asked for; `onNoTalk` is told, before anything is done, when there is none.
 * Throws `missingtitle` and what the performer may not.
 */
export async function deletePage(
  wiki: Wiki,
  performer: Performer,
  order: DeleteOrder,
  onNoTalk: (why: NoTalk) => void = () => undefined,
): Promise<Deleted> {
  const db = wiki.database.read
  const now = timestampOf(performer.now)
  const page = await pageByTitle(db, order.title)
  if (page === undefined) throw fail('apierror-missingtitle', [])
  const talk = order.withTalk ? await talkToDelete(wiki, order.title) : undefined
  if (typeof talk === 'string' && !order.needsTalk) onNoTalk(talk)
  const state = await stateFor(wiki, performer.viewer, { title: order.title, page, now })
  const problems = [...performer.problemsOn('delete', state), ...problemsOfApplying(performer, order.tags)]
  if (problems.length > 0) throw new Failure(problems)
  const permit = performer.permitOn('delete', state)
  if (typeof talk === 'string' && order.needsTalk) throw fail('delete-error-associated-doesnotexist', [])
  const withIt = typeof talk === 'object' ? talk : undefined
  // Both or none: what stands against deleting the talk page is known before the page is gone.
  if (withIt !== undefined) performer.permitOn('delete', await stateOfPage(db, withIt.title, withIt.page, now))
  const reason = order.reason ?? (await automaticReason(wiki, page.page_id))
  const logId = await archive(wiki, permit, { ...order, reason }, now)
  if (withIt !== undefined) {
    const talkReason = wiki.messages.wikitext(
      { key: 'delete-talk-summary-prefix', params: [reason] },
      wiki.config.language,
    )
    await archive(wiki, permit, { title: withIt.title, reason: talkReason, tags: order.tags }, now)
  }
  return { title: order.title, pageId: page.page_id, reason, logId }
}

async function talkToDelete(wiki: Wiki, title: Title): Promise<{ title: Title; page: PageRow } | NoTalk> {
  const talk = isTalk(title) ? undefined : talkOf(title)
  if (talk === undefined) return 'delete-error-associated-alreadytalk'
  const page = await pageByTitle(wiki.database.read, talk)
  return page === undefined ? 'delete-error-associated-doesnotexist' : { title: talk, page }
}

interface ArchiveOrder {
  readonly title: Title
  readonly reason: string
  readonly tags: readonly string[]
}

async function archive(wiki: Wiki, permit: Permit<'delete'>, order: ArchiveOrder, now: string): Promise<LogId> {
  for (;;) {
    const logId = await wiki.database.write(async tx => {
      const page = await pageByTitle(tx, order.title)
      if (page === undefined) throw fail('apierror-missingtitle', [])
      const moved = await archiveOldest(tx, page.page_id, order.title, {
        limit: revisionsAtOnce,
        keep: page.page_latest,
      })
      if (moved === revisionsAtOnce) return undefined
      await takeAway(tx, page)
      if (order.title.namespace === NS.file) await deleteVersions(tx, permit, order.title, now)
      const recorded = await record(tx, {
        permit,
        on: order.title,
        summary: cutComment(order.reason),
        log: { type: 'delete', action: 'delete', params: {}, pageId: page.page_id },
        tags: order.tags,
        flags: {},
        timestamp: now,
      })
      if (recorded.logId === undefined) throw new Error('a deletion left no log entry')
      return recorded.logId
    })
    if (logId !== undefined) return logId
  }
}

/** Archives what a page has left of its history, and removes it. It is the caller's to log that. */
export async function takeAway(tx: Transaction, page: PageRow): Promise<void> {
  const title = { namespace: page.page_namespace, dbKey: page.page_title, fragment: '', interwiki: '' }
  await archiveOldest(tx, page.page_id, title, { limit: revisionsAtOnce })
  await removePage(tx, page.page_id)
  const isArticle = page.page_namespace === 0 && page.page_is_redirect === 0
  await countInSite(tx, { pages: -1, articles: isArticle ? -1 : 0 })
}

/** What the page said, as far as everybody may know, and by whom if it was one alone. */
async function automaticReason(wiki: Wiki, page: PageId): Promise<string> {
  const revisions = await newestRevisions(wiki.database.read, page, 100)
  const authors = new Set(revisions.map(one => valueFor(one.actor, Viewer.public)?.name))
  const [author] = authors
  const say = (key: string, ...params: string[]): string =>
    wiki.messages.wikitext({ key, params }, wiki.config.language)
  const [now, before] = [await excerpt(wiki, revisions[0]), await excerpt(wiki, revisions[1])]
  if (now === '') return before === '' ? say('exblank') : say('exbeforeblank', before)
  return authors.size === 1 && author !== undefined ? say('excontentauthor', now, author) : say('excontent', now)
}

/** The beginning of a text on one line; empty for one that is hidden. */
async function excerpt(wiki: Wiki, revision: Revision | undefined): Promise<string> {
  const content = revision?.content.for(Viewer.public)
  if (content === undefined || content.is === 'withheld') return ''
  const text = await textById(wiki.database.read, content.value.textId)
  return [...text.slice(0, 2000).replace(/\s+/g, ' ').trim()].slice(0, 150).join('')
}
