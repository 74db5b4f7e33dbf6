// Moving a page: its history gets another title, and a redirect takes the old one.
import { createHash } from 'node:crypto'
import type { Restriction } from '../access/page-permissions.ts'
import type { Performer, Permit } from '../access/permit.ts'
import { timestampOf } from '../api/timestamps.ts'
import { record } from '../changes/record.ts'
import { countInSite } from '../changes/site-stats-store.ts'
import { Failure, fail, type Problem, problem } from '../errors.ts'
import { extensionOf } from '../files/file.ts'
import { filesByNames, renameFile } from '../files/file-store.ts'
import { passGates } from '../hooks.ts'
import { cutComment } from '../language/cut-comment.ts'
import { keptTitle } from '../logs/log-params.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { problemsOfApplying } from '../tags/allowed.ts'
import { pairOf } from '../watchlist/watch.ts'
import { copyWatches } from '../watchlist/watch-store.ts'
import type { Wiki } from '../wiki.ts'
import { takeAway } from './delete.ts'
import { hasOneRevision, renamePage } from './move-store.ts'
import { NS, namespaceName } from './namespaces.ts'
import { nullRevision, withReason } from './null-revision.ts'
import { stateFor } from './page-state.ts'
import { type PageRow, pageByTitle, redirectsOfPages, restrictionsOfPages } from './page-store.ts'
import { liftTitleProtection, replaceRestrictions } from './protection-store.ts'
import { redirectText } from './redirect-title.ts'
import { sameTitle, type Title } from './title.ts'

export interface MoveOrder {
  readonly from: Title
  readonly to: Title
  readonly reason: string
  /** Leave no redirect; of somebody without the right to that, one is left all the same. As MediaWiki. */
  readonly noRedirect: boolean
  /** Checked already. */
  readonly tags: readonly string[]
}

export interface Moved {
  readonly redirectCreated: boolean
  /** Whether there was a redirect at the new title, which was deleted. */
  readonly overRedirect: boolean
}

/** Moves a page. Throws `missingtitle`, or all that stands against it. */
export async function movePage(wiki: Wiki, performer: Performer, order: MoveOrder): Promise<Moved> {
  const db = wiki.database.read
  const now = timestampOf(performer.now)
  const page = await pageByTitle(db, order.from)
  if (page === undefined) throw fail('apierror-missingtitle', [])
  const { from, to, reason } = order
  const standing = [
    ...problemsOfTitles(wiki, order),
    ...(await problemsOfTarget(db, wiki, order)),
    ...(await problemsOfFile(db, wiki, order)),
    ...(await problemsOfPermission(wiki, performer, order, page, now)),
    ...problemsOfApplying(performer, order.tags),
  ]
  const gated = await passGates(wiki.gates.move, { performer, from, to, reason, isAllowed: standing.length === 0 })
  const problems = [...standing, ...gated.problems]
  if (problems.length > 0) throw new Failure(problems)
  const permit = performer.permitOn('move', await stateFor(wiki, performer.viewer, { title: order.from, page, now }))
  const tags = [...new Set([...order.tags, ...gated.tags])]
  return wiki.database.write(tx => move(tx, wiki, permit, { ...order, tags }, now))
}

/** What stands against it by the titles alone, in MediaWiki's order. */
function problemsOfTitles({ titles }: Wiki, { from, to }: MoveOrder): Problem[] {
  const problems: Problem[] = []
  if (sameTitle(from, to)) problems.push(problem('selfmove', []))
  if (to.namespace < NS.main) {
    problems.push(problem('immobile-target-namespace', [namespaceName(titles.namespaces, to.namespace)]))
  } else if (to.dbKey === '') {
    problems.push(problem('movepage-invalid-target-title', []))
  }
  // What is in the file namespace is about a file, which other pages have not got.
  if (from.namespace === NS.file && to.namespace !== NS.file) problems.push(problem('imagenocrossnamespace', []))
  if (from.namespace !== NS.file && to.namespace === NS.file) problems.push(problem('nonfile-cannot-move-to-file', []))
  return problems
}

/** Whether a page is in the way: only a redirect may be, that leads back here and was never anything else. */
async function problemsOfTarget(db: Reader, wiki: Wiki, { from, to }: MoveOrder): Promise<Problem[]> {
  const target = sameTitle(from, to) ? undefined : await pageByTitle(db, to)
  if (target === undefined) return []
  const leads = (await redirectsOfPages(db, [target.page_id])).get(target.page_id)
  if (leads === undefined || !(await hasOneRevision(db, target.page_id))) {
    return [problem('articleexists', [wiki.nameOf(to)])]
  }
  return sameTitle(leads, from) ? [] : [problem('redirectexists', [wiki.nameOf(to)])]
}

/** A file keeps its type, and takes no other's place. */
async function problemsOfFile(db: Reader, wiki: Wiki, { from, to }: MoveOrder): Promise<Problem[]> {
  if (from.namespace !== NS.file || to.namespace !== NS.file || sameTitle(from, to)) return []
  const files = await filesByNames(db, [from.dbKey, to.dbKey])
  if (!files.has(from.dbKey)) return []
  const isTaken = files.has(to.dbKey) && (await pageByTitle(db, to)) === undefined
  return [
    ...(isTaken ? [problem('articleexists', [wiki.nameOf(to)])] : []),
    ...(extensionOf(from.dbKey) === extensionOf(to.dbKey) ? [] : [problem('imagetypemismatch', [])]),
  ]
}

async function problemsOfPermission(
  wiki: Wiki,
  performer: Performer,
  { from, to }: MoveOrder,
  page: PageRow,
  now: string,
): Promise<Problem[]> {
  const old = await stateFor(wiki, performer.viewer, { title: from, page, now })
  const there = await pageByTitle(wiki.database.read, to)
  const target = await stateFor(wiki, performer.viewer, { title: to, page: there, now })
  const mayNotCreate =
    target.titleProtection !== undefined &&
    performer.problemsOn('create', target).some(one => one.message.key === 'titleprotected')
  const found = [
    ...performer.problemsOn('move', old),
    ...performer.problemsOn('edit', old),
    ...performer.problemsOn('move-target', target),
    ...performer.problemsOn('edit', target),
    ...(mayNotCreate ? [problem('cantmove-titleprotected', [])] : []),
  ]
  const keyOf = ({ message }: Problem): string => JSON.stringify([message.key, message.params])
  return found.filter((one, index) => found.findIndex(other => keyOf(other) === keyOf(one)) === index)
}

async function move(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'move'>,
  order: MoveOrder,
  now: string,
): Promise<Moved> {
  const { from, to } = order
  const page = await pageByTitle(tx, from)
  if (page === undefined) throw fail('apierror-missingtitle', [])
  const inTheWay = [...(await problemsOfTarget(tx, wiki, order)), ...(await problemsOfFile(tx, wiki, order))]
  if (inTheWay.length > 0) throw new Failure(inTheWay)
  const target = await pageByTitle(tx, to)
  if (target !== undefined) await makeRoom(tx, wiki, permit, order, target, now)
  else await liftTitleProtection(tx, to)
  await renamePage(tx, page.page_id, to)
  if (from.namespace === NS.file && to.namespace === NS.file) await renameFile(tx, from.dbKey, to.dbKey)
  await countArticles(tx, page, to)

  const leavesNone = order.noRedirect && permit.performer.viewer.may('suppressredirect')
  const redirect = leavesNone ? undefined : redirectText(page.page_content_model, to, wiki)
  const params = { target: keptTitle(to), suppressredirect: redirect === undefined }
  const action = target === undefined ? 'move' : 'move_redir'
  const comment = commentOf(wiki, permit, order, action, redirect === undefined)
  const { revision, timestamp } = await nullRevision(tx, page, { comment, now })
  await record(tx, {
    permit,
    on: from,
    summary: cutComment(order.reason),
    revision: { ...revision, countsForUser: true },
    log: { type: 'move', action, params, pageId: page.page_id },
    tags: order.tags,
    flags: { minor: true },
    timestamp,
  })
  const restrictions = (await restrictionsOfPages(tx, [page.page_id], now)).get(page.page_id) ?? []
  if (redirect !== undefined) {
    await leaveRedirect(tx, wiki, permit, order, {
      text: redirect,
      model: page.page_content_model,
      comment,
      restrictions,
      now,
    })
  }
  if (restrictions.length > 0) await logMovedProtection(tx, wiki, permit, order, page, now)
  await moveWatches(tx, from, to)
  return { redirectCreated: redirect !== undefined, overRedirect: target !== undefined }
}

/** Deletes the redirect that is in the way. */
async function makeRoom(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'move'>,
  { from, to, tags }: MoveOrder,
  target: PageRow,
  now: string,
): Promise<void> {
  await takeAway(tx, target)
  const reason = { key: 'delete_and_move_reason', params: [wiki.nameOf(from)] }
  await record(tx, {
    permit,
    on: to,
    summary: cutComment(wiki.messages.wikitext(reason, wiki.config.language)),
    log: { type: 'delete', action: 'delete_redir', params: {}, pageId: target.page_id },
    tags,
    flags: {},
    timestamp: now,
  })
}

async function countArticles(tx: Transaction, page: PageRow, to: Title): Promise<void> {
  const counts = (namespace: number): number => (namespace === NS.main && page.page_is_redirect === 0 ? 1 : 0)
  const articles = counts(to.namespace) - counts(page.page_namespace)
  if (articles !== 0) await countInSite(tx, { articles })
}

/** `Ada moved the page [[A]] to [[B]]: reason`. */
function commentOf(
  wiki: Wiki,
  { performer }: Permit<'move'>,
  { from, to, reason }: MoveOrder,
  action: 'move' | 'move_redir',
  leavesNone: boolean,
): string {
  const { name } = performer.viewer
  const key = `logentry-move-${action}${leavesNone ? '-noredirect' : ''}`
  const params = [name, name, `[[:${wiki.nameOf(from)}]]`, `[[:${wiki.nameOf(to)}]]`]
  return withReason(wiki, wiki.messages.wikitext({ key, params }, wiki.config.language), reason)
}

/** The old title leads to the new one, and is protected as the page was. */
async function leaveRedirect(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'move'>,
  { from, to, tags }: MoveOrder,
  redirect: { text: string; model: string; comment: string; restrictions: readonly Restriction[]; now: string },
): Promise<void> {
  const text = new TextEncoder().encode(redirect.text)
  const { pageId } = await record(tx, {
    permit,
    on: from,
    summary: redirect.comment,
    revision: {
      page: 'new',
      parent: 0,
      text,
      sha1: createHash('sha1').update(text).digest('hex'),
      length: text.length,
      parentLength: 0,
      contentModel: redirect.model,
      redirect: to,
      wasRedirect: false,
      isLeftBehind: true,
      random: wiki.randomNumber(),
    },
    tags: [...tags, 'mw-new-redirect'],
    flags: {},
    timestamp: redirect.now,
  })
  if (pageId !== undefined && pageId !== 0) await replaceRestrictions(tx, pageId, redirect.restrictions)
}

async function logMovedProtection(
  tx: Transaction,
  wiki: Wiki,
  permit: Permit<'move'>,
  { from, to, reason, tags }: MoveOrder,
  page: PageRow,
  now: string,
): Promise<void> {
  const sentence = { key: 'prot_1movedto2', params: [wiki.nameOf(from), wiki.nameOf(to)] }
  await record(tx, {
    permit,
    on: to,
    summary: withReason(wiki, wiki.messages.wikitext(sentence, wiki.config.language), reason),
    log: { type: 'protect', action: 'move_prot', params: { oldtitle: keptTitle(from) }, pageId: page.page_id },
    tags,
    flags: {},
    timestamp: now,
  })
}

/** Who watches the old title watches the new one too. */
async function moveWatches(tx: Transaction, from: Title, to: Title): Promise<void> {
  const after = pairOf(to)
  for (const [index, title] of pairOf(from).entries()) {
    const other = after[index]
    if (other !== undefined) await copyWatches(tx, title, other)
  }
}
