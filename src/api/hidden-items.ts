// How the items of action=revisiondelete are answered: what is hidden now, and what this viewer may see of it.
import { type Viewer, valueFor } from '../access/viewer.ts'
import type { Problem } from '../errors.ts'
import type { HiddenLogItem } from '../logs/hide.ts'
import type { LogEntry } from '../logs/log-entry.ts'
import { guard, hiddenComment, hiddenContent, hiddenUser } from '../revisions/hidden-bits.ts'
import type { HiddenItem, HiddenRevision } from '../revisions/hide.ts'
import type { HideResult } from '../revisions/visibility.ts'
import type { Wiki } from '../wiki.ts'
import { logParamsOf } from './log-params.ts'
import { type NoticeStyle, showStatusErrors } from './problems.ts'
import type { Tree } from './result.ts'
import { isoTimestamp, type Timestamp } from './timestamps.ts'

/** An id of nothing. */
export function showMissing(id: number | string, missing: Problem, style: NoticeStyle): Tree {
  return { status: 'Fail', ...showProblems({ errors: [missing] }, style), id }
}

/** What stood against the change of an item that is there. */
export function showResult(result: HideResult, style: NoticeStyle): Tree {
  if (result.is === 'changed') return {}
  return showProblems({ [result.is === 'error' ? 'errors' : 'warnings']: [result.problem] }, style)
}

/** As MediaWiki: in the old format both are lists, which may be empty. */
function showProblems(
  { errors = [], warnings = [] }: { readonly errors?: readonly Problem[]; readonly warnings?: readonly Problem[] },
  style: NoticeStyle,
): Tree {
  const isOld = style.format === 'bc'
  return {
    ...(isOld || errors.length > 0 ? { errors: showStatusErrors(errors, style) } : {}),
    ...(isOld || warnings.length > 0 ? { warnings: showStatusErrors(warnings, style, 'warning') } : {}),
  }
}

/** A revision of a page or of a deleted page. */
export function showHiddenRevision(item: HiddenItem, viewer: Viewer, style: NoticeStyle): Tree {
  if ('missing' in item) return showMissing(item.id, item.missing, style)
  return { status: 'Success', ...showResult(item.result, style), ...showRevision(item.item, item.bits, viewer) }
}

// What was changed just now counts, not what was read before: values are guarded anew.
function showRevision(item: HiddenRevision, bits: number, viewer: Viewer): Tree {
  const actor = valueFor(item.actor, viewer)
  const comment = valueFor(item.comment, viewer)
  const user = actor === undefined ? undefined : valueFor(guard(actor, bits, hiddenUser), viewer)
  const text = comment === undefined ? undefined : valueFor(guard(comment, bits, hiddenComment), viewer)
  return {
    id: item.id,
    timestamp: isoTimestamp(item.timestamp as Timestamp),
    userhidden: (bits & hiddenUser) !== 0,
    commenthidden: (bits & hiddenComment) !== 0,
    texthidden: (bits & hiddenContent) !== 0,
    ...(user === undefined ? {} : { userid: user.userId, user: user.name }),
    ...(text === undefined ? {} : { comment: text }),
  }
}

/** A log entry. */
export function showHiddenLogEntry(wiki: Wiki, item: HiddenLogItem, viewer: Viewer, style: NoticeStyle): Tree {
  if ('missing' in item) return showMissing(item.id, item.missing, style)
  return { status: 'Success', ...showResult(item.result, style), ...showEntry(wiki, item.entry, item.bits, viewer) }
}

function showEntry(wiki: Wiki, entry: LogEntry, bits: number, viewer: Viewer): Tree {
  const logged = valueFor(entry.logged, viewer)
  const actor = valueFor(entry.actor, viewer)
  const comment = valueFor(entry.comment, viewer)
  const action = logged === undefined ? undefined : valueFor(guard(logged, bits, hiddenContent, 'log'), viewer)
  const user = actor === undefined ? undefined : valueFor(guard(actor, bits, hiddenUser, 'log'), viewer)
  const text = comment === undefined ? undefined : valueFor(guard(comment, bits, hiddenComment, 'log'), viewer)
  return {
    id: entry.id,
    type: entry.type,
    ...(action === undefined ? {} : { action: entry.action }),
    userhidden: (bits & hiddenUser) !== 0,
    commenthidden: (bits & hiddenComment) !== 0,
    actionhidden: (bits & hiddenContent) !== 0,
    ...(action === undefined
      ? {}
      : { params: logParamsOf(wiki, { type: entry.type, action: entry.action, params: action.params }) }),
    // As MediaWiki: this id is a string here.
    ...(user === undefined ? {} : { userid: String(user.userId), user: user.name }),
    ...(text === undefined ? {} : { comment: text }),
  }
}
