// Bringing a deleted page back: all of its revisions, or some.
import type { Performer, Permit } from '../access/permit.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { countInSite } from '../changes/site-stats-store.ts'
import { Failure, fail, problem } from '../errors.ts'
import type { PageId, TextId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { hiddenContent } from '../revisions/hidden-bits.ts'
import { textById } from '../revisions/revision-store.ts'
import type { Transaction } from '../storage/database.ts'
import { requireMayApply } from '../tags/allowed.ts'
import type { Wiki } from '../wiki.ts'
import { type ArchivedRow, archivedOf, newestOfPage, restorePage, restoreRevisions } from './archive-store.ts'
import { contentModel } from './content-models.ts'
import { linkLatest, type PageRow, pageByTitle, setRedirect, stateOfPage } from './page-store.ts'
import { redirectTitle } from './redirect-title.ts'
import type { Title } from './title.ts'

/** Revisions that one request brings back; of more, the oldest are first and the rest stays for the next. */
const revisionsAtOnce = 100_000

export interface UndeleteOrder {
  readonly title: Title
  readonly reason: string
  /** 14 digits; none stands for all. */
  readonly timestamps: readonly string[]
  /** Checked already. */
  readonly tags: readonly string[]
}

export interface Undeleted {
  readonly revisions: number
  readonly files: number
}

/** Brings revisions back. Throws `cantundelete` where there is nothing, and what the performer may not. */
export async function undeletePage(wiki: Wiki, performer: Performer, order: UndeleteOrder): Promise<Undeleted> {
  const db = wiki.database.read
  const now = timestampOf(performer.now)
  const state = await stateOfPage(db, order.title, await pageByTitle(db, order.title), now)
  const permit = performer.permitOn('undelete', state)
  requireMayApply(performer, order.tags)
  const revisions = await wiki.database.write(tx => restore(tx, wiki, permit, order, now))
  return { revisions, files: 0 }
}

async function restore(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'undelete'>,
  order: UndeleteOrder,
  now: string,
): Promise<number> {
  const rows = await archivedOf(tx, permit, order.title, order.timestamps, revisionsAtOnce)
  const newest = rows.at(-1)
  if (newest === undefined)
    throw new Failure([problem('undelete-no-results', []), problem('apierror-cantundelete', [])])
  const page = await pageByTitle(tx, order.title)
  if (page === undefined && (newest.ar_deleted & hiddenContent) !== 0) {
    // What a page shows cannot be hidden: the newest revision would be its text.
    throw fail('undeleterevdel', [])
  }
  const pageId =
    page?.page_id ??
    (await restorePage(tx, {
      title: order.title,
      formerId: newest.ar_page_id,
      random: wiki.randomNumber(),
      now,
      contentModel: newest.ar_content_model,
    }))
  const count = await restoreRevisions(
    tx,
    pageId,
    rows.map((row: ArchivedRow) => row.ar_id),
  )
  await showNewest(tx, wiki, { page, pageId, title: order.title, now })
  await record(tx, {
    permit,
    on: order.title,
    summary: cutComment(order.reason),
    log: {
      type: 'delete',
      action: 'restore',
      params: { count: { revisions: count, files: 0 } },
      pageId,
    },
    tags: order.tags,
    flags: {},
    timestamp: now,
  })
  return count
}

/** Makes the newest revision what the page says. */
async function showNewest(
  tx: Transaction,
  wiki: Wiki,
  of: { page: PageRow | undefined; pageId: PageId; title: Title; now: string },
): Promise<void> {
  const newest = await newestOfPage(tx, of.pageId)
  if (newest === undefined || newest.rev_id === of.page?.page_latest) return
  const isWikitext = contentModel(newest.rev_content_model).isWikitext
  const redirect = isWikitext ? redirectTitle(await textById(tx, newest.rev_text_id as TextId), wiki.titles) : undefined
  const linked = await linkLatest(tx, of.pageId, of.page?.page_latest ?? 0, {
    revId: newest.rev_id,
    length: newest.rev_len,
    contentModel: newest.rev_content_model,
    isRedirect: redirect !== undefined,
    isNew: false,
    now: of.now,
  })
  if (!linked) throw new Error('a page was changed while it was restored')
  await setRedirect(tx, of.pageId, redirect)
  const counts = (is: boolean): number => (of.title.namespace === 0 && !is ? 1 : 0)
  await countInSite(tx, {
    pages: of.page === undefined ? 1 : 0,
    articles: counts(redirect !== undefined) - (of.page === undefined ? 0 : counts(of.page.page_is_redirect !== 0)),
  })
}
