// A revision as a whole page of HTML, as the REST API answers it: what readers of the wiki see, without the frame.
import { Viewer, valueFor } from '../access/viewer.ts'
import { isoTimestamp, type Timestamp } from '../api/timestamps.ts'
import { bcp47 } from '../language/languages.ts'
import { escapeHtml } from '../language/message-text.ts'
import { pageUrl } from '../pages/page-address.ts'
import { directionOf, pageLanguage } from '../pages/page-language.ts'
import { factsOf } from '../pages/revision-facts.ts'
import { shownContent } from '../pages/shown-content.ts'
import type { Title } from '../pages/title.ts'
import type { Revision } from '../revisions/revision.ts'
import { presentHtml } from '../wikitext/index.ts'
import type { RestRequest } from './request.ts'
import { sourceOf } from './source.ts'

/** Throws `rest-permission-denied-revision` where the viewer may not read the text. */
export async function htmlOfRevision(request: RestRequest, title: Title, revision: Revision): Promise<string> {
  const { wiki, now } = request
  const { config } = wiki
  const text = await sourceOf(request, revision)
  const shown = await shownContent(wiki, {
    title,
    text,
    now,
    model: revision.contentModel,
    isWhole: true,
    language: config.language,
    // What only some may read is rendered for them alone, and not kept.
    ...(valueFor(revision.content, Viewer.public) === undefined ? {} : { revision: factsOf(revision) }),
  })
  const language = pageLanguage(title, undefined, config.language)
  const direction = directionOf(language)
  const content =
    shown.rendering === undefined || shown.isSource
      ? shown.html
      : presentHtml(
          { html: shown.html, sections: shown.rendering.sections },
          { wrapper: { classes: `mw-content-${direction} mw-parser-output`, language, direction } },
        )
  const name = escapeHtml(wiki.nameOf(title))
  return `<!DOCTYPE html>
<html lang="${escapeHtml(bcp47(language))}" dir="${direction}">
<head><meta charset="utf-8"/><meta property="mw:pageId" content="${revision.page}"/>
<meta property="mw:pageNamespace" content="${title.namespace}"/>
<meta property="dc:modified" content="${isoTimestamp(revision.timestamp as Timestamp)}"/>
<link rel="dc:isVersionOf" href="${escapeHtml(pageUrl(title, wiki.titles.namespaces, config))}"/>
<base href="${escapeHtml(config.server + config.articlePath.replace('$1', ''))}"/><title>${name}</title></head>
<body class="mw-body-content">${content}</body>
</html>
`
}
