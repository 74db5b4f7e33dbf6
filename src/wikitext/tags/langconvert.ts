// `<langconvert>`: text in another variant of a language.

import type { Tag } from './tag.ts'

// As MediaWiki: both languages must be variants of one, which no language without variants has.
export const langconvert: Tag = (_tag, state) =>
  `<span class="error">${state.expansion.message('invalid-langconvert-attrs')}</span>`
