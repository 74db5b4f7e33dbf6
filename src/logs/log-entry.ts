// A log entry: what was done, other than editing, by whom, to what.
import type { Guarded } from '../access/viewer.ts'
import type { LogId, PageId, RevId } from '../ids.ts'
import type { Title } from '../pages/title.ts'
import type { Actor } from '../revisions/revision.ts'

/** What an entry tells of; hidden as a whole with its action. */
export interface LoggedAction {
  readonly title: Title
  /** The page that had the title when the entry was made; 0 for what was no page. */
  readonly logPage: PageId | 0
  /** The page that has the title now, or 0. */
  readonly pageId: PageId | 0
  /** The revision that was made with the entry, or 0. */
  readonly revId: RevId | 0
  readonly params: Readonly<Record<string, unknown>>
}

export interface LogEntry {
  readonly id: LogId
  /** Which log it is in, and the kind of entry there. As MediaWiki: known even where what it tells of is hidden. */
  readonly type: string
  readonly action: string
  /** 14 digits. */
  readonly timestamp: string
  /** The bits of `log_deleted`; what they hide is guarded all the same. */
  readonly hiddenBits: number
  readonly logged: Guarded<LoggedAction>
  readonly actor: Guarded<Actor>
  readonly comment: Guarded<string>
}
