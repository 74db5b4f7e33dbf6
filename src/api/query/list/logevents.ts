// list=logevents: what was done to the wiki, other than editing.
import type { Viewer } from '../../../access/viewer.ts'
import { valueFor } from '../../../access/viewer.ts'
import { Failure, problem } from '../../../errors.ts'
import { escapeWikitext } from '../../../language/escape-wikitext.ts'
import type { LogEntry, LoggedAction } from '../../../logs/log-entry.ts'
import { logEntries } from '../../../logs/log-reader-store.ts'
import { type LogTypeName, logKinds } from '../../../logs/log-types.ts'
import { actorsOf, tagFilterOf, titleFilter } from '../../list-filters.ts'
import { actorProps, commentProps, tagsProp } from '../../list-props.ts'
import { defineList, guarded, prop, timeKey, windowOf, windowParams } from '../../listing.ts'
import { logParamsOf } from '../../log-params.ts'
import { p } from '../../params.ts'
import type { Tree } from '../../result.ts'
import { isoTimestamp, type Timestamp } from '../../timestamps.ts'

/** As MediaWiki lists them. */
const typeNames = [
  '',
  'block',
  'protect',
  'rights',
  'delete',
  'upload',
  'move',
  'import',
  'patrol',
  'merge',
  'suppress',
  'tag',
  'managetags',
  'contentmodel',
  'renameuser',
  'newusers',
  'create',
] as const satisfies readonly (LogTypeName | '')[]

const kinds = logKinds('actions')
const allKinds = new Set([...kinds, ...logKinds('beyond')])

function readAction(name: string): { type: string; action: string } {
  const [type = '', action = ''] = name.split('/')
  if (allKinds.has(name)) return { type, action }
  const unknown = problem('apierror-unrecognizedvalue', ['leaction', escapeWikitext(name)])
  throw new Failure([{ ...unknown, code: 'unknown_leaction' }])
}

/** What is hidden with an entry's action. */
const ofAction = (entry: LogEntry, viewer: Viewer, show: (logged: LoggedAction) => Tree): Tree =>
  guarded('action', entry.logged.for(viewer), show)

export const logevents = defineList({
  path: 'query+logevents',
  prefix: 'le',
  item: 'item',
  params: {
    prop: p.oneOf(
      ['ids', 'title', 'type', 'user', 'userid', 'timestamp', 'comment', 'parsedcomment', 'details', 'tags'],
      { multi: true, default: 'ids|title|type|user|timestamp|comment|details' },
    ),
    type: p.oneOf(typeNames),
    // Described as a list of values, but refused with an error of its own.
    action: { ...p.string(), type: kinds },
    ...windowParams,
    user: p.user({ allow: ['name', 'ip', 'temp', 'interwiki', 'id'] }),
    title: p.string(),
    namespace: p.namespace({ extraNamespaces: [-2, -1] }),
    prefix: p.string(),
    tag: p.string(),
    limit: p.limit({ default: 10 }),
    continue: p.string(),
  },
  atMostOne: [['title', 'namespace', 'prefix']],
  examples: { 'action=query&list=logevents': 'apihelp-query+logevents-example-simple' },

  async find(context, params, limit): Promise<LogEntry[]> {
    const { db, viewer } = context
    const window = windowOf(params)
    const action = params.action === undefined ? undefined : readAction(params.action)
    const title = titleFilter(context, params.title)
    const prefix = titleFilter(context, params.prefix)
    const tag = await tagFilterOf(db, params.tag, limit)
    const actors = await actorsOf(db, params.user)
    if (tag === 'unused' || actors?.length === 0) return []
    // As MediaWiki: an action makes the type of no importance.
    const kind = action === undefined ? { type: params.type } : { action }
    return logEntries(db, viewer, { ...kind, title, prefix, namespace: params.namespace, actors, tag }, window, limit)
  },
  continueAt: timeKey,
  // As MediaWiki: the title stands between the id of the entry and those of its page.
  asked: ({ prop: names }) => (names.includes('ids') ? [...names, 'idsOfPage'] : names),
  props: {
    ids: prop<LogEntry>({
      show: (entry, viewer) => ({
        logid: entry.id,
        ...ofAction(entry, viewer, () => ({})),
      }),
    }),
    title: prop<LogEntry>({
      show: (entry, viewer, _, { nameOf }) =>
        ofAction(entry, viewer, ({ title }) => ({ ns: title.namespace, title: nameOf(title) })),
    }),
    idsOfPage: prop<LogEntry>({
      show: (entry, viewer) =>
        ofAction(entry, viewer, ({ pageId, logPage, revId }) => ({
          pageid: pageId,
          logpage: logPage,
          ...(revId === 0 ? {} : { revid: revId }),
        })),
    }),
    details: prop<LogEntry>({
      show: (entry, viewer, _, wiki) =>
        ofAction(entry, viewer, logged => ({
          params: logParamsOf(wiki, { type: entry.type, action: entry.action, params: logged.params }),
        })),
    }),
    type: prop<LogEntry>({
      show: ({ type, action }) => ({ type, action }),
    }),
    ...actorProps<LogEntry>(entry => entry.actor),
    timestamp: prop<LogEntry>({ show: ({ timestamp }) => ({ timestamp: isoTimestamp(timestamp as Timestamp) }) }),
    ...commentProps<LogEntry>({
      comment: entry => entry.comment,
      page: (entry, viewer) => valueFor(entry.logged, viewer)?.title,
    }),
    tags: tagsProp<LogEntry, LogEntry['id']>('entry', entry => entry.id),
  },
})
