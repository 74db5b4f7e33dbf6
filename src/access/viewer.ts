// Who looks, and the values that only a viewer can open. Hidden is a type: there is no default audience.
import type { ActorId, UserId } from '../ids.ts'
import type { Title } from '../pages/title.ts'
import type { HiddenThing, Looks } from './looks.ts'
import type { Right } from './rights.ts'

/** What one viewer gets to see of a guarded value. */
export type Shown<T> =
  | { readonly is: 'open'; readonly value: T }
  | { readonly is: 'hidden'; readonly value: T; readonly suppressed: boolean }
  | { readonly is: 'withheld'; readonly suppressed: boolean }

/** Somebody who reads: an account or an address, with the rights that count now. */
export class Viewer {
  readonly userId: UserId | 0
  readonly actorId: ActorId | undefined
  /** The account's name, or the address of somebody without an account. */
  readonly name: string
  readonly groups: readonly string[]
  readonly rights: ReadonlySet<Right>
  /** The language that the account prefers; undefined for that of the wiki. */
  readonly language: string | undefined
  /** The only pages that the bot password of the session may change; undefined for all. */
  readonly onlyPages: readonly Title[] | undefined
  /** Where what they see of hidden things is noted; undefined where nobody asks. */
  readonly looks: Looks | undefined
  constructor(of: {
    userId: UserId | 0
    actorId: ActorId | undefined
    name: string
    groups: readonly string[]
    rights: ReadonlySet<Right>
    language?: string | undefined
    onlyPages?: readonly Title[] | undefined
    looks?: Looks | undefined
  }) {
    this.userId = of.userId
    this.actorId = of.actorId
    this.name = of.name
    this.groups = of.groups
    this.rights = of.rights
    this.language = of.language
    this.onlyPages = of.onlyPages
    this.looks = of.looks
  }

  get isRegistered(): boolean {
    return this.userId !== 0
  }

  /** Whether this is the software itself, which is in no group, not even in that of everybody. */
  get isSoftware(): boolean {
    return this.userId === 0 && this.groups.length === 0
  }

  may(right: Right): boolean {
    return this.rights.has(right)
  }

  /** The same, with what they see of hidden things noted, if there is anything that they may see. */
  notedIn(looks: Looks): Viewer {
    return seesHidden.some(right => this.may(right)) ? new Viewer({ ...this, looks }) : this
  }

  /** Everybody: sees what nobody has hidden. */
  static readonly public = new Viewer({
    userId: 0,
    actorId: undefined,
    name: '',
    groups: ['*'],
    rights: new Set<Right>(['read']),
  })

  /** The machine itself, which sees everything; `why` says for what. A test holds the list of files that may. */
  static system(why: string): Viewer {
    return new Viewer({ userId: 0, actorId: undefined, name: why, groups: [], rights: systemRights })
  }
}
const seesHidden = ['deletedhistory', 'deletedtext', 'suppressrevision', 'viewsuppressed'] as const
const systemRights: ReadonlySet<Right> = new Set<Right>(['deletedhistory', 'deletedtext', 'suppressrevision'])

/** As in `rev_deleted`. */
const suppressedBit = 8

/** How far a value is hidden: from the public, or (suppressed) from administrators too. */
export interface Hiding {
  readonly hidden: boolean
  readonly suppressed: boolean
  /** The right that opens a value that is hidden and not suppressed. */
  readonly right: Right
  /** Of what, and which of its fields as a bit: who looks at it is noted. */
  readonly of?: { readonly thing: HiddenThing; readonly field: number } | undefined
}

/** Whether this viewer may open a value that is hidden so. As MediaWiki. */
export function maySee(viewer: Viewer, hiding: Hiding): boolean {
  if (!hiding.hidden) return true
  if (hiding.suppressed) return viewer.may('suppressrevision') || viewer.may('viewsuppressed')
  return viewer.may(hiding.right)
}

/** A value that may be hidden. It has no way out but `for(viewer)`: it prints as nothing and fits into no result. */
export class Guarded<T> {
  readonly #value: T
  readonly #hiding: Hiding
  constructor(value: T, hiding: Hiding) {
    this.#value = value
    this.#hiding = hiding
  }

  for(viewer: Viewer): Shown<T> {
    if (!this.#hiding.hidden) return { is: 'open', value: this.#value }
    const { suppressed, of } = this.#hiding
    if (!maySee(viewer, this.#hiding)) return { is: 'withheld', suppressed }
    const value = this.#value
    return {
      is: 'hidden',
      suppressed,
      // To know that something is hidden is no look at it; to take the value is.
      get value() {
        if (of !== undefined) viewer.looks?.note(of.thing, of.field | (suppressed ? suppressedBit : 0))
        return value
      },
    }
  }

  /** Whether it is hidden, for whoever asks: that is no secret for a value that is merely hidden. */
  get isHidden(): boolean {
    return this.#hiding.hidden
  }

  /** The same secret seen through a function; hidden as before. */
  map<U>(through: (value: T) => U): Guarded<U> {
    return new Guarded(through(this.#value), this.#hiding)
  }

  toJSON(): undefined {
    return undefined
  }
  toString(): string {
    return ''
  }
}

/** The value for this viewer, or `undefined` where it is withheld. */
export function valueFor<T>(guarded: Guarded<T>, viewer: Viewer): T | undefined {
  const shown = guarded.for(viewer)
  return shown.is === 'withheld' ? undefined : shown.value
}
