// Behaviour switches: `__NOTOC__` and its like.

import type { PageState } from '../page-state.ts'
import { tocPlace } from './headings.ts'

/** Switches by the word between the underscores: the page property, and whether case matters. */
const switches: ReadonlyMap<string, readonly [property: string, sensitive: boolean]> = new Map([
  ['TOC', ['toc', false]],
  ['NOTOC', ['notoc', false]],
  ['FORCETOC', ['forcetoc', false]],
  ['NOEDITSECTION', ['noeditsection', false]],
  ['NOGALLERY', ['nogallery', false]],
  ['NOTITLECONVERT', ['notitleconvert', false]],
  ['NOTC', ['notitleconvert', false]],
  ['NOCONTENTCONVERT', ['nocontentconvert', false]],
  ['NOCC', ['nocontentconvert', false]],
  ['NEWSECTIONLINK', ['newsectionlink', true]],
  ['NONEWSECTIONLINK', ['nonewsectionlink', true]],
  ['HIDDENCAT', ['hiddencat', true]],
  ['EXPECTUNUSEDCATEGORY', ['expectunusedcategory', true]],
  ['EXPECTUNUSEDTEMPLATE', ['expectunusedtemplate', true]],
  ['INDEX', ['index', true]],
  ['NOINDEX', ['noindex', true]],
  ['STATICREDIRECT', ['staticredirect', true]],
])

/** Takes switches out of the text and notes them. The first `__TOC__` leaves the place for the table of contents. */
export function behaviourSwitches(text: string, state: PageState): string {
  if (!text.includes('__')) return text
  return text.replace(/__([A-Za-z]+)__/g, (whole, word: string) => {
    const found = switches.get(word.toUpperCase())
    if (!found) return whole
    const [property, sensitive] = found
    if (sensitive && word !== word.toUpperCase()) return whole
    if (property === 'toc') {
      state.switches.add(property)
      if (state.hasTocPlace) return ''
      state.hasTocPlace = true
      return tocPlace
    }
    state.switches.add(property)
    if (property === 'hiddencat' && state.title.namespace === 14) state.expansion.track('hidden-category-category')
    return ''
  })
}
