// Marking edits that another one took back. As MediaWiki: some time after it, so that a revert that is itself reverted at once
// marks nothing; and only where nobody has to look at the revert first, or somebody has.
import type { RevId } from '../ids.ts'
import type { Transaction } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import { hasTag, latestReverts, revertBy, revisionsFromTo, tagRevisions } from './reverted-store.ts'
import { revertedTag, revertTags } from './tag.ts'
import { acquireTag, tagsByNames } from './tag-store.ts'

/** More edits than this are not marked. As MediaWiki. */
const mostReverted = 1000

/** Of each kind of revert, so many of the newest are looked at when a wiki starts. */
const lookedAtAgain = 200

/** Marks, in the background and after the delay of the settings, what a revision took back. */
export function markRevertedLater(wiki: Wiki, by: RevId): void {
  const timer = setTimeout(() => {
    if (!wiki.isClosing) wiki.inBackground(() => markReverted(wiki, [by]))
  }, wiki.config.revertedTagDelay * 1000)
  timer.unref()
}

/** Marks what an earlier process left: it is known from the reverts. */
export function markLeftReverted(wiki: Wiki): void {
  const db = wiki.database.read
  wiki.inBackground(async () => {
    const known = await tagsByNames(db, [...revertTags, revertedTag])
    const done = known.find(row => row.ctd_name === revertedTag)
    const ids = known.filter(row => row !== done).map(row => row.ctd_id)
    const left: RevId[] = []
    for (const by of await latestReverts(db, ids, lookedAtAgain)) {
      const revert = await revertBy(db, by)
      if (revert === undefined || !revert.isApproved) continue
      if (done === undefined || !(await hasTag(db, revert.reverted.newest, done.ctd_id))) left.push(by)
    }
    await markReverted(wiki, left)
  })
}

async function markReverted(wiki: Wiki, reverts: readonly RevId[]): Promise<void> {
  for (const by of reverts) {
    if (wiki.isClosing) return
    await wiki.database.write(tx => mark(tx, by))
  }
}

async function mark(tx: Transaction, by: RevId): Promise<void> {
  const revert = await revertBy(tx, by)
  if (revert === undefined || !revert.isApproved) return
  const tag = await acquireTag(tx, revertedTag)
  if (await hasTag(tx, by, tag)) return
  const ids = await revisionsFromTo(tx, revert.page, revert.reverted, mostReverted + 1)
  if (ids.length > 0 && ids.length <= mostReverted) await tagRevisions(tx, ids, tag)
}
