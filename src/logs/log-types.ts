// The kinds of log entries: who may read them, whether recent changes list them. A new kind is a row here.
import type { Right } from '../access/rights.ts'
import type { Viewer } from '../access/viewer.ts'

export interface LogType {
  /** The right to read the log; none for everybody. */
  readonly right?: Right
  /** Whether its entries stand in recent changes; a list names the actions that do. */
  readonly inRecentChanges: boolean | readonly string[]
  readonly actions: readonly string[]
  /** Actions that MediaWiki has not: filters take them, paraminfo does not list them. */
  readonly beyond?: readonly string[]
}

/** By type, in the order in which paraminfo lists them. */
export const logTypes = {
  block: { inRecentChanges: true, actions: ['block', 'reblock', 'unblock'] },
  contentmodel: { inRecentChanges: true, actions: ['change', 'new'] },
  create: { inRecentChanges: false, actions: ['create'] },
  delete: {
    inRecentChanges: true,
    actions: ['delete', 'delete_redir', 'delete_redir2', 'event', 'restore', 'revision'],
  },
  import: { inRecentChanges: true, actions: ['interwiki', 'upload'] },
  managetags: {
    inRecentChanges: true,
    actions: ['activate', 'create', 'deactivate', 'delete'],
    beyond: ['xmerge', 'xrename'],
  },
  merge: { inRecentChanges: true, actions: ['merge'] },
  move: { inRecentChanges: true, actions: ['move', 'move_redir'] },
  newusers: { inRecentChanges: true, actions: ['autocreate', 'byemail', 'create', 'create2', 'newusers'] },
  patrol: { inRecentChanges: false, actions: ['patrol', 'autopatrol'] },
  protect: { inRecentChanges: true, actions: ['modify', 'move_prot', 'protect', 'unprotect'] },
  renameuser: { inRecentChanges: true, actions: ['renameuser'] },
  rights: { inRecentChanges: true, actions: ['autopromote', 'rights'] },
  suppress: {
    right: 'suppressionlog',
    inRecentChanges: false,
    actions: ['block', 'delete', 'event', 'reblock', 'revision'],
  },
  tag: { inRecentChanges: false, actions: ['update'] },
  upload: { inRecentChanges: true, actions: ['overwrite', 'revert', 'upload'] },
} as const satisfies Record<string, LogType>
export type LogTypeName = keyof typeof logTypes

/** All kinds of entries, as `delete/revision`: those of MediaWiki, or those beyond it. */
export const logKinds = (which: 'actions' | 'beyond'): string[] =>
  Object.entries<LogType>(logTypes).flatMap(([type, row]) => (row[which] ?? []).map(action => `${type}/${action}`))

export const isLogType = (name: string): name is LogTypeName => Object.hasOwn(logTypes, name)

/** Whether an entry of this kind stands in recent changes. */
export function isInRecentChanges(type: LogTypeName, action: string): boolean {
  const row: LogType = logTypes[type]
  return typeof row.inRecentChanges === 'boolean' ? row.inRecentChanges : row.inRecentChanges.includes(action)
}

/** Whether a viewer may read entries of a type; of a type that is not there, nobody may. */
export function mayReadLogType(name: string | undefined, viewer: Viewer): boolean {
  if (name === undefined || !isLogType(name)) return false
  const { right }: LogType = logTypes[name]
  return right === undefined || viewer.may(right)
}

/** The logs that a viewer may not read. */
export const unreadableLogTypes = (viewer: Viewer): string[] =>
  Object.keys(logTypes).filter(name => !mayReadLogType(name, viewer))
