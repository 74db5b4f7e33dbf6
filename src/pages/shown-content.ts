// Content of any model as HTML: wikitext rendered, JSON as tables, code and other texts as they are written.
import type { MessageParam } from '../language/messages.ts'
import type { Wiki } from '../wiki.ts'
import { type Rendering, render } from '../wikitext/index.ts'
import { contentModel } from './content-models.ts'
import { jsonTable } from './json-table.ts'
import { contextOf, type RenderOrder, renderPage } from './render-page.ts'

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
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => text.replace(/[&<>]/g, character => escapes[character] ?? character)

/** Shows a content; throws nothing because of what it is. */
export async function shownContent(wiki: Wiki, order: ContentOrder): Promise<ShownContent> {
  const { model, text } = order
  if (contentModel(model).isWikitext) {
    const rendering = order.isWhole ? await renderPage(wiki, order) : await render(text, await contextOf(wiki, order))
    return { html: rendering.html, rendering }
  }
  const say = (key: string, ...params: MessageParam[]) => wiki.messages.html({ key, params }, order.language)
  switch (model) {
    case 'css':
    case 'javascript': {
      const kind = model === 'css' ? 'mw-css' : 'mw-js'
      const html = `<pre class="mw-code ${kind}" dir="ltr">${escaped(text)}\n</pre>\n`
      // As MediaWiki: what stands in code as if it were wikitext counts as what the page refers to.
      return { html, rendering: asCode(await render(text, await contextOf(wiki, order))) }
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
  let table: string | undefined
  try {
    table = jsonTable(JSON.parse(text), words)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  // As MediaWiki: what is wrong is not told here, and its place in the sentence stays.
  return table === undefined ? say('x-invalid-json') : `<div class="noresize">${table}</div>`
}
