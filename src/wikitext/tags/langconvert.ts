// `<langconvert>`: text in another variant of the language. Our languages have no variants, so any two codes show the text as it is.

import { readAttributes } from '../passes/attributes.ts'
import { parseInner } from './inner.ts'
import type { Tag } from './tag.ts'

export const langconvert: Tag = (tag, state, frame) => {
  const attributes = readAttributes(tag.attributes)
  const from = attributes.get('from') ?? ''
  // As MediaWiki: both must be variants of one language, which no language without variants has.
  if (from === '' || from !== attributes.get('to')) {
    return `<span class="error">${state.expansion.message('invalid-langconvert-attrs')}</span>`
  }
  return state.expansion.strip.add('general', 'langconvert', parseInner(tag.inner ?? '', state, frame))
}
