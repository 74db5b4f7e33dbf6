// How a refusal says that somebody is blocked: the message and the `blockinfo` that clients read.

import type { Tree } from '../api/result.ts'
import { isoTimestamp, type Timestamp } from '../api/timestamps.ts'
import { type Problem, problem } from '../errors.ts'
import { formatDateTime, formatRelative } from '../language/dates.ts'
import type { Block } from './blocks.ts'

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

/** The refusal, code `blocked` or `autoblocked`. */
export function blockProblem(block: Block, of: { ip: string; now: Date }): Problem {
  const key = block.isAuto ? 'autoblockedtext' : block.sitewide ? 'blockedtext' : 'blockedtext-partial'
  // Names stand between marks of direction, as one may be written from right to left.
  const by = `\u202a${block.by}\u202c`
  return problem(
    key,
    [
      `[[User:${block.by}|${by}]]`,
      block.reason,
      of.ip,
      by,
      block.id,
      block.expiry === 'infinity' ? 'infinite' : formatDateTime(block.expiry as Timestamp, 'en'),
      `\u202a${block.isAuto ? `#${block.id}` : block.target}\u202c`,
      formatDateTime(block.timestamp as Timestamp, 'en'),
    ],
    { blockinfo: blockDetails(block, of.now) },
  )
}
