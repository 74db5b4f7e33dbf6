// Merging histories: the older revisions of one page become those of another.
import { createHash } from 'node:crypto'
import type { Performer, Permit } from '../access/permit.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { Failure, fail, type Problem, problem } from '../errors.ts'
import type { RevId } from '../ids.ts'
import { cutComment } from '../language/cut-comment.ts'
import { keptTitle, type LogParams } from '../logs/log-params.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import { hasRevisions } from './archive-store.ts'
import { takeAway } from './delete.ts'
import { giveHistory, hasMoreUpTo, newestUpTo, oldestTimestamp } from './merge-history-store.ts'
import { stateFor } from './page-state.ts'
import { type PageRow, pageByTitle, touchPages } from './page-store.ts'
import { redirectText } from './redirect-title.ts'
import { sameTitle, type Title } from './title.ts'

/** Revisions that one merge moves. As MediaWiki. */
const maxRevisions = 5000

export interface MergeOrder {
  readonly from: Title
  readonly to: Title
  /** Up to when revisions are moved; 14 digits. Without it, all are. */
  readonly timestamp: string | undefined
  readonly reason: string
}

/** What is moved where, and up to when. */
interface Merge {
  readonly source: PageRow
  readonly dest: PageRow
  /** The newest revision that is moved. */
  readonly last: { readonly rev_id: RevId; readonly rev_timestamp: string }
}

/**
 * Merges histories. What is left without one becomes a redirect, or is deleted where its content model has none. Throws
 * what stands against it (`mergehistory-fail-…`), and what the performer may not.
 */
export async function mergeHistory(wiki: Wiki, performer: Performer, order: MergeOrder): Promise<void> {
  const db = wiki.database.read
  const now = timestampOf(performer.now)
  const { source, dest } = await validMerge(db, order)
  const state = await stateFor(wiki, performer.viewer, { title: order.from, page: source, now })
  const problems: Problem[] = []
  for (const found of [
    ...performer.problemsOn('edit', state),
    ...performer.problemsOn('edit', await stateFor(wiki, performer.viewer, { title: order.to, page: dest, now })),
    ...(performer.viewer.may('mergehistory') ? [] : [problem('mergehistory-fail-permission', [])]),
  ]) {
    if (!problems.some(known => JSON.stringify(known.message) === JSON.stringify(found.message))) problems.push(found)
  }
  if (problems.length > 0) throw new Failure(problems)
  const permit = performer.permitOn('mergehistory', state)
  await wiki.database.write(tx => merge(tx, wiki, permit, order, now))
}

/** The merge that is asked for; throws all that is wrong with it, in MediaWiki's order. */
async function validMerge(db: Reader, order: MergeOrder): Promise<Merge> {
  const source = await pageByTitle(db, order.from)
  const dest = await pageByTitle(db, order.to)
  const last = source && (await newestUpTo(db, source.page_id, order.timestamp))
  const oldest = dest && (await oldestTimestamp(db, dest.page_id))
  const problems: Problem[] = []
  if (source === undefined) problems.push(problem('mergehistory-fail-invalid-source', []))
  if (dest === undefined) problems.push(problem('mergehistory-fail-invalid-dest', []))
  if (sameTitle(order.from, order.to)) problems.push(problem('mergehistory-fail-self-merge', []))
  if (last === undefined && order.timestamp === undefined) {
    problems.push(problem('mergehistory-fail-bad-timestamp', []))
  } else if (oldest !== undefined && (last === undefined || last.rev_timestamp > oldest)) {
    // As MediaWiki: where the source has nothing that is old enough, all of it is too new.
    problems.push(problem('mergehistory-fail-timestamps-overlap', []))
  }
  if (problems.length > 0 || source === undefined || dest === undefined || last === undefined) {
    throw new Failure(problems)
  }
  if (await hasMoreUpTo(db, source.page_id, last.rev_timestamp, maxRevisions)) {
    throw fail('mergehistory-fail-toobig', [{ num: maxRevisions }])
  }
  return { source, dest, last }
}

async function merge(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'mergehistory'>,
  order: MergeOrder,
  now: string,
): Promise<void> {
  // Once more, as nobody writes now.
  const { source, dest, last } = await validMerge(tx, order)
  await giveHistory(tx, source.page_id, dest.page_id, last.rev_timestamp)
  const isWhole = !(await hasRevisions(tx, source.page_id))
  const isLeft = !isWhole || (await leaveRedirect(tx, wiki, permit, order, source, now))
  if (!isLeft) await deleteSource(tx, wiki, permit, order, source, now)
  await touchPages(tx, [source.page_id, dest.page_id], now)
  const params: LogParams['merge/merge'] = {
    dest: keptTitle(order.to),
    mergepoint: last.rev_timestamp,
    mergerevid: order.timestamp === undefined ? String(last.rev_id) : null,
  }
  await record(tx, {
    permit,
    on: order.from,
    summary: cutComment(order.reason),
    log: { type: 'merge', action: 'merge', params: { ...params }, pageId: isLeft ? source.page_id : 0 },
    tags: [],
    flags: {},
    timestamp: now,
  })
}

/** Makes the page without a history a redirect; false where its content model has none. */
async function leaveRedirect(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'mergehistory'>,
  { from, to, reason }: MergeOrder,
  source: PageRow,
  now: string,
): Promise<boolean> {
  const redirect = redirectText(source.page_content_model, to, wiki)
  if (redirect === undefined) return false
  const names = [wiki.nameOf(from), wiki.nameOf(to)]
  const sentence =
    reason.trim() === ''
      ? { key: 'mergehistory-autocomment', params: names }
      : { key: 'mergehistory-comment', params: [...names, reason.trim()] }
  const text = new TextEncoder().encode(redirect)
  await record(tx, {
    permit,
    on: from,
    summary: cutComment(wiki.messages.wikitext(sentence, wiki.config.language)),
    revision: {
      page: source.page_id,
      parent: source.page_latest,
      text,
      sha1: createHash('sha1').update(text).digest('hex'),
      length: text.length,
      parentLength: source.page_len,
      contentModel: source.page_content_model,
      redirect: to,
      wasRedirect: source.page_is_redirect !== 0,
      isLeftBehind: true,
      random: 0,
    },
    tags: [],
    flags: {},
    timestamp: now,
  })
  return true
}

async function deleteSource(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'mergehistory'>,
  { from }: MergeOrder,
  source: PageRow,
  now: string,
): Promise<void> {
  await takeAway(tx, source)
  const reason = { key: 'mergehistory-source-deleted-reason', params: [] }
  await record(tx, {
    permit,
    on: from,
    summary: cutComment(wiki.messages.wikitext(reason, wiki.config.language)),
    log: { type: 'delete', action: 'delete', params: {}, pageId: source.page_id },
    tags: [],
    flags: {},
    timestamp: now,
  })
}
