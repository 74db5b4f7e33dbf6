// Patrolling: saying that somebody has looked at a change.
import type { Performer } from '../access/permit.ts'
import { maySee, type Viewer } from '../access/viewer.ts'
import { timestampOf } from '../api/timestamps.ts'
import { Failure, fail, type Problem, problem } from '../errors.ts'
import type { RcId, RevId } from '../ids.ts'
import { pageByTitle, stateOfPage } from '../pages/page-store.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import { hiddenContent, hidingOf } from '../revisions/hidden-bits.ts'
import type { Reader } from '../storage/database.ts'
import { problemsOfApplying } from '../tags/allowed.ts'
import { findChange } from '../tags/retag.ts'
import { markRevertedLater } from '../tags/reverted.ts'
import type { Wiki } from '../wiki.ts'
import { changeToPatrol, changeToPatrolOfRevision, type PatrolRow, setPatrolled } from './patrol-store.ts'
import { record } from './record.ts'

/** A change, by its own id or by that of its revision. */
export type PatrolRef = { readonly rcId: RcId } | { readonly revId: RevId }

export interface Patrolled {
  readonly rcId: RcId
  /** What the change was on, as it was called then. */
  readonly title: Title
}

/**
 * Marks a change as patrolled, and logs it where nobody had done so. Throws `nosuchrcid` or `nosuchrevid` for a change that
 * is not there or that the performer may not know of, `notpatrollable` for a revision that recent changes do not list, and
 * what the performer may not.
 */
export async function patrol(
  wiki: Wiki,
  performer: Performer,
  ref: PatrolRef,
  tags: readonly string[],
): Promise<Patrolled> {
  const db = wiki.database.read
  const row = await find(db, performer.viewer, ref)
  const title = makeTitle(row.rc_namespace, row.rc_title)
  const now = timestampOf(performer.now)
  const state = await stateOfPage(db, title, await pageByTitle(db, title), now)
  const isOwn = row.actor_name === performer.viewer.name
  const problems: readonly Problem[] = [
    ...performer.problemsOn('patrol', state),
    ...problemsOfApplying(performer, tags),
    ...(isOwn && !performer.viewer.may('autopatrol') ? [problem('markedaspatrollederror-noautopatrol', [])] : []),
  ]
  if (problems.length > 0) throw new Failure(problems)
  const permit = performer.permitOn('patrol', state)
  const isNew = await wiki.database.write(async tx => {
    if (!(await setPatrolled(tx, row.rc_id))) return false
    await record(tx, {
      permit,
      on: title,
      summary: '',
      log: {
        type: 'patrol',
        action: 'patrol',
        params: { curid: row.rc_this_oldid, previd: row.rc_last_oldid, auto: false },
        pageId: row.rc_cur_id,
      },
      tags,
      flags: {},
      timestamp: now,
    })
    return true
  })
  // What it may have taken back is marked now that somebody has looked at it.
  if (isNew && row.rc_this_oldid !== 0) markRevertedLater(wiki, row.rc_this_oldid)
  return { rcId: row.rc_id, title }
}

async function find(db: Reader, viewer: Viewer, ref: PatrolRef): Promise<PatrolRow> {
  // What the performer may not know of is as missing; so is an entry of a log that does not tell them what it is about.
  const known = await findChange(db, ref, viewer)
  if ('rcId' in ref) {
    const row = known === undefined ? undefined : await changeToPatrol(db, ref.rcId)
    if (row === undefined || !tellsTitle(row, viewer)) throw fail('apierror-nosuchrcid', [ref.rcId])
    return row
  }
  if (known === undefined) throw fail('apierror-nosuchrevid', [ref.revId])
  const row = await changeToPatrolOfRevision(db, ref.revId)
  if (row === undefined || !tellsTitle(row, viewer)) throw fail('apierror-notpatrollable', [ref.revId])
  return row
}

const tellsTitle = (row: PatrolRow, viewer: Viewer): boolean =>
  row.rc_logid === 0 || maySee(viewer, hidingOf(row.rc_deleted, hiddenContent, 'log'))
