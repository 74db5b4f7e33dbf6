// Content of any model as HTML: wikitext rendered, JSON as tables, code and other texts as they are written.
import type { MessageParam } from '../language/messages.ts'
import { RenderingGivenUp } from '../rendering/given-up.ts'
import type { Wiki } from '../wiki.ts'
import type { Rendering } from '../wikitext/index.ts'
import { contentModel } from './content-models.ts'
import { jsonTable } from './json-table.ts'
import { contextOf, type RenderOrder, renderPage } from './render-page.ts'
import type { Title } from './title.ts'

export interface ContentOrder extends RenderOrder {
  readonly model: string
  /** Whether the text is the whole of the revision that is named. */
  readonly isWhole: boolean
  /** Of the words around the content. */
  readonly language: string
}

export interface ShownContent {
  /** With places for edit links and the table of contents where it is wikitext: see `presentHtml`. */
  readonly html: string
  /** What the text refers to, also of scripts and styles; undefined for content that refers to nothing. */
  readonly rendering: Rendering | undefined
  /** Whether it is the source with a notice, because it could not be rendered. */
  readonly isSource: boolean
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => text.replace(/[&<>]/g, character => escapes[character] ?? character)

/** A text as it is written. */
export const sourceHtml = (text: string): string => `<pre class="mw-code" dir="ltr">${escaped(text)}</pre>`

/** Shows a content; throws nothing because of what it is: what cannot be rendered is shown as its source. */
export async function shownContent(wiki: Wiki, order: ContentOrder): Promise<ShownContent> {
  try {
    return { ...(await contentOfModel(wiki, order)), isSource: false }
  } catch (error) {
    if (error instanceof RenderingGivenUp && error.reason === 'closing') throw error
    noteNotRendered(wiki, order.title, error)
    const notice = wiki.messages.html({ key: 'x-not-rendered', params: [] }, order.language)
    const html = `<div class="warning" role="note"><p>${notice}</p></div>${sourceHtml(order.text)}`
    return { html, rendering: undefined, isSource: true }
  }
}

/** Writes down why a page is shown as its source. That it took too long is no defect. */
export function noteNotRendered(wiki: Wiki, title: Title, error: unknown): void {
  const page = wiki.nameOf(title)
  if (error instanceof RenderingGivenUp)
    wiki.log.warn({ title: page, reason: error.reason }, 'a rendering was given up')
  else wiki.log.error({ err: error, title: page }, 'a page could not be rendered')
}

async function contentOfModel(wiki: Wiki, order: ContentOrder): Promise<Omit<ShownContent, 'isSource'>> {
  const { model, text } = order
  const render = async () => wiki.renderer.render(text, await contextOf(wiki, order))
  if (contentModel(model).isWikitext) {
    const rendering = order.isWhole ? await renderPage(wiki, order) : await render()
    return { html: rendering.html, rendering }
  }
  const say = (key: string, ...params: MessageParam[]) => wiki.messages.html({ key, params }, order.language)
  switch (model) {
    case 'css':
    case 'javascript': {
      const kind = model === 'css' ? 'mw-css' : 'mw-js'
      const html = `<pre class="mw-code ${kind}" dir="ltr">${escaped(text)}\n</pre>\n`
      // As MediaWiki: what stands in code as if it were wikitext counts as what the page refers to.
      return { html, rendering: asCode(await render()) }
    }
    case 'json':
      return { html: jsonHtml(text, say), rendering: undefined }
    case 'unknown':
      return { html: `<div class="error">${say('unsupported-content-model', model)}</div>`, rendering: undefined }
    default:
      return { html: `<pre>${escaped(text)}</pre>`, rendering: undefined }
  }
}

/** Code has no sections and no title of its own. */
const asCode = (rendering: Rendering): Rendering => ({
  ...rendering,
  sections: [],
  showToc: false,
  displayTitle: undefined,
  indicators: new Map(),
})

function jsonHtml(text: string, say: (key: string) => string): string {
  const words = { emptyArray: say('content-json-empty-array'), emptyObject: say('content-json-empty-object') }
  const table = jsonTable(text, words)
  // As MediaWiki: what is wrong is not told here, and its place in the sentence stays.
  return table === undefined ? say('x-invalid-json') : `<div class="noresize">${table}</div>`
}
