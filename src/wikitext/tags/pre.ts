// `<pre>`: lines as they are written; `<nowiki>` within it is only taken away.

import { normalizeEntities } from '../entities.ts'
import { fixAttributes } from '../passes/attributes.ts'
import type { Tag } from './tag.ts'

export const pre: Tag = (tag, state) => {
  const text = (tag.inner ?? '').replace(/<nowiki>([\s\S]*?)<\/nowiki>/g, '$1')
  const attributes = fixAttributes(state.expansion.strip.unstripBoth(tag.attributes), 'pre')
  const body = normalizeEntities(text.replace(/</g, '&lt;').replace(/>/g, '&gt;'))
  // The first line break right behind the tag is not seen by browsers.
  return state.expansion.strip.add('general', 'pre', `<pre${attributes}>${body}</pre>`)
}
