// What the extension tags do: `<nowiki>`, `<pre>`, `<gallery>` and their like, by name.

import type { Expansion } from '../expansion.ts'
import type { Frame } from '../frame.ts'
import type { PageState } from '../page-state.ts'
import type { ExtensionNode } from '../preprocessor.ts'
import { leftReferences, ref, references } from './cite.ts'
import { gallery } from './gallery.ts'
import { indicator } from './indicator.ts'
import { langconvert } from './langconvert.ts'
import { nowiki } from './nowiki.ts'
import { poem } from './poem.ts'
import { pre } from './pre.ts'
import { syntaxhighlight } from './syntaxhighlight.ts'
import type { Tag } from './tag.ts'

const tags = new Map<string, Tag>([
  ['nowiki', nowiki],
  ['pre', pre],
  ['gallery', gallery],
  ['indicator', indicator],
  ['langconvert', langconvert],
  ['ref', ref],
  ['references', references],
  ['poem', poem],
  ['syntaxhighlight', syntaxhighlight],
  ['source', syntaxhighlight],
])

/** The renderer for the tags of a page. */
export const tagRenderer =
  (state: () => PageState) =>
  (_: Expansion, tag: ExtensionNode, frame: Frame): string | undefined =>
    tags.get(tag.name)?.(tag, state(), frame)

/** What tags add at the end of a page. */
export const endOfPage = (state: PageState, frame: Frame): string => leftReferences(state, frame)
