// How the parameters of a log entry are shown by the API: kept titles by their names, bits as flags, times as ISO.
import { list, type Tree, type Value } from '../api/result.ts'
import { isoExpiry, isoTimestamp, type Timestamp } from '../api/timestamps.ts'
import { makeTitle, type Title } from '../pages/title.ts'
import { hiddenComment, hiddenContent, hiddenUser, suppressed } from '../revisions/hidden-bits.ts'
import type { KeptMembership, KeptProtection, KeptTitle, LogKind, LogParams } from './log-params.ts'

/** What showing needs to know of the wiki. */
export interface ShowLogParams {
  nameOf(title: Title): string
  /** The protections in words, as `[edit=sysop] (indefinite)`. */
  protectionText(details: readonly KeptProtection[]): string
}

type Showing = { readonly [K in LogKind]?: (params: LogParams[K], how: ShowLogParams) => Tree }

const named = (prefix: string, kept: KeptTitle, { nameOf }: ShowLogParams): Tree => ({
  [`${prefix}_ns`]: kept.ns,
  [`${prefix}_title`]: nameOf(makeTitle(kept.ns, kept.title)),
})

const move = (params: LogParams['move/move'], how: ShowLogParams): Tree => ({
  ...named('target', params.target, how),
  suppressredirect: params.suppressredirect,
})

const protection = ({ type, level, expiry, cascade }: KeptProtection): Tree => ({
  type,
  level,
  expiry: isoExpiry(expiry as Timestamp | 'infinity'),
  ...(cascade === undefined ? {} : { cascade }),
})
const protect = ({ cascade, details }: LogParams['protect/protect'], how: ShowLogParams): Tree => ({
  description: how.protectionText(details),
  cascade,
  details: list('_v', details.map(protection)),
})

const bits = (value: number): Tree => ({
  bitmask: value,
  content: (value & hiddenContent) !== 0,
  comment: (value & hiddenComment) !== 0,
  user: (value & hiddenUser) !== 0,
  restricted: (value & suppressed) !== 0,
})
const hiding = (params: LogParams['delete/revision']): Tree => ({
  type: params.type,
  ids: list('id', params.ids),
  old: bits(params.old),
  new: bits(params.new),
})

const block = ({ duration, flags, restrictions, sitewide, expiry }: LogParams['block/block'], how: ShowLogParams) => ({
  duration,
  flags: list('f', flags),
  ...(restrictions === undefined ? {} : { restrictions: showRestrictions(restrictions, how) }),
  sitewide,
  ...(expiry === undefined ? {} : { expiry: isoExpiry(expiry as Timestamp | 'infinity', 'infinity') }),
})
function showRestrictions(
  { pages = [], namespaces = [] }: NonNullable<LogParams['block/block']['restrictions']>,
  how: ShowLogParams,
): Tree {
  const titles = pages.map(page => named('page', page, how))
  return {
    ...(titles.length === 0 ? {} : { pages: list('p', titles) }),
    ...(namespaces.length === 0 ? {} : { namespaces: list('ns', namespaces) }),
  }
}

const membership = ({ group, expiry }: KeptMembership): Tree => ({
  group,
  expiry: expiry === null ? 'infinity' : isoTimestamp(expiry as Timestamp),
})
const rights = (params: LogParams['rights/rights']): Tree => ({
  oldgroups: list('g', params.oldgroups),
  newgroups: list('g', params.newgroups),
  oldmetadata: list('g', params.oldmetadata.map(membership)),
  newmetadata: list('g', params.newmetadata.map(membership)),
})

const upload = ({ img_sha1, img_timestamp }: LogParams['upload/upload']): Tree => ({
  img_sha1,
  img_timestamp: isoTimestamp(img_timestamp as Timestamp),
})

/** The kinds whose parameters are not shown just as they are kept. */
const showing: Showing = {
  'block/block': block,
  'block/reblock': block,
  'delete/event': hiding,
  'delete/revision': hiding,
  'import/interwiki': ({ count, interwiki }, how) => ({ count, ...named('interwiki', interwiki, how) }),
  'merge/merge': ({ dest, mergepoint, mergerevid }, how) => ({
    mergerevid,
    ...named('dest', dest, how),
    mergepoint: isoTimestamp(mergepoint as Timestamp),
  }),
  'move/move': move,
  'move/move_redir': move,
  'protect/modify': protect,
  'protect/move_prot': ({ oldtitle }, how) => named('oldtitle', oldtitle, how),
  'protect/protect': protect,
  'rights/autopromote': rights,
  'rights/rights': rights,
  'suppress/block': block,
  'suppress/event': hiding,
  'suppress/reblock': block,
  'suppress/revision': hiding,
  'upload/overwrite': upload,
  'upload/revert': upload,
  'upload/upload': upload,
}

const asKept = (value: unknown): Value => {
  if (Array.isArray(value)) return list('_v', value.map(asKept))
  if (typeof value !== 'object' || value === null) return value as Value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asKept(inner)]))
}

/** The parameters of an entry of this kind, read from JSON; of a kind that nobody knows any more, as they were kept. */
export function showLogParams(kind: string, params: Readonly<Record<string, unknown>>, how: ShowLogParams): Tree {
  const show = Object.hasOwn(showing, kind) ? showing[kind as LogKind] : undefined
  if (show === undefined) return asKept(params) as Tree
  return (show as (params: unknown, how: ShowLogParams) => Tree)(params, how)
}
