// The revision that changes nothing: what a move or a protection leaves in the history of a page.
import { Viewer } from '../access/viewer.ts'
import type { NewRevision } from '../changes/change.ts'
import { cutComment } from '../language/cut-comment.ts'
import { revisionById } from '../revisions/revision-store.ts'
import type { Reader } from '../storage/database.ts'
import type { Wiki } from '../wiki.ts'
import type { PageRow } from './page-store.ts'

/**
 * A revision with the text of the page's latest one, and its time: `now` (14 digits), or that of the latest where the
 * clock went back, because history is in the order of time.
 */
export async function nullRevision(
  db: Reader,
  page: PageRow,
  of: { comment: string; now: string },
): Promise<{ revision: NewRevision; timestamp: string }> {
  const latest = await revisionById(db, page.page_latest)
  const content = latest?.content.for(Viewer.system('a null revision has the same text'))
  if (latest === undefined || content === undefined || content.is === 'withheld') throw new Error('a page has no text')
  const revision = {
    page: page.page_id,
    parent: page.page_latest,
    text: { textId: content.value.textId },
    sha1: content.value.sha1,
    length: page.page_len,
    parentLength: page.page_len,
    contentModel: page.page_content_model,
    redirect: undefined,
    wasRedirect: false,
    isNull: true,
    keepsRedirect: page.page_is_redirect !== 0,
    comment: of.comment,
    random: 0,
  }
  return { revision, timestamp: latest.timestamp > of.now ? latest.timestamp : of.now }
}

/** A sentence of the wiki and the reason that somebody gave, as one comment. */
export function withReason(wiki: Pick<Wiki, 'messages' | 'config'>, sentence: string, reason: string): string {
  const colon = wiki.messages.wikitext({ key: 'colon-separator', params: [] }, wiki.config.language)
  return cutComment(reason.trim() === '' ? sentence : `${sentence}${colon}${reason.trim()}`)
}
