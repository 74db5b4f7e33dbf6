// Who acts, and the proof that they may: a write asks for a `Permit`, and only a `Performer` makes one.

import type { Tree } from '../api/result.ts'
import { Failure, fail, type Problem, problem } from '../errors.ts'
import type { Message } from '../language/messages.ts'
import type { TagRules } from '../tags/tag-rules.ts'
import { type Blocked, blockProblem, blockProblems, blocksProblem, detailsOfBlocks } from '../users/block-problem.ts'
import { type Block, sitewideBlock } from '../users/blocks.ts'
import { groupsWith } from './group-names.ts'
import { type PageAction, type PageState, pagePermissionProblems, type Rigor } from './page-permissions.ts'
import type { RateLimiter } from './rate-limits.ts'
import { defaultGroupRights, type GroupRights, type Right } from './rights.ts'
import type { Viewer } from './viewer.ts'

const proof = Symbol('permit')

/** Proof that this performer may use this right. Only `performer.permit…` makes one. */
export class Permit<R extends Right> {
  readonly right: R
  readonly performer: Performer
  constructor(of: { proof: symbol; right: R; performer: Performer }) {
    if (of.proof !== proof) throw new TypeError('a permit is made by its performer')
    this.right = of.right
    this.performer = of.performer
  }
}

/** The program that a request comes from, as it says of itself. */
export interface ClientProgram {
  readonly userAgent: string
  /** The id of the bot password that it logged in with; empty without one. */
  readonly appId: string
}

/** Somebody who acts: a viewer with an address, the blocks that are on them, and the limits of their haste. */
export class Performer {
  readonly viewer: Viewer
  /** The address that the request came from. */
  readonly ip: string
  readonly blocks: readonly Block[]
  readonly now: Date
  /** The program that acts for the performer. */
  readonly client: ClientProgram
  /** The rules by which what the performer does gets tags. */
  readonly tagRules: TagRules | undefined
  readonly #limits: RateLimiter | undefined
  readonly #words: (message: Message) => string
  readonly #whenBlocked: (performer: Performer) => void
  readonly #groups: { readonly rights: GroupRights; readonly project: string }
  /**
   * `groups` says which rights the wiki's groups have and what its project namespace is called; `words` shows a message
   * in the language of the wiki; `whenBlocked` is told when a block kept the performer from changing a page.
   */
  constructor(of: {
    viewer: Viewer
    ip: string
    blocks: readonly Block[]
    now: Date
    client?: ClientProgram
    tagRules?: TagRules
    limits?: RateLimiter
    words?: (message: Message) => string
    whenBlocked?: (performer: Performer) => void
    groups?: { readonly rights: GroupRights; readonly project: string }
  }) {
    this.viewer = of.viewer
    this.ip = of.ip
    this.blocks = of.blocks
    this.now = of.now
    this.client = of.client ?? { userAgent: '', appId: '' }
    this.tagRules = of.tagRules
    this.#limits = of.limits
    this.#words = of.words ?? (message => String(message.key))
    this.#whenBlocked = of.whenBlocked ?? (() => undefined)
    this.#groups = of.groups ?? { rights: defaultGroupRights, project: 'Project' }
  }

  /** The tags that rules of the settings set. */
  get ruleTags(): readonly string[] {
    return this.tagRules?.tags ?? []
  }

  /** The machine itself: maintenance, imports, first pages. */
  static system(viewer: Viewer, now: Date): Performer {
    return new Performer({ viewer, ip: '127.0.0.1', blocks: [], now })
  }

  /**
   * Proof of a right that is not about one page. Throws `permissiondenied`, `blocked` (a sitewide block) or
   * `ratelimited`; `denied` is another answer for who does not have the right. What `isCountedLater` is limited by each
   * thing that is done, which then calls `limit`.
   */
  permit<R extends Right>(
    right: R,
    options: { denied?: Problem; evenIfBlocked?: boolean; isCountedLater?: boolean } = {},
  ): Permit<R> {
    if (!this.viewer.may(right)) {
      throw options.denied
        ? new Failure([options.denied])
        : fail('apierror-permissiondenied', [{ message: { key: `action-${right}`, params: [] } }])
    }
    if (!options.evenIfBlocked) this.refuseBlocked()
    if (!options.isCountedLater) this.limit(right)
    return new Permit({ proof, right, performer: this })
  }

  /** Throws `blocked` when a sitewide block is on the performer. */
  refuseBlocked(): void {
    if (sitewideBlock(this.blocks) !== undefined) throw new Failure([blocksProblem(this.#blocked)])
  }

  /** The refusal because of one of the performer's blocks. */
  blockedBy(block: Block): Problem {
    return blockProblem(block, this.#blocked)
  }

  /** The refusals because of those of the performer's blocks that apply. */
  blockedByAll(blocks: readonly Block[]): Problem[] {
    return blockProblems(blocks, this.#blocked)
  }

  /** What the performer is told of the blocks that are on them; undefined where none is. */
  blockInfo(): Tree | undefined {
    return detailsOfBlocks(this.#blocked)
  }

  get #blocked(): Blocked {
    return { ip: this.ip, now: this.now, blocks: this.blocks, words: this.#words }
  }

  /** The groups that have a right, as a refusal names them. */
  groupsWith(right: Right): string[] {
    return groupsWith(right, this.#groups.rights, this.#groups.project)
  }

  /** What stands against an action on a page, in MediaWiki's order; empty when nothing does. */
  problemsOn(action: PageAction, page: PageState, rigor?: Rigor): readonly Problem[] {
    return pagePermissionProblems(this, action, page, rigor)
  }

  /** Proof of a right on one page: also protection, partial blocks and namespaces. Throws all that stands against it. */
  permitOn<R extends Right>(right: R, page: PageState): Permit<R> {
    const problems = this.problemsOn(right, page)
    if (problems.length > 0) {
      // As MediaWiki: only where somebody edits or moves does a block fall on their address.
      if ((right === 'edit' || right === 'move') && problems.some(isBlock)) this.#whenBlocked(this)
      throw new Failure(problems)
    }
    this.limit(right)
    return new Permit({ proof, right, performer: this })
  }

  /** As `permitOn`, for batches: the first problem is the outcome. */
  tryPermitOn<R extends Right>(right: R, page: PageState): { permit: Permit<R> } | { problem: Problem } {
    const [first] = this.problemsOn(right, page)
    return first === undefined ? { permit: new Permit({ proof, right, performer: this }) } : { problem: first }
  }

  /** Counts one use of a limited action; throws `ratelimited` when it is one too many. */
  limit(action: string): void {
    if (this.#limits === undefined || this.viewer.may('noratelimit')) return
    const wait = this.#limits.use(action, this)
    if (wait !== undefined) {
      throw new Failure([problem('apierror-ratelimited', [])], { 'Retry-After': String(Math.ceil(wait)) })
    }
  }
}

const isBlock = ({ code }: Problem): boolean => code === 'blocked' || code === 'autoblocked'
