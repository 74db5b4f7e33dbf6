// What an extension tag is: something that is rendered apart from the wikitext around it.

import type { Frame } from '../frame.ts'
import type { PageState } from '../page-state.ts'
import type { ExtensionNode } from '../preprocessor.ts'

/** Renders one tag to the text that stands in its place: a strip marker, mostly. */
export type Tag = (tag: ExtensionNode, state: PageState, frame: Frame) => string
