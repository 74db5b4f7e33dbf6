// A recent change: one line of what happened to the wiki, as long as it is remembered.
import type { Guarded } from '../access/viewer.ts'
import type { LogId, PageId, RcId, RevId } from '../ids.ts'
import type { Title } from '../pages/title.ts'
import type { Actor } from '../revisions/revision.ts'

/** By `rc_type`. */
export const changeTypes = { edit: 0, new: 1, log: 3, external: 5, categorize: 6 } as const
export type ChangeType = keyof typeof changeTypes

/** What a change was made on, and what it was; of a log entry all of it is hidden with the entry's action. */
export interface Changed {
  readonly title: Title
  /** 0 for what is no page. */
  readonly pageId: PageId | 0
  readonly revId: RevId | 0
  readonly oldRevId: RevId | 0
  readonly log: LoggedChange | undefined
}

export interface LoggedChange {
  readonly id: LogId
  readonly type: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface RecentChange {
  readonly id: RcId
  readonly type: ChangeType
  /** 14 digits. */
  readonly timestamp: string
  readonly minor: boolean
  readonly bot: boolean
  readonly isNew: boolean
  /** 0 not, 1 by hand, 2 by itself. */
  readonly patrolled: 0 | 1 | 2
  /** Bytes; 0 for a log entry. */
  readonly oldLength: number
  readonly newLength: number
  readonly changed: Guarded<Changed>
  readonly actor: Guarded<Actor>
  readonly comment: Guarded<string>
  /** Whether the page of this title is a redirect now; undefined where nobody asked. */
  readonly isRedirect: boolean | undefined
}
