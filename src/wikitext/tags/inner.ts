// Wikitext that stands inside of a tag: expanded and parsed, but without paragraphs.

import type { Frame } from '../frame.ts'
import { halfParse } from '../half-parse.ts'
import type { PageState } from '../page-state.ts'

/** HTML of wikitext within a tag. Held links and strip markers stay in it until the page is done. */
export function parseInner(text: string, state: PageState, frame: Frame): string {
  return state.nested(() => halfParse(state.expansion.expandText(text, frame), state, false), '')
}
