// Deleting a page: its history goes to the archive, from which it can come back.
import type { Performer } from '../access/permit.ts'
import { Viewer, valueFor } from '../access/viewer.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { countInSite } from '../changes/site-stats-store.ts'
import { fail } from '../errors.ts'
import type { LogId, PageId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { newestRevisions, textById } from '../revisions/revision-store.ts'
import { requireMayApply } from '../tags/allowed.ts'
import type { Wiki } from '../wiki.ts'
import { archiveRevisions, removePage } from './archive-store.ts'
import { pageByTitle, stateOfPage } from './page-store.ts'
import type { Title } from './title.ts'

/** Revisions that one statement moves; more are moved in several, in the same transaction. */
const revisionsAtOnce = 5000

export interface DeleteOrder {
  readonly title: Title
  /** Undefined for one that tells what was there. */
  readonly reason: string | undefined
  /** Checked already. */
  readonly tags: readonly string[]
}

export interface Deleted {
  readonly title: Title
  readonly pageId: PageId
  readonly reason: string
  readonly logId: LogId
}

/** Deletes a page. Throws `missingtitle` and what the performer may not. */
export async function deletePage(wiki: Wiki, performer: Performer, order: DeleteOrder): Promise<Deleted> {
  const db = wiki.database.read
  const now = timestampOf(performer.now)
  const page = await pageByTitle(db, order.title)
  const permit = performer.permitOn('delete', await stateOfPage(db, order.title, page, now))
  requireMayApply(performer, order.tags)
  if (page === undefined) throw fail('apierror-missingtitle', [])
  const reason = cutComment(order.reason ?? (await automaticReason(wiki, page.page_id)))
  const logId = await wiki.database.write(async tx => {
    const found = await pageByTitle(tx, order.title)
    if (found === undefined) throw fail('apierror-missingtitle', [])
    while ((await archiveRevisions(tx, found.page_id, order.title, revisionsAtOnce)) === revisionsAtOnce);
    await removePage(tx, found.page_id)
    const isArticle = found.page_namespace === 0 && found.page_is_redirect === 0
    await countInSite(tx, { pages: -1, articles: isArticle ? -1 : 0 })
    const recorded = await record(tx, {
      permit,
      on: order.title,
      summary: reason,
      log: { type: 'delete', action: 'delete', params: {}, pageId: found.page_id },
      tags: order.tags,
      flags: {},
      timestamp: now,
    })
    return recorded.logId
  })
  if (logId === undefined) throw new Error('a deletion left no log entry')
  return { title: order.title, pageId: page.page_id, reason, logId }
}

/** What the page said, as far as everybody may know, and by whom if it was one alone. */
async function automaticReason(wiki: Wiki, page: PageId): Promise<string> {
  const db = wiki.database.read
  const revisions = await newestRevisions(db, page, 100)
  const content = revisions[0]?.content.for(Viewer.public)
  const text = content === undefined || content.is === 'withheld' ? '' : await textById(db, content.value.textId)
  const authors = new Set(revisions.map(one => valueFor(one.actor, Viewer.public)?.name))
  const [author] = authors
  const excerpt = [...text.replace(/\s+/g, ' ').trim()].slice(0, 150).join('')
  const say = (key: string, ...params: string[]): string =>
    wiki.messages.wikitext({ key, params }, wiki.config.language)
  if (excerpt === '') return say('exblank')
  return authors.size === 1 && author !== undefined
    ? say('excontentauthor', excerpt, author)
    : say('excontent', excerpt)
}
