// The content of a page as markup: rendered wikitext, or code as it is written. A text that cannot be rendered is shown as
// its source, so that nobody loses a page to a defect.

import { Viewer } from '../access/viewer.ts'
import { dateOf, type Timestamp } from '../api/timestamps.ts'
import { escapeHtml } from '../language/message-text.ts'
import { hiddenCategories } from '../links/category-members-store.ts'
import { contentModel } from '../pages/content-models.ts'
import { titleOf } from '../pages/engine-titles.ts'
import { NS } from '../pages/namespaces.ts'
import { directionOf, pageLanguage } from '../pages/page-language.ts'
import { renderPage } from '../pages/render-page.ts'
import { noteNotRendered } from '../pages/shown-content.ts'
import { makeTitle, type Title, titleText } from '../pages/title.ts'
import type { Revision } from '../revisions/revision.ts'
import { presentHtml, type Rendering, type RevisionFacts } from '../wikitext/index.ts'
import { articlePath, scriptOf } from './addresses.ts'
import { type Html, html, nothing, trusted } from './html.ts'
import { warningBox } from './notices.ts'
import { Links } from './pieces.ts'
import type { Visit } from './visit.ts'

/** A text to be shown. */
export interface Shownable {
  readonly title: Title
  readonly text: string
  readonly model: string
  /** The revision that has just this text; left out for a text that none has. */
  readonly revision?: Revision
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
  let rendering: Rendering
  try {
    const revision = of.revision && factsOf(of.revision)
    rendering = await renderPage(wiki, {
      title: of.title,
      text: of.text,
      now: visit.now,
      ...(revision ? { revision } : {}),
    })
  } catch (error) {
    noteNotRendered(wiki, of.title, error)
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

/** What the page says of its revision; of who made it, only what everybody may know. */
function factsOf(revision: Revision): RevisionFacts {
  const actor = revision.actor.for(Viewer.public)
  return {
    pageId: revision.page,
    revisionId: revision.id,
    timestamp: dateOf(revision.timestamp as Timestamp).getTime(),
    size: revision.size,
    ...(actor.is === 'open' ? { user: actor.value.name } : {}),
  }
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

/** The categories of a page, behind its content; those that are hidden apart from the others. */
export async function categoryLinks(visit: Visit, rendering: Rendering | undefined): Promise<Html | undefined> {
  const titles = [...(rendering?.categories.values() ?? [])].map(one => titleOf(one.name))
  if (titles.length === 0) return undefined
  const [links, hidden] = await Promise.all([
    Links.to(visit, titles),
    hiddenCategories(
      visit.db,
      titles.map(title => title.dbKey),
    ),
  ])
  const part = (id: string, of: readonly Title[], label: Html): Html =>
    of.length === 0
      ? nothing
      : html`<div id="${id}" class="${id}">${label}: <ul>${of.map(title => html`<li>${links.page(title, titleText(title))}</li>`)}</ul></div>`
  const open = titles.filter(title => !hidden.has(title.dbKey))
  const others = titles.filter(title => hidden.has(title.dbKey))
  const all = html`<a href="${articlePath(visit.wiki, makeTitle(NS.special, 'Categories'))}">${visit.say('pagecategories', open.length)}</a>`
  return html`<div id="catlinks" class="catlinks">${part('mw-normal-catlinks', open, all)}${part(
    'mw-hidden-catlinks',
    others,
    html`${visit.say('hidden-categories', others.length)}`,
  )}</div>`
}
