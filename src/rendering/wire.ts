// What the server and a thread that renders say to each other: an order, questions about the wiki while it is worked on,
// and what became of it.
import { deserialize, serialize } from 'node:v8'
import type { MessagePort } from 'node:worker_threads'
import type { TitleRules } from '../pages/title.ts'
import type { Existence, FileInfo, PageName, Rendering, SiteStatistics } from '../wikitext/index.ts'

/** What a thread is begun with. */
export interface ThreadStart {
  readonly titles: TitleRules
  /** Where answers come in. */
  readonly answers: MessagePort
  /** How many answers have come in; woken at each. */
  readonly signal: Int32Array<SharedArrayBuffer>
}

/** The parts of a context that a thread gets otherwise: from its beginning, in many small questions, or when it asks. */
type Special = 'titles' | 'exists' | 'fileInfo' | 'message' | 'statistics' | 'heed'
export const specialParts: ReadonlySet<string> = new Set([
  'titles',
  'exists',
  'fileInfo',
  'message',
  'statistics',
  'heed',
] satisfies Special[])

/** A text to be rendered. */
export interface Order {
  readonly text: string
  /** What of the context is plain data. */
  readonly plain: Readonly<Record<string, unknown>>
  /** What of it are functions. */
  readonly functions: readonly string[]
}

export type Question =
  | { readonly about: 'call'; readonly name: string; readonly given: readonly unknown[] }
  | { readonly about: 'existence'; readonly names: readonly PageName[] }
  | { readonly about: 'files'; readonly names: readonly string[] }
  | {
      readonly about: 'thumbnail'
      readonly file: string
      readonly width: number
      readonly height: number | undefined
    }
  | { readonly about: 'message'; readonly key: string; readonly parameters: readonly string[] }
  | { readonly about: 'messageSource'; readonly key: string }
  | { readonly about: 'statistics' }

/** The answers by what was asked about. */
export interface Answers {
  /** What the function answers, once it does. */
  readonly call: unknown
  readonly existence: ReadonlyMap<string, Existence>
  readonly files: ReadonlyMap<string, PlainFile | undefined>
  readonly thumbnail: string | undefined
  readonly message: string | undefined
  /** The text of a message as it is written, with `$1`. */
  readonly messageSource: string | undefined
  readonly statistics: SiteStatistics | undefined
}
export type QuestionAbout<A extends keyof Answers> = Question & { readonly about: A }

/** A file without what only the server can do. */
export type PlainFile = Omit<FileInfo, 'thumbnail'> & { readonly hasThumbnails: boolean }

/** What the server puts into a thread's box of answers, which takes objects alone. */
export interface Reply {
  readonly answer: unknown
}

/** What a thread says. */
export type Said =
  | { readonly question: Question }
  | { readonly rendered: PackedRendering }
  | { readonly failed: { readonly error: unknown } }

/** What of a rendering few readers want, and may have very many parts. */
type Names = Pick<Rendering, 'links' | 'existing'>

/** A rendering on its way between threads, or in a store. */
export interface PackedRendering {
  readonly shown: Omit<Rendering, keyof Names>
  readonly names: Uint8Array
}

export function packRendering({ links, existing, ...shown }: Rendering): PackedRendering {
  return { shown, names: serialize({ links, existing } satisfies Names) }
}

/** The rendering; its links are read when somebody asks for them. */
export function unpackRendering({ shown, names }: PackedRendering): Rendering {
  let read: Names | undefined
  const opened = (): Names => {
    read ??= deserialize(names) as Names
    return read
  }
  return {
    ...shown,
    get links() {
      return opened().links
    },
    get existing() {
      return opened().existing
    },
  }
}
