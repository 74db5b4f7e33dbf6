// Comments as HTML, for the props that are called `parsedcomment`.
import { knownTitles } from '../pages/known-titles.ts'
import type { Title } from '../pages/title.ts'
import { engineTitleRules, pageNameOf } from '../pages/wikitext-context.ts'
import type { Wiki } from '../wiki.ts'
import { renderComments } from '../wikitext/index.ts'

/** A comment that its reader may see, and the page that its section links lead to. */
export interface CommentOnPage {
  readonly comment: string
  readonly page: Title | undefined
}

/** The comments as HTML, in the order given; all their links are looked up in one statement. */
export function parsedComments(
  wiki: Wiki,
  comments: readonly CommentOnPage[],
  options: { readonly local?: boolean } = {},
): Promise<string[]> {
  const { config } = wiki
  return renderComments(
    comments.map(({ comment, page }) => ({
      text: comment,
      title: page && pageNameOf(page),
      ...(options.local ? { local: true } : {}),
    })),
    {
      titles: engineTitleRules(wiki.titles),
      exists: names => knownTitles(wiki, names),
      message: (key, ...parameters) => wiki.messages.wikitext({ key, params: parameters }, config.language),
      server: config.server,
      articlePath: config.articlePath,
      script: `${config.scriptPath}/index.php`,
    },
  )
}
