// What an output format is: a name, the headers it wants, and a pure function from the result tree to bytes.
import type { List, Tree } from '../result.ts'

/** What is printed: a map, or for `opensearch` a list. */
export type Root = Tree | List

/** `latest` is 2. */
export type FormatVersion = 1 | 2

/** What a request may ask of a format. Each format reads what is its own and ignores the rest. */
export interface FormatOptions {
  readonly formatversion: FormatVersion
  /** JSON: do not escape what is not ASCII (formatversion 1). */
  readonly utf8?: boolean
  /** JSON: escape what is not ASCII (formatversion 2). */
  readonly ascii?: boolean
  /** JSON: the name of a function to wrap the answer in; cleaned by the format. */
  readonly callback?: string
  /** XML: name the namespace of the answer. */
  readonly includexmlnamespace?: boolean
  /** XML: another root than `<api>`, as `opensearch` has. Its namespace is always named. */
  readonly xmlRoot?: { readonly name: string; readonly namespace: string }
  /** The *fm formats: what their page says. Without it the page has no sentences. */
  readonly pretty?: PrettyOptions
}

/** What the page of a *fm format needs to know about the request. */
export interface PrettyOptions {
  /** Only the highlighted answer, as JSON, instead of a page. */
  readonly wrappedhtml?: boolean
  readonly status: number
  readonly statustext: string
  /** How long the request took, in milliseconds. */
  readonly time: number
  readonly sitename: string
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** The text of a message in the reader's language, parameters filled in; plain text, not HTML. */
  readonly say: (key: string, ...parameters: readonly string[]) => string
  /** The address of the same request in the plain format, if it was a GET. */
  readonly plainUrl?: string
  readonly helpUrl: string
}

export interface Format {
  readonly name: string
  /** The whole Content-Type. */
  mime(options: FormatOptions): string
  /** The headers that belong to this format, Content-Type among them. */
  headers(options: FormatOptions): Readonly<Record<string, string>>
  print(tree: Root, options: FormatOptions): string
}

/** The headers every answer of the API carries, whatever its format: nobody sniffs it and nobody frames it. */
export const commonHeaders = (mime: string, filename: string): Record<string, string> => ({
  'Content-Type': mime,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Content-Disposition': `inline; filename=${filename}`,
})
