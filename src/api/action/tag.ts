// action=tag: adds change tags to revisions, recent changes and log entries, or takes them off.
import type { Outcome } from '../../errors.ts'
import type { LogId, RcId, RevId } from '../../ids.ts'
import { cutComment } from '../../language/cut-comment.ts'
import type { ChangeRef, Retagged } from '../../tags/retag.ts'
import { retagMany } from '../../tags/retag-many.ts'
import { defineModule } from '../module.ts'
import { p } from '../params.ts'
import { type NoticeStyle, showItemProblem, showStatusErrors } from '../problems.ts'
import { list, type Tree } from '../result.ts'
import { timestampOf } from '../timestamps.ts'

export const tag = defineModule({
  path: 'tag',
  mode: 'write',
  params: {
    rcid: p.id<RcId>()({ multi: true }),
    revid: p.id<RevId>()({ multi: true }),
    logid: p.id<LogId>()({ multi: true }),
    add: p.tags(),
    remove: p.string({ multi: true }),
    reason: p.string({ default: '' }),
    tags: p.tags(),
    xdryrun: p.beyond(p.boolean()),
    token: p.token('csrf'),
  },
  atLeastOne: [['revid', 'rcid', 'logid']],
  examples: {
    'action=tag&revid=123&add=vandalism&token=123ABC': 'apihelp-tag-example-rev',
    'action=tag&logid=123&remove=spam&reason=Wrongly+applied&token=123ABC': 'apihelp-tag-example-log',
  },

  beforeGroups(performer) {
    performer.permit('changetags', { isCountedLater: true })
  },

  async run(
    { wiki, performer, request, now },
    { rcid = [], revid = [], logid = [], add, remove = [], reason, tags, xdryrun },
  ) {
    const permit = performer.permit('changetags', { isCountedLater: true })
    const targets: readonly ChangeRef[] = [
      ...revid.map(revId => ({ revId })),
      ...rcid.map(rcId => ({ rcId })),
      ...logid.map(logId => ({ logId })),
    ]
    const outcomes = await retagMany(
      wiki.database,
      permit,
      targets.map(ref => ({ ref, add, remove })),
      { batch: undefined, dryRun: xdryrun, reason: cutComment(reason), tags, timestamp: timestampOf(now) },
    )
    return list(
      'result',
      outcomes.map((outcome, index) => ({
        ...showRetagged(targets[index] as ChangeRef, outcome, request.style, xdryrun),
        ...(xdryrun ? { xdryrun: true } : {}),
      })),
    )
  },
})

/** What became of one change, as both ways of tagging tell it. */
export function showRetagged(
  target: ChangeRef,
  outcome: Outcome<Retagged>,
  style: NoticeStyle,
  isDryRun: boolean,
): Tree {
  const id =
    'revId' in target ? { revid: target.revId } : 'rcId' in target ? { rcid: target.rcId } : { logid: target.logId }
  if (!outcome.ok) {
    if (outcome.problem.code === 'ratelimited') return { ...id, status: 'skipped' }
    return outcome.problem.code.startsWith('nosuch')
      ? { ...id, status: 'error', ...showItemProblem(outcome.problem, style) }
      : { ...id, status: 'failure', errors: showStatusErrors([outcome.problem], style) }
  }
  const { logId, added, removed } = outcome.value
  if (logId === undefined) return { ...id, status: 'success', noop: true }
  const done = { added: list('t', added), removed: list('t', removed) }
  return { ...id, status: 'success', ...(isDryRun ? {} : { actionlogid: logId }), ...done }
}
