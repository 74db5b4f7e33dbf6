// `<langconvert>`: text in another variant of the language. A language without variants shows it as it is.

import type { Tag } from './index.ts'
import { parseInner } from './inner.ts'

export const langconvert: Tag = (tag, state, frame) =>
  state.expansion.strip.add('general', 'langconvert', parseInner(tag.inner ?? '', state, frame))
