// What a tag source is: a name, and a pure function of the facts of an edit.
import type { RevId } from '../../ids.ts'
import type { Title } from '../../pages/title.ts'

/** A page's text on one side of an edit. */
interface Side {
  /** Bytes. */
  readonly size: number
  /** Where it leads, if it is a redirect. */
  readonly redirect: Title | undefined
  readonly model: string
}
export interface EditFacts {
  /** Undefined for a new page. */
  readonly before: Side | undefined
  readonly after: Side
  readonly undoes: boolean
  readonly rollsBack: boolean
  /** The earlier revision that has the same text again, where nobody asked for that. */
  readonly revertsTo: RevId | undefined
}

export interface TagSource {
  /** The tag. */
  readonly name: string
  readonly applies: (edit: EditFacts) => boolean
}

export const defineTagSource = (source: TagSource): TagSource => source
