// The passes in their order: from expanded wikitext to HTML without paragraphs. For the page, and for what stands in tags.

import type { PageState } from './page-state.ts'
import { disarmLinks, externalLinks, freeLinks } from './passes/external-links.ts'
import { formatHeadings, headingLines } from './passes/headings.ts'
import { fixTags } from './passes/html-tags.ts'
import { internalLinks } from './passes/internal-links.ts'
import { quotes } from './passes/quotes.ts'
import { behaviourSwitches } from './passes/switches.ts'
import { tables } from './passes/tables.ts'

/** Turns expanded wikitext into HTML, but for paragraphs and lists. Only the page itself (`isMain`) numbers its headings. */
export function halfParse(expanded: string, state: PageState, isMain: boolean): string {
  const unstrip = (attributes: string): string => state.expansion.strip.unstripBoth(attributes)
  let text = fixTags(expanded, unstrip)
  text = tables(text, unstrip)
  text = text.replace(/(^|\n)-----*/g, '$1<hr />')
  text = behaviourSwitches(text, state)
  text = headingLines(text)
  text = internalLinks(text, state)
  text = quotes(text)
  text = externalLinks(text, state)
  text = disarmLinks(text)
  text = freeLinks(text, state)
  return formatHeadings(text, state, isMain)
}
