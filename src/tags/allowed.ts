// Which tags somebody may put on a change of their own while making it.
import type { Performer } from '../access/permit.ts'
import { list } from '../api/result.ts'
import { Failure, fail, type Problem, problem } from '../errors.ts'
import { escapeWikitext } from '../language/escape-wikitext.ts'
import type { Reader } from '../storage/database.ts'
import { sitewideBlock } from '../users/blocks.ts'
import { tagsByNames } from './tag-store.ts'

/** Throws `badtags` unless all are made by hand and active; it names each as often as it was asked for. */
export async function checkTagsOfChange(db: Reader, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  const known = new Set(
    (await tagsByNames(db, tags)).filter(row => row.ctd_user_defined === 1).map(row => row.ctd_name),
  )
  const disallowed = tags.filter(tag => !known.has(tag))
  if (disallowed.length > 0) {
    const data = { disallowedtags: list('_v', disallowed) }
    const names = disallowed.map(escapeWikitext).join(', ')
    throw disallowed.length === 1
      ? fail('tags-apply-not-allowed-one', [names, 1], data)
      : fail('tags-apply-not-allowed-multi', [names, disallowed.length], data)
  }
}

/** Why the performer may not apply tags to a change of their own, where there are tags; empty when they may. */
export function problemsOfApplying(performer: Performer, tags: readonly string[]): readonly Problem[] {
  if (tags.length === 0) return []
  if (!performer.viewer.may('applychangetags')) return [problem('tags-apply-no-permission', [])]
  const blocked = sitewideBlock(performer.blocks) !== undefined
  return blocked ? [problem('tags-apply-blocked', [performer.viewer.name])] : []
}

/** Throws `tags-apply-no-permission` or `tags-apply-blocked` where there are tags and the performer may not apply any. */
export function requireMayApply(performer: Performer, tags: readonly string[]): void {
  const problems = problemsOfApplying(performer, tags)
  if (problems.length > 0) throw new Failure(problems)
}
