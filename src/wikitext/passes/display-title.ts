// The title that a page shows instead of its own: it may only differ in how it is written, not in what it names.

import { decodeEntities } from '../entities.ts'
import type { PageState } from '../page-state.ts'
import { killMarkers } from '../strip.ts'
import { fixTags } from './html-tags.ts'
import { quotesInLine } from './quotes.ts'
import { tidy } from './tree.ts'

/** The title as HTML: the last that names this page; undefined where there is none. */
export function displayTitleHtml(state: PageState): string | undefined {
  return state.expansion.displayTitles.map(written => checkedTitle(written, state)).findLast(html => html !== undefined)
}

function checkedTitle(written: string, state: PageState): string | undefined {
  const quoted = quotesInLine(killMarkers(state.expansion.strip.unstripBoth(written)))
  const fixed = fixTags(quoted, text => text)
    .replace(
      /<\/?(?:div|blockquote|ol|ul|li|hr|table|tr|th|td|dl|dd|caption|p|ruby|rb|rt|rtc|rp|br|h[1-6]|pre)\b[^>]*>/gi,
      '',
    )
    .replaceAll('\n', ' ')
  const plain = decodeEntities(fixed.replace(/<[^>]*>/g, ''))
  const name = state.expansion.context.titles.parse(plain)
  if (!name || state.prefixed(name) !== state.prefixedTitle) {
    state.expansion.warnOnce('restricted-displaytitle', written)
    state.expansion.track('restricted-displaytitle-ignored')
    return undefined
  }
  const html = tidy(`<span>${fixed}</span>`, { elementDepth: 50, editPlace: () => '' })
  return html.replace(/^<p><span>|<\/span><\/p>$/g, '')
}
