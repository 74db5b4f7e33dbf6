// The content of a page as markup: rendered wikitext, or code as it is written. A text that cannot be rendered is shown as
// its source, so that nobody loses a page to a defect.

import { escapeHtml } from '../language/message-text.ts'
import { contentModel } from '../pages/content-models.ts'
import { directionOf, pageLanguage } from '../pages/page-language.ts'
import type { Title } from '../pages/title.ts'
import { titleOf } from '../pages/wikitext-context.ts'
import { presentHtml, type Rendering, type RevisionFacts, render } from '../wikitext/index.ts'
import { scriptOf } from './addresses.ts'
import { shownContextOf } from './context.ts'
import { type Html, html, trusted } from './html.ts'
import { warningBox } from './notices.ts'
import { Links } from './pieces.ts'
import type { Visit } from './visit.ts'

/** A text to be shown. */
export interface Shownable {
  readonly title: Title
  readonly text: string
  readonly model: string
  readonly revision?: RevisionFacts
  /** Whether sections have links to edit them. */
  readonly hasEditLinks: boolean
}

export interface Rendered {
  readonly body: Html
  /** What is known of the wikitext; undefined for other content. */
  readonly rendering: Rendering | undefined
  /** Markup; undefined where the title is shown as it is. */
  readonly displayTitle: Html | undefined
}

export async function renderContent(visit: Visit, of: Shownable): Promise<Rendered> {
  if (!contentModel(of.model).isWikitext) return { body: source(of), rendering: undefined, displayTitle: undefined }
  const { wiki } = visit
  const context = shownContextOf(wiki, of.title, visit.now)
  let rendering: Rendering
  try {
    rendering = await render(of.text, of.revision === undefined ? context : { ...context, revision: of.revision })
  } catch (error) {
    wiki.log.error({ err: error, title: wiki.nameOf(of.title) }, 'a page could not be rendered')
    const body = html`${warningBox(html`<p>${visit.say('x-not-rendered')}</p>`)}${source(of)}`
    return { body, rendering: undefined, displayTitle: undefined }
  }
  const language = pageLanguage(of.title, undefined, wiki.config.language)
  const direction = directionOf(language)
  const body = presentHtml(rendering, {
    toc: 'list',
    tocTitle: escapeHtml(visit.say('toc')),
    wrapper: { classes: `mw-content-${direction} mw-parser-output`, language, direction },
    ...(of.hasEditLinks ? { editLinks: editLinks(visit) } : {}),
  })
  const displayTitle = rendering.displayTitle === undefined ? undefined : trusted(rendering.displayTitle)
  return { body: trusted(body), rendering, displayTitle }
}

function editLinks(visit: Visit) {
  return {
    script: scriptOf(visit.wiki),
    label: escapeHtml(visit.say('editsection')),
    // The name of a section is markup already; what could end the attribute is escaped by who puts it there.
    title: (section: string) => visit.tell('editsectionhint', trusted(section)).markup.replace(/<[^>]*>/g, ''),
  }
}

const source = ({ text }: Pick<Shownable, 'text'>): Html => html`<pre class="mw-code" dir="ltr">${text}</pre>`

/** The categories of a page, behind its content. */
export async function categoryLinks(visit: Visit, rendering: Rendering | undefined): Promise<Html | undefined> {
  const titles = [...(rendering?.categories.values() ?? [])].filter(one => !one.tracking).map(one => titleOf(one.name))
  if (titles.length === 0) return undefined
  const links = await Links.to(visit, titles)
  const all = titles.map(title => html`<li>${links.page(title, title.dbKey.replaceAll('_', ' '))}</li>`)
  return html`<div id="catlinks" class="catlinks"><div id="mw-normal-catlinks" class="mw-normal-catlinks">${visit.say('pagecategories', titles.length)}: <ul>${all}</ul></div></div>`
}
