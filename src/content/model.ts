// What a content model is: a kind of text that a page may have, and what must be true of it.
import type { Problem } from '../errors.ts'
import type { NamespaceChange } from '../pages/namespaces.ts'

/** A text in the form in which it is stored, or why it is not of the model. */
export type Prepared = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem }

/** What somebody who checks a text may want to know of the wiki. */
export interface PrepareOptions {
  /** The most bytes that a page may have: what is stored can be longer than what was sent. */
  readonly maxBytes: number
}

export interface ContentModel {
  readonly name: string
  /** MIME types, the default first. */
  readonly formats: readonly string[]
  readonly isWikitext: boolean
  /** Whether the text has sections that can be edited alone. */
  readonly hasSections: boolean
  /** Whether its text may be written as it is. */
  readonly isEditable: boolean
  /** Whether signatures, substitutions and the pipe trick are done in it before it is saved. */
  readonly isTransformed: boolean
  prepare(text: string, options: PrepareOptions): Prepared
  /** What is there before anything is written. */
  readonly empty: string
  /** The namespaces that come with it, and which pages of them have it by default. */
  readonly namespaces: readonly NamespaceChange[]
}

/** A content model that is not said to be anything else is plain text. */
export const defineContentModel = (
  own: Pick<ContentModel, 'name' | 'formats'> & Partial<ContentModel>,
): ContentModel => ({
  isWikitext: false,
  hasSections: false,
  isEditable: true,
  isTransformed: false,
  prepare: asItIs,
  empty: '',
  namespaces: [],
  ...own,
})

const asItIs = (text: string): Prepared => ({ ok: true, text })

/** `text` as it is, or the problem with it, where there is one. */
export const unless = (problem: Problem | undefined, text: string): Prepared =>
  problem === undefined ? { ok: true, text } : { ok: false, problem }
