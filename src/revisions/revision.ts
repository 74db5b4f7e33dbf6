// A revision: what a page was at one time, who made it so, and which of it is hidden.
import type { Guarded } from '../access/viewer.ts'
import type { ActorId, PageId, RevId, TextId, UserId } from '../ids.ts'

/** Who did something. */
export interface Actor {
  readonly id: ActorId
  /** 0 for an address or an imported name. */
  readonly userId: UserId | 0
  readonly name: string
}

/** Where the text of a revision is. */
export interface Content {
  readonly textId: TextId
  /** Hex. */
  readonly sha1: string
}

export interface Revision {
  readonly id: RevId
  readonly page: PageId
  /** 14 digits. */
  readonly timestamp: string
  readonly minor: boolean
  /** 0 for the first of a page. */
  readonly parent: RevId | 0
  /** Bytes. As MediaWiki: shown even where the text is hidden. */
  readonly size: number
  readonly contentModel: string
  /** The bits of `rev_deleted`; what they hide is guarded all the same. */
  readonly hiddenBits: number
  readonly actor: Guarded<Actor>
  readonly comment: Guarded<string>
  readonly content: Guarded<Content>
}
