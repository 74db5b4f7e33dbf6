// Which tags somebody may put on a change of their own while making it.
import type { Viewer } from '../access/viewer.ts'
import { list } from '../api/result.ts'
import { fail } from '../errors.ts'
import type { Reader } from '../storage/database.ts'
import { tagsByNames } from './tag-store.ts'

/** Throws `badtags` (or `tags-apply-no-permission`) unless all are made by hand, active, and the viewer may apply tags. */
export async function checkTagsOfChange(db: Reader, viewer: Viewer, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  const known = new Set(
    (await tagsByNames(db, tags)).filter(row => row.ctd_user_defined === 1).map(row => row.ctd_name),
  )
  const disallowed = tags.filter(tag => !known.has(tag))
  if (disallowed.length > 0) {
    const data = { disallowedtags: list('tag', disallowed) }
    const names = disallowed.join(', ')
    throw disallowed.length === 1
      ? fail('tags-apply-not-allowed-one', [names, 1], data)
      : fail('tags-apply-not-allowed-multi', [names, disallowed.length], data)
  }
  if (!viewer.may('applychangetags')) throw fail('tags-apply-no-permission', [])
}
