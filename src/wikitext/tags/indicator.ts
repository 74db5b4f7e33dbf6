// `<indicator name="…">`: a small sign at the top of the page.

import { readAttributes } from '../passes/attributes.ts'
import { parseInner } from './inner.ts'
import type { Tag } from './tag.ts'

export const indicator: Tag = (tag, state, frame) => {
  const name = readAttributes(tag.attributes).get('name')?.trim() ?? ''
  if (name === '') {
    return `<span class="error">${state.expansion.message('invalid-indicator-name')}</span>`
  }
  state.indicators.set(name, parseInner((tag.inner ?? '').trim(), state, frame))
  return ''
}
