// Bringing a deleted page back: all of its revisions, or some.
import type { Performer, Permit } from '../access/permit.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { countInSite } from '../changes/site-stats-store.ts'
import { Failure, fail, problem } from '../errors.ts'
import { restoreFile } from '../files/restore-file.ts'
import type { PageId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { hiddenContent } from '../revisions/hidden-bits.ts'
import { revisionById, textById } from '../revisions/revision-store.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { problemsOfApplying } from '../tags/allowed.ts'
import type { Wiki } from '../wiki.ts'
import {
  type ArchivedRow,
  archivedHistory,
  isInArchive,
  newestOfPage,
  restoreNewest,
  restorePage,
} from './archive-store.ts'
import { NS } from './namespaces.ts'
import { linkLatest, type PageRow, pageByTitle, setRedirect, stateOfPage } from './page-store.ts'
import { liftTitleProtection } from './protection-store.ts'
import { redirectOf } from './redirect-title.ts'
import { isTalk, type Title, talkOf } from './title.ts'

/** Revisions that one transaction moves; others write between two. The newest come first, so that the page is whole. */
const revisionsAtOnce = 5000

export interface UndeleteOrder {
  readonly title: Title
  readonly reason: string
  /** 14 digits; none stands for all, unless files are named. */
  readonly timestamps: readonly string[]
  /** Ids of deleted versions of a file. */
  readonly files: readonly number[]
  /** Whether all that was deleted of its talk page comes back too. */
  readonly withTalk?: boolean
  /** Checked already. */
  readonly tags: readonly string[]
}

export interface Undeleted {
  /** Those of the talk page counted too. */
  readonly revisions: number
  readonly files: number
}

/** Why no talk page can come back with a page. */
export type NoDeletedTalk = 'undelete-error-associated-alreadytalk' | 'undelete-error-associated-notdeleted'

/**
 * Brings revisions back; `onNoTalk` is told, before anything is done, when no talk page can come with them. Throws
 * `cantundelete` where there is nothing, `undeleterevdel` where the page would show a hidden text, and what the performer
 * may not.
 */
export async function undeletePage(
  wiki: Wiki,
  performer: Performer,
  order: UndeleteOrder,
  onNoTalk: (why: NoDeletedTalk) => void = () => undefined,
): Promise<Undeleted> {
  const db = wiki.database.read
  const now = timestampOf(performer.now)
  const talk = order.withTalk ? await talkToRestore(db, order.title) : undefined
  if (typeof talk === 'string') onNoTalk(talk)
  const withIt = typeof talk === 'object' ? talk : undefined
  const permit = await permitOn(db, performer, order, now)
  if (withIt !== undefined) await permitOn(db, performer, { title: withIt, tags: [] }, now)
  checkFiles(order)
  const { revisions, files } = await restore(wiki, permit, order, now)
  if (withIt === undefined) return { revisions, files }
  const reason = wiki.messages.wikitext(
    { key: 'undelete-talk-summary-prefix', params: [order.reason] },
    wiki.config.language,
  )
  const talkOrder = { title: withIt, reason, timestamps: [], files: [], tags: order.tags }
  const ofTalk = await restore(wiki, permit, talkOrder, now)
  return { revisions: revisions + ofTalk.revisions, files }
}

async function permitOn(
  db: Reader,
  performer: Performer,
  { title, tags }: Pick<UndeleteOrder, 'title' | 'tags'>,
  now: string,
): Promise<Permit<'undelete'>> {
  const state = await stateOfPage(db, title, await pageByTitle(db, title), now)
  const problems = [...performer.problemsOn('undelete', state), ...problemsOfApplying(performer, tags)]
  if (problems.length > 0) throw new Failure(problems)
  return performer.permitOn('undelete', state)
}

async function talkToRestore(db: Reader, title: Title): Promise<Title | NoDeletedTalk> {
  const talk = isTalk(title) ? undefined : talkOf(title)
  if (talk === undefined) return 'undelete-error-associated-alreadytalk'
  return (await isInArchive(db, talk)) ? talk : 'undelete-error-associated-notdeleted'
}

/** As MediaWiki: who names versions of a file and no revisions wants only those, which no other page has. */
function checkFiles({ title, files, timestamps }: UndeleteOrder): void {
  if (files.length > 0 && title.namespace !== NS.file && timestamps.length === 0)
    throw fail('apierror-cantundelete', [])
}

type RestoreOrder = Pick<UndeleteOrder, 'title' | 'reason' | 'timestamps' | 'files' | 'tags'>

async function restore(wiki: Wiki, permit: Permit<'undelete'>, order: RestoreOrder, now: string): Promise<Undeleted> {
  const { title, timestamps } = order
  const begun = await wiki.database.write(tx => beginRestoring(tx, wiki, permit, order, now))
  for (let { moved } = begun; moved === revisionsAtOnce; ) {
    moved = await wiki.database.write(tx => restoreNewest(tx, begun.pageId, title, timestamps, revisionsAtOnce))
  }
  return begun.restored
}

/** Brings back the versions of the file that are asked for: by their ids, or all where nothing is named. */
async function restoreVersions(
  tx: Transaction,
  { title, files, timestamps }: RestoreOrder,
  now: string,
): Promise<number> {
  if (title.namespace !== NS.file || (files.length === 0 && timestamps.length > 0)) return 0
  return restoreFile(tx, title, files.length === 0 ? undefined : files, now)
}

/** Brings the page and its newest revisions back, and logs it; older ones follow. */
async function beginRestoring(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'undelete'>,
  order: RestoreOrder,
  now: string,
): Promise<{ pageId: PageId; restored: Undeleted; moved: number }> {
  const { title, timestamps } = order
  const files = await restoreVersions(tx, order, now)
  const wantsText = timestamps.length > 0 || order.files.length === 0
  const history = wantsText ? await archivedHistory(tx, permit, title, timestamps) : undefined
  const page = await pageByTitle(tx, title)
  if (history === undefined) {
    if (files === 0) throw new Failure([problem('undelete-no-results', []), problem('apierror-cantundelete', [])])
    const restored = { revisions: 0, files }
    const pageId = page?.page_id ?? (0 as PageId)
    await logRestoring(tx, permit, order, restored, pageId, now)
    return { pageId, restored, moved: 0 }
  }
  await checkNewest(tx, page, history.newest)
  const pageId = page?.page_id ?? (await makePage(tx, wiki, title, history.newest))
  const moved = await restoreNewest(tx, pageId, title, timestamps, revisionsAtOnce)
  await showNewest(tx, wiki, { page, pageId, title })
  const restored = { revisions: history.count, files }
  await logRestoring(tx, permit, order, restored, pageId, now)
  return { pageId, restored, moved }
}

async function logRestoring(
  tx: Transaction,
  permit: Permit<'undelete'>,
  { title, reason, tags }: RestoreOrder,
  { revisions, files }: Undeleted,
  pageId: PageId,
  timestamp: string,
): Promise<void> {
  await record(tx, {
    permit,
    on: title,
    summary: cutComment(reason),
    log: { type: 'delete', action: 'restore', params: { count: { revisions, files } }, pageId },
    tags,
    flags: {},
    timestamp,
  })
}

/** What a page shows cannot be hidden: the newest revision would be its text. */
async function checkNewest(tx: Transaction, page: PageRow | undefined, newest: ArchivedRow): Promise<void> {
  if ((newest.ar_deleted & hiddenContent) === 0) return
  const latest = page === undefined ? undefined : await revisionById(tx, page.page_latest)
  if (latest === undefined || isNewer(newest, latest)) throw fail('undeleterevdel', [])
}
const isNewer = (a: ArchivedRow, b: { timestamp: string; id: number }): boolean =>
  a.ar_timestamp > b.timestamp || (a.ar_timestamp === b.timestamp && a.ar_rev_id > b.id)

async function makePage(tx: Transaction, wiki: Wiki, title: Title, newest: ArchivedRow): Promise<PageId> {
  await liftTitleProtection(tx, title)
  return restorePage(tx, {
    title,
    formerId: newest.ar_page_id,
    random: wiki.randomNumber(),
    now: newest.ar_timestamp,
    contentModel: newest.ar_content_model,
  })
}

/** Makes the newest revision what the page says. */
async function showNewest(
  tx: Transaction,
  wiki: Wiki,
  of: { page: PageRow | undefined; pageId: PageId; title: Title },
): Promise<void> {
  const newest = await newestOfPage(tx, of.pageId)
  if (newest === undefined || newest.rev_id === of.page?.page_latest) return
  const redirect = redirectOf(newest.rev_content_model, await textById(tx, newest.rev_text_id), wiki)
  const linked = await linkLatest(tx, of.pageId, of.page?.page_latest ?? 0, {
    revId: newest.rev_id,
    length: newest.rev_len,
    contentModel: newest.rev_content_model,
    isRedirect: redirect !== undefined,
    isNew: of.page === undefined,
    now: newest.rev_timestamp,
  })
  if (!linked) throw new Error('a page was changed while it was restored')
  await setRedirect(tx, of.pageId, redirect)
  const counts = (is: boolean): number => (of.title.namespace === 0 && !is ? 1 : 0)
  await countInSite(tx, {
    pages: of.page === undefined ? 1 : 0,
    articles: counts(redirect !== undefined) - (of.page === undefined ? 0 : counts(of.page.page_is_redirect !== 0)),
  })
}
