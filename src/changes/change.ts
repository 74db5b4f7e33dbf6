// A change: everything that one write does to the wiki, which `record` writes down together or not at all.
import type { Permit } from '../access/permit.ts'
import type { Right } from '../access/rights.ts'
import type { ActorId, LogId, PageId, RcId, RevId, TextId } from '../ids.ts'
import type { LogTypeName } from '../logs/log-types.ts'
import type { Title } from '../pages/title.ts'

/** A revision to be made; text and hash were prepared before the transaction. */
export interface NewRevision {
  /** The page, or `new` for one that is made with this revision. */
  readonly page: PageId | 'new'
  /** What must still be the latest revision of the page; 0 for a new page. */
  readonly parent: RevId | 0
  /** UTF-8; or the text of another revision, which is then shared. */
  readonly text: Uint8Array | { readonly textId: TextId }
  /** Hex. */
  readonly sha1: string
  /** Bytes. */
  readonly length: number
  /** Bytes of the parent; 0 for a new page. */
  readonly parentLength: number
  readonly contentModel: string
  /** Where it leads, when its text is a redirect. */
  readonly redirect: Title | undefined
  readonly wasRedirect: boolean
  /** A revision that changes nothing of the text, as that of a move or protection: not an edit of its own. */
  readonly isNull?: boolean
  /** Of a null revision of a redirect: where it leads stays as it is. */
  readonly keepsRedirect?: boolean
  /** Of a null revision: it is among the edits of who made it all the same, as that of a move. */
  readonly countsForUser?: boolean
  /** The redirect that a move or a merge leaves: it stands in no list of changes, and no log tells that it was made. */
  readonly isLeftBehind?: boolean
  /** Its comment, where that is not the summary: what a null revision says of its log entry. As it is stored. */
  readonly comment?: string
  /** 0 … 2^53, for random pages; wanted for a new page. */
  readonly random: number
}

/** A log entry to be made. */
export interface NewLogEntry {
  readonly type: LogTypeName
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
  /** What it is about, when that is another page than the change is on. */
  readonly target?: Title
  readonly pageId?: PageId | 0
  /** Bits that hide it from the start. */
  readonly deleted?: number
  /** False for an entry that must not stand in recent changes though its kind does. */
  readonly inRecentChanges?: boolean
}

/** The edits that an edit takes back: revisions of its page, in the order of time. */
export interface Reverted {
  readonly oldest: RevId
  readonly newest: RevId
}

export interface Change {
  readonly permit: Permit<Right>
  /** Who it is told of, where that is not the performer: an account that made itself. */
  readonly by?: { readonly actorId: ActorId; readonly name: string }
  readonly on: Title
  /** As it is stored: cut to its limit. */
  readonly summary: string
  readonly revision?: NewRevision
  readonly log?: NewLogEntry
  /** Asked for, already allowed; and those that the tag sources found. */
  readonly tags: readonly string[]
  /** What the revision takes back; kept with the tags that tell that it does. */
  readonly reverted?: Reverted | undefined
  readonly flags: { readonly bot?: boolean; readonly minor?: boolean; readonly patrolled?: boolean }
  /** 14 digits. */
  readonly timestamp: string
}

/** What a change left behind. */
export interface Recorded {
  readonly pageId?: PageId | 0
  readonly revId?: RevId
  readonly logId?: LogId
  readonly rcId?: RcId
}
