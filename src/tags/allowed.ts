// Which tags somebody may put on a change of their own while making it.
import type { Viewer } from '../access/viewer.ts'
import { list } from '../api/result.ts'
import { Failure, problem } from '../errors.ts'
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
    const params = [{ list: disallowed, type: 'comma' as const }, disallowed.length] as const
    throw new Failure([
      disallowed.length === 1
        ? problem('tags-apply-not-allowed-one', [disallowed[0] as string, 1], {
            disallowedtags: list('tag', disallowed),
          })
        : problem('tags-apply-not-allowed-multi', [...params], { disallowedtags: list('tag', disallowed) }),
    ])
  }
  if (!viewer.may('applychangetags')) throw new Failure([problem('tags-apply-no-permission', [])])
}
