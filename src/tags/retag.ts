// Adding tags to a change that was made already, and taking them off.

import type { Performer, Permit } from '../access/permit.ts'
import type { Viewer } from '../access/viewer.ts'
import { record } from '../changes/record.ts'
import { Failure, type Outcome, type Problem, problem } from '../errors.ts'
import type { LogId, RcId, RevId } from '../ids.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import { mayReadLogType } from '../logs/log-types.ts'
import { makeTitle } from '../pages/title.ts'
import { hiddenContent, suppressed } from '../revisions/hidden-bits.ts'
import type { Reader, Transaction } from '../storage/database.ts'
import { changeOfLogEntry, changeOfRecentChange, changeOfRevision, type TaggedChange } from './change-ref-store.ts'
import { isSetBySoftware } from './tag.ts'
import { acquireTag, addUse, forgetUnused, removeUse, tagsByNames, tagsOfChange } from './tag-store.ts'

/** A change, by one of its ids. */
export type ChangeRef = { readonly revId: RevId } | { readonly rcId: RcId } | { readonly logId: LogId }

export interface TagEdit {
  /** Checked already: made by hand and active. */
  readonly add: readonly string[]
  readonly remove: readonly string[]
  /** As it is stored. */
  readonly reason: string
  /** Tags for the log entry, checked already. */
  readonly tags: readonly string[]
  /** 14 digits. */
  readonly timestamp: string
}

/** What was done; without a log entry, nothing was to do. */
export interface Retagged {
  readonly logId?: LogId
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Why a tag may not be removed: only those made by hand, or by nobody, can be. */
async function removalProblem(
  db: Reader,
  { remove }: TagEdit,
  ruleTags: readonly string[],
): Promise<Problem | undefined> {
  const bySoftware = remove.filter(tag => isSetBySoftware(tag, ruleTags))
  if (bySoftware.length === 0) return undefined
  const known = await tagsByNames(db, bySoftware)
  const byHand = new Set(known.filter(row => row.ctd_user_defined === 1).map(row => row.ctd_name))
  const fixed = bySoftware.filter(tag => !byHand.has(tag))
  if (fixed.length === 0) return undefined
  const names = fixed.map(escapeWikitext).join(', ')
  return fixed.length === 1
    ? problem('tags-update-remove-not-allowed-one', [names, 1])
    : problem('tags-update-remove-not-allowed-multi', [names, fixed.length])
}

const isHiddenFrom = (viewer: Viewer, bits: number): boolean =>
  (bits & suppressed) !== 0 && bits !== suppressed && !viewer.may('suppressrevision') && !viewer.may('viewsuppressed')

/** The change, unless there is none or the viewer may not know of it: the two are answered alike. */
export async function findChange(db: Reader, ref: ChangeRef, viewer: Viewer): Promise<TaggedChange | undefined> {
  const found =
    'revId' in ref
      ? await changeOfRevision(db, ref.revId)
      : 'rcId' in ref
        ? await changeOfRecentChange(db, ref.rcId)
        : await changeOfLogEntry(db, ref.logId)
  if (found === undefined) return undefined
  const isSecret =
    ('revId' in ref && isHiddenFrom(viewer, found.revisionBits)) ||
    ('logId' in ref && (isHiddenFrom(viewer, found.logBits) || !mayReadLogType(found.logType, viewer))) ||
    ('rcId' in ref && (isHiddenFrom(viewer, found.revisionBits) || isHiddenFrom(viewer, found.logBits)))
  return isSecret ? undefined : found
}

function missing(ref: ChangeRef): Problem {
  if ('revId' in ref) return problem('apierror-nosuchrevid', [ref.revId])
  if ('rcId' in ref) return problem('apierror-nosuchrcid', [ref.rcId])
  return problem('apierror-nosuchlogid', [ref.logId])
}

/** The changes that were counted: what is written may be run anew, and is asked for once. */
const counted = new WeakMap<ChangeRef, Problem | undefined>()

/** Counts one change that is tagged; why that is one too many. */
function throttling(performer: Performer, ref: ChangeRef): Problem | undefined {
  if (!counted.has(ref)) counted.set(ref, problemOfLimit(performer))
  return counted.get(ref)
}

function problemOfLimit(performer: Performer): Problem | undefined {
  try {
    performer.limit('changetags')
    return undefined
  } catch (error) {
    if (error instanceof Failure) return error.problems[0]
    throw error
  }
}

/**
 * Adds and removes tags on all three ids of a change, and logs it. A tag named both ways is removed. The outcome is a
 * problem for a change that is missing, or that the performer may not know of, for tags that nobody may remove, and for
 * one change too many in too short a time; each counts, for the permit does not.
 */
export async function retag(
  tx: Transaction,
  permit: Permit<'changetags'>,
  ref: ChangeRef,
  edit: TagEdit,
): Promise<Outcome<Retagged>> {
  const change = await findChange(tx, ref, permit.performer.viewer)
  if (change === undefined) return { ok: false, problem: missing(ref) }
  const refused = await removalProblem(tx, edit, permit.performer.ruleTags)
  if (refused !== undefined) return { ok: false, problem: refused }
  const throttled = throttling(permit.performer, ref)
  if (throttled !== undefined) return { ok: false, problem: throttled }
  const before = await tagsOfChange(tx, change)
  const removed = edit.remove.filter(tag => before.includes(tag))
  const added = edit.add.filter(tag => !before.includes(tag) && !edit.remove.includes(tag))
  if (added.length === 0 && removed.length === 0) return { ok: true, value: { added, removed } }
  for (const tag of added) await addUse(tx, change, await acquireTag(tx, tag))
  for (const row of await tagsByNames(tx, removed)) {
    await removeUse(tx, change, row.ctd_id)
    if (row.ctd_user_defined === 0) await forgetUnused(tx, row.ctd_name)
  }
  const { logId } = await record(tx, {
    permit,
    on: makeTitle(change.namespace, change.title),
    summary: edit.reason,
    log: {
      type: 'tag',
      action: 'update',
      pageId: change.pageId,
      params: logParams(ref, change, { added, removed, before }),
      // What is logged about a suppressed thing is suppressed itself.
      deleted: ((change.revisionBits | change.logBits) & suppressed) === 0 ? 0 : suppressed | hiddenContent,
    },
    tags: edit.tags,
    flags: {},
    timestamp: edit.timestamp,
  })
  return { ok: true, value: { added, removed, ...(logId === undefined ? {} : { logId }) } }
}

/** As MediaWiki: the id that was asked for is a number, one that was found beside it a string, none is false. */
function logParams(
  ref: ChangeRef,
  change: TaggedChange,
  done: { added: readonly string[]; removed: readonly string[]; before: readonly string[] },
): Record<string, unknown> {
  const beside = (id: number | undefined): string | false => (id === undefined ? false : String(id))
  return {
    revid: 'revId' in ref ? ref.revId : beside(change.revId),
    logid: 'logId' in ref ? ref.logId : beside(change.logId),
    tagsAdded: done.added,
    tagsAddedCount: done.added.length,
    tagsRemoved: done.removed,
    tagsRemovedCount: done.removed.length,
    initialTags: done.before,
  }
}
