// How a refusal says that somebody is blocked: the message and the `blockinfo` that clients read.
import { list, type Tree } from '../api/result.ts'
import { isoTimestamp, type Timestamp } from '../api/timestamps.ts'
import { type Problem, problem } from '../errors.ts'
import { formatDateTime, formatRelative } from '../language/dates.ts'
import { type Message, message } from '../language/messages.ts'
import type { Block } from './blocks.ts'

/** Somebody who is refused: where they come from, and all blocks that are on them. */
export interface Blocked {
  readonly ip: string
  readonly now: Date
  readonly blocks: readonly Block[]
  /** A text of the wiki in words: some stand in data, where no message can. */
  readonly words: (message: Message) => string
}

/** `blockinfo` and the like, as MediaWiki shows a block to who is under it. */
export function blockDetails(block: Block, now: Date): Tree {
  const finite = block.expiry !== 'infinity'
  return {
    blockid: block.id,
    blockedby: block.by,
    blockedbyid: block.byUserId,
    blockreason: block.reason,
    blockedtimestamp: isoTimestamp(block.timestamp as Timestamp),
    blockexpiry: finite ? isoTimestamp(block.expiry as Timestamp) : 'infinite',
    blockpartial: !block.sitewide,
    blocknocreate: block.createAccount,
    blockanononly: block.anonOnly,
    blockemail: block.blockEmail,
    blockowntalk: !block.allowUserTalk,
    blockedtimestampformatted: formatDateTime(block.timestamp as Timestamp, 'en'),
    ...(finite
      ? {
          blockexpiryformatted: formatDateTime(block.expiry as Timestamp, 'en'),
          blockexpiryrelative: formatRelative(block.expiry as Timestamp, now, 'en'),
        }
      : {}),
  }
}

/** The details of all blocks that are on somebody; several are told as one, with its parts. None for nobody. */
export function detailsOfBlocks({ blocks, now, words }: Omit<Blocked, 'ip'>): Tree | undefined {
  const [first, ...others] = blocks
  if (first === undefined) return undefined
  if (others.length === 0) return blockDetails(first, now)
  return {
    ...blockDetails(together(blocks, words), now),
    blockid: null,
    blockcomponents: list(
      'component',
      blocks.map(block => blockDetails(block, now)),
    ),
  }
}

/** Several blocks as one: it forbids what any of them forbids, and lasts as long as the longest. */
function together(blocks: readonly Block[], words: Blocked['words']): Block {
  const [first] = blocks as readonly [Block, ...Block[]]
  const any = (is: (block: Block) => boolean): boolean => blocks.some(is)
  return {
    ...first,
    by: '',
    byUserId: 0,
    reason: words(message('blockedtext-composite-reason')),
    timestamp: blocks.map(block => block.timestamp).sort()[0] ?? first.timestamp,
    expiry:
      blocks
        .map(block => block.expiry)
        .sort()
        .at(-1) ?? first.expiry,
    anonOnly: blocks.every(block => block.anonOnly),
    createAccount: any(block => block.createAccount),
    blockEmail: any(block => block.blockEmail),
    allowUserTalk: !any(block => !block.allowUserTalk),
    sitewide: any(block => block.sitewide),
  }
}

const inWords = (expiry: string): string =>
  expiry === 'infinity' ? 'infinite' : formatDateTime(expiry as Timestamp, 'en')

/** Names stand between marks of direction, as one may be written from right to left. */
const marked = (name: string): string => (name === '' ? '' : `\u202a${name}\u202c`)

/** The refusal because of one block, code `blocked` or `autoblocked`; its data tell of all blocks. */
export function blockProblem(block: Block, blocked: Blocked): Problem {
  const key = block.isAuto ? 'autoblockedtext' : block.sitewide ? 'blockedtext' : 'blockedtext-partial'
  return problem(
    key,
    [
      `[[User:${block.by}|${marked(block.by)}]]`,
      block.reason === '' ? blocked.words(message('blockednoreason')) : block.reason,
      blocked.ip,
      marked(block.by),
      block.id,
      inWords(block.expiry),
      block.isAuto ? blocked.ip : block.userId === 0 ? block.target : marked(block.target),
      formatDateTime(block.timestamp as Timestamp, 'en'),
    ],
    { blockinfo: detailsOfBlocks(blocked) },
  )
}

/** The refusal because of all blocks together, where it is about no page. */
export function blocksProblem(blocked: Blocked): Problem {
  const { blocks, words, ip } = blocked
  const [first, ...others] = blocks
  if (first === undefined) throw new Error('somebody who is not blocked was to be told that they are')
  if (others.length === 0) return blockProblem(first, blocked)
  const one = together(blocks, words)
  const numbers = blocks.map(block => `#${block.id}`).join(', ')
  return problem(
    'blockedtext-composite',
    [
      '',
      one.reason,
      ip,
      '',
      words(message('blockedtext-composite-ids', numbers)),
      inWords(one.expiry),
      ip,
      formatDateTime(one.timestamp as Timestamp, 'en'),
    ],
    { blockinfo: detailsOfBlocks(blocked) },
  )
}

/** The refusals because of these blocks, which apply to a page. As MediaWiki: of two with the same text only the last is told. */
export function blockProblems(applying: readonly Block[], blocked: Blocked): Problem[] {
  const problems = applying.map(block => blockProblem(block, blocked))
  return [...new Map(problems.map(one => [one.message.key, one])).values()]
}
