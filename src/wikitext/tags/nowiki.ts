// `<nowiki>`: what is in it stays as it is written.

import { normalizeEntities } from '../entities.ts'
import type { Tag } from './tag.ts'

/** Text that no pass may touch: the passes' special characters become references. */
export const nowiki: Tag = (tag, state) => {
  const text = (tag.inner ?? '').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return state.expansion.strip.add(
    'nowiki',
    'nowiki',
    normalizeEntities(text).replaceAll('-{', '-&#123;').replaceAll('}-', '&#125;-'),
  )
}
