// The one write: page, revision, log entry, recent change, tags and counts, together or not at all.

import { fail } from '../errors.ts'
import type { ActorId, LogId, PageId, RcId, RevId, UserId } from '../ids.ts'
import { noteChangedPage } from '../links/note-change.ts'
import { insertLogEntry } from '../logs/log-store.ts'
import { isInRecentChanges } from '../logs/log-types.ts'
import { insertPage, linkLatest, setRedirect } from '../pages/page-store.ts'
import { liftTitleProtection } from '../pages/protection-store.ts'
import { insertRevision, insertText } from '../revisions/revision-store.ts'
import type { Transaction } from '../storage/database.ts'
import { revertTags } from '../tags/tag.ts'
import { acquireTag, addUse } from '../tags/tag-store.ts'
import { tellOwnerOfTalkPage } from '../users/new-messages.ts'
import { acquireActor, countEdits } from '../users/user-store.ts'
import { notifyWatchers } from '../watchlist/watch-store.ts'
import type { Change, NewLogEntry, NewRevision, Recorded } from './change.ts'
import { insertRecentChange, rcEdit, rcLog, rcNew } from './recent-changes-store.ts'
import { countInSite } from './site-stats-store.ts'
import { tagsByRule } from './tags-by-rule.ts'

/**
 * Writes a change down. Throws `editconflict` when the revision's parent is not the latest any more, `articleexists`
 * when a page that it was to make is there by now.
 */
export async function record(tx: Transaction, change: Change): Promise<Recorded> {
  const { viewer } = change.permit.performer
  const actor = change.by?.actorId ?? viewer.actorId ?? (await acquireActor(tx, viewer.name, viewer.userId))
  const revised = change.revision === undefined ? undefined : await revise(tx, change, change.revision, actor)
  const logged = change.log === undefined ? undefined : await log(tx, change, change.log, actor, revised)
  const created = await logCreation(tx, change, actor, revised)
  const rcId = await recordRecentChange(tx, change, actor, revised, logged)
  if (rcId !== undefined) await tellOthers(tx, change, revised)
  const ids = { revId: revised?.revId, logId: logged ?? created, rcId }
  const byRule = rcId === undefined ? [] : await tagsByRule(tx, change)
  for (const tag of new Set([...change.tags, ...byRule])) {
    await addUse(tx, ids, await acquireTag(tx, tag), revertTags.includes(tag) ? change.reverted : undefined)
  }
  if (revised !== undefined) await count(tx, change, revised)
  await noteLinks(tx, change, revised)
  return {
    ...(revised ? { pageId: revised.pageId, revId: revised.revId } : {}),
    ...(logged === undefined ? {} : { logId: logged }),
    ...(rcId === undefined ? {} : { rcId }),
  }
}

interface Revised {
  readonly pageId: PageId
  readonly revId: RevId
  readonly isNew: boolean
  readonly revision: NewRevision
}

async function revise(tx: Transaction, change: Change, revision: NewRevision, actor: ActorId): Promise<Revised> {
  const { on, summary, flags, timestamp } = change
  const isNew = revision.page === 'new'
  const pageId =
    revision.page === 'new'
      ? await insertPage(tx, {
          title: on,
          random: revision.random,
          now: timestamp,
          contentModel: revision.contentModel,
        })
      : revision.page
  if (pageId === undefined) throw fail('apierror-articleexists', [])
  if (isNew) await liftTitleProtection(tx, on)
  const textId = 'textId' in revision.text ? revision.text.textId : await insertText(tx, revision.text)
  const revId = await insertRevision(tx, {
    page: pageId,
    actor,
    timestamp,
    minor: flags.minor ?? false,
    length: revision.length,
    parent: revision.parent,
    sha1: revision.sha1,
    comment: revision.comment ?? summary,
    textId,
    contentModel: revision.contentModel,
  })
  const linked = await linkLatest(tx, pageId, revision.parent, {
    revId,
    length: revision.length,
    contentModel: revision.contentModel,
    isRedirect: revision.redirect !== undefined || (revision.keepsRedirect ?? false),
    isNew,
    now: timestamp,
  })
  if (!linked) throw fail('apierror-editconflict', [])
  if (revision.redirect !== undefined || revision.wasRedirect) await setRedirect(tx, pageId, revision.redirect)
  return { pageId, revId, isNew, revision }
}

function log(
  tx: Transaction,
  change: Change,
  entry: NewLogEntry,
  actor: ActorId,
  revised: Revised | undefined,
): Promise<LogId> {
  const target = entry.target ?? change.on
  return insertLogEntry(tx, {
    type: entry.type,
    action: entry.action,
    timestamp: change.timestamp,
    actor,
    namespace: target.namespace,
    title: target.dbKey,
    page: entry.pageId ?? revised?.pageId ?? 0,
    rev: revised?.revId ?? 0,
    comment: change.summary,
    params: JSON.stringify(entry.params),
    deleted: entry.deleted ?? 0,
  })
}

/** As MediaWiki: the making of a page is a log entry of its own, which stands in no list of changes. */
async function logCreation(
  tx: Transaction,
  change: Change,
  actor: ActorId,
  revised: Revised | undefined,
): Promise<LogId | undefined> {
  if (revised === undefined || !revised.isNew || revised.revision.isLeftBehind) return undefined
  return log(tx, change, { type: 'create', action: 'create', params: {} }, actor, revised)
}

async function recordRecentChange(
  tx: Transaction,
  change: Change,
  actor: ActorId,
  revised: Revised | undefined,
  logId: LogId | undefined,
): Promise<RcId | undefined> {
  const { log: entry, flags } = change
  const { performer } = change.permit
  if (entry !== undefined && logId !== undefined) {
    if (!(entry.inRecentChanges ?? isInRecentChanges(entry.type, entry.action))) return undefined
    const target = entry.target ?? change.on
    return insertRecentChange(tx, {
      timestamp: change.timestamp,
      actor,
      namespace: target.namespace,
      title: target.dbKey,
      comment: change.summary,
      minor: false,
      // As MediaWiki: all that a bot logs is a bot's change, whether it asks for that or not.
      bot: flags.bot ?? performer.viewer.may('bot'),
      type: rcLog,
      pageId: entry.pageId ?? revised?.pageId ?? 0,
      revId: revised?.revId ?? 0,
      oldRevId: 0,
      patrolled: 2,
      ip: performer.ip,
      oldLength: null,
      newLength: null,
      deleted: entry.deleted ?? 0,
      logId,
      logType: entry.type,
      logAction: entry.action,
      params: JSON.stringify(entry.params),
    })
  }
  if (revised === undefined || revised.revision.isNull || revised.revision.isLeftBehind) return undefined
  const { revision } = revised
  return insertRecentChange(tx, {
    timestamp: change.timestamp,
    actor,
    namespace: change.on.namespace,
    title: change.on.dbKey,
    comment: change.summary,
    minor: flags.minor ?? false,
    bot: flags.bot ?? false,
    type: revised.isNew ? rcNew : rcEdit,
    pageId: revised.pageId,
    revId: revised.revId,
    oldRevId: revision.parent,
    patrolled: flags.patrolled ? 2 : 0,
    ip: performer.ip,
    oldLength: revision.parentLength,
    newLength: revision.length,
    deleted: 0,
    logId: 0,
    logType: null,
    logAction: null,
    params: '',
  })
}

/** What stands in recent changes is news to all who watch it, and to whose talk page it is; but not to who did it. */
async function tellOthers(tx: Transaction, change: Change, revised: Revised | undefined): Promise<void> {
  const { on, log: entry, flags, timestamp } = change
  const { viewer } = change.permit.performer
  const title = entry?.target ?? on
  // An account that made itself is the only one who can watch its page.
  if (title.namespace >= 0 && change.by === undefined) await notifyWatchers(tx, title, timestamp, viewer.userId)
  if (revised !== undefined && !revised.revision.isNull) {
    await tellOwnerOfTalkPage(tx, { on, by: viewer, minor: flags.minor ?? false, timestamp })
  }
}

/** Log entries of what makes a page come to be, or cease to be, at a title. */
const entriesOfPages = new Set([
  'delete/delete',
  'delete/delete_redir',
  'delete/delete_redir2',
  'delete/restore',
  'import/interwiki',
  'import/upload',
  'merge/merge',
  'move/move',
  'move/move_redir',
])

/** What pages refer to changes with their text, and with their coming and going. */
async function noteLinks(tx: Transaction, change: Change, revised: Revised | undefined): Promise<void> {
  const { on, log: entry, timestamp } = change
  const moves = entry !== undefined && entriesOfPages.has(`${entry.type}/${entry.action}`)
  if (!moves && revised === undefined) return
  // A null revision changes nothing for others, but an unfinished job for the revision before it gives way to its own.
  const isNull = !moves && (revised?.revision.isNull ?? false)
  const titles = entry?.target === undefined ? [on] : [on, entry.target]
  await noteChangedPage(tx, {
    page: revised?.pageId ?? entry?.pageId ?? 0,
    titles: isNull ? [] : titles,
    appeared: moves || (revised?.isNew ?? false),
    timestamp,
  })
}

async function count(tx: Transaction, change: Change, { isNew, revision }: Revised): Promise<void> {
  const { viewer } = change.permit.performer
  if (viewer.isRegistered && (!revision.isNull || revision.countsForUser)) {
    await countEdits(tx, viewer.userId as UserId, 1)
  }
  if (revision.isNull) return
  // As MediaWiki: an article is a page of content that is no redirect.
  const counts = (redirect: boolean): number => (change.on.namespace === 0 && !redirect ? 1 : 0)
  const articles = counts(revision.redirect !== undefined) - (isNew ? 0 : counts(revision.wasRedirect))
  await countInSite(tx, { edits: 1, pages: isNew ? 1 : 0, articles })
}
