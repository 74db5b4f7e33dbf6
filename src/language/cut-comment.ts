// Comments as they are stored: at most 500 characters.

/** Characters that a stored comment may have. As MediaWiki. */
export const maxCommentLength = 500

/** The comment without blanks around it, cut where it is too long, with dots to show it. */
export function cutComment(text: string): string {
  const line = text.trim()
  const characters = [...line]
  return characters.length <= maxCommentLength ? line : `${characters.slice(0, maxCommentLength - 3).join('')}...`
}
