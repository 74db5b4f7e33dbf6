// The proof that somebody may know of revisions of deleted pages, for the modules that list them.
import type { Permit } from '../../access/permit.ts'
import { fail, problem } from '../../errors.ts'
import type { QueryContext } from '../module.ts'
import type { RevisionProps } from './revision-props.ts'

/** Throws `permissiondenied`: for the summaries and all else that is not text, and for the texts. */
export async function permitForDeleted(
  { wiki, viewer, request, now }: QueryContext,
  { needsText, wants }: Pick<RevisionProps, 'needsText' | 'wants'>,
): Promise<Permit<'deletedhistory'>> {
  const performer = await wiki.performer(viewer, request.http.ip, now)
  const onlyText = needsText && !wants.has('comment') && !wants.has('parsedcomment')
  const denied = problem(
    onlyText ? 'apierror-cantview-deleted-revision-content' : 'apierror-cantview-deleted-comment',
    [],
  )
  const permit = performer.permit('deletedhistory', { denied, evenIfBlocked: true })
  if (needsText && !viewer.may('deletedtext') && !viewer.may('undelete')) {
    throw fail('apierror-cantview-deleted-revision-content', [])
  }
  return permit
}
