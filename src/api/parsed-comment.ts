// Comments as HTML, for the props that are called `parsedcomment`.
import { escapeHtml } from '../language/message-text.ts'
import type { Title } from '../pages/title.ts'
import type { Wiki } from '../wiki.ts'

/** A comment that its reader may see, and the page that its section links lead to. */
export interface CommentOnPage {
  readonly comment: string
  readonly page: Title | undefined
}

/** The comments as HTML, in the order given. */
export async function parsedComments(_wiki: Wiki, comments: readonly CommentOnPage[]): Promise<string[]> {
  return comments.map(({ comment }) => escapeHtml(comment))
}
