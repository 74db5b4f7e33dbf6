// Where an expansion is: in the page itself, or in a template with the arguments of its call.

import type { PageName } from './context.ts'
import type { Node } from './preprocessor.ts'

interface Argument {
  readonly nodes: readonly Node[] | string
  readonly named: boolean
}

/** The page, or one call of a template within it. */
export class Frame {
  readonly title: PageName
  readonly prefixed: string
  readonly parent: Frame | undefined
  readonly depth: number
  readonly #arguments: Map<string, Argument> | undefined
  readonly #expanded = new Map<string, string>()

  constructor(title: PageName, prefixed: string, parent?: Frame, args?: Map<string, Argument>) {
    this.title = title
    this.prefixed = prefixed
    this.parent = parent
    this.depth = parent ? parent.depth + 1 : 0
    this.#arguments = args
  }

  /** False for the page itself, where `{{{1}}}` stands for nothing. */
  get isTemplate(): boolean {
    return this.#arguments !== undefined
  }

  /** The value of an argument, expanded once where it was written; undefined if the call does not give it. */
  argument(name: string, expand: (nodes: readonly Node[], frame: Frame) => string): string | undefined {
    const argument = this.#arguments?.get(name)
    if (!argument || !this.parent) return undefined
    let value = this.#expanded.get(name)
    if (value === undefined) {
      value = typeof argument.nodes === 'string' ? argument.nodes : expand(argument.nodes, this.parent)
      if (argument.named) value = trimPhp(value)
      this.#expanded.set(name, value)
    }
    return value
  }

  /** Whether this page is being transcluded already. */
  isLoop(prefixed: string): boolean {
    for (let frame: Frame | undefined = this; frame?.parent; frame = frame.parent) {
      if (frame.prefixed === prefixed) return true
    }
    return false
  }
}

/** Trims as MediaWiki does: ASCII white space and NUL only, so that a no-break space stays. */
export const trimPhp = (text: string): string => {
  let start = 0
  let end = text.length
  while (start < end && isTrimmed(text.charCodeAt(start))) start++
  while (end > start && isTrimmed(text.charCodeAt(end - 1))) end--
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

const isTrimmed = (code: number): boolean =>
  code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d || code === 0 || code === 0x0b
