// action=revisiondelete: hides parts of revisions and log entries, and shows them again.
import type { Performer } from '../../access/permit.ts'
import { type Viewer, valueFor } from '../../access/viewer.ts'
import { Failure, fail } from '../../errors.ts'
import type { RevId } from '../../ids.ts'
import { cutComment } from '../../language/cut-comment.ts'
import { pageByTitle, stateOfPage } from '../../pages/page-store.ts'
import { parseTitle, type Title } from '../../pages/title.ts'
import { guard, hiddenComment, hiddenContent, hiddenUser } from '../../revisions/hidden-bits.ts'
import {
  type HiddenItem,
  type HiddenRevision,
  hideArchived,
  hideRevisions,
  idOf,
  pageOfRevision,
} from '../../revisions/hide.ts'
import { hideableFields } from '../../revisions/visibility.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { p } from '../params.ts'
import { type NoticeStyle, showStatusErrors } from '../problems.ts'
import { list, type Tree } from '../result.ts'
import { isoTimestamp, type Timestamp, timestampOf } from '../timestamps.ts'

export const revisiondelete = defineModule({
  path: 'revisiondelete',
  mode: 'write',
  params: {
    type: p.oneOf(['archive', 'revision'], { required: true }),
    target: p.string(),
    ids: p.string({ multi: true, required: true }),
    hide: p.oneOf(hideableFields, { multi: true }),
    show: p.oneOf(hideableFields, { multi: true }),
    suppress: p.oneOf(['no', 'nochange', 'yes'], { default: 'nochange' }),
    reason: p.string({ default: '' }),
    tags: p.tags(),
    token: p.token('csrf'),
  },
  examples: {
    'action=revisiondelete&target=Main%20Page&type=revision&ids=12345&hide=content&token=123ABC':
      'apihelp-revisiondelete-example-revision',
  },

  async run(context, { type, target, ids, hide = [], show = [], suppress, reason, tags }) {
    const { performer, transact, request, viewer, now } = context
    const permit = performer.permit('deleterevision', { evenIfBlocked: true })
    if (ids.length === 0) throw fail('apierror-paramempty', ['ids'])
    if (hide.some(field => show.includes(field))) throw fail('apierror-revdel-mutuallyexclusive', [])
    if (hide.length === 0 && show.length === 0) throw fail('apierror-revdel-paramneeded', [])
    if (suppress === 'yes') performer.permit('suppressrevision', { evenIfBlocked: true })
    const on = await targetOf(context, type, target, ids)
    if (on === undefined) throw fail('apierror-revdel-needtarget', [])
    await refuseBlocked(context, performer, on)
    const order = {
      on,
      ids,
      hide,
      show,
      suppress: suppress === 'nochange' ? undefined : suppress === 'yes',
      reason: cutComment(reason),
      tags,
      timestamp: timestampOf(now),
    }
    const items = await transact(tx =>
      type === 'archive' ? hideArchived(tx, permit, order) : hideRevisions(tx, permit, order),
    )
    return {
      status: 'Success',
      target: context.wiki.nameOf(on),
      items: list(
        'i',
        items.map(item => showItem(item, viewer, request.style)),
      ),
    }
  },
})

/** As MediaWiki: the first revision says which page it is; only where it cannot, the parameter does. */
async function targetOf(
  { db, wiki }: WriteContext,
  type: 'archive' | 'revision',
  target: string | undefined,
  ids: readonly string[],
): Promise<Title | undefined> {
  if (type === 'revision') {
    const found = await pageOfRevision(db, idOf(ids[0] ?? '') as RevId)
    if (found !== undefined) return found
  }
  const parsed = target === undefined ? undefined : parseTitle(target, wiki.titles)
  return parsed?.ok && parsed.title.interwiki === '' && parsed.title.dbKey !== '' ? parsed.title : undefined
}

async function refuseBlocked({ db, now }: WriteContext, performer: Performer, on: Title): Promise<void> {
  const state = await stateOfPage(db, on, await pageByTitle(db, on), timestampOf(now))
  const blocked = performer.problemsOn('deleterevision', state).filter(one => /^(auto)?blocked$/.test(one.code))
  if (blocked.length > 0) throw new Failure(blocked)
}

function showItem(item: HiddenItem, viewer: Viewer, style: NoticeStyle): Tree {
  if ('missing' in item) {
    return {
      id: item.id,
      status: 'Fail',
      errors: showStatusErrors([item.missing], style),
      warnings: list('warning', []),
    }
  }
  return { status: 'Success', ...showRevision(item.item, item.bits, viewer), ...showResult(item, style) }
}

function showResult({ result }: Extract<HiddenItem, { result: unknown }>, style: NoticeStyle): Tree {
  if (result.is === 'changed') return {}
  const none = list('error', [])
  const shown = showStatusErrors([result.problem], style, result.is)
  return result.is === 'error' ? { errors: shown, warnings: none } : { errors: none, warnings: shown }
}

function showRevision(item: HiddenRevision, bits: number, viewer: Viewer): Tree {
  // What was changed just now counts, not what was read before.
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
