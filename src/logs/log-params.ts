// What log entries keep besides who, when, what on and why: the shape of `log_params` (JSON) of each kind.
import type { Title } from '../pages/title.ts'

/** A title as it is kept in a log entry; what its namespace is called may change later. */
export interface KeptTitle {
  readonly ns: number
  /** As in `page_title`. */
  readonly title: string
}
export const keptTitle = (title: Title): KeptTitle => ({ ns: title.namespace, title: title.dbKey })

/** One level of protection. */
export interface KeptProtection {
  /** `edit`, `move`, `create` … */
  readonly type: string
  readonly level: string
  /** 14 digits or `infinity`. */
  readonly expiry: string
  /** Not kept for a title that has no page. */
  readonly cascade?: boolean
}

/** A membership of a group: until when (14 digits), or null for ever. */
export interface KeptMembership {
  readonly group: string
  readonly expiry: string | null
}

interface KeptBlock {
  /** As it was typed: `2 days`, or `infinity`. */
  readonly duration: string
  /** `anononly`, `nocreate`, `noautoblock`, `noemail`, `nousertalk`, `hiddenname`: in this order. */
  readonly flags: readonly string[]
  readonly sitewide: boolean
  readonly restrictions?: { readonly pages?: readonly KeptTitle[]; readonly namespaces?: readonly number[] }
  /** 14 digits; left out for a block without an end. */
  readonly expiry?: string
}
interface KeptHiding {
  /** `revision`, `archive`, `logging`, `oldimage`, `filearchive`. */
  readonly type: string
  readonly ids: readonly (number | string)[]
  /** Bits as in `rev_deleted`. */
  readonly old: number
  readonly new: number
}
interface KeptMove {
  readonly target: KeptTitle
  /** Whether no redirect was left behind. */
  readonly suppressredirect: boolean
}
interface KeptProtections {
  readonly cascade: boolean
  readonly details: readonly KeptProtection[]
}
interface KeptUpload {
  /** In base 36, 31 digits; empty while the content is hidden. */
  readonly img_sha1: string
  /** The same while it is not shown. */
  readonly kept_sha1?: string
  /** 14 digits. */
  readonly img_timestamp: string
}
interface KeptPatrol {
  readonly curid: number
  readonly previd: number
  readonly auto: boolean
}
type Nothing = Readonly<Record<string, never>>

/** By type and action. */
export interface LogParams {
  'block/block': KeptBlock
  'block/reblock': KeptBlock
  'block/unblock': Nothing
  'contentmodel/change': { readonly oldmodel: string; readonly newmodel: string }
  'contentmodel/new': { readonly oldmodel: false; readonly newmodel: string }
  'create/create': Nothing
  'delete/delete': Nothing
  'delete/delete_redir': Nothing
  'delete/delete_redir2': Nothing
  'delete/event': KeptHiding
  'delete/restore': { readonly count: { readonly revisions: number; readonly files: number } }
  'delete/revision': KeptHiding
  'import/interwiki': { readonly count: number; readonly interwiki: KeptTitle }
  'import/upload': { readonly count: number }
  'managetags/activate': { readonly tag: string }
  'managetags/create': { readonly tag: string }
  'managetags/deactivate': { readonly tag: string }
  'managetags/delete': { readonly tag: string; readonly count: number }
  'managetags/xmerge': { readonly tag: string; readonly into: string; readonly count: number }
  'managetags/xrename': LogParams['managetags/xmerge']
  /** `mergerevid` in digits, or null where a time was asked for; `mergepoint` in 14 digits. */
  'merge/merge': { readonly dest: KeptTitle; readonly mergepoint: string; readonly mergerevid: string | null }
  'move/move': KeptMove
  'move/move_redir': KeptMove
  'newusers/autocreate': { readonly userid: number }
  'newusers/byemail': { readonly userid: number }
  'newusers/create': { readonly userid: number }
  'newusers/create2': { readonly userid: number }
  'newusers/newusers': Nothing
  'patrol/autopatrol': KeptPatrol
  'patrol/patrol': KeptPatrol
  'protect/modify': KeptProtections
  'protect/move_prot': { readonly oldtitle: KeptTitle }
  'protect/protect': KeptProtections
  'protect/unprotect': Nothing
  'renameuser/renameuser': { readonly olduser: string; readonly newuser: string; readonly edits: number }
  'rights/autopromote': {
    readonly oldgroups: readonly string[]
    readonly newgroups: readonly string[]
    readonly oldmetadata: readonly KeptMembership[]
    readonly newmetadata: readonly KeptMembership[]
  }
  'rights/rights': LogParams['rights/autopromote']
  'suppress/block': KeptBlock
  'suppress/delete': Nothing
  'suppress/event': KeptHiding
  'suppress/reblock': KeptBlock
  'suppress/revision': KeptHiding
  /** As MediaWiki: the id that was asked for is a number, one that was found beside it a string, none is false. */
  'tag/update': {
    readonly revid: number | string | false
    readonly logid: number | string | false
    readonly tagsAdded: readonly string[]
    readonly tagsAddedCount: number
    readonly tagsRemoved: readonly string[]
    readonly tagsRemovedCount: number
    readonly initialTags: readonly string[]
  }
  'upload/overwrite': KeptUpload
  'upload/revert': KeptUpload
  'upload/upload': KeptUpload
}
export type LogKind = keyof LogParams
