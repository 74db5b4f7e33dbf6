// action=revisiondelete: hides parts of revisions, log entries and versions of files, and shows them again.
import type { Performer } from '../../access/permit.ts'
import { Failure, fail } from '../../errors.ts'
import { hideArchivedFiles, hideOldVersions } from '../../files/hide.ts'
import { hideLinkedEntries, hideLinkedRevisions } from '../../hiding/linked.ts'
import { hideReason } from '../../hiding/reason.ts'
import { refreshStale } from '../../hiding/stale.ts'
import type { LogId, RevId } from '../../ids.ts'
import { type HiddenLogItem, hideLogEntries, logOfEntries } from '../../logs/hide.ts'
import { pageByTitle, stateOfPage } from '../../pages/page-store.ts'
import { parseTitle, type Title } from '../../pages/title.ts'
import {
  type HiddenItem,
  hideArchived,
  hideRevisions,
  type ItemOrder,
  idOf,
  pageOfRevision,
} from '../../revisions/hide.ts'
import { hideableFields } from '../../revisions/visibility.ts'
import { showHiddenArchivedFile, showHiddenOldVersion } from '../hidden-files.ts'
import { showHiddenLogEntry, showHiddenRevision } from '../hidden-items.ts'
import { defineModule, type WriteContext } from '../module.ts'
import { p } from '../params.ts'
import { list, type Tree } from '../result.ts'
import { timestampOf } from '../timestamps.ts'

export const revisiondelete = defineModule({
  path: 'revisiondelete',
  mode: 'write',
  params: {
    type: p.oneOf(['revision', 'archive', 'oldimage', 'filearchive', 'logging'], { required: true }),
    target: p.string(),
    ids: p.string({ multi: true, required: true }),
    hide: p.oneOf(hideableFields, { multi: true }),
    show: p.oneOf(hideableFields, { multi: true }),
    suppress: p.oneOf(['yes', 'no', 'nochange'], { default: 'nochange' }),
    reason: p.string(),
    tags: p.tags(),
    xlinked: p.beyond(p.boolean()),
    token: p.token('csrf'),
  },
  examples: {
    'action=revisiondelete&target=Main%20Page&type=revision&ids=12345&hide=content&token=123ABC':
      'apihelp-revisiondelete-example-revision',
    'action=revisiondelete&type=logging&ids=67890&hide=content|comment|user&reason=BLP%20violation&token=123ABC':
      'apihelp-revisiondelete-example-log',
  },

  async run(context, { type, target, ids, hide = [], show = [], suppress, reason = '', tags, xlinked }) {
    const { performer, now } = context
    const hideItems = hiding[type](context)
    if (ids.length === 0) throw fail('apierror-paramempty', ['ids'])
    if (hide.some(field => show.includes(field))) throw fail('apierror-revdel-mutuallyexclusive', [])
    if (hide.length === 0 && show.length === 0) throw fail('apierror-revdel-paramneeded', [])
    if (suppress === 'yes') performer.permit('suppressrevision', { evenIfBlocked: true })
    const on = await targetOf(context, type, target, ids)
    if (on === undefined) throw fail('apierror-revdel-needtarget', [])
    await refuseBlocked(context, performer, on)
    const { items, linked = [] } = await hideItems({
      on,
      ids,
      hide,
      show,
      suppress: suppress === 'nochange' ? undefined : suppress === 'yes',
      reason: hideReason(context.wiki.config, reason),
      tags,
      timestamp: timestampOf(now),
      linked: xlinked,
    })
    const taken = xlinked ? { xlinked: list('i', linked) } : {}
    return { status: 'Success', target: context.wiki.nameOf(on), items: list('i', items), ...taken }
  },
})

type Type = 'archive' | 'filearchive' | 'logging' | 'oldimage' | 'revision'
/** `linked` asks for what goes with the items: log entries of revisions, revisions of log entries. */
type HideItems = (
  order: ItemOrder & { readonly linked: boolean },
) => Promise<{ readonly items: Tree[]; readonly linked?: Tree[] }>

/** By type: asks for the right, and gives what hides items of this type and shows what became of them. */
const hiding: Readonly<Record<Type, (context: WriteContext) => HideItems>> = {
  archive: ({ performer, transact, viewer, request }) => {
    const permit = performer.permit('deleterevision', { evenIfBlocked: true })
    return async order => {
      const items = await transact(tx => hideArchived(tx, permit, order))
      return { items: items.map(item => showHiddenRevision(item, viewer, request.style)) }
    }
  },
  filearchive: context => {
    const permit = context.performer.permit('deleterevision', { evenIfBlocked: true })
    return async order => {
      const items = await context.transact(tx => hideArchivedFiles(tx, permit, order))
      return { items: items.map(item => showHiddenArchivedFile(context, item, order.on)) }
    }
  },
  logging: ({ wiki, performer, transact, viewer, request }) => {
    const permit = performer.permit('deletelogentry', { evenIfBlocked: true })
    return async order => {
      const ofRevisions = order.linked ? performer.permit('deleterevision', { evenIfBlocked: true }) : undefined
      return transact(async tx => {
        const items = await hideLogEntries(tx, permit, order)
        const linked = ofRevisions && (await hideLinkedRevisions(tx, ofRevisions, order, changedOf(items) as LogId[]))
        return {
          items: items.map(item => showHiddenLogEntry(wiki, item, viewer, request.style)),
          linked: linked?.map(item => showHiddenRevision(item, viewer, request.style)) ?? [],
        }
      })
    }
  },
  oldimage: context => {
    const permit = context.performer.permit('deleterevision', { evenIfBlocked: true })
    return async order => {
      const items = await context.transact(tx => hideOldVersions(tx, permit, order))
      return { items: items.map(item => showHiddenOldVersion(context, item, order.on)) }
    }
  },
  revision: ({ wiki, performer, transact, viewer, request }) => {
    const permit = performer.permit('deleterevision', { evenIfBlocked: true })
    return async order => {
      const ofEntries = order.linked ? performer.permit('deletelogentry', { evenIfBlocked: true }) : undefined
      const { items, linked } = await transact(async tx => {
        const hidden = await hideRevisions(tx, permit, order)
        const ids = changedOf(hidden) as RevId[]
        return { items: hidden, linked: ofEntries && (await hideLinkedEntries(tx, ofEntries, order, ids)) }
      })
      await refreshStale(wiki, items)
      return {
        items: items.map(item => showHiddenRevision(item, viewer, request.style)),
        linked: linked?.map(item => showHiddenLogEntry(wiki, item, viewer, request.style)) ?? [],
      }
    }
  },
}

/** The ids of those that were changed. */
const changedOf = (items: readonly (HiddenItem | HiddenLogItem)[]): number[] =>
  items.filter(one => !('missing' in one) && one.result.is === 'changed').map(one => Number(one.id))

/** As MediaWiki: the first revision says which page it is; only where it cannot, the parameter does. */
async function targetOf(
  { db, wiki }: WriteContext,
  type: Type,
  target: string | undefined,
  ids: readonly string[],
): Promise<Title | undefined> {
  if (type === 'revision' || type === 'archive') {
    const found = await pageOfRevision(db, idOf(ids[0] ?? '') as RevId)
    if (found !== undefined) return found
  }
  if (type === 'logging') return logOfEntries(db, ids.map(idOf) as LogId[])
  const parsed = target === undefined ? undefined : parseTitle(target, wiki.titles)
  return parsed?.ok && parsed.title.interwiki === '' && parsed.title.dbKey !== '' ? parsed.title : undefined
}

async function refuseBlocked({ db, now }: WriteContext, performer: Performer, on: Title): Promise<void> {
  if (performer.blocks.length === 0) return
  const state = await stateOfPage(db, on, await pageByTitle(db, on), timestampOf(now))
  const blocked = performer.problemsOn('deleterevision', state).filter(one => /^(auto)?blocked$/.test(one.code))
  if (blocked.length > 0) throw new Failure(blocked)
}
