// Blocks, as nouns: who is kept from doing what, where and until when.
import type { ActorId, BlockId, PageId, UserId } from '../ids.ts'

/** A block that is in force. */
export interface Block {
  readonly id: BlockId
  /** The account that is blocked, or 0. */
  readonly userId: UserId | 0
  /** The name, address or range that is blocked; of an autoblock, nothing that anybody may see. */
  readonly target: string
  readonly byActor: ActorId
  readonly byUserId: UserId | 0
  readonly by: string
  readonly reason: string
  /** 14 digits. */
  readonly timestamp: string
  /** 14 digits or `infinity`. */
  readonly expiry: string
  readonly anonOnly: boolean
  readonly createAccount: boolean
  readonly autoblock: boolean
  readonly blockEmail: boolean
  readonly allowUserTalk: boolean
  readonly sitewide: boolean
  readonly hideName: boolean
  readonly isAuto: boolean
  /** Of an autoblock, the block that it sprang from; 0 otherwise. */
  readonly parentId: BlockId | 0
  /** What a partial block is about. */
  readonly pages: readonly PageId[]
  readonly namespaces: readonly number[]
}

/** Who or what a block is on; `nobody` is a name that no account has. */
export interface BlockTarget {
  readonly kind: 'account' | 'address' | 'range' | 'nobody'
  readonly userId: UserId | 0
  /** The account's name, the address, the range. */
  readonly name: string
}

/** The first block that keeps its target from doing anything that changes the wiki. */
export const sitewideBlock = (blocks: readonly Block[]): Block | undefined => blocks.find(block => block.sitewide)

/** Whether a block keeps its target from using a right on any page; undefined where that depends on the page. */
export function appliesToRight(block: Block, right: string): boolean | undefined {
  switch (right) {
    case 'createaccount':
    case 'autocreateaccount':
      return block.createAccount
    case 'sendemail':
      return block.blockEmail
    case 'upload':
      return block.sitewide
    default:
      return undefined
  }
}

/** Whether a block keeps its target from changing this page. */
export function appliesToPage(block: Block, page: { id: PageId | 0; namespace: number; isOwnTalk: boolean }): boolean {
  const named = page.id !== 0 && block.pages.includes(page.id)
  const inNamespace = block.namespaces.includes(page.namespace)
  // As MediaWiki: that the own talk page stays open counts against a whole namespace, not against the page by name.
  if (page.isOwnTalk) return named || ((block.sitewide || inNamespace) && !block.allowUserTalk)
  return block.sitewide || named || inNamespace
}
