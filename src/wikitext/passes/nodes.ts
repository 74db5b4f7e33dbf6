// What the last steps must know of the parser's nodes.

import type { DefaultTreeAdapterMap } from 'parse5'

/** Nodes that the parser moved out of a table, to where they stand before it. */
export const fostered = new WeakSet<object>()

/** Elements out of which the parser took a block again, when it put misnested tags in order. */
export const hollowed = new WeakSet<object>()

/** Whether a node is an element, not text. */
export const isElement = (node: DefaultTreeAdapterMap['childNode']): node is DefaultTreeAdapterMap['element'] =>
  'tagName' in node
